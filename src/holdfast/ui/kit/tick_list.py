"""A list of rows with boxes."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from holdfast.ui.kit import theme
from holdfast.ui.kit.rows import RowDelegate, RowList


class TickList(RowList):
    """A list whose rows have boxes: space or a click on one ticks it."""

    ticked = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__(name, RowDelegate(leading=False, margin=24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < theme.px(54):
            self.ticked.emit(index)
