"""A runbook is written here: the text at the left, what it will look like and what was found in it beside."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.run_states import when_text
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.kit.verb import Verb
from holdfast.ui.runbook.own_text import OwnText
from holdfast.ui.runbook.source_edit import SourceEdit
from holdfast.ui.runbook.theirs_card import TheirsCard
from holdfast.ui.runbook.written_preview import WrittenPreview
from holdfast.words import _


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
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._hear)
        self.edit.textChanged.connect(self._typed)
        self.preview.findings.line_wanted.connect(self.edit.go_to)
        for part in (self, *self.findChildren(QWidget)):
            part.installEventFilter(self)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Write the runbook with this id, or a new one."""
        self._draft.flush()
        if what != self._own.book.id:  # another text begins with what it will look like
            self.what_changed.setChecked(False)
            self._show_changes()
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
        self.theirs.hide()
        self.preview.begin()
        self._compare()
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self.edit, self.preview]

    def first_focus(self) -> QWidget | None:
        return self.edit

    def verbs(self) -> list[Verb]:
        """What can be done here, for the registry of actions."""
        return [Verb("page.record", _("&Record what is written"), self.record_now, "Ctrl+S", lambda: "")]

    def refresh(self, changes: Changes) -> None:
        """Something was recorded, here or by another process."""
        if self._own.book.id and self._own.book.id in changes.ids("runbook"):
            self._soon.start()  # what this page records itself is through by then

    def leave(self) -> None:
        self._soon.stop()
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
        self.theirs = TheirsCard()
        self.theirs.comparison_wanted.connect(self._compare_with_theirs)
        self.theirs.taken.connect(self.take_theirs)
        self.theirs.kept.connect(self.record_over)
        split = SharedSplitter(self.edit, self.preview, "", 0.5)
        column(self, self._header, self._error, self.theirs, hairline(), split, stretch=4)

    # -- what happens ----------------------------------------------------------------------------

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        if text == self._shown:  # Qt says so of a change of colours too
            return
        self._shown = text
        self._show_error(None)
        self.preview.tell(text)

    def _compare(self, *, urgent: bool = True) -> None:
        """Hold the text against what is recorded now."""
        if self._own.look():
            who, when = self._own.theirs()
            self.theirs.tell(who, when_text(self._store, when) if when else "", urgent=urgent)
        else:
            self.theirs.hide()
        self._shown = self.edit.toPlainText()
        self.preview.hold_against(self._own.recorded(), self._own.around())
        self.preview.tell(self._shown)
        self.preview.look_now()

    def _hear(self) -> None:
        """Another text was recorded meanwhile: whoever wrote is told, and decides; the others see it."""
        if not self.isVisible():
            return  # whoever comes back is told then
        self._draft.flush()
        untouched = self._own.draft() is None
        try:
            if not self._own.look():
                return
        except UserError as error:
            self._notices.error(error)
            return
        if untouched or self.edit.toPlainText() == self._own.recorded():
            self._follow()
        self._compare(urgent=False)

    def _follow(self) -> None:
        """Show what is recorded now to somebody who wrote nothing; the view stays where it is."""
        who, _when = self._own.theirs()
        place = self.edit.verticalScrollBar().value()
        self._own.settle()
        self.edit.put(self._own.recorded())
        self._draft.flush()
        self.edit.verticalScrollBar().setValue(place)
        said = _("{who} recorded another text of {title}. It stands here now.")
        self._notices.say(said.format(who=who or _("Somebody else"), title=self._own.book.title))

    def _compare_with_theirs(self) -> None:
        self.what_changed.setChecked(True)
        self._show_changes()
        self.preview.look_now()
        self.preview.changes.setFocus(Qt.FocusReason.OtherFocusReason)

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
        comparing = self.what_changed.isChecked()
        self.preview.show_changes(on=comparing)
        self.theirs.explain(comparing=comparing)

    def _load_draft(self) -> str | None:
        return self._own.draft()

    def _save_draft(self, text: str) -> None:
        self._own.keep(text)
