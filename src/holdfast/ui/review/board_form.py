"""The fields of one factor or figure, kept as drafts until it is recorded."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.ui.kit.buttons import Choice, button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, NoteEdit, row
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.text import label
from holdfast.ui.review.services import Services
from holdfast.words import _


class BoardForm(QFrame):
    """Fields to fill in, and what a subclass puts below. Enter records, Esc closes and keeps the draft."""

    closed = Signal()
    draft_saved = Signal()
    sort = ""
    """What its drafts are called."""
    tall: frozenset[str] = frozenset()
    """Fields of several lines, in which Enter begins the next one."""

    def __init__(
        self, services: Services, review: str, ident: str, lines: Mapping[str, tuple[str, str]]
    ) -> None:
        """`ident` is "" for a new one; `lines` are its fields by name, each with label and text so far."""
        super().__init__()
        self.ident = ident
        self._services, self._review = services, review
        self._before = {name: text for name, (_words, text) in lines.items()}
        self.fields = {name: Field(words, self._edit(name, text)) for name, (words, text) in lines.items()}
        self.setProperty("card", "current")
        self._lay_out()
        self._binders = {name: self._bound(name) for name in self.fields}
        for name in self.fields.keys() - self.tall:
            self.line(name).returnPressed.connect(self.record)
        OwnKeys(self, {"Ctrl+Return": self.record, "Ctrl+Enter": self.record})
        self.setFocusProxy(next(iter(self.fields.values())))

    def line(self, name: str) -> QLineEdit:
        """The edit of a field."""
        return self.fields[name].line()

    def lines(self, name: str) -> QPlainTextEdit:
        """The edit of a field of several lines."""
        edit = self.fields[name].control
        if not isinstance(edit, QPlainTextEdit):
            raise TypeError(edit)
        return edit

    def texts(self) -> dict[str, str]:
        """What stands in the lines."""
        return {name: self._text(name) for name in self.fields}

    def record(self) -> None:
        """Record, and close; a mistake is shown at its field."""
        if self._services.record(self._recorded, self._failed) is not None:
            self.closed.emit()

    def put(self) -> object:
        """Run the command that records it."""
        raise NotImplementedError

    def more(self) -> list[QWidget]:
        """What stands below the lines."""
        return []

    def flush(self) -> None:
        """Keep what was typed as drafts, now."""
        for binder in self._binders.values():
            binder.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

    def _edit(self, name: str, text: str) -> QLineEdit | QPlainTextEdit:
        if name not in self.tall:
            return QLineEdit(text)
        edit = NoteEdit(lines=2, most=8)
        edit.setPlainText(text)
        return edit

    def _edit_of(self, name: str) -> QLineEdit | QPlainTextEdit:
        return self.lines(name) if name in self.tall else self.line(name)

    def _text(self, name: str) -> str:
        return self.lines(name).toPlainText() if name in self.tall else self.line(name).text()

    def _lay_out(self) -> None:
        record, close = button(_("Record"), self.record), button(_("Close"), self._close)
        words = _("Enter records  \N{MIDDLE DOT}  Esc closes, the draft stays")
        if self.tall:
            words = _("Ctrl+Enter records  \N{MIDDLE DOT}  Esc closes, the draft stays")
        keys = label(words, "small", "muted", wrap=True)
        foot = row(record, close, keys, spacing=12)
        foot.setStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        for part in (*self.fields.values(), *self.more()):
            column.addWidget(part)
        column.addLayout(foot)

    def _close(self) -> None:
        self.flush()
        self.closed.emit()

    def _recorded(self) -> object:
        store = self._services.store
        with store.command():
            done = self.put()
            for name in self.fields:
                store.drafts.drop(subject("review", self._review), self._field(name), self._operator())
        for name, binder in self._binders.items():
            binder.forget(self._text(name))
        return done

    def _failed(self, error: UserError) -> None:
        for field in self.fields.values():
            field.clear_error()
        self.fields.get(error.field, next(iter(self.fields.values()))).show_error(error)

    # -- drafts ----------------------------------------------------------------------------------

    def _bound(self, name: str) -> DraftBinder:
        load: Callable[[], str | None] = partial(self._load, name)
        binder = DraftBinder(self._edit_of(name), load, partial(self._keep, name))
        binder.saved.connect(self.draft_saved)
        binder.failed.connect(self.fields[name].show_error)
        return binder

    def _field(self, name: str) -> str:
        return f"{self.sort}:{self.ident or 'new'}:{name}"

    def _operator(self) -> str:
        return self._services.store.by.operator if self._services.store.by else ""

    def _load(self, name: str) -> str | None:
        name_of = subject("review", self._review)
        found = self._services.store.drafts.get(name_of, self._field(name), self._operator())
        return None if found is None else found.text

    def _keep(self, name: str, text: str) -> None:
        store, name_of = self._services.store, subject("review", self._review)
        if store.read_only:
            return
        if text and text != self._before[name]:
            at = to_stored(store.clock())
            store.drafts.save(name_of, self._field(name), text, at, operator=self._operator(), base="")
        else:
            store.drafts.drop(name_of, self._field(name), self._operator())


def tick(words: str, *, on: bool) -> QCheckBox:
    """A box to tick."""
    box = QCheckBox(words)
    box.setChecked(on)
    return box


def choice(words: str, options: list[tuple[str, str]], chosen: str) -> Choice:
    """One of a few words."""
    made = Choice(words, options, flows=True)
    made.choose(chosen)
    return made
