"""One interview note being written: kept as a draft under the name of whoever writes it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout

from holdfast.domain.clock import to_stored
from holdfast.domain.entry import By
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review_interviews import Interview
from holdfast.review.interviews import add_note, change_note, find_note
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, NoteEdit, row
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.text import label
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.review.services import Services
from holdfast.words import _

DRAFTS = "interview:"
"""How the fields of drafts of interview notes begin."""


class InterviewForm(QFrame):
    """A new note, or other words for one. Ctrl+Enter records, Esc closes and keeps the draft."""

    closed = Signal()
    draft_saved = Signal()

    def __init__(self, services: Services, review: str, note: Interview | None = None) -> None:
        super().__init__()
        self.note = note
        """The note that is written anew, None for a new one."""
        self._services, self._review = services, review
        # Not whoever sits down later: these words are for those who may read them.
        self._operator = services.store.by.operator if services.store.by else ""
        self.setProperty("card", "current")
        self._build(note)
        self._binders = {name: self._bound(name, each) for name, each in self._fields.items()}

    def is_of(self, by: By | None) -> bool:
        """Whether this person opened it."""
        return by is not None and by.operator == self._operator

    def record(self) -> None:
        """Record, and close; a mistake is shown at its field."""
        fine, _at = self._when.checked()
        if fine and self._services.record(self._recorded, self._failed) is not None:
            self.closed.emit()

    def flush(self) -> None:
        """Keep what was typed as drafts, now."""
        for binder in self._binders.values():
            binder.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self, note: Interview | None) -> None:
        self._person = Field(_("Who told it"), QLineEdit())
        words = _("Empty is not said; or 14:03, -2h, 23.11. 14:03")
        self._when = WhenField(_("When you talked"), self._services.store, empty=words)
        self._text = Field(_("What was told"), NoteEdit(lines=5, most=14))
        self._fields: dict[str, Field] = {"text": self._text}
        if note is None:
            self._fields = {"person": self._person, "when": self._when, "text": self._text}
        else:
            self._edit(self._text).setPlainText(note.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        if note is not None:
            column.addWidget(label(note.person, "item_strong", wrap=True))
        for field in self._fields.values():
            column.addWidget(field)
        record = button(_("Record note"), self.record, key="Ctrl+Enter")
        keys = label(_("Esc closes, the draft stays"), "small", "muted", wrap=True)
        foot = row(record, button(_("Close"), self._close), keys, spacing=12)
        foot.setStretch(2, 1)
        column.addLayout(foot)
        self.setFocusProxy(next(iter(self._fields.values())))
        OwnKeys(self, {"Ctrl+Return": self.record, "Ctrl+Enter": self.record})

    def _edit(self, field: Field) -> QPlainTextEdit:
        if not isinstance(field.control, QPlainTextEdit):
            raise TypeError(field.control)
        return field.control

    def _close(self) -> None:
        self.flush()
        self.closed.emit()

    # -- recording -------------------------------------------------------------------------------

    def _recorded(self) -> object:
        store, text = self._services.store, self._edit(self._text).toPlainText()
        with store.command():
            done = self._add(text) if self.note is None else self._change(self.note, text)
            for name in self._fields:
                store.drafts.drop(subject("review", self._review), self._field(name), self._operator)
        for name, binder in self._binders.items():
            binder.forget(text if name == "text" else self._fields[name].line().text())
        return done

    def _add(self, text: str) -> object:
        return add_note(
            self._services.store, self._review, self._person.line().text(), text, self._when.value()
        )

    def _change(self, note: Interview, text: str) -> object:
        """Write it anew; once refused where somebody else did so since it was opened here."""
        store = self._services.store
        now = find_note(store.reviews.get(self._review), note.id)
        if now.wrote != note.wrote and now.text != text.strip():
            self.note = now
            raise UserError(
                _("Somebody else wrote it anew meanwhile: “{text}”. Nothing was replaced.").format(
                    text=now.text
                ),
                hint=_("Change your words, or record again to replace theirs."),
            )
        return change_note(store, self._review, note.id, text)

    def _failed(self, error: UserError) -> None:
        self._fields.get(error.field, self._text).show_error(error)

    # -- drafts ----------------------------------------------------------------------------------

    def _bound(self, name: str, field: Field) -> DraftBinder:
        edit = self._edit(field) if name == "text" else field.line()
        binder = DraftBinder(edit, partial(self._load, name), partial(self._keep, name))
        binder.saved.connect(self.draft_saved)
        binder.failed.connect(field.show_error)
        return binder

    def _field(self, name: str) -> str:
        return f"{DRAFTS}{self.note.id if self.note else 'new'}:{name}"

    def _base(self) -> str:
        return self.note.wrote.get("text", "") if self.note else ""

    def _load(self, name: str) -> str | None:
        store = self._services.store
        found = store.drafts.get(subject("review", self._review), self._field(name), self._operator)
        if found is None:
            return None
        if self.note is not None and found.base != self._base():
            self._text.show_hint(_("Recorded meanwhile: {text}").format(text=self.note.text))
        return found.text

    def _keep(self, name: str, text: str) -> None:
        store, of = self._services.store, subject("review", self._review)
        if store.read_only:
            return
        if text and not (self.note is not None and text == self.note.text):
            at = to_stored(store.clock())
            store.drafts.save(of, self._field(name), text, at, operator=self._operator, base=self._base())
        else:
            store.drafts.drop(of, self._field(name), self._operator)
