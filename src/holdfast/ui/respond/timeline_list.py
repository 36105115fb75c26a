"""The list of the timeline's rows: what its keys do, and what can be dropped on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent, QKeySequence

from holdfast.ui.kit.timeline_rows import TimelineList
from holdfast.ui.respond.pasted import files_of


class TimelineRows(TimelineList):
    """Whoever enters the timeline stands at its newest row.

    Space tells all of a row, Enter opens what it names; files are dropped on it, evidence pasted.
    """

    told = Signal()
    entered = Signal()
    far = Signal(bool)
    """The very first row is wanted, or (True) the very last."""
    files_dropped = Signal(list)
    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.told.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.far.emit(event.key() == Qt.Key.Key_End)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(files_of(event.mimeData()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        model = self.model()
        if model is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(model.rowCount() - 1, 0))
        super().focusInEvent(event)
