"""The text of one row of the timeline, open for rewording in its place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.review import Review, Row
from holdfast.domain.timeline import kind_word
from holdfast.domain.timewords import clock_text
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import NoteEdit, row
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.review.services import Services
from holdfast.ui.review.writing_box import WritingBox
from holdfast.ui.review.written import row_spot
from holdfast.words import _


class EntryEditor(QWidget):
    """Enter records, Shift+Enter breaks the line, Esc closes and keeps the draft."""

    closed = Signal()
    resized = Signal()
    """It wants another height."""

    def __init__(self, services: Services, review: Review, entry: Row) -> None:
        super().__init__()
        self.entry = entry.id
        edit = NoteEdit(lines=2, most=10, enter_submits=True)
        edit.setAccessibleName(_("Text of the entry"))
        self.box = WritingBox(services, review, row_spot(entry.id), edit)
        self._build(entry, services)
        edit.submitted.connect(self.box.record)
        self.box.recorded.connect(self.closed)

    def close_editor(self) -> None:
        """Close, and keep what was typed as a draft."""
        self.box.flush()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    def _build(self, entry: Row, services: Services) -> None:
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        about = f"{entry.who}  \N{MIDDLE DOT}  {kind_word(entry.type)}"
        keys = ElidedLabel(_("Enter records  \N{MIDDLE DOT}  Esc closes, the draft stays"), "small", "muted")
        head = row(
            label(clock_text(entry.occurred, services.store.zone), "mono_small", "muted"),
            ElidedLabel(about, "small", "muted"),
            None,
            keys,
            spacing=12,
        )
        record = quiet_button(_("Record text"), self.box.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.box)
        column.addLayout(row(record, quiet_button(_("Close"), self.close_editor), None))
        self.setFocusProxy(self.box)
