"""What is asked in place before something is done to the incidents that are chosen in the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from holdfast.desk import bulk
from holdfast.domain.errors import UserError
from holdfast.domain.label import clean_label
from holdfast.domain.told import close_reason_word
from holdfast.respond.people import known_names
from holdfast.respond.phases import CLOSE_REASONS
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.panel import Panel
from holdfast.ui.kit.recording import Recording
from holdfast.words import _, ngettext

Confirm = Callable[[str, str, str], bool]
"""Asks what is to be confirmed, with a hint and the verb of the button that does it."""


class RowsPanel(Panel):
    """Asks one thing for all chosen incidents, confirms once where they are several, and does it."""

    done = Signal(str)
    """What was done, in a sentence."""

    def __init__(
        self, store: Store, record: Recording, rows: Sequence[IncidentRow], confirm: Confirm, verb: str
    ) -> None:
        """`verb` is what is done, to stand before the incident's reference or their number."""
        self._what = f"{verb}: {_which(rows)}"
        super().__init__(self._what, verb)
        self._store, self._record, self._confirm = store, record, confirm
        self._idents = [row.id for row in rows]
        self._field = self._made(rows)
        self._body.addWidget(self._field)
        if len(rows) > 1:
            self.add_foot(_("All of them or none; Ctrl+Z takes it back as one."))

    def controls(self) -> list[QWidget]:
        return [self._field.control]

    def submit(self) -> None:
        try:
            self._check()
        except UserError as error:
            self._field.show_error(error)
            return
        if len(self._idents) > 1 and not self._confirm(
            _("{what}?").format(what=self._what),
            _("It is one command: Ctrl+Z takes all of it back."),
            self.verb.accessibleName(),
        ):
            return
        if self._record(self._do, self._field.show_error) is not None:
            self.done.emit(self._told())
            self.left.emit()

    def _made(self, rows: Sequence[IncidentRow]) -> Field:
        raise NotImplementedError

    def _check(self) -> None:
        """Refuse what can't be meant, before anybody is asked to confirm it."""

    def _do(self) -> int:
        raise NotImplementedError

    def _told(self) -> str:
        raise NotImplementedError

    def _typed(self) -> str:
        control = self._field.control
        return control.text() if isinstance(control, QLineEdit) else ""

    def _counted(self, one: str, many: str) -> str:
        number = len(self._idents)
        return (one if number == 1 else many).format(count=number)


class LabelPanel(RowsPanel):
    """Which label is put on, or taken off."""

    def __init__(
        self,
        store: Store,
        record: Recording,
        rows: Sequence[IncidentRow],
        confirm: Confirm,
        *,
        present: bool,
    ) -> None:
        self._present = present
        verb = _("Put label on") if present else _("Take label off")
        super().__init__(store, record, rows, confirm, verb)

    def _made(self, rows: Sequence[IncidentRow]) -> Field:
        there = sorted({label for row in rows for label in row.labels})
        known = self._store.incidents.labels() if self._present else there
        edit = _edit(known, there[0] if len(there) == 1 and not self._present else "")
        hint = _("One word, or a few; it can be found by label:NAME.")
        if there:
            hint = _("They have: {labels}.").format(labels=", ".join(there))
        return _field(_("Label"), edit, hint)

    def _check(self) -> None:
        clean_label(self._typed())

    def _do(self) -> int:
        return bulk.label(self._store, self._idents, self._typed(), present=self._present)

    def _told(self) -> str:
        if self._present:
            return self._counted(_("The label is on."), _("The label is on {count} incidents."))
        return self._counted(_("The label is off."), _("The label is off {count} incidents."))


class AssignPanel(RowsPanel):
    """Who leads them."""

    def __init__(
        self, store: Store, record: Recording, rows: Sequence[IncidentRow], confirm: Confirm
    ) -> None:
        super().__init__(store, record, rows, confirm, _("Assign commander"))

    def _made(self, rows: Sequence[IncidentRow]) -> Field:
        return _field(
            _("Commander"), _edit(known_names(self._store)), _("A name, or me. Empty: nobody leads.")
        )

    def _do(self) -> int:
        return bulk.assign(self._store, self._idents, self._typed())

    def _told(self) -> str:
        return self._counted(
            _("The commander is recorded."), _("The commander of {count} incidents is recorded.")
        )


class DismissPanel(RowsPanel):
    """Why they are no incidents, or need nothing done."""

    def __init__(
        self, store: Store, record: Recording, rows: Sequence[IncidentRow], confirm: Confirm
    ) -> None:
        super().__init__(store, record, rows, confirm, _("Dismiss"))

    def _made(self, rows: Sequence[IncidentRow]) -> Field:
        del rows
        options = [(code, close_reason_word(code).capitalize()) for code in CLOSE_REASONS]
        self.reason = Choice(_("Reason to dismiss"), options, flows=True)
        self.reason.choose(CLOSE_REASONS[0])
        self._body.addWidget(self.reason)
        return _field(_("In your own words"), QLineEdit(), _("Needed for “another reason”."))

    def controls(self) -> list[QWidget]:
        return [*(self.reason.button(code) for code in CLOSE_REASONS), self._field.control]

    def first(self) -> QWidget:
        return self.reason.button(self.reason.value())

    def _check(self) -> None:
        if self.reason.value() == "other" and not self._typed().strip():
            raise UserError(_("Another reason has to be said."), _("A few words do."))

    def _do(self) -> int:
        return bulk.dismiss(self._store, self._idents, self.reason.value(), self._typed())

    def _told(self) -> str:
        return self._counted(_("The incident is dismissed."), _("{count} incidents are dismissed."))


def _which(rows: Sequence[IncidentRow]) -> str:
    if len(rows) == 1:
        return rows[0].ref
    return ngettext("{count} incident", "{count} incidents", len(rows)).format(count=len(rows))


def _edit(known: list[str], text: str = "") -> QLineEdit:
    edit = QLineEdit(text)
    completer = QCompleter(known, edit)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    edit.setCompleter(completer)
    return edit


def _field(words: str, edit: QLineEdit, hint: str) -> Field:
    field = Field(words, edit, hint=hint)
    edit.textEdited.connect(lambda _text: field.clear_error())
    return field
