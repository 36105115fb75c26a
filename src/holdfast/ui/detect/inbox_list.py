"""The list of the inbox: several rows can be chosen, groups fold open and shut as in a tree."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from holdfast.ui.kit.page_acts import menu_place
from holdfast.ui.kit.rows import RowDelegate, RowList


class InboxList(RowList):
    """Right and Left fold the current group; Shift and arrows choose several."""

    fold_wanted = Signal(bool)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(RowDelegate(self, margin=24))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.fold_wanted.emit(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(menu_place(self, event))
