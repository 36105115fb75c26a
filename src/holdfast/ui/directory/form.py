"""One person or resource, each member a field; what is typed is a draft until it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.weeks import weeks_text
from holdfast.store.store import Store
from holdfast.triage.directory import MEMBERS, members, read
from holdfast.ui.directory.rows import Held
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, NoteEdit, row, scrolled
from holdfast.ui.kit.text import hairline, label, set_look
from holdfast.words import _

_MANY: Final = frozenset({"lines", "roles"})


@dataclass(frozen=True)
class Subject:
    """What the form speaks of: `held` is None for one that is not in the directory yet."""

    kind: str
    ident: str
    held: Held | None = None


def field_words(member: str) -> tuple[str, str]:
    """What a field is called, and the hint below it."""
    return {
        "name": (_("Name"), ""),
        "roles": (_("Roles"), _("Commander, scribe … as the scheme names them; one on each line")),
        "lines": (_("Contact lines"), _("Telephone, radio, pager; one on each line, the best first")),
        "weeks": (_("Weeks on call"), _("2026-W48, or from one to another: 2026-W48..2026-W51")),
        "organisation": (_("Organisation"), ""),
        "remark": (_("Remark"), ""),
        "sort": (_("What it is"), _("A spare, a room, a vehicle …")),
        "identifier": (_("Identifier"), _("Serial number or label; tells two of one name apart")),
        "place": (_("Place"), ""),
        "contact": (_("Contact"), _("Who hands it out")),
    }[member]


ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("name", "roles", "lines", "weeks", "organisation", "remark"),
    "resource": ("name", "sort", "identifier", "place", "contact", "remark"),
}


class Form(QWidget):
    """The fields of one kind; `record_wanted` comes once everything typed can be taken."""

    record_wanted = Signal(dict)
    """What was typed, by member."""
    drop_wanted = Signal()
    left = Signal()
    """Back to the list; what was typed stays a draft."""
    failed = Signal(object)
    """The UserError of a draft that could not be saved."""

    def __init__(self, store: Store, kind: str) -> None:
        super().__init__()
        self._store, self._kind = store, kind
        self._subject = Subject(kind, "")
        self._fields: dict[str, Field] = {}
        self._binders: dict[str, DraftBinder] = {}
        self._build()

    def show_subject(self, what: Subject) -> None:
        """Show what is held, and over it what was typed and not recorded."""
        self.flush()
        self._subject = Subject(what.kind, "")  # nothing is saved while the fields are filled
        said = _texts(what.held)
        for member, field in self._fields.items():
            _set_text(field.control, said.get(member, ""))
            field.clear_error()
        self._subject = what
        for binder in self._binders.values():
            binder.restore()
        new = _("New person") if self._kind == "person" else _("New resource")
        self._title.setText(what.held.name if what.held else new)
        self._drop.setVisible(what.held is not None)
        self._show_state()

    def subject(self) -> Subject:
        """What is shown."""
        return self._subject

    def first(self) -> QWidget:
        """Where typing begins."""
        return self._fields["name"].control

    def flush(self) -> None:
        """Save what is not saved."""
        for binder in self._binders.values():
            binder.flush()

    def show_back(self, *, back: bool) -> None:
        """Whether the list is out of sight, so that there is a way back to it."""
        self._back.setVisible(back)

    def step_back(self, *, back: bool) -> None:
        """Leave the one filled button of the page to something else for a while."""
        set_look(self._record, "primary", None if back else True)

    def submit(self) -> None:
        """Record what is typed; what can't be taken is said at its field."""
        said = {member: _text(field.control) for member, field in self._fields.items()}
        for member in MEMBERS[self._kind]:
            try:
                read(member, said[member])
            except UserError as error:
                self._fields[member].show_error(error)
                return
        self.record_wanted.emit(said)

    def show_error(self, problem: UserError) -> None:
        """What is wrong with the whole of it stands at the name."""
        self._fields["name"].show_error(problem)

    def is_changed(self) -> bool:
        """Whether something typed is not recorded."""
        held = _texts(self._subject.held)
        return any(_text(f.control).strip() != held.get(member, "") for member, f in self._fields.items())

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(24, 12, 24, 12)
        down.setSpacing(12)
        self._title, self._state = label("", "title", wrap=True), label("", "small", "muted")
        self._back = quiet_button(_("Back to the list"), self.left.emit)
        down.addLayout(row(self._back, None))
        down.addWidget(self._title)
        for member in ORDER[self._kind]:
            self._add(member, down)
        down.addStretch()
        self._drop = button(_("Take out of the directory"), self.drop_wanted.emit)
        self._record = button(_("Record"), self.submit, primary=True, key=_("Ctrl+S"))
        foot = row(self._state, self._drop, self._record, spacing=12)
        foot.setStretch(0, 1)
        foot.setContentsMargins(24, 12, 24, 12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner), 1)
        whole.addWidget(hairline())
        whole.addLayout(foot)

    def _add(self, member: str, down: QVBoxLayout) -> None:
        words, hint = field_words(member)
        edit = NoteEdit(lines=2, most=6) if member in _MANY else QLineEdit()
        field = self._fields[member] = Field(words, edit, hint=hint)
        down.addWidget(field)
        binder = DraftBinder(edit, lambda: self._draft(member), lambda text: self._keep(member, text))
        binder.saved.connect(self._show_state)
        binder.failed.connect(self.failed)
        self._binders[member] = binder
        edit.textChanged.connect(lambda *_any: field.clear_error())

    # -- drafts ----------------------------------------------------------------------------------

    def _name(self) -> str:
        return subject(self._subject.kind, self._subject.ident)

    def _draft(self, member: str) -> str | None:
        if not self._subject.ident:
            return None
        draft = self._store.drafts.get(self._name(), member)
        return draft.text if draft is not None else None

    def _keep(self, member: str, text: str) -> None:
        if not self._subject.ident or self._store.read_only:
            return
        if text == _texts(self._subject.held).get(member, ""):
            self._store.drafts.drop(self._name(), member)
        else:
            self._store.drafts.save(self._name(), member, text, to_stored(self._store.clock()))

    def _show_state(self) -> None:
        self._state.setText(_("Not recorded yet; kept as a draft.") if self.is_changed() else "")


def _texts(held: Held | None) -> dict[str, str]:
    """What is held as it stands in the fields."""
    if held is None:
        return {}
    told = members(held)
    return {
        name: value
        if isinstance(value, str)
        else (weeks_text(value) if name == "weeks" else "\n".join(value))
        for name, value in told.items()
    }


def _text(edit: QWidget) -> str:
    if isinstance(edit, QLineEdit):
        return edit.text()
    assert isinstance(edit, NoteEdit)
    return edit.toPlainText()


def _set_text(edit: QWidget, text: str) -> None:
    if isinstance(edit, QLineEdit):
        edit.setText(text)
    elif isinstance(edit, NoteEdit):
        edit.setPlainText(text)
