"""A runbook made of what was done: its text to be read and changed before it is recorded."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.words import _


class RunSave(QWidget):
    """The Markdown of the new runbook. Ctrl+Enter records it, Esc leaves it as a draft."""

    wanted = Signal(str, bool)
    """The text is to be a runbook, and (True) to be written on in the editor at once."""
    left = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._edit = QPlainTextEdit()
        self._edit.setTabChangesFocus(True)
        self._edit.setProperty("type", "mono")
        hint = _("Made of what was done, in that order. Change what you like; it is Markdown.")
        self._field = Field(_("The new runbook"), self._edit, hint=hint)
        self._record = button(_("Save runbook"), self._submit, primary=True, key=_("Ctrl+Enter"))
        self._go_on = button(_("Save and edit"), partial(self._submit, go_on=True))
        self._leave = button(_("Back to the steps"), self._leave_it, key=_("Esc"))
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 8, 16, 12)
        down.setSpacing(8)
        down.addWidget(self._field, 1)
        down.addLayout(FlowLayout(self._record, self._go_on, self._leave))
        self._binder: DraftBinder | None = None

    def show_text(self, text: str, draft: RunDraft) -> None:
        """Show what was made, or what was made of it before."""
        if self._binder is not None:
            self._binder.flush()
            self._edit.removeEventFilter(self._binder)
            self._binder.deleteLater()
            self._binder = None
        self._edit.setPlainText(text)
        self._binder = DraftBinder(self._edit, draft.load, draft.save)
        self._binder.failed.connect(self.failed)
        self._field.clear_error()

    def begin(self) -> None:
        """Put the focus into the text."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Save what is written as a draft."""
        if self._binder is not None:
            self._binder.flush()

    def recorded(self) -> None:
        """It is a runbook now."""
        if self._binder is not None:
            self._binder.forget()

    def show_error(self, error: UserError) -> None:
        """Say under the text why it could not be recorded."""
        self._field.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._leave_it()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._submit()
        else:
            super().keyPressEvent(event)

    def _leave_it(self) -> None:
        self.flush()
        self.left.emit()

    def _submit(self, *, go_on: bool = False) -> None:
        self.wanted.emit(self._edit.toPlainText(), go_on)
