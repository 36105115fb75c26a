"""The third page: who leads, who helps, whom to call, which runbooks to start with, what was seen before."""

import json
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from holdfast.desk.declaring import LEAD
from holdfast.desk.from_alert import runbooks_for
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.domain.text import clean_line
from holdfast.respond.calls import Call
from holdfast.runbook.suggest import suggest
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.triage.directory import for_role, on_call
from holdfast.triage.scheme import Role, Scheme
from holdfast.triage.seen_before import Seen
from holdfast.ui.kit.call_list import CallList, calls_head
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.seen_list import SeenList
from holdfast.ui.kit.text import label, literal, set_tooltip
from holdfast.ui.triage.call_draft import CALLS, calls_of_text, calls_text
from holdfast.ui.triage.draft import RUNBOOKS, Get, Put
from holdfast.ui.triage.layout import Tick, TwoColumns
from holdfast.ui.triage.suggested import Suggested
from holdfast.words import _


class WhoStep(QWidget):
    """A name for each role of the scheme, the commander being whoever declares; runbooks to tick."""

    saved = Signal()
    failed = Signal(object)
    """The UserError of a draft that could not be saved."""
    incident_wanted = Signal(str)
    """The id of an incident of the past, to go to; the draft stays."""

    def __init__(self, store: Store, scheme: Scheme, get: Get, put: Put) -> None:
        """`get` and `put` read and keep a field of the draft."""
        super().__init__()
        self._store, self._get, self._put = store, get, put
        self._ticks: dict[str, Tick] = {}
        self._about = ""
        self._suggested: dict[str, Suggested] = {}
        self._offered = ""  # the name that was put in for whoever is at the keyboard
        self._build(scheme)
        self._binders = {role: self._bound(role, field) for role, field in self._fields.items()}

    def first_focus(self) -> QWidget:
        """The commander."""
        return next(iter(self._fields.values()))

    def show_draft(self) -> None:
        """Show what the draft holds; the commander is who is at the keyboard unless it says otherwise."""
        for role, binder in self._binders.items():
            self._edit(role).clear()
            binder.restore()
            self._fields[role].clear_error()
        self._offer_me()
        self._about = ""
        self._show_calls()

    def suggest(self, words: str, alerts: Sequence[Alert] = ()) -> None:
        """Offer the runbooks that alerts ask for, and those that fit `words`; those ticked before stay."""
        about = " ".join((words, *(each.id for each in alerts)))
        if about == self._about:
            return
        self._about = about
        ticked = self._kept()
        wanted = {row.id: row for each in alerts for row in runbooks_for(self._store, each)}
        fit = list((wanted | {row.id: row for row in suggest(self._store, words)}).values())
        there = {row.id for row in fit}
        kept = self._store.runbooks.rows([each for each in ticked if each not in there])
        self._show_books([*fit, *kept], ticked)

    def flush(self) -> None:
        """Save what is not saved."""
        for binder in self._binders.values():
            binder.flush()

    def offer(self) -> None:
        """The page comes up: somebody may have said by now who is at the keyboard, or who can be called."""
        self._offer_me()
        people, now = self._store.directory.people(), self._store.now()
        first = frozenset(person.id for person in on_call(people, now))
        for role in self._scheme.roles:
            self._suggested[role.key].show_people(for_role(people, role, now), first)
        names = {one.name for one in (*self._store.operators.all(), *people)}
        self._names.setStringList(sorted(names))
        self._calls.show_people(people, now)
        self._show_calls()

    def show_seen(self, found: Sequence[Seen]) -> None:
        """Show what was seen before."""
        self._seen.show_found(found)
        for each in (self._seen_head, self._seen):
            each.setVisible(bool(found))

    def calls(self) -> list[Call]:
        """The calls that were made, the first one first."""
        return calls_of_text(self._get(CALLS), self._store.now())

    def roles(self) -> dict[str, tuple[str, str]] | None:
        """(name, operator's id or "") by role, without who leads by default.

        None where a name cannot be taken, which is then shown in its place.
        """
        found: dict[str, tuple[str, str]] = {}
        for role, field in self._fields.items():
            if role == LEAD and self.leads_by_default():
                continue
            try:
                name = clean_line(self._edit(role).text(), _("The name"), 80)
            except UserError as error:
                field.show_error(error)
                return None
            if name:
                operator = self._store.operators.named(name)
                found[role] = (name, operator.id if operator else "")
        return found

    def leads_by_default(self) -> bool:
        """Whether nobody said who leads, so that it is whoever declares."""
        edit = self._edit(LEAD) if LEAD in self._fields else None
        return edit is not None and edit.text() in ("", self._offered) and not edit.isModified()

    def runbooks(self) -> list[str]:
        """The ids of the runbooks to start."""
        return self._kept()

    def _build(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._names = QStringListModel(self)
        self._calls, self._seen = CallList(), SeenList()
        self._calls.called.connect(self._call)
        self._seen.incident_wanted.connect(self.incident_wanted)
        self._seen_head = label(_("Seen before"), "item_strong")
        left, right = QWidget(), QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        self._fields = {role.key: self._role(role) for role in scheme.roles}
        for role, field in self._fields.items():
            down.addWidget(field)
            down.addWidget(self._suggested[role])
        down.addStretch()
        self._books = QVBoxLayout()
        self._books.setSpacing(2)
        none = _("No runbook fits these words. One can be chosen later.")
        self._none = label(none, "meta", "muted", wrap=True)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(label(_("Runbooks to start with"), "item_strong"))
        beside.addWidget(self._none)
        beside.addLayout(self._books)
        for part in (self._seen_head, self._seen, calls_head(), self._calls):
            beside.addSpacing(8)
            beside.addWidget(part)
        beside.addStretch()
        self.show_seen([])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, right))

    def _role(self, role: Role) -> Field:
        edit = QLineEdit()
        completer = QCompleter(self._names, edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        edit.setCompleter(completer)
        if role.key == LEAD:
            edit.setPlaceholderText(_("You"))
        field = Field(literal(_(role.label)), edit, hint=_(role.duty))
        suggested = self._suggested[role.key] = Suggested(_(role.label))
        suggested.chosen.connect(lambda name: self._take(role.key, name))
        edit.textChanged.connect(lambda _text: field.clear_error())
        return field

    def _take(self, role: str, name: str) -> None:
        """Give a role to whom the directory suggests."""
        edit = self._edit(role)
        edit.setText(name)
        edit.setModified(True)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _call(self, call: Call) -> None:
        """Keep a call until there is an incident to record it on."""
        made = [*self.calls(), replace(call, occurred=self._store.now())]
        try:
            self._put(CALLS, calls_text(made))
        except UserError as error:
            self.failed.emit(error)
            return
        self.saved.emit()
        if self.window().focusWidget() in self._calls.typed():
            self._calls.clear()
        self._show_calls()

    def _show_calls(self) -> None:
        self._calls.show_calls(self.calls()[::-1], self._store.zone)

    def _edit(self, role: str) -> QLineEdit:
        edit = self._fields[role].control
        assert isinstance(edit, QLineEdit)
        return edit

    def _bound(self, role: str, field: Field) -> DraftBinder:
        name = f"role:{role}"
        edit = self._edit(role)
        binder = DraftBinder(edit, lambda: self._get(name) or None, lambda text: self._put(name, text))
        binder.saved.connect(self.saved)
        binder.failed.connect(self.failed)
        return binder

    def _offer_me(self) -> None:
        me = self._store.operators.get(self._store.by.operator) if self._store.by else None
        if me is not None and self.leads_by_default():
            self._offered = me.name
            self._edit(LEAD).setText(me.name)
            self._binders[LEAD].restore()  # what is offered is no draft of anybody's

    def _kept(self) -> list[str]:
        try:
            kept = json.loads(self._get(RUNBOOKS) or "[]")
        except ValueError:
            return []
        return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    def _show_books(self, books: list[RunbookRow], ticked: list[str]) -> None:
        for tick in self._ticks.values():
            self._books.removeWidget(tick)
            tick.deleteLater()
        self._ticks = {}
        for book in books:
            tick = Tick(literal(book.title))
            tick.setChecked(book.id in ticked)
            set_tooltip(tick, f"{book.source}/{book.path}")
            tick.setAccessibleDescription(f"{book.source}/{book.path}")
            tick.clicked.connect(lambda _checked: self._keep_books())
            self._ticks[book.id] = tick
            self._books.addWidget(tick)
        self._none.setVisible(not books)

    def _keep_books(self) -> None:
        wanted = [ident for ident, tick in self._ticks.items() if tick.isChecked()]
        try:
            self._put(RUNBOOKS, json.dumps(wanted) if wanted else "")
        except UserError as error:
            self.failed.emit(error)
        else:
            self.saved.emit()
