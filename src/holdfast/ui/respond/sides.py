"""Timeline and runbook side by side; below each other where there is no room for both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from holdfast.ui.kit import theme

_LEFT = 0.45


class Sides(QSplitter):
    """A splitter that turns when it gets narrow, and remembers its share as a number from 0 to 1."""

    def __init__(self, left: QWidget, right: QWidget, share: str) -> None:
        """`share` is what `share()` gave the last time, "" for the usual."""
        super().__init__(Qt.Orientation.Horizontal)
        self._both = (left, right)
        for each in self._both:
            self.addWidget(each)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._share = _number(share)
        self.splitterMoved.connect(self._moved)

    def share(self) -> str:
        """How much of the room the left (or upper) side has."""
        return f"{self._share:.3f}"

    def minimumSizeHint(self) -> QSize:
        hints = [each.minimumSizeHint() for each in self._both]
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(max(hint.width() for hint in hints), max(hint.height() for hint in hints))
        return QSize(max(hint.width() for hint in hints), sum(hint.height() for hint in hints))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= theme.px(720) and self.width() > self._least()
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() != way:
            self.setOrientation(way)
        super().resizeEvent(event)
        room = self.width() if wide else self.height()
        self.setSizes([round(room * self._share), round(room * (1 - self._share))])

    def _least(self) -> int:
        return sum(each.minimumSizeHint().width() for each in self._both) + self.handleWidth()

    def _moved(self) -> None:
        first, second = self.sizes()
        if first + second:
            self._share = first / (first + second)


def _number(text: str) -> float:
    try:
        return min(0.8, max(0.2, float(text)))
    except ValueError:
        return _LEFT
