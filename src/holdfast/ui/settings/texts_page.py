"""Texts that a store adopts, such as templates: each one written, judged while typed, and adopted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.toml_check import Problem
from holdfast.store.adopting import read_reason
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.judged_text import JudgedText
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class OneText:
    """A text of the page: its key, what it is called, how it is judged and adopted.

    `checks` gives what judges it by now, in any thread; `adopt` takes text and reason and gives what is said
    when it is done; `in_use` says what holds, with whether that is the store's own; `fine` and `help` stand
    beside a text without problems.
    """

    key: str
    name: str
    shipped: str
    in_use: Callable[[], tuple[str, bool]]
    checks: Callable[[], Callable[[str], Sequence[Problem]]]
    adopt: Callable[[str, str], str]
    fine: str
    help: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the page calls its texts. `draft` leads the names of their drafts."""

    title: str
    told: str
    which: str
    text: str
    own: str
    shipped: str
    adopt: str
    reason: str
    draft: str


class TextsPage(Page):
    """Nothing changes until a text is adopted; what is written until then is a draft of that text."""

    left = Signal()

    def __init__(
        self,
        store: Store,
        record: Recording,
        notices: Notices,
        tasks: Tasks,
        texts: tuple[Sequence[OneText], PageWords],
    ) -> None:
        super().__init__()
        self._store, self._record, self._notices, self._tasks = store, record, notices, tasks
        self._texts, self._words = {each.key: each for each in texts[0]}, texts[1]
        self._form = next(iter(self._texts))
        self._build()
        self._draft = DraftBinder(self.text.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(notices.error)
        self.forms.currentIndexChanged.connect(lambda _place: self._choose(str(self.forms.currentData())))
        self.reason_edit.textEdited.connect(lambda _text: self.reason.clear_error())
        self.reason_edit.returnPressed.connect(self.adopt_now)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show a form, by default the one that was shown."""
        self._draft.flush()
        self._form = what if what in self._texts else self._form
        self.forms.setCurrentIndex(self.forms.findData(self._form))
        there = self._texts[self._form]
        text, own = there.in_use()
        self._state.setText(self._words.own if own else self._words.shipped)
        self.text.judge_by(there.checks(), there.fine, there.help)
        self.text.put(self._load_draft() or text)
        self._draft.restore()

    def panes(self) -> list[QWidget]:
        return [self._tools, self.text, self._foot]

    def first_focus(self) -> QWidget | None:
        return self.text.edit

    def leave(self) -> None:
        self.text.stop()
        self._draft.flush()

    def window_title(self) -> str:
        return self._words.title

    def adopt_now(self) -> None:
        """Adopt the text, or say what is in the way where it stands."""
        there = self._texts[self._form]
        self.text.judge_by(there.checks(), there.fine, there.help)
        if self.text.judge():
            self.text.list.setFocus()
            announce(self, self.text.count.text())
            return
        text = self.text.edit.toPlainText()
        try:
            why = read_reason(self.reason_edit.text())
        except UserError as error:
            self.reason.show_error(error)
            return
        done = self._record(lambda: there.adopt(text, why), self.reason.show_error)
        if done is not None:
            self._draft.forget(text)
            self.reason_edit.clear()
            self.show_place(there.key)
            self._notices.say(done)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.forms = combo([(each.key, each.name) for each in self._texts.values()])
        self.forms.setAccessibleName(self._words.which)
        words = label(self._words.which, "strong")
        words.setBuddy(self.forms)
        self._state = label("", "meta", "muted")
        self.begin = button(_("Take the shipped text"), self._take_shipped)
        self._tools = QWidget()
        line = row(words, self.forms, self._state, None, self.begin, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        self._tools.setLayout(line)
        there = self._texts[self._form]
        self.text = JudgedText(self._words.text, there.checks(), self._tasks, there.fine, there.help)
        self.reason_edit = QLineEdit()
        self.reason = Field(_("Why"), self.reason_edit, hint=self._words.reason)
        self.adopt = button(self._words.adopt, self.adopt_now, primary=True)
        self._foot = QWidget()
        foot = row(self.reason, self.adopt, spacing=12)
        foot.setStretch(0, 1)
        foot.setContentsMargins(24, 12, 24, 14)
        self._foot.setLayout(foot)
        back = button(_("Back"), self.left.emit)
        header = PageHeader(self._words.title, self._words.told, buttons=[back])
        column(self, header, hairline(), self._tools, self.text, hairline(), self._foot, stretch=3)

    # -- the text --------------------------------------------------------------------------------

    def _choose(self, form: str) -> None:
        if form != self._form:
            self.show_place(form)

    def _take_shipped(self) -> None:
        """Undo brings back what was there."""
        self.text.put(self._texts[self._form].shipped)
        self.text.edit.setFocus()

    def _load_draft(self) -> str | None:
        name = subject("store", self._store.facts.id)
        draft = self._store.drafts.get(name, self._field(), "")
        return draft.text if draft else None

    def _save_draft(self, text: str) -> None:
        if self._store.read_only:
            return
        name, field = subject("store", self._store.facts.id), self._field()
        if text.strip() and text != self._texts[self._form].in_use()[0]:
            self._store.drafts.save(name, field, text, to_stored(self._store.clock()), "")
        else:
            self._store.drafts.drop(name, field)

    def _field(self) -> str:
        return f"{self._words.draft}:{self._form}"
