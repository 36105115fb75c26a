"""The step that is being worked on: its text, its code, and what can be said of it."""

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QVBoxLayout

from holdfast.domain.errors import UserError
from holdfast.ui.kit import theme
from holdfast.ui.kit.run_asks import StepAsks
from holdfast.ui.kit.run_evidence import EvidenceList
from holdfast.ui.kit.run_face import INDENT, StepFace
from holdfast.ui.kit.run_open import OpenStep
from holdfast.ui.kit.run_part import CardSetting, StepPart
from holdfast.ui.kit.run_parts import ChoicePart, part_of
from holdfast.ui.kit.run_remark import ADDING, EARLY, is_evidence
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, OPEN, SKIPPED, StepState
from holdfast.ui.kit.run_verb_bar import StepVerbs
from holdfast.words import _

_ASKING: Final = {"skip": SKIPPED, "fail": FAILED, "refuse": FAILED, "differ": DEVIATED, "result": DONE}
"""The verbs that need words, or take some, with the state that is recorded with them."""
_WANTED: Final = ("wait", "start", "evidence", "none")


class StepCard(OpenStep):
    """One step, open. What a person says of it goes up as signals; what is written is a draft until then."""

    marked = Signal(str, str)
    """The state (done, skipped, failed, deviated, open) and the remark."""
    answered = Signal(str, str)
    """The answer of an input or a choice, and the remark."""
    wanted = Signal(str)
    """What its verb says: wait, start (the runbook that it names), evidence (from a file), none (no step)."""
    child_wanted = Signal(str)
    """The run that it started, by its id, is to be shown."""
    operator_wanted = Signal()
    """Somebody else is to sign in."""
    asking_changed = Signal(str)
    """What a remark is asked for, "" for nothing: to be found again after a crash."""
    step_wanted = Signal(str)
    """A step is to be added after this one: its words."""
    evidence_brought = Signal(object)
    """Pasted or dropped, as QMimeData."""
    save_wanted = Signal(str, str)
    """Evidence (its entry) is to be written to a file; its name."""
    task_wanted = Signal(str)
    """Somebody is to be given the step as a task: its text."""
    link_wanted = Signal(object)
    """The Link of the text that a person follows."""
    said = Signal(str)
    """A sentence for the person."""
    failed = Signal(object)
    """The UserError of something that could not be saved or read."""

    def __init__(self, state: StepState, setting: CardSetting) -> None:
        super().__init__()
        self._state, self._setting = state, setting
        self.setProperty("card", "current")
        self.setAccessibleName(_("Step {number}").format(number=state.step.number))
        self.setAcceptDrops(not setting.locked)
        self._build()
        self._come_back()

    def state(self) -> StepState:
        return self._state

    def begin(self) -> None:
        """Put the focus where one key settles the step."""
        asked = self._asks.asked()
        first = asked.edit if asked else self._part.first() or self._verbs.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.worked_on.emit()

    def done(self) -> None:
        """Say that it is done, with the remark if one is written; where the step asks first, ask."""
        if not self._can():
            return
        if self._part.asks_why() and not self._asks.has_reason():
            self._ask(EARLY)
        elif self._part.may_be_done():
            self._settle()

    def ask_for(self, state: str) -> None:
        """Ask for the words that go with this state, to be recorded with it."""
        if self._can():
            self._ask(state)

    def copy(self) -> str:
        """Copy the first code of the step; a sentence that says so, "" where it has none."""
        wells = self._face.wells
        if not wells:
            return ""
        wells[0].copy()
        before = wells[0].before()
        return _("Copied, with {answers} before it.").format(answers=before) if before else _("Copied.")

    def back(self) -> None:
        """Leave the remark; what is written stays a draft."""
        self._asks.leave()
        self._verbs.show()
        self.asking_changed.emit("")
        self.begin()

    def show_error(self, error: UserError) -> None:
        """Say where the person is looking why it could not be recorded."""
        if self._asks.asked() is None:
            if self._part.shows(error):
                self.worked_on.emit()
                return
            self._ask(DONE)
        self._asks.show_error(error)
        self.worked_on.emit()

    def added(self) -> None:
        """The step that was asked for is there."""
        self._asks.forget_step()
        self.back()

    def tick(self, now: datetime) -> None:
        """A second passed."""
        self._part.tick(now)

    def flush(self) -> None:
        self._asks.flush()
        self._part.flush()

    def forget(self) -> None:
        """What is written was recorded: no draft is left of it."""
        self._asks.forget_remark()
        self._part.forget()

    # -- what Qt tells -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asks.asked():
            self.back()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self._setting.locked:
            self._bring(QGuiApplication.clipboard().mimeData())
        elif self._asks.asked() or not self._can() or not self._part.takes(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._verbs.pop_up(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_evidence(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.evidence_brought.emit(event.mimeData())
        event.acceptProposedAction()

    # -- making ------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 16, 14)
        column.setSpacing(8)
        self._face = StepFace(self._state, self._setting.links, self._setting.answers)
        self._face.link_wanted.connect(self.link_wanted)
        column.addWidget(self._face)
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(theme.px(INDENT), 0, 0, 0)
        self._inner.setSpacing(8)
        self._part = self._made_part()
        self._inner.addWidget(self._part)
        if self._state.evidence:
            self._inner.addWidget(self._kept())
        self._add_verbs(self._inner)
        column.addLayout(self._inner)

    def _kept(self) -> EvidenceList:
        kept = EvidenceList(self._state.evidence, self._setting.read)
        kept.said.connect(self.said)
        kept.failed.connect(self.failed)
        kept.save_wanted.connect(self.save_wanted)
        return kept

    def _made_part(self) -> StepPart:
        made = part_of(self._state, self._setting.around, locked=bool(self._setting.locked))
        made.ready.connect(self.done)
        made.operator_wanted.connect(self.operator_wanted)
        made.failed.connect(self.failed)
        return made

    def _add_verbs(self, column: QVBoxLayout) -> None:
        self._verbs = StepVerbs(self._state, self._setting.locked)
        self._verbs.wanted.connect(self._do)
        self._asks = StepAsks(self._state.step.id, self._setting.around.draft, self)
        self._asks.wanted.connect(self._record)
        self._asks.left.connect(self.back)
        self._asks.pasted.connect(self.evidence_brought)
        self._asks.failed.connect(self.failed)
        if isinstance(self._part, ChoicePart):
            column.addSpacing(theme.px(8))  # the answers are no verbs
        column.addWidget(self._verbs)
        column.addWidget(self._asks)

    def _do(self, verb: str) -> None:
        acts = {
            **{name: partial(self.ask_for, state) for name, state in _ASKING.items()},
            **{name: partial(self.wanted.emit, name) for name in _WANTED},
            "follow": self._follow_child,
            "again": partial(self.marked.emit, OPEN, ""),
            "task": partial(self.task_wanted.emit, self._state.step.text),
            "after": partial(self._ask, ADDING),
        }
        acts.get(verb, self.done)()

    # -- asking ------------------------------------------------------------------------------------

    def _come_back(self) -> None:
        """Ask again for what was asked for when a crash, or another step, came between."""
        if self._setting.locked or self._state.settled:
            return
        if self._setting.asking or self._asks.has_remark():
            self._ask(self._setting.asking or DONE, quietly=True)

    def _can(self) -> bool:
        return not self._state.settled and not self._setting.locked

    def _ask(self, what: str, *, quietly: bool = False) -> None:
        self._asks.ask(what, quietly=quietly)
        self._verbs.hide()
        if not quietly:
            self.asking_changed.emit(what)
            self.worked_on.emit()

    def _record(self, what: str, words: str) -> None:
        if what == ADDING:
            self.step_wanted.emit(words)
        elif what == DONE and self._part.asks_why():
            self._ask(EARLY)  # what came of it is no reason yet
        elif what in (DONE, EARLY):
            if self._part.may_be_done():
                self._settle()
        else:
            self.marked.emit(what, words)

    def _settle(self) -> None:
        value, remark = self._part.value(), self._asks.remark.text()
        if value is None:
            self.marked.emit(DONE, remark)
        else:
            self.answered.emit(value, remark)

    def _follow_child(self) -> None:
        if self._state.child is not None:
            self.child_wanted.emit(self._state.child.id)

    def _bring(self, data: QMimeData) -> None:
        """Ctrl+V beside the fields: what a terminal said becomes evidence, a few words a remark."""
        if is_evidence(data):
            self.evidence_brought.emit(data)
        elif data.hasText() and self._can():
            self._ask(DONE)
            self._asks.remark.edit.insertPlainText(data.text())
