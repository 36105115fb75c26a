"""A runbook is written here: the text at the left, what it will look like and what was found in it beside."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.kit.verb import Verb
from holdfast.ui.runbook.own_text import OwnText
from holdfast.ui.runbook.written_preview import WrittenPreview
from holdfast.words import _


class SourceEdit(MarkdownEdit):
    """Monospaced, with the text as it is: Qt would make plain spaces of those that do not break."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the runbook"))
        self.setProperty("bare", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font("mono"))

    def toPlainText(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def put(self, text: str) -> None:
        """Show another text; one step of undo brings back what was there."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, in the middle of the view."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font("mono"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))


class WritePage(Page):
    """A place is the id of a runbook, "" a new one. What is written is a draft until it is recorded."""

    recorded = Signal(str)
    """The id of the runbook that now has this text."""
    left = Signal()

    def __init__(
        self, store: Store, render: Render, record: Recording, notices: Notices, tasks: Tasks
    ) -> None:
        super().__init__()
        self._store, self._record, self._notices = store, record, notices
        self._own = OwnText(store, "")
        self.edit = SourceEdit()
        self.preview = WrittenPreview(store, render, tasks)
        self._build()
        self._shown = ""
        self._draft = DraftBinder(self.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(notices.error)
        self.edit.textChanged.connect(self._typed)
        self.preview.findings.line_wanted.connect(self.edit.go_to)
        for part in (self, *self.findChildren(QWidget)):
            part.installEventFilter(self)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Write the runbook with this id, or a new one."""
        self._draft.flush()
        try:
            self._own = OwnText(self._store, what)
        except UserError as error:
            self._notices.error(error)
            self._own = OwnText(self._store, "")
        self._header.set_title(self.window_title(), self._own.book.path)
        self._show_error(None)
        self.edit.setPlainText(self._own.draft() or self._own.begin())
        self._draft.restore()
        self.edit.setReadOnly(self._store.read_only)
        self._compare()
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self.edit, self.preview]

    def first_focus(self) -> QWidget | None:
        return self.edit

    def verbs(self) -> list[Verb]:
        """What can be done here, for the registry of actions."""
        return [Verb("page.record", _("&Record what is written"), self.record_now, "Ctrl+S", lambda: "")]

    def leave(self) -> None:
        self.preview.stop()
        self._draft.flush()

    def window_title(self) -> str:
        return self._own.book.title or _("Write a runbook")

    def record_now(self) -> None:
        """Record the text, or say below the header what is in the way."""
        text = self.edit.toPlainText()
        self._draft.flush()
        if self._own.book.id and text == self._own.recorded() and not self._own.look():
            self._show_error(UserError(_("Nothing was changed."), _("The recorded text is the same.")))
            return
        done = self._record(lambda: self._own.record(text), self._failed)
        if done is None:
            return
        self._own.keep("")
        self._own = OwnText(self._store, done.id)
        self._draft.forget(text)
        self._show_error(None)
        self._notices.say(_("{title} is recorded.").format(title=done.title))
        self.recorded.emit(done.id)

    def propose(self, text: str) -> None:
        """Put what the runs say in place of the text, and show what it changes; Ctrl+Z brings that back."""
        self.edit.put(self._own.begin_from("drift", text))
        self._draft.flush()
        self.what_changed.setChecked(True)
        self._show_changes()
        self.preview.look_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+S is this page's while the focus is in it, and no key of the window."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not (event.type() in kinds and isinstance(event, QKeyEvent)):
            return super().eventFilter(watched, event)
        if QKeySequence(event.keyCombination()).toString() == "Ctrl+S":
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.record_now()
            return True
        return super().eventFilter(watched, event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.what_changed = button(_("What changed"), self._show_changes)
        self.what_changed.setCheckable(True)
        self.submit = button(_("Record"), self.record_now, primary=True, key="Ctrl+S")
        back = button(_("Back"), self.left.emit)
        self._header = PageHeader(_("Write a runbook"), buttons=[back, self.what_changed, self.submit])
        self._error = label("", "meta", "error", wrap=True)
        self._error.setContentsMargins(24, 0, 24, 12)
        self._error.hide()
        said = label(
            _("Somebody else recorded another text since you began. Yours is below and safe."),
            "meta",
            wrap=True,
        )
        self.take = quiet_button(_("Take theirs"), self.take_theirs)
        self.over = quiet_button(_("Record mine over theirs"), self.record_over)
        answers = QWidget()
        answers.setLayout(row(self.take, self.over, None))
        self._conflict = card(said, answers, kind="hint")
        self._conflict.hide()
        self._said = said
        split = SharedSplitter(self.edit, self.preview, "", 0.5)
        column(self, self._header, self._conflict, self._error, hairline(), split, stretch=4)

    # -- what happens ----------------------------------------------------------------------------

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        if text == self._shown:  # Qt says so of a change of colours too
            return
        self._shown = text
        self._show_error(None)
        self.preview.tell(text)

    def _compare(self) -> None:
        """Hold the text against what is recorded now."""
        is_other = self._own.look()
        if is_other and self._conflict.isHidden():
            announce(self, self._said.text(), urgent=True)
        self._conflict.setVisible(is_other)
        self._shown = self.edit.toPlainText()
        self.preview.begin(self._own.recorded(), self._own.around())
        self.preview.tell(self._shown)
        self.preview.look_now()

    def _failed(self, error: UserError) -> None:
        self._compare()
        self._show_error(error)
        self.edit.setFocus()

    def _show_error(self, error: UserError | None) -> None:
        self._error.setText("" if error is None else str(error))
        self._error.setVisible(error is not None)
        if error is not None:
            announce(self, str(error), urgent=True)

    def take_theirs(self) -> None:
        """Put what is recorded in place of this text; Ctrl+Z brings this one back."""
        self._own.look()
        self._own.settle()
        self.edit.put(self._own.recorded())
        self._draft.flush()
        self._show_error(None)
        self._compare()
        self.edit.setFocus()

    def record_over(self) -> None:
        """Record this text as the one that comes after theirs."""
        self._own.look()
        self._own.settle()
        self.record_now()
        self._compare()

    def _show_changes(self) -> None:
        self.preview.show_changes(on=self.what_changed.isChecked())

    def _load_draft(self) -> str | None:
        return self._own.draft()

    def _save_draft(self, text: str) -> None:
        self._own.keep(text)
