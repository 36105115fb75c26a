"""The list of watches: Space, or a click on the box, switches the current one."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent

from holdfast.ui.kit.page_acts import menu_place
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.words import _


class WatchList(RowList):
    """Enter goes to the details."""

    switch_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__(_("Watches"))
        self._looks = RowDelegate(self, margin=24)
        self.setItemDelegate(self._looks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self.switch_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._is_box(self.indexAt(at), at):
            self.switch_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # a notice or larger text may leave it less room

    def _is_box(self, index: QModelIndex, at: QPoint) -> bool:
        return index.isValid() and self._looks.box_of(self.visualRect(index)).contains(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(menu_place(self, event))
