"""The scheme of the store: which is in use, and another one chosen, written and adopted with a reason."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.toml_check import Checked
from holdfast.store.store import Store
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_check import check, read_file
from holdfast.triage.scheme_file import load, shipped
from holdfast.triage.scheme_store import adopt, text_in_use
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.ui.settings.scheme_editor import LinesEdit
from holdfast.ui.settings.scheme_words import count_text, in_use_text, problem_row, problem_text, since_text
from holdfast.words import _

_IDLE = 250
"""Milliseconds without a key after which the text is judged."""
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
        self._checked = Checked("", ())
        self._judged = ""  # the text that `_checked` is about
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self._judge)
        self._build()
        self._draft = DraftBinder(self.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(notices.error)
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show what is in use, and the text that was being written, else the one in use."""
        del what
        self._header.set_title(_("Scheme"), _("In use: {scheme}").format(scheme=in_use_text(self._store)))
        self._since.setText(since_text(self._store))
        if not self._draft.restore():
            self._show(text_in_use(self._store))
        self._judge()

    def panes(self) -> list[QWidget]:
        return [self._tools, self.edit, self.list, self._foot]

    def first_focus(self) -> QWidget | None:
        return self.edit

    def leave(self) -> None:
        self._idle.stop()
        self._draft.flush()

    def window_title(self) -> str:
        return _("Scheme")

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = PageHeader(_("Scheme"), " ", buttons=[button(_("Back"), self.left.emit)])
        self._since = label("", "meta", "muted", wrap=True)
        self.edit = LinesEdit(_("Text of the scheme"))
        self._build_tools()
        self._build_list()
        self._build_foot()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setContentsMargins(24, 0, 24, 12)
        self._across.setSpacing(16)
        self._across.addWidget(self.edit, 3)
        self._across.addWidget(self._side, 2)
        body = QWidget()
        body.setLayout(self._across)
        column(self, self._header, hairline(), self._tools, body, hairline(), self._foot, stretch=3)

    def _build_tools(self) -> None:
        texts = [(file, load(text).name) for file, text in shipped().items()]
        self.begin = combo([("", _("The one in use")), *((file, _(name)) for file, name in texts)])
        self.begin.setAccessibleName(_("Begin with"))
        self._file = button(_("From a file…"), self._open_file)
        words = label(_("Begin with"), "strong")
        words.setBuddy(self.begin)
        self._tools = QWidget()
        down = QVBoxLayout(self._tools)
        down.setContentsMargins(24, 12, 24, 12)
        down.setSpacing(8)
        down.addWidget(self._since)
        down.addLayout(row(words, self.begin, self._file, None, spacing=12))

    def _build_list(self) -> None:
        self._count, self._told = label("", "item_strong"), label("", "meta", wrap=True)
        self._where = label("", "small", "muted")
        self.list = RowList(_("What is to be corrected"))
        self.list.setItemDelegate(RowDelegate(self.list, leading=False, margin=8))
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self._side = QWidget()
        down = QVBoxLayout(self._side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self._count, self.list, self._told, self._where):
            down.addWidget(part, 1 if part is self.list else 0)
        down.addStretch(0)

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
        self.edit.textChanged.connect(self._idle.start)
        self.edit.moved.connect(self._show_where)
        self.begin.activated.connect(lambda _index: self._begin())
        self.list.opened.connect(lambda _index: self._go_to())
        self.list.clicked.connect(lambda _index: self._go_to())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.reason_edit.textEdited.connect(lambda _text: self.reason.clear_error())
        self.reason_edit.returnPressed.connect(self.adopt_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(720)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._across.direction() != way:
            self._across.setDirection(way)

    # -- the text --------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Put another text into the editor; undo brings back what was there."""
        file = str(self.begin.currentData())
        self._show(shipped()[file] if file else text_in_use(self._store))
        self._judge()

    def _open_file(self) -> None:
        file = self._asking.file(_("Choose a scheme"), _("Schemes (*.toml)"))
        if file is None:
            return
        try:
            text = read_file(file)
        except UserError as error:
            self._notices.error(error)
            return
        self._show(text)
        self._judge()

    def _show(self, text: str) -> None:
        if text.replace("\r\n", "\n") != self.edit.toPlainText():
            self.edit.put(text)

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

    # -- judging ---------------------------------------------------------------------------------

    def _judge(self) -> None:
        """Judge what stands there, aside; an answer about an older text is dropped."""
        self._idle.stop()
        text = self.edit.toPlainText()
        self._tasks.run(partial(check, text), partial(self._show_checked, text))

    def _show_checked(self, text: str, checked: Checked) -> None:
        if text != self.edit.toPlainText():
            return
        self._judged, self._checked = text, checked
        problems = checked.problems
        self._model.set_rows([(str(place), problem_row(each)) for place, each in enumerate(problems)])
        self._count.setText(count_text(len(problems)))
        set_tone(self._count, "error" if problems else "success")
        self.list.setVisible(bool(problems))
        self.edit.mark(each.line for each in problems)
        if problems and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        """Say the whole of the problem one stands at, which may be longer than its row."""
        at = self.list.currentIndex().row()
        problems = self._checked.problems
        there = problems[at] if 0 <= at < len(problems) else None
        self._told.setText(f"{problem_text(there)}. {there.hint}" if there else "")
        self._told.setVisible(there is not None)

    def _show_where(self) -> None:
        line, at = self.edit.place()
        self._where.setText(_("Line {line}, column {column}").format(line=line, column=at))

    def _go_to(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._checked.problems):
            self.edit.go_to(self._checked.problems[at].line)

    # -- adopting --------------------------------------------------------------------------------

    def adopt_now(self) -> None:
        """Adopt the text with its reason, or say what is in the way where it stands."""
        text = self.edit.toPlainText()
        if text != self._judged:
            self._show_checked(text, check(text))
        if self._checked.problems:
            self.list.setFocus()
            announce(self, self._count.text())
            return
        if not self.reason_edit.text().strip():
            self.reason.show_error(UserError(_("A reason is needed."), _("A few words do.")))
            return
        done: Scheme | None = self._record(
            lambda: adopt(self._store, text, self.reason_edit.text()), self.reason.show_error
        )
        if done is not None:
            self._adopted(done)

    def _adopted(self, scheme: Scheme) -> None:
        self._draft.forget(self.edit.toPlainText())
        self.reason_edit.clear()
        self.begin.setCurrentIndex(0)
        self.show_place("")
        self._notices.say(
            _("{name}, version {version}, is in use from now on.").format(
                name=_(scheme.name), version=scheme.version
            )
        )
