"""The fields of one preventive action, kept as drafts until it is recorded."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout

from holdfast.domain.action import SORTS, Action, sort_word
from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.review.actions import add_action, change_action
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, ParsedField, row
from holdfast.ui.kit.text import label
from holdfast.ui.review.due import due_words, read_due
from holdfast.ui.review.services import Services
from holdfast.words import _


class ChangedMeanwhile(UserError):
    """A field of the action was changed elsewhere since the form was opened. `field` is its name."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(
            _("Somebody else recorded “{text}” here meanwhile. Nothing was replaced.").format(text=text),
            hint=_("Change it, or record again to replace theirs."),
        )
        self.field = field


class ActionForm(QFrame):
    """A new action, or one that is being changed. Enter records, Esc closes and keeps the draft."""

    closed = Signal()
    draft_saved = Signal()

    def __init__(self, services: Services, review: str, action: Action | None = None) -> None:
        super().__init__()
        self.ident = action.id if action is not None else ""
        """The action that is changed, "" for a new one."""
        self._action = action
        self._services, self._review = services, review
        self.setProperty("card", "current")
        self._build()
        self._fill(action)
        self._binders = {name: self._bound(name, field) for name, field in self._fields().items()}
        for field in self._fields().values():
            field.line().returnPressed.connect(self.record)
        self._choose_sort(self._load("sort") or self._recorded("sort"))
        self._sort.activated.connect(self._keep_sort)

    def record(self) -> bool:
        """Record the action; False where something is wrong, which is shown at its field."""
        right, due = self._due.checked()
        if not right:
            return False
        texts = {name: field.line().text() for name, field in self._fields().items()} | {
            "due": due or "",
            "sort": self._chosen_sort(),
        }
        if not texts["title"].strip():
            self._title.show_error(_("Say in a few words what is to be done."))
            return False
        if self._services.record(partial(self._put, texts), self._failed) is None:
            return False
        for name, field in self._fields().items():
            self._binders[name].forget(field.line().text())
        self.closed.emit()
        return True

    def flush(self) -> None:
        """Keep what was typed as drafts, now."""
        for binder in self._binders.values():
            binder.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.closed.emit()
            return
        super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = Field(_("What will be done"), QLineEdit())
        self._owner = Field(_("Owner"), QLineEdit())
        self._due = ParsedField(_("Due date"), self._read_due, self._due_words)
        self._verify = Field(_("How we will know it worked"), QLineEdit())
        self._sort = QComboBox()
        self._sort.addItem(_("not said"), "")
        for sort in SORTS:
            self._sort.addItem(sort_word(sort), sort)
        self._sort_field = Field(_("What it does"), self._sort)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._owner, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._due, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._verify, 2, 0, 1, 2)
        grid.addWidget(self._sort_field, 3, 0, 1, 2)
        words = _("Add action") if self._action is None else _("Record change")
        record, close = button(words, self.record), button(_("Close"), self._close)
        keys = label(
            _("Enter records  \N{MIDDLE DOT}  Esc closes, the draft stays"), "small", "muted", wrap=True
        )
        foot = row(record, close, keys, spacing=12)
        foot.setStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addLayout(foot)
        self.setFocusProxy(self._title)

    def _close(self) -> None:
        self.flush()
        self.closed.emit()

    def _fill(self, action: Action | None) -> None:
        if action is not None:
            for name, field in self._fields().items():
                field.line().setText(getattr(action, name))

    def _chosen_sort(self) -> str:
        return str(self._sort.currentData() or "")

    def _choose_sort(self, sort: str) -> None:
        self._sort.setCurrentIndex(max(0, self._sort.findData(sort)))

    def _keep_sort(self) -> None:
        """A choice is kept at once; none counts as nothing chosen."""
        self._keep("sort", self._chosen_sort())
        self.draft_saved.emit()

    def _fields(self) -> dict[str, Field]:
        return {"title": self._title, "owner": self._owner, "due": self._due, "verify": self._verify}

    # -- drafts ----------------------------------------------------------------------------------

    def _bound(self, name: str, field: Field) -> DraftBinder:
        binder = DraftBinder(field.line(), partial(self._load, name), partial(self._keep, name))
        binder.saved.connect(self.draft_saved)
        binder.failed.connect(field.show_error)
        return binder

    def _draft_field(self, name: str) -> str:
        return f"action:{self.ident or 'new'}:{name}"

    def _operator(self) -> str:
        return self._services.store.by.operator if self._services.store.by else ""

    def _load(self, name: str) -> str | None:
        field = self._draft_field(name)
        found = self._services.store.drafts.get(subject("review", self._review), field, self._operator())
        if found is None:
            return None
        if found.base != self._base(name):
            self._say_recorded(name)
        return found.text

    def _keep(self, name: str, text: str) -> None:
        store, field = self._services.store, self._draft_field(name)
        name_of = subject("review", self._review)
        if store.read_only:
            return
        if text and text != self._recorded(name):
            at = to_stored(store.clock())
            store.drafts.save(name_of, field, text, at, operator=self._operator(), base=self._base(name))
        else:
            store.drafts.drop(name_of, field, self._operator())

    def _recorded(self, name: str) -> str:
        return getattr(self._action, name) if self._action else ""

    def _base(self, name: str) -> str:
        """What a draft of this field started from."""
        if self._action is None:
            return ""
        return getattr(self._action, name) if name in ("due", "sort") else self._action.wrote.get(name, "")

    def _say_recorded(self, name: str) -> None:
        """Somebody else recorded another value since this draft began: both stay readable."""
        words = _("Recorded meanwhile: {text}").format(text=self._recorded(name) or _("(empty)"))
        self._shown_field(name).show_hint(words)

    # -- recording -------------------------------------------------------------------------------

    def _put(self, texts: dict[str, str]) -> Action:
        store = self._services.store
        with store.command():
            if self._action is None:
                done = add_action(store, self._review, **texts)
            else:
                done = change_action(store, self.ident, **self._mine(texts, self._action))
            for name in (*self._fields(), "sort"):
                store.drafts.drop(subject("review", self._review), self._draft_field(name), self._operator())
        return done

    def _mine(self, texts: dict[str, str], before: Action) -> dict[str, str]:
        """The fields that were changed here; raises where one of them was changed elsewhere too."""
        now = self._action = self._services.store.reviews.action(self.ident)
        mine = {name: text for name, text in texts.items() if text.strip() != getattr(before, name)}
        for name in self._fields():
            if name not in mine:
                self._binders[name].forget(getattr(now, name))
        for name, text in mine.items():
            if getattr(now, name) not in (getattr(before, name), text.strip()):
                raise ChangedMeanwhile(name, getattr(now, name))
        return mine

    def _failed(self, error: UserError) -> None:
        field = self._shown_field(error.field) if isinstance(error, ChangedMeanwhile) else self._title
        field.show_error(error)

    def _shown_field(self, name: str) -> Field:
        return self._sort_field if name == "sort" else self._fields()[name]

    def _read_due(self, text: str) -> str:
        return read_due(text, self._services.store.now().date())

    def _due_words(self, due: str) -> str:
        return due_words(due, self._services.store.now().date())
