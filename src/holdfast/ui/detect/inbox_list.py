"""The list of the inbox: several rows can be chosen, groups fold open and shut as in a tree."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from holdfast.ui.kit.long_list import LongList


class InboxList(LongList):
    """Right and Left fold the current group; Shift and arrows choose several."""

    fold_wanted = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__(name, margin=24)

    def choose(self, rows: list[int]) -> None:
        """Select these rows beside the current one."""
        chosen, model = QItemSelection(), self.model()
        for row in rows:
            chosen.select(model.index(row, 0), model.index(row, 0))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.fold_wanted.emit(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
