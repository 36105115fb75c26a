"""A splitter that keeps its share: through every size of the window, and to the next start."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from holdfast.ui.kit import theme


class SharedSplitter(QSplitter):
    """Two sides; what the first one has of the room is a number from 0 to 1."""

    def __init__(self, left: QWidget, right: QWidget, remembered: str, usual: float) -> None:
        """`remembered` is what `share()` gave the last time, "" for the `usual` share."""
        super().__init__(Qt.Orientation.Horizontal)
        self._both = (left, right)
        for each in self._both:
            self.addWidget(each)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._share = _number(remembered, usual)
        self.splitterMoved.connect(self._moved)

    def share(self) -> str:
        """How much of the room the first side has, for the next start."""
        return f"{self._share:.3f}"

    def take_share(self, remembered: str) -> None:
        """Lay out as `share()` said the last time."""
        self._share = _number(remembered, self._share)
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Give both sides their share again, after one was out of sight too."""
        room = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
        self.setSizes([round(room * self._share), round(room * (1 - self._share))])

    def _moved(self) -> None:
        first, second = self.sizes()
        if first and second:
            self._share = first / (first + second)


class TurningSplitter(SharedSplitter):
    """Below each other where the room is less than `narrow`, or than both sides need beside each other."""

    def __init__(self, left: QWidget, right: QWidget, remembered: str, usual: float, narrow: int) -> None:
        super().__init__(left, right, remembered, usual)
        self._narrow = narrow

    def minimumSizeHint(self) -> QSize:
        hints = [each.minimumSizeHint() for each in self._both]
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(max(hint.width() for hint in hints), max(hint.height() for hint in hints))
        return QSize(max(hint.width() for hint in hints), sum(hint.height() for hint in hints))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= theme.px(self._narrow) and self.width() > self._least()
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() != way:
            self.setOrientation(way)
        super().resizeEvent(event)

    def _least(self) -> int:
        return sum(each.minimumSizeHint().width() for each in self._both) + self.handleWidth()


def _number(text: str, usual: float) -> float:
    try:
        return min(0.8, max(0.2, float(text)))
    except ValueError:
        return usual
