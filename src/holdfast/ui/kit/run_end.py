"""What stands below the last step: the next step of a blank checklist, how to finish, what is no step."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.ui.kit.buttons import button, key_works_in, quiet_button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, card, row
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_values import StepState
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _, ngettext


class NextLine(QWidget):
    """One field in which a blank checklist grows: Enter adds a step, Ctrl+Enter one that is done."""

    added = Signal(str, bool)
    """The words of the step, and whether it is done already."""
    failed = Signal(object)

    def __init__(self, draft: RunDraft) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(2000)
        self.field = Field(_("What is done next?"), self.edit)
        self._add = button(_("Add step"), partial(self._submit, done=False), key=_("Enter"))
        self._done = button(_("Add as done"), partial(self._submit, done=True), key=_("Ctrl+Enter"))
        for each in (self._add, self._done):
            key_works_in(each, self.edit)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 8, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.field)
        down.addLayout(FlowLayout(self._add, self._done))
        self.binder = DraftBinder(self.edit, draft.load, draft.save)
        self.binder.failed.connect(self.failed)
        self.edit.textChanged.connect(self.field.clear_error)
        self.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is None or pressed.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        if not pressed.isAutoRepeat():
            self._submit(done=bool(pressed.modifiers() & Qt.KeyboardModifier.ControlModifier))
        return True

    def _submit(self, *, done: bool) -> None:
        if self.edit.text().strip():
            self.added.emit(self.edit.text().strip(), done)
        else:
            self.field.show_error(_("A few words are needed here: what is to be done."))


class RunEnd(QWidget):
    """Below the last step. What is asked for here goes up as signals."""

    finish_wanted = Signal()
    save_wanted = Signal()
    """The run is to become a runbook."""
    added = Signal(str, bool)
    """A blank checklist has one more step: its words, and whether it is done already."""
    step_wanted = Signal(object)
    """What was no step is one after all: the Step."""
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 4, 0, 0)
        self._down.setSpacing(8)
        self._said = label("", wrap=True)
        self._hint = card(self._said, kind="hint")
        self._finish = button(_("Finish run"), self.finish_wanted.emit, primary=True)
        self._save = button(_("Save as runbook…"), self.save_wanted.emit)
        self._settled = card(label(_("Every step is settled."), "strong", wrap=True), kind="true")
        layout = self._settled.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row(self._finish, None))
        self._none = QWidget()
        QVBoxLayout(self._none).setContentsMargins(0, 4, 0, 0)
        self._next: NextLine | None = None
        self._shown: tuple[object, ...] = ()
        for part in (self._hint, self._settled, self._save, self._none):
            self._down.addWidget(part)
        self._down.setAlignment(self._save, Qt.AlignmentFlag.AlignLeft)

    def show_run(self, run: Run, states: Sequence[StepState], none: Sequence[Step], draft: RunDraft) -> None:
        """Show how the run can go on; `none` are the lines that are no steps, `draft` the next step's."""
        is_blank, left = not run.runbook, any(not each.settled and each.needed for each in states)
        self._say(_hint(run, states))
        self._settled.setVisible(run.is_running and bool(states) and not left)
        self._save.setVisible(is_blank and bool(states) and not left)
        if self._next is not None and self._shown[:1] != (run.id,):
            self._next.hide()
            self._next.deleteLater()
            self._next = None
        if is_blank and run.is_running and self._next is None:
            self._next = NextLine(draft)
            self._next.added.connect(self.added)
            self._next.failed.connect(self.failed)
            self._down.insertWidget(1, self._next)
        if self._next is not None:
            self._next.setVisible(run.is_running)
        shown = (run.id, run.is_running, *(step.id for step in none))
        if shown != self._shown:
            self._fill_none(none, running=run.is_running)
        self._shown = shown

    def begin(self) -> None:
        """Put the focus on what comes next."""
        if self._next is not None and self._next.isVisibleTo(self):
            self._next.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._settled.isVisibleTo(self):
            self._finish.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._save.isVisibleTo(self):
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def accepted(self) -> None:
        """The next step is there: an empty field for the one after it."""
        if self._next is not None:
            self._next.binder.forget()

    def show_error(self, error: UserError) -> None:
        """Say under the field why it could not be added."""
        if self._next is not None:
            self._next.field.show_error(error)

    def flush(self) -> None:
        """Save what is written as a draft."""
        if self._next is not None:
            self._next.binder.flush()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._hint.setVisible(bool(words))

    def _fill_none(self, none: Sequence[Step], *, running: bool) -> None:
        layout = self._none.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if none:
            words = ngettext("{count} line is no step", "{count} lines are no steps", len(none))
            layout.addWidget(label(words.format(count=len(none)), "small_strong", "muted"))
        for step in none:
            line = QWidget()
            back = quiet_button(_("Is a step"), partial(self.step_wanted.emit, step))
            back.setAccessibleDescription(step.plain)
            back.setEnabled(running)
            beside = row(ElidedLabel(step.plain, "body", "muted"), back)
            beside.setStretch(0, 1)
            line.setLayout(beside)
            layout.addWidget(line)
        self._none.setVisible(bool(none))


def _hint(run: Run, states: Sequence[StepState]) -> str:
    if not run.is_running:
        return _("This run is finished.")
    if not states and run.runbook:
        return _("No steps were found in this runbook. Read it as a whole.")
    return ""
