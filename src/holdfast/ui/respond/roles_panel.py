"""Who does what: all roles at once, each a name, and since when."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.handover_sheet import held_roles
from holdfast.respond.people import assign_by_name, known_names
from holdfast.respond.roles import span_hint
from holdfast.store.store import Store
from holdfast.triage.scheme_store import scheme_of
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import Field, beside_edit
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.words import roles_of, turns_text
from holdfast.words import _


class RolesPanel(Panel):
    """A field for each role, with the names that are known; what is left empty nobody holds.

    One time holds for all that is changed: when it was taken over or given up, now by default.
    """

    def __init__(self, store: Store, record: Recording, incident: Incident, columns: int) -> None:
        """`columns` is how many roles stand beside each other."""
        super().__init__(_("Roles on {ref}").format(ref=incident.ref), _("Record roles"))
        self._store, self._record, self._ident = store, record, incident.id
        self._turns = held_roles(store, incident.id)
        self._held = {role: person.name for role, person in incident.roles.items()}
        self.fields: dict[str, Field] = {}
        self._order: list[QWidget] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        names = known_names(store)
        for place, (role, words) in enumerate(roles_of(incident, scheme_of(store, incident).roles).items()):
            line, column = place // columns, 2 * (place % columns)
            field, me = self._field(role, words, names), self._me(role, words)
            grid.addWidget(field, line, column, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(beside_edit(me), line, column + 1)
            self._order += [field.control, me]
            grid.setColumnStretch(column, 1)
        self.when = WhenField(_("When"), store)
        self._body.addLayout(grid)
        self._body.addWidget(self.when)
        self.add_foot(span_hint(store, incident) or _("An empty field: nobody holds the role."))

    def controls(self) -> list[QWidget]:
        return [*self._order, self.when.control]

    def submit(self) -> None:
        fine, at = self.when.checked()
        if not fine:
            return
        refused = self._show_error if at is None else self.when.show_error
        if self._record(lambda: self._assign_all(at), refused) is not None:
            self.left.emit()

    def _assign_all(self, at: datetime | None) -> bool:
        with self._store.command():
            for role, field in self.fields.items():
                name = _text(field)
                if name != self._held.get(role, ""):
                    assign_by_name(self._store, self._ident, role, name, at)
        return True

    def _show_error(self, problem: UserError) -> None:
        changed = (each for role, each in self.fields.items() if _text(each) != self._held.get(role, ""))
        next(changed, next(iter(self.fields.values()))).show_error(problem)

    def _field(self, role: str, words: str, names: list[str]) -> Field:
        edit = QLineEdit(self._held.get(role, ""))
        completer = QCompleter(names, edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        edit.setCompleter(completer)
        edit.setPlaceholderText(_("nobody"))
        now, zone = self._store.now(), self._store.zone
        field = Field(words, edit, hint=turns_text(self._turns, role, now, zone))
        edit.textEdited.connect(lambda _text: field.clear_error())
        self.fields[role] = field
        return field

    def _me(self, role: str, words: str) -> QWidget:
        each = quiet_button(_("Me"), lambda: self._take(role))
        each.setAccessibleName(_("{role}: me").format(role=words))
        return each

    def _take(self, role: str) -> None:
        by = self._store.by
        name = self._store.operators.names().get(by.operator, "") if by else ""
        edit = self.fields[role].control
        if isinstance(edit, QLineEdit):
            edit.setText(name or _("me"))
            edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _text(field: Field) -> str:
    edit = field.control
    return edit.text().strip() if isinstance(edit, QLineEdit) else ""
