"""The few words that are asked for when something is said of a step: why, what instead, what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import button, key_works_in, set_words
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, NoteEdit
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, SKIPPED
from holdfast.words import _

EARLY, ADDING = "early", "adding"
"""Asked for beside the states: why a wait is not waited for, and what step is to be added."""
_LINES, _CHARACTERS = 8, 1200  # more than this is no remark but what a terminal said


class RemarkEdit(NoteEdit):
    """Takes words; what is long, an image or a file goes up as evidence instead."""

    pasted = Signal(object)
    """A QMimeData that is no remark."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        if is_evidence(source):
            self.pasted.emit(source)
        else:
            super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return is_evidence(source) or super().canInsertFromMimeData(source)


def is_evidence(source: QMimeData) -> bool:
    """Whether something pasted or dropped is no remark: files, an image, what a terminal said."""
    if files_in(source):
        return True
    if not source.hasText():
        return source.hasImage()
    text = source.text()
    return len(text) > _CHARACTERS or text.strip().count("\n") >= _LINES


def files_in(source: QMimeData) -> list[Path]:
    """The files of this machine that are pasted or dropped."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


class RemarkAsk(QWidget):
    """Asks for a remark; what is written is a draft until it is recorded."""

    wanted = Signal(str, str)
    """What was asked (a state, EARLY or ADDING) and the words."""
    left = Signal()
    """Not now; what is written stays a draft."""
    pasted = Signal(object)
    failed = Signal(object)

    def __init__(self, load: Callable[[], str | None], save: Callable[[str], object]) -> None:
        super().__init__()
        self.asking = ""
        self.edit = RemarkEdit(lines=1, most=6, enter_submits=True)
        self.field = Field(_("Result"), self.edit, strong=False)
        self._record = button(_("Record"), self.submit, primary=True, key=_("Enter"))
        self._back = button(_("Back"), self.left.emit, key=_("Esc"))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.field)
        key_works_in(self._record, self.edit)
        down.addLayout(FlowLayout(self._record, self._back))
        self.binder = DraftBinder(self.edit, load, save)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)  # one goes on behind what was written before
        self.binder.failed.connect(self.failed)
        self.edit.submitted.connect(self.submit)
        self.edit.pasted.connect(self.pasted)
        self.edit.textChanged.connect(self.field.clear_error)
        self.hide()

    def escape_works_in(self, part: QWidget) -> None:
        """Show the key of *Back* while the focus is in this part."""
        key_works_in(self._back, part)

    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText().strip()

    def ask(self, what: str, hint: str = "") -> None:
        """Ask for it."""
        question, verb = _words(what)
        self.asking = what
        self.field.label.setText(question)
        self.edit.setAccessibleName(question)
        self.field.show_hint(hint)
        self.field.clear_error()
        set_words(self._record, verb)
        self.show()

    def leave(self) -> None:
        """Ask for nothing."""
        self.asking = ""
        self.hide()

    def submit(self) -> None:
        """Record what is asked for."""
        if self.asking != DONE and not self.text():
            self.field.show_error(_missing(self.asking))
        elif self.asking:
            self.wanted.emit(self.asking, self.text())

    def show_error(self, error: UserError | str) -> None:
        """Say under the remark what is in the way."""
        self.field.show_error(error)

    def focus(self) -> None:
        """Put the focus where it is written."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(what: str) -> tuple[str, str]:
    """The question and the verb."""
    return {
        DONE: (_("What came of it?"), _("Record as done")),
        SKIPPED: (_("Why is it skipped?"), _("Record as skipped")),
        FAILED: (_("What happened instead?"), _("Record as failed")),
        DEVIATED: (_("What was done instead?"), _("Record as done differently")),
        EARLY: (_("Why go on before the time is over?"), _("Go on now")),
        ADDING: (_("What has to be done after this?"), _("Add step")),
    }[what]


def _missing(what: str) -> str:
    if what == ADDING:
        return _("A few words are needed here: what is to be done.")
    return _("A few words are needed here: they are worth most in the review.")
