"""An editor tied to one text of a review: draft, record, and what somebody else recorded meanwhile."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.text import label, set_look
from holdfast.ui.review.conflict import ConflictCard
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.written import Spot, WrittenMeanwhile, WrittenText


class WritingBox(QWidget):
    """The other text above, the editor, and what is wrong below it."""

    changed = Signal()
    """Another text stands in the editor, or what stands there became recorded."""
    draft_saved = Signal()
    recorded = Signal()

    def __init__(self, services: Services, review: Review, spot: Spot, edit: QPlainTextEdit) -> None:
        super().__init__()
        self.edit = edit
        self.saved_at: datetime | None = None
        """When the draft was last saved here."""
        self._services = services
        self._written = WrittenText(services.store, review, spot)
        self._description = edit.accessibleDescription()
        self._build()
        self._binder = DraftBinder(edit, self._written.draft, self._written.keep)
        self._shown = edit.toPlainText()
        self._connect()
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        """Take in what is recorded now; what is being typed stays."""
        self._written.text = self.edit.toPlainText()
        if self._written.look(review):
            self._replace(self._written.text)
        self._conflict.show_text(self._written.theirs)
        self.edit.setReadOnly(is_fixed(self._services, review))
        self.changed.emit()

    def is_unrecorded(self) -> bool:
        """Whether the text is not in the record."""
        self._written.text = self.edit.toPlainText()
        return self._written.is_unrecorded()

    def record(self) -> bool:
        """Record the text; False when that was declined or failed, which is said below it."""
        text = self.edit.toPlainText()
        if self._services.record(lambda: self._written.record(text), self._failed) is None:
            return False
        self.show_error(None)
        self.changed.emit()
        self.recorded.emit()
        return True

    def flush(self) -> None:
        """Keep the draft now."""
        self._binder.flush()

    def recorded_by(self) -> tuple[datetime, str] | None:
        """When the recorded text was recorded, and by whom."""
        return self._written.recorded_by()

    def show_error(self, error: UserError | None) -> None:
        """Say what is wrong, or None: nothing is."""
        self._error.setText("" if error is None else str(error))
        self._error.setVisible(error is not None)
        set_look(self.edit, "wrong", "" if error is None else "true")
        self.edit.setAccessibleDescription(self._error.text() or self._description)

    def _build(self) -> None:
        self.edit.setPlainText(self._written.recorded)
        self._conflict = ConflictCard()
        self._error = label("", "meta", "error", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._conflict)
        column.addWidget(self.edit, 1)
        column.addWidget(self._error)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop at this part as well, and be led back into it for ever.
        self.edit.setFocus(event.reason())

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._typed)
        self._binder.saved.connect(self._saved)
        self._binder.failed.connect(self._failed)
        self._conflict.kept.connect(self._keep_mine)
        self._conflict.taken.connect(self._take_theirs)

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        if text == self._shown:  # Qt says so of a change of colours too
            return
        self._shown = text
        self.show_error(None)
        self.changed.emit()

    def _saved(self) -> None:
        self.saved_at = self._services.clock.now()
        self.changed.emit()
        self.draft_saved.emit()

    def _failed(self, error: UserError) -> None:
        if isinstance(error, WrittenMeanwhile):
            self._conflict.show_text(self._written.theirs)
        self.show_error(error)
        if self.edit.isVisible():
            self.edit.setFocus()

    def _keep_mine(self) -> None:
        self._written.keep_mine()
        self._settled()

    def _take_theirs(self) -> None:
        self._replace(self._written.take_theirs())
        self._settled()

    def _settled(self) -> None:
        self._conflict.show_text(None)
        self.show_error(None)
        self.edit.setFocus()
        self.changed.emit()

    def _replace(self, text: str) -> None:
        """Put another text in place of this one; Ctrl+Z brings this one back."""
        cursor = QTextCursor(self.edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
