"""The scheme of the store: which is in use, and another one chosen, written and adopted with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.toml_check import Problem
from holdfast.store.adopting import read_reason
from holdfast.store.store import Store
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_check import check, read_file, version_line
from holdfast.triage.scheme_file import load, shipped
from holdfast.triage.scheme_store import adopt, text_in_use
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.judged_text import JudgedText
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.settings.scheme_words import in_use_text, since_text
from holdfast.words import _

_FIELD = "scheme"


class SchemePage(Page):
    """A text is judged while it is typed, its problems listed; nothing changes until it is adopted whole."""

    left = Signal()

    def __init__(
        self, store: Store, record: Recording, notices: Notices, asking: Asking, tasks: Tasks
    ) -> None:
        super().__init__()
        self._store, self._record, self._notices = store, record, notices
        self._asking, self._tasks = asking, tasks
        self._build()
        self._draft = DraftBinder(self.text.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(notices.error)
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show what is in use, and the text that was being written, else the one in use."""
        del what
        self._header.set_title(_("Scheme"), _("In use: {scheme}").format(scheme=in_use_text(self._store)))
        self._since.setText(since_text(self._store))
        if not self._draft.restore():
            self.text.put(text_in_use(self._store))
        self.text.judge_aside()

    def panes(self) -> list[QWidget]:
        return [self._tools, self.text, self._foot]

    def first_focus(self) -> QWidget | None:
        return self.text.edit

    def leave(self) -> None:
        self.text.stop()
        self._draft.flush()

    def window_title(self) -> str:
        return _("Scheme")

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = PageHeader(_("Scheme"), " ", buttons=[button(_("Back"), self.left.emit)])
        self._since = label("", "meta", "muted", wrap=True)
        self.text = JudgedText(_("Text of the scheme"), _problems, self._tasks, _("This scheme can be used."))
        self._build_tools()
        self._build_foot()
        column(self, self._header, hairline(), self._tools, self.text, hairline(), self._foot, stretch=3)

    def _build_tools(self) -> None:
        texts = [(file, load(text).name) for file, text in shipped().items()]
        self.begin = combo([("", _("The one in use")), *((file, _(name)) for file, name in texts)])
        self.begin.setAccessibleName(_("Begin with"))
        self._file = button(_("From a file…"), self._open_file)
        words = label(_("Begin with"), "strong")
        words.setBuddy(self.begin)
        self.refused = label("", "meta", "error", wrap=True)
        self.refused.hide()
        self._tools = QWidget()
        down = QVBoxLayout(self._tools)
        down.setContentsMargins(24, 12, 24, 12)
        down.setSpacing(8)
        down.addWidget(self._since)
        down.addLayout(row(words, self.begin, self._file, None, spacing=12))
        down.addWidget(self.refused)

    def _build_foot(self) -> None:
        self.reason_edit = QLineEdit()
        self.reason = Field(
            _("Why"),
            self.reason_edit,
            hint=_("It stands in the journal. Incidents keep the scheme that they were judged by."),
        )
        self.adopt = button(_("Adopt scheme"), self.adopt_now, primary=True)
        self._foot = QWidget()
        line = row(self.reason, self.adopt, spacing=12)
        line.setStretch(0, 1)
        line.setContentsMargins(24, 12, 24, 14)
        self._foot.setLayout(line)

    def _connect(self) -> None:
        self.begin.activated.connect(lambda _index: self._begin())
        self.reason_edit.textEdited.connect(lambda _text: self.reason.clear_error())
        self.reason_edit.returnPressed.connect(self.adopt_now)
        self.text.edit.textChanged.connect(self.refused.hide)

    # -- the text --------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Put another text into the editor; undo brings back what was there."""
        file = str(self.begin.currentData())
        self.text.put(shipped()[file] if file else text_in_use(self._store))

    def _open_file(self) -> None:
        file = self._asking.file(_("Choose a scheme"), _("Schemes (*.toml)"))
        if file is None:
            return
        try:
            text = read_file(file)
        except UserError as error:
            self._notices.error(error)
            return
        self.text.put(text)

    def _load_draft(self) -> str | None:
        draft = self._store.drafts.get(subject("store", self._store.facts.id), _FIELD, "")
        return draft.text if draft else None

    def _save_draft(self, text: str) -> None:
        name = subject("store", self._store.facts.id)
        if self._store.read_only:
            return
        if text and text != text_in_use(self._store):
            self._store.drafts.save(name, _FIELD, text, to_stored(self._store.clock()), "")
        else:
            self._store.drafts.drop(name, _FIELD)

    # -- adopting --------------------------------------------------------------------------------

    def adopt_now(self) -> None:
        """Adopt the text with its reason, or say what is in the way where it stands."""
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
        done: Scheme | None = self._record(lambda: adopt(self._store, text, why), self._refuse)
        if done is not None:
            self._adopted(done)

    def _refuse(self, error: UserError) -> None:
        """Say beside what was chosen why it can't be adopted, and stand at its version."""
        self.refused.setText(str(error))
        self.refused.show()
        self.text.edit.go_to(version_line(self.text.edit.toPlainText()))
        announce(self, str(error), urgent=True)

    def _adopted(self, scheme: Scheme) -> None:
        self._draft.forget(self.text.edit.toPlainText())
        self.reason_edit.clear()
        self.begin.setCurrentIndex(0)
        self.show_place("")
        self._notices.say(
            _("{name}, version {version}, is in use from now on.").format(
                name=_(scheme.name), version=scheme.version
            )
        )


def _problems(text: str) -> tuple[Problem, ...]:
    return check(text).problems
