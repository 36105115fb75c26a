"""What is asked before an act on an exit criterion or a reporting clock: why, and for some when it was."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, beside_edit, row
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.respond.criteria_words import Act
from holdfast.words import _

if TYPE_CHECKING:
    from datetime import datetime


class AskedBox(QWidget):
    """One question at a time; `given` is sent once what is needed stands there."""

    given = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.act: Act | None = None  # what waits for its answer
        self.at: datetime | None = None
        self.when = WhenField(
            _("When the report was made"), store, empty=_("14:10, -2h or 23.11. 14:10"), required=True
        )
        self.edit = QLineEdit()
        self.why = Field(_("Why"), self.edit)
        self.edit.textEdited.connect(lambda _text: self.why.clear_error())
        self._record = button(_("Record"), self.give, primary=True)
        line = row(self.why)
        line.addLayout(beside_edit(self._record))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.when)
        down.addLayout(line)
        self.hide()

    def controls(self) -> list[QWidget]:
        """What the keyboard stands at, in order."""
        return [self.when.control, self.edit, self._record]

    def ask(self, act: Act) -> None:
        """Ask what an act needs."""
        self.act, self.at = act, None
        self.why.label.setText(act.asks)
        self.edit.setAccessibleName(act.asks)
        self.when.setVisible(act.dates)
        self.show()
        (self.when.control if act.dates else self.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_no_more(self) -> None:
        """Forget the question and what was typed."""
        self.act = None
        self.edit.clear()
        self.when.set_text("")
        self.when.clear_error()
        self.why.clear_error()
        self.hide()

    def give(self) -> None:
        """Take what is typed, or say what is missing where it is missing."""
        if self.act is None:
            return
        if self.act.dates:
            fits, self.at = self.when.checked()
            if not fits:
                return
        if self.act.needs and not self.edit.text().strip():
            hint = _("A few words; they stand in the timeline.")
            self.why.show_error(UserError(_("A reason is needed."), hint))
            return
        self.given.emit()

    def show_error(self, error: UserError) -> None:
        """Say what is in the way of the act."""
        (self.when if self.act is not None and self.act.dates else self.why).show_error(error)

    def has_focus(self) -> bool:
        """Whether one of its lines is being written."""
        return self.edit.hasFocus() or self.when.control.hasFocus()
