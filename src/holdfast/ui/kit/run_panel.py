"""The runbook beside an incident: the next step is open, the steps that are settled step back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.document import Document
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.runbook import Runbook
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_card import StepCard
from holdfast.ui.kit.run_chooser import RunChooser
from holdfast.ui.kit.run_head import RunHead
from holdfast.ui.kit.run_links import Link, links_of
from holdfast.ui.kit.run_reader import Render, RunbookReader
from holdfast.ui.kit.run_row import OPEN, StepState
from holdfast.ui.kit.run_states import RemarkDraft, next_step, state_word, states_of
from holdfast.ui.kit.run_steps import StepsView
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import label
from holdfast.words import _

_NO_RUN = Run("")


class RunPanel(QWidget):
    """Shows the runs of one incident, one at a time, and records what becomes of each step.

    Alt+D done, Alt+K skip, Alt+X failed, Alt+C copy: anywhere in the window while the panel is in sight.
    """

    changed = Signal()
    """Something was recorded here."""
    task_wanted = Signal(str)
    """Somebody is to be given the open step as a task: its text."""
    library_wanted = Signal()
    """There is no runbook to choose: the library is to be filled."""

    def __init__(
        self,
        store: Store,
        render: Render,
        ask_operator: Callable[[], bool],
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
    ) -> None:
        """`ask_operator` is True once somebody is at the keyboard."""
        super().__init__()
        self._store, self._notices = store, notices
        self._record = Recording(lambda: store.by is not None, ask_operator, notices.error, self.changed.emit)
        self._incident, self._run, self._document = "", _NO_RUN, Document("")
        self._chosen: dict[str, str] = {}  # by incident, the run that was looked at last
        self._opened = ""  # the step that a person opened out of turn
        self._offered = ""  # the incident that runbooks were suggested for
        self._reader = RunbookReader(store, render, tasks)
        self._build()
        self._connect(clock)

    def show_incident(self, incident_id: str) -> None:
        """Show the runs of an incident, the one looked at last first; the chooser where there is none."""
        if incident_id != self._incident:
            self._incident, self._run, self._opened = incident_id, _NO_RUN, ""
        self._reload()

    def refresh(self, changes: Changes) -> None:
        """Something was recorded, here or by another process."""
        if self._incident in changes.ids("incident") or self._run.id in changes.ids("run"):
            self._reload()
        if changes.touches("runbook") and self._stack.currentWidget() is self._chooser:
            self._chooser.refill()

    def leave(self) -> None:
        """Save what is written as a draft."""
        if (open_card := self._steps.card()) is not None:
            open_card.flush()

    def run_id(self) -> str:
        """The run that is shown, "" for none."""
        return self._run.id

    def begin(self) -> None:
        """Put the focus on what is to be done next."""
        shown = self._stack.currentWidget()
        if shown is self._chooser:
            self._chooser.begin()
        elif shown is self._reading:
            self._reader.view.setFocus()
        elif (open_card := self._steps.card()) is not None:
            open_card.begin()
        elif self._finish is not None:
            self._finish.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_whole(self) -> None:
        """Show the whole runbook in the version of this run."""
        if self._run is not _NO_RUN:
            self._reader.read(self._book(), self._run.version)
            self._stack.setCurrentWidget(self._reading)
            self._reader.view.setFocus()

    # -- making ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head, self._steps, self._chooser = (
            RunHead(),
            StepsView(self._make_card),
            RunChooser(self._store),
        )
        self._reading = QWidget()
        back = row(quiet_button(_("Back to the steps"), self._show_steps, plain=True), None)
        back.setContentsMargins(8, 0, 16, 4)
        whole = QVBoxLayout(self._reading)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(back)
        whole.addWidget(self._reader, 1)
        self._stack = QStackedWidget()
        for part in (self._chooser, self._steps, self._reading):
            self._stack.addWidget(part)
        self._finish: QPushButton | None = None
        column(self, self._head, self._stack, stretch=1)
        self._head.hide()
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self, clock: Clock) -> None:
        self._head.chosen.connect(self._choose)
        self._head.read_wanted.connect(self.read_whole)
        self._head.another_wanted.connect(lambda: self._show_chooser(can_leave=True))
        self._head.finish_wanted.connect(self._end_run)
        self._steps.chosen.connect(self._open)
        self._chooser.started.connect(self._start)
        self._chooser.left.connect(self._show_steps)
        self._chooser.library_wanted.connect(self.library_wanted)
        self._reader.runbook_wanted.connect(self._read_other)
        self._reader.said.connect(self._notices.say)
        self._reader.failed.connect(self._notices.error)
        clock.minute.connect(lambda now: self._show_states() if not (now.hour or now.minute) else None)
        for keys, act in (
            ("Alt+D", lambda: self._on_card(StepCard.done)),
            ("Alt+K", lambda: self._on_card(StepCard.skip)),
            ("Alt+X", lambda: self._on_card(StepCard.fail)),
            ("Alt+C", self._copy),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)  # heard in the window while this is in sight
            shortcut.setAutoRepeat(False)  # a key that is held settles one step
            shortcut.activated.connect(act)

    def _make_card(self, state: StepState) -> StepCard:
        draft = RemarkDraft(self._store, self._run, state.step.id)
        running = self._run.state == "running"
        locked = "" if running else _("This run is finished. Start the runbook again to go on.")
        links = links_of(state.step.text, self._book().path)
        made = StepCard(state, draft.load, draft.save, locked=locked, links=links)
        made.link_wanted.connect(self._follow)
        made.marked.connect(self._mark)
        made.task_wanted.connect(self.task_wanted)
        made.failed.connect(self._notices.error)
        return made

    # -- showing -----------------------------------------------------------------------------------

    def _reload(self) -> None:
        """Read the runs again and show what has changed."""
        there = self._store.runbooks.runs_of(self._incident) if self._incident else []
        looked_at = self._chosen.get(self._incident, "")
        running = [run for run in there if run.state == "running"]
        latest = (running or there)[-1:]
        run = next((each for each in there if each.id == looked_at), latest[0] if latest else None)
        if run is None:
            self._run = _NO_RUN
            self._show_chooser(can_leave=False)
            return
        is_other, self._run = run.id != self._run.id, run
        self._head.show_run(run, there)
        if is_other:
            self._show_run()
        else:
            self._show_states()

    def _show_run(self) -> None:
        try:
            self._document = document_of(self._store, self._run.version, self._run.title)
        except UserError as error:
            self._notices.error(error)
            self._document = Document(self._run.title)
        self._opened = ""
        states = states_of(self._store, self._run, self._document)
        self._steps.show_run(self._document, states, next_step(self._run, states), self._end(states))
        self._show_steps()

    def _show_states(self) -> None:
        """The same run: change only what is another now, and keep the focus where the work is."""
        if self._run is _NO_RUN:
            return
        states = states_of(self._store, self._run, self._document)
        before = self._steps.card()
        was = before.state() if before is not None else None
        held = before is not None and before.isAncestorOf(self.window().focusWidget() or self)
        self._steps.show_states(states, self._opened or next_step(self._run, states), self._end(states))
        after = self._steps.card()
        if held and (after is None or after.state() != was):
            self.begin()

    def _end(self, states: list[StepState]) -> QWidget | None:
        """What stands below the last step: how to finish, or that it is finished."""
        self._finish = None
        if self._run.state != "running":
            return card(label(_("This run is finished."), "meta", "muted", wrap=True), kind="hint")
        if not states:
            none = _("No steps were found in this runbook. Read it as a whole.")
            return card(label(none, wrap=True), kind="hint")
        if any(not state.settled for state in states):
            return None
        self._finish = button(_("Finish run"), self._end_run, primary=True)
        end = card(label(_("Every step is settled."), "strong", wrap=True), kind="true")
        layout = end.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row(self._finish, None))
        return end

    def _show_steps(self) -> None:
        focused = self.window().focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        self._stack.setCurrentWidget(self._steps)
        self._head.show()
        if is_here:
            self.begin()

    def _show_chooser(self, *, can_leave: bool) -> None:
        if not self._incident:
            return
        if can_leave or self._offered != self._incident:
            incident = self._store.incidents.get(self._incident)
            self._chooser.offer(f"{incident.title} {incident.service}", can_leave=can_leave)
            self._offered = self._incident
        self._stack.setCurrentWidget(self._chooser)
        self._head.setVisible(can_leave)
        if can_leave:
            self._chooser.begin()

    # -- what a person does ------------------------------------------------------------------------

    def _book(self) -> Runbook:
        return self._store.runbooks.get(self._run.runbook)

    def _follow(self, link: Link) -> None:
        """A link of the open step: an address is copied, a file of the library is read here."""
        if link.address:
            QGuiApplication.clipboard().setText(link.address)
            self._notices.say(_("Copied {address}").format(address=link.address))
            return
        book = self._book()
        if link.path == book.path:
            other, version = book, self._run.version
        else:
            other, version = self._store.runbooks.at(book.source, link.path), ""
        if other is None:
            self._notices.say(_("{path} is not in the library.").format(path=link.path))
            return
        self._reader.read(other, version, anchor=link.anchor)
        self._stack.setCurrentWidget(self._reading)
        self._reader.view.setFocus()

    def _read_other(self, ident: str, anchor: str) -> None:
        self._reader.read(self._store.runbooks.get(ident), anchor=anchor)

    def _choose(self, ident: str) -> None:
        self._chosen[self._incident] = ident
        self._reload()
        self._show_steps()
        self.begin()

    def _start(self, runbook: str) -> None:
        incident = self._incident
        started = self._record(lambda: runs.start(self._store, incident, runbook))
        if started is not None:
            self._choose(started.id)

    def _open(self, step: str) -> None:
        self._opened = step
        self._show_states()
        self.begin()

    def _mark(self, state: str, remark: str) -> None:
        open_card, run = self._steps.card(), self._run
        if open_card is None:
            return
        step = open_card.state().step
        self._opened = step.id if state == OPEN else ""
        failed = None if state == OPEN else open_card.show_error
        if self._record(lambda: runs.mark(self._store, run.id, step, state, remark), failed) is None:
            return
        self._reload()
        RemarkDraft(self._store, run, step.id).save("")
        announce(self, _("Step {number} {state}").format(number=step.number, state=state_word(state)))
        self.begin()

    def _end_run(self) -> None:
        run = self._run
        if self._record(lambda: runs.finish(self._store, run.id)) is not None:
            self._reload()

    def _on_card(self, act: Callable[[StepCard], object]) -> None:
        open_card = self._steps.card()
        if open_card is not None and self._stack.currentWidget() is self._steps:
            act(open_card)

    def _copy(self) -> None:
        open_card = self._steps.card()
        if open_card is not None:
            copied = open_card.copy()
            self._notices.say(_("Copied.") if copied else _("This step has no code to copy."))
