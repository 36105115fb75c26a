"""The step that is being worked on: its text, its code, and what can be said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.run_code import NO_ANSWERS
from holdfast.ui.kit.run_evidence import EvidenceList
from holdfast.ui.kit.run_face import INDENT, StepFace
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_open import OpenStep
from holdfast.ui.kit.run_part import Around, StepPart
from holdfast.ui.kit.run_parts import PARTS, ChoicePart
from holdfast.ui.kit.run_remark import ADDING, EARLY, RemarkAsk, is_evidence
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, OPEN, SKIPPED, StepState
from holdfast.ui.kit.run_verbs import verb_button, verbs_of
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _


@dataclass(frozen=True)
class CardSetting:
    """What a card has to know beside its step.

    `locked` says why nothing can be said of the step, `links` are those of its text, `answers` what was asked
    before by name, `asking` what a remark was asked for when the card was last shown. `read` gives the
    content of evidence by its entry.
    """

    around: Around
    read: Callable[[str], bytes]
    locked: str = ""
    links: Sequence[Link] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: NO_ANSWERS)
    asking: str = ""


class StepCard(OpenStep):
    """One step, open. What a person says of it goes up as signals; what is written is a draft until then."""

    marked = Signal(str, str)
    """The state (done, skipped, failed, deviated, open) and the remark."""
    answered = Signal(str, str)
    """The answer of an input or a choice, and the remark."""
    wait_wanted = Signal()
    """Its clock is to be started."""
    run_wanted = Signal()
    """The runbook that it names is to be started."""
    child_wanted = Signal(str)
    """The run that it started, by its id, is to be shown."""
    operator_wanted = Signal()
    """Somebody else is to sign in."""
    asking_changed = Signal(str)
    """What a remark is asked for, "" for nothing: to be found again after a crash."""
    no_step = Signal()
    """This is no step."""
    step_wanted = Signal(str)
    """A step is to be added after this one: its words."""
    evidence_brought = Signal(object)
    """Pasted or dropped, as QMimeData."""
    file_wanted = Signal()
    """A file is to be chosen as evidence."""
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
        self._adding: RemarkAsk | None = None
        self.setProperty("card", "current")
        self.setAccessibleName(_("Step {number}").format(number=state.step.number))
        self.setAcceptDrops(not setting.locked)
        self._build()
        self._come_back()

    def state(self) -> StepState:
        return self._state

    def begin(self) -> None:
        """Put the focus where one key settles the step."""
        verb = next((each for each in self._verbs if each.isEnabled()), None)
        asked = self._asked()
        first = asked.edit if asked else self._part.first() or verb
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self) -> None:
        """Say that it is done, with the remark if one is written; where the step asks first, ask."""
        if not self._can():
            return
        if self._part.asks_why() and not (self._remark.asking == EARLY and self._remark.text()):
            self._ask(EARLY)
        elif self._part.may_be_done():
            self._settle()

    def skip(self) -> None:
        """Ask why it is skipped."""
        if self._can():
            self._ask(SKIPPED)

    def fail(self) -> None:
        """Ask what happened instead."""
        if self._can():
            self._ask(FAILED)

    def differ(self) -> None:
        """Ask what was done instead."""
        if self._can():
            self._ask(DEVIATED)

    def add_result(self) -> None:
        """Ask what came of it, to be recorded when it is done."""
        if self._can():
            self._ask(DONE)

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
        for each in (self._remark, self._adding):
            if each is not None:
                each.leave()
        self._buttons.show()
        self.asking_changed.emit("")
        self.begin()

    def show_error(self, error: UserError) -> None:
        """Say where the person is looking why it could not be recorded."""
        asked = self._asked()
        if asked is None and self._part.shows(error):
            return
        if asked is None:
            self._ask(DONE)
        (asked or self._remark).show_error(error)

    def added(self) -> None:
        """The step that was asked for is there."""
        if self._adding is not None:
            self._adding.binder.forget()
            self.back()

    def tick(self, now: datetime) -> None:
        """A second passed."""
        self._part.tick(now)

    def flush(self) -> None:
        self._remark.binder.flush()
        self._part.flush()
        if self._adding is not None:
            self._adding.binder.flush()

    def forget(self) -> None:
        """What is written was recorded: no draft is left of it."""
        self._remark.binder.forget()
        self._part.forget()

    # -- what Qt tells -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asked():
            self.back()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._can_bring():
            self._bring(QGuiApplication.clipboard().mimeData())
        elif self._asked() or not self._can() or not self._part.takes(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._more.isEnabled():
            self._menu.popup(event.globalPos())

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
        self._part = StepPart(self._state, self._setting.around) if self._quiet() else self._made_part()
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

    def _quiet(self) -> bool:
        """Whether nothing is asked any more: a check shows what was expected all the same."""
        return bool(self._state.settled or self._setting.locked) and self._state.step.annotation.sort not in (
            "check",
            "runbook",
        )

    def _made_part(self) -> StepPart:
        made = PARTS[self._state.step.annotation.sort](self._state, self._setting.around)
        made.ready.connect(self.done)
        made.operator_wanted.connect(self.operator_wanted)
        made.failed.connect(self.failed)
        return made

    def _add_verbs(self, column: QVBoxLayout) -> None:
        locked = self._setting.locked
        self._buttons = QWidget()
        self._verbs = self._settled_verbs() if self._state.settled else self._open_verbs()
        self._more = self._more_button()
        for verb in (*self._verbs, self._more):
            verb.setEnabled(not locked)
            set_tooltip(verb, locked or verb.toolTip())
        self._buttons.setLayout(FlowLayout(*self._verbs, self._more))
        self._remark = self._asker(f"remark:{self._state.step.id}")
        if isinstance(self._part, ChoicePart):
            column.addSpacing(theme.px(8))  # the answers are no verbs
        column.addWidget(self._buttons)
        column.addWidget(self._remark)

    def _asker(self, field: str) -> RemarkAsk:
        draft = self._setting.around.draft(field)
        made = RemarkAsk(draft.load, draft.save)
        made.escape_works_in(self)
        made.wanted.connect(self._record)
        made.left.connect(self.back)
        made.pasted.connect(self.evidence_brought)
        made.failed.connect(self.failed)
        return made

    def _open_verbs(self) -> list[QPushButton]:
        acts: dict[str, Callable[[], object]] = {
            "skip": self.skip,
            "fail": self.fail,
            "refuse": self.fail,
            "differ": self.differ,
            "result": self.add_result,
            "wait": self.wait_wanted.emit,
            "start": self.run_wanted.emit,
            "follow": self._follow_child,
        }
        return [verb_button(self._state, name, acts.get(name, self.done)) for name in verbs_of(self._state)]

    def _settled_verbs(self) -> list[QPushButton]:
        verbs = [button(_("Open step again"), lambda: self.marked.emit(OPEN, ""))]
        if self._state.child is not None:
            verbs.append(button(_("Go to its steps"), self._follow_child))
        return verbs

    def _more_button(self) -> QPushButton:
        self._menu = QMenu(self)
        self._menu.addAction(_("Make a &task…"), lambda: self.task_wanted.emit(self._state.step.text))
        self._menu.addAction(_("Add &evidence from a file…"), self.file_wanted.emit)
        self._menu.addAction(_("Add a &step after this…"), self._ask_step)
        if not self._state.settled:
            self._menu.addAction(_("&Not a step"), self.no_step.emit)
        made = menu_button(_("More"), self._menu)
        made.setAccessibleName(_("More for this step"))
        set_tooltip(made, _("Shift+F10"))
        return made

    # -- asking ------------------------------------------------------------------------------------

    def _come_back(self) -> None:
        """Ask again for what was asked for when a crash, or another step, came between."""
        if self._setting.locked or self._state.settled:
            return
        if self._setting.asking == ADDING:
            self._ask_step(quietly=True)
        elif self._setting.asking or self._remark.text():
            self._ask(self._setting.asking or DONE, quietly=True)

    def _can(self) -> bool:
        return not self._state.settled and not self._setting.locked

    def _can_bring(self) -> bool:
        return not self._setting.locked

    def _asked(self) -> RemarkAsk | None:
        return next((each for each in (self._remark, self._adding) if each is not None and each.asking), None)

    def _ask(self, what: str, *, quietly: bool = False) -> None:
        if self._adding is not None:
            self._adding.leave()
        self._show_asker(self._remark, what, quietly=quietly)

    def _ask_step(self, *, quietly: bool = False) -> None:
        if self._adding is None:
            self._adding = self._asker(f"after:{self._state.step.id}")
            self._inner.addWidget(self._adding)
        self._remark.leave()
        self._show_asker(self._adding, ADDING, quietly=quietly)

    def _show_asker(self, asker: RemarkAsk, what: str, *, quietly: bool) -> None:
        hint = _("The runbook's next version will know it.") if what == ADDING else ""
        asker.ask(what, hint)
        self._buttons.hide()
        if not quietly:
            asker.focus()
            self.asking_changed.emit(what)

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
        value, remark = self._part.value(), self._remark.text()
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
            self.add_result()
            self._remark.edit.insertPlainText(data.text())
