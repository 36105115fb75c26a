"""Timeline and runbook side by side; below each other where there is no room for both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.split import SharedSplitter

_LEFT = 0.45


class Sides(SharedSplitter):
    """A splitter that turns when it gets narrow."""

    def __init__(self, left: QWidget, right: QWidget, remembered: str) -> None:
        super().__init__(left, right, remembered, _LEFT)

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

    def _least(self) -> int:
        return sum(each.minimumSizeHint().width() for each in self._both) + self.handleWidth()
