"""The step that is being worked on: its text, its code, and what can be said of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.runbook.parts import Part, PartKind, parts_of
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in, quiet_button, set_words
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, NoteEdit, row
from holdfast.ui.kit.run_code import CodeWell
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_row import DONE, FAILED, OPEN, SKIPPED, StepBox, StepState
from holdfast.ui.kit.text import label, literal, set_tooltip
from holdfast.words import _

_INDENT = 16


class StepCard(QFrame):
    """One step, open. What a person says of it goes up as `marked`; the remark is a draft until then."""

    marked = Signal(str, str)
    """The state (done, skipped, failed, open) and the remark."""
    task_wanted = Signal(str)
    """Somebody is to be given the step as a task: its text."""
    link_wanted = Signal(object)
    """The Link of the text that a person follows."""
    failed = Signal(object)
    """The UserError of a remark that could not be saved as a draft."""

    def __init__(
        self,
        state: StepState,
        load: Callable[[], str | None],
        save: Callable[[str], object],
        *,
        locked: str = "",
        links: Sequence[Link] = (),
    ) -> None:
        """`load` and `save` keep the remark's draft; `locked` says why nothing can be said of the step.

        `links` are those of its text.
        """
        super().__init__()
        self._state, self._asking = state, ""
        self._wells: list[CodeWell] = []
        self.setProperty("card", "current")
        self.setAccessibleName(_("Step {number}").format(number=state.step.number))
        self._build(locked, links)
        self._binder = DraftBinder(self._remark, load, save)
        self._binder.failed.connect(self.failed)
        self._remark.submitted.connect(self.submit)
        self._remark.textChanged.connect(self._field.clear_error)
        if self._remark.toPlainText() and not locked:
            self._ask(DONE)

    def state(self) -> StepState:
        """The step that is shown."""
        return self._state

    def begin(self) -> None:
        """Put the focus where one key settles the step."""
        verb = next((each for each in self._verbs if each.isEnabled()), None)
        first = self._remark if self._asking else verb
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self) -> None:
        """Say that it is done, with the remark if one is written."""
        if self._can():
            self.marked.emit(DONE, self._remark.toPlainText().strip())

    def skip(self) -> None:
        """Ask why it is skipped."""
        if self._can():
            self._ask(SKIPPED)
            self._remark.setFocus()

    def fail(self) -> None:
        """Ask what happened instead."""
        if self._can():
            self._ask(FAILED)
            self._remark.setFocus()

    def add_result(self) -> None:
        """Ask what came of it, to be recorded when it is done."""
        if self._can():
            self._ask(DONE)
            self._remark.setFocus()

    def copy(self) -> bool:
        """Copy the first code of the step; False where it has none."""
        if self._wells:
            self._wells[0].copy()
        return bool(self._wells)

    def submit(self) -> None:
        """Record what is asked for."""
        text = self._remark.toPlainText().strip()
        if self._asking in (SKIPPED, FAILED) and not text:
            self._field.show_error(_("A few words are needed here: they are worth most in the review."))
        elif self._asking:
            self.marked.emit(self._asking, text)

    def back(self) -> None:
        """Leave the remark; what is written stays a draft."""
        self._asking = ""
        self._answer.hide()
        self._buttons.show()
        self.begin()

    def show_error(self, error: UserError) -> None:
        """Say under the remark why it could not be recorded."""
        if not self._asking:
            self._ask(DONE)
        self._field.show_error(error)

    def flush(self) -> None:
        """Save what is written as a draft."""
        self._binder.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self.back()
        else:
            super().keyPressEvent(event)

    # -- making ------------------------------------------------------------------------------------

    def _build(self, locked: str, links: Sequence[Link]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 16, 14)
        column.setSpacing(8)
        parts = list(parts_of(self._state.step))
        head = parts.pop(0).text if parts and parts[0].kind is not PartKind.CODE else self._state.step.plain
        title = label(_("{number}. {text}").format(number=self._state.step.number, text=head), wrap=True)
        title.setProperty("type", "strong" if len(head) < 200 else "body")
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first = QHBoxLayout()
        first.setSpacing(theme.px(12))
        first.addWidget(StepBox(self._state.state), 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(title, 1)
        column.addLayout(first)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(31), 0, 0, 0)
        inner.setSpacing(8)
        for part in parts:
            inner.addLayout(self._part(part))
        if links:
            inner.addLayout(FlowLayout(*(self._follower(link) for link in links)))
        self._add_verbs(inner, locked)
        column.addLayout(inner)

    def _follower(self, link: Link) -> QPushButton:
        made = quiet_button(literal(link.words), lambda: self.link_wanted.emit(link))
        made.setAccessibleName(link.words)
        made.setAccessibleDescription(link.whole)
        set_tooltip(made, link.whole)
        return made

    def _part(self, part: Part) -> QHBoxLayout:
        if part.kind is PartKind.CODE:
            self._wells.append(CodeWell(part.text))
            line = row(self._wells[-1])
        else:
            tone = "muted" if part.kind is PartKind.QUOTE else ""
            line = row(label(part.text, tone=tone, wrap=True, select=True))
        line.setContentsMargins(theme.px(_INDENT) * part.depth, 0, 0, 0)
        return line

    def _add_verbs(self, column: QVBoxLayout, locked: str) -> None:
        self._buttons, self._answer = QWidget(), QWidget()
        self._remark = NoteEdit(lines=1, most=6, enter_submits=True)
        self._field = Field(_("Result"), self._remark, strong=False)
        self._verbs = self._settled_verbs() if self._state.settled else self._open_verbs()
        for verb in self._verbs:
            verb.setEnabled(not locked)
            set_tooltip(verb, locked or verb.toolTip())
        self._buttons.setLayout(FlowLayout(*self._verbs))
        self._record = button(_("Record"), self.submit, primary=True, key=_("Enter"))
        answer = QVBoxLayout(self._answer)
        answer.setContentsMargins(0, 0, 0, 0)
        answer.setSpacing(8)
        answer.addWidget(self._field)
        back = button(_("Back"), self.back, key=_("Esc"))
        key_works_in(self._record, self._remark)
        key_works_in(back, self)
        answer.addLayout(FlowLayout(self._record, back))
        self._answer.hide()
        if self._state.settled:
            column.addWidget(
                label(self._state.said, "small", "error" if self._state.state == FAILED else "muted")
            )
            if self._state.remark:
                column.addWidget(label(self._state.remark, wrap=True, select=True))
        column.addWidget(self._buttons)
        column.addWidget(self._answer)

    def _open_verbs(self) -> list[QPushButton]:
        verbs = [
            button(_("Done"), self.done, primary=True, key=_("Alt+D")),
            button(_("Skip…"), self.skip),
            button(_("Failed…"), self.fail),
            button(_("Add result"), self.add_result),
            button(_("Task…"), lambda: self.task_wanted.emit(self._state.step.text)),
        ]
        for verb, keys in zip(verbs[1:3], (_("Alt+K"), _("Alt+X")), strict=True):
            set_tooltip(verb, keys)
        return verbs

    def _settled_verbs(self) -> list[QPushButton]:
        return [button(_("Open step again"), lambda: self.marked.emit(OPEN, ""))]

    def _can(self) -> bool:
        return not self._state.settled and self._verbs[0].isEnabled()

    def _ask(self, state: str) -> None:
        words = {
            DONE: (_("What came of it?"), _("Record as done")),
            SKIPPED: (_("Why is it skipped?"), _("Record as skipped")),
            FAILED: (_("What happened instead?"), _("Record as failed")),
        }[state]
        self._asking = state
        self._field.label.setText(words[0])
        self._remark.setAccessibleName(words[0])
        set_words(self._record, words[1])
        self._field.clear_error()
        self._buttons.hide()
        self._answer.show()
