"""What is asked before an act on an exit criterion or a reporting clock: why, and for some when it was."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.times import parse_when
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, ParsedField, beside_edit, row
from holdfast.ui.respond.criteria_words import Act
from holdfast.ui.respond.words import understood
from holdfast.words import _


class AskedBox(QWidget):
    """One question at a time; `given` is sent once what is needed stands there."""

    given = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.act: Act | None = None  # what waits for its answer
        self.at: datetime | None = None
        self.when: ParsedField[datetime] = ParsedField(
            _("When the report was made"), self._read, self._told, required=True
        )
        self.when.changed.connect(self._hint)
        self.edit = QLineEdit()
        self.why = Field(_("Why"), self.edit)
        self.edit.textEdited.connect(lambda _text: self.why.clear_error())
        self._record = button(_("Record"), self.give)
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
        self._hint()
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

    def _hint(self) -> None:
        if not self.when.text().strip():
            self.when.show_hint(_("14:10, -2h or 23.11. 14:10"))

    def _read(self, text: str) -> datetime:
        now = self._store.now()
        at = parse_when(text, now, self._store.zone)
        check_not_ahead(at, now)
        return at

    def _told(self, at: datetime) -> str:
        return understood(at, self._store.now(), self._store.zone)
