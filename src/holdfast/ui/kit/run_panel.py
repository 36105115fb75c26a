"""The runbook beside an incident: the next step is open, the steps that are settled step back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.document import Document
from holdfast.domain.run import Run
from holdfast.runbook import run as runs
from holdfast.settings import Settings
from holdfast.ui.kit.page import column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_acts import StepActs
from holdfast.ui.kit.run_card import StepCard
from holdfast.ui.kit.run_drafts import Place
from holdfast.ui.kit.run_head import TAB_KEYS, RunHead
from holdfast.ui.kit.run_looked import RunLooked, Turn
from holdfast.ui.kit.run_pages import RunPages
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, SKIPPED
from holdfast.ui.kit.run_watch import WaitWatch
from holdfast.ui.kit.run_working import RunSteps
from holdfast.words import _


class RunPanel(QWidget):
    """Shows the runs of one incident, one at a time, and records what becomes of each step.

    Alt+D done, Alt+K skip, Alt+X failed, Alt+O done differently, Alt+A result, Alt+C copy, Alt+6 to Alt+9 the
    runs, Alt+Up the run that this one was started from: anywhere in the window while the panel is in sight.
    """

    changed = Signal()
    """Something was recorded here."""
    task_wanted = Signal(str)
    """Somebody is to be given the open step as a task: its text."""
    library_wanted = Signal()
    """There is no runbook to choose: the library is to be filled."""
    runbook_wanted = Signal(str)
    """A runbook of the library, by its id, is to be shown."""
    edit_wanted = Signal(str)
    """A runbook of the library, by its id, is to be written on."""
    paper_wanted = Signal(str)
    """The place of the paper page that shows a runbook as a checklist."""

    def __init__(self, services: RunServices) -> None:
        super().__init__()
        self._s = services
        self._store = known = services.store
        self._record = Recording(
            lambda: known.by is not None, services.ask_operator, services.notices.error, self.changed.emit
        )
        self._looked = RunLooked(self._store, services.notices.error)
        self._watch = WaitWatch(services.notices, self.show_run)
        self._acts = StepActs(services, self._record, self)
        self._build()
        self._connect()
        self._listen()

    # -- what others ask ---------------------------------------------------------------------------

    def show_incident(self, incident_id: str) -> None:
        """Show the runs of an incident, the one looked at last first; the chooser where there is none."""
        if incident_id != self._looked.incident:
            self.leave()
            self._looked.turn_to(incident_id)
        self._reload()

    def refresh(self, changes: Changes) -> None:
        """Something was recorded, here or by another process."""
        if self._looked.incident in changes.ids("incident") or self._looked.run.id in changes.ids("run"):
            self._reload()
        if changes.touches("runbook") and self._pages.page() is self._pages.chooser:
            self._pages.chooser.refill()

    def remember_type_in(self, settings: Settings) -> None:
        """Keep the size of the type of a whole runbook there, as the library does."""
        self._pages.reading.reader.remember_type_in(settings)

    def leave(self) -> None:
        """Save what is written as a draft."""
        self._steps.flush()
        self._pages.flush()

    def run_id(self) -> str:
        """The run that is shown, "" for none."""
        return self._looked.run.id

    def run(self) -> Run:
        """The run that is shown."""
        return self._looked.run

    def document(self) -> Document:
        """Its text in steps."""
        return self._looked.document

    def card(self) -> StepCard | None:
        """The step that is open."""
        return self._steps.step_card()

    def begin(self) -> None:
        """Put the focus on what is to be done next."""
        if not self._pages.begin():
            self._steps.begin()

    def come_to(self) -> None:
        """Somebody comes here by F6 for the first time: the same."""
        self.begin()

    def go_on(self, opened: str) -> None:
        """Show what was recorded, with the step `opened` open, "" for the next one, and the focus there."""
        self._looked.keep(Place(opened))
        before = self._steps.card()
        is_new = self._steps.meets_somebody()  # nobody's card is to be made anew later
        self._reload()
        if is_new and self._steps.card() is before:
            self._steps.reopen()
        self.begin()

    def show_operator(self) -> None:
        """Somebody else is at the keyboard: who "you" are, and who may approve, is another now."""
        self._steps.show_operator()

    def show_run(self, ident: str) -> None:
        """Show another run of the incident."""
        self.leave()
        self._looked.choose(ident)
        self._reload()
        if self._looked.run.id == ident:
            self._looked.keep_chosen()
        if self._pages.page() in (self._pages.chooser, self._pages.reading):
            self._pages.show_steps()
        self.begin()

    # -- making ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = RunHead()
        self._steps = RunSteps(self._s, self._looked, self._record, self._acts)
        self._pages = RunPages(self._s, self._looked, self._record, self._steps)
        column(self, self._head, self._pages, stretch=1)
        self._head.hide()
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        head, pages, steps = self._head, self._pages, self._steps
        head.chosen.connect(self.show_run)
        head.parent_wanted.connect(self._go_to_parent)
        head.read_wanted.connect(pages.read_whole)
        head.print_wanted.connect(self._print)
        head.another_wanted.connect(partial(pages.choose, can_leave=True))
        head.paper_wanted.connect(pages.enter_paper)
        head.save_wanted.connect(pages.save)
        head.finish_wanted.connect(self._finish)
        steps.end.finish_wanted.connect(self._finish)
        steps.end.save_wanted.connect(pages.save)
        steps.link_wanted.connect(pages.follow)
        steps.task_wanted.connect(self.task_wanted)
        steps.recorded.connect(self.go_on)
        pages.started.connect(self.show_run)
        pages.came_back.connect(self.begin)
        pages.recorded.connect(self._entered)
        pages.edit_wanted.connect(self.edit_wanted)
        pages.runbook_wanted.connect(self.runbook_wanted)
        pages.chooser.library_wanted.connect(self.library_wanted)
        pages.reading.reader.paper_wanted.connect(self.paper_wanted)
        self._s.clock.second.connect(self._tick)
        self._s.clock.minute.connect(self._midnight)

    def _listen(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Alt+D", partial(self._on_card, StepCard.done)),
            ("Alt+K", partial(self._ask_for, SKIPPED)),
            ("Alt+X", partial(self._ask_for, FAILED)),
            ("Alt+O", partial(self._ask_for, DEVIATED)),
            ("Alt+A", partial(self._ask_for, DONE)),
            ("Alt+C", partial(self._on_card, self._copy)),
            ("Alt+Up", self._go_to_parent),
            *((key, partial(self._switch, place)) for place, key in enumerate(TAB_KEYS)),
        ]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)  # heard in the window while this is in sight
            shortcut.setAutoRepeat(False)  # a key that is held settles one step
            shortcut.activated.connect(act)

    # -- showing -----------------------------------------------------------------------------------

    def _reload(self) -> None:
        """Read the runs again and show what has changed."""
        turn = self._looked.read()
        self._head.setVisible(turn is not Turn.NONE)
        if turn is Turn.NONE:
            self._pages.choose(can_leave=False)
            return
        self._watch.watch(self._looked.there)
        self._head.show_run(self._looked.run, self._looked.there)
        if turn is Turn.OTHER:
            self._steps.show_looked()
            self._pages.show_run()
        else:
            self._steps.show_changed(anew=turn is Turn.STEPS)
        self._show_times()

    def _entered(self) -> None:
        """What was done on paper is in the run now."""
        self._reload()
        self._pages.show_steps()
        self.begin()

    def _print(self) -> None:
        """The checklist in the version of this run."""
        self.paper_wanted.emit(f"checklist/{self._looked.run.runbook}/{self._looked.run.version}")

    # -- time --------------------------------------------------------------------------------------

    def _tick(self, now: datetime) -> None:
        if self._watch.tell(now, can_go=self.isVisible()):  # also to somebody who is on another page
            self._steps.show_changed()
        if not self._looked.any() or not self.isVisible():
            return
        if self._steps.meets_somebody():
            self.show_operator()
        self._show_times()
        self._steps.tick(now)

    def _show_times(self) -> None:
        self._head.show_times(self._looked.run, self._looked.progress(), self._store.now())

    def _midnight(self, now: datetime) -> None:
        local = now.astimezone(self._store.zone)
        if not (local.hour or local.minute):
            self._steps.show_changed()  # a day is told where it is not today

    # -- runs --------------------------------------------------------------------------------------

    def _switch(self, place: int) -> None:
        idents = self._head.tab_ids()
        if place < len(idents):
            self.show_run(idents[place])

    def _go_to_parent(self) -> None:
        if self._looked.is_there(self._looked.run.parent):
            self.show_run(self._looked.run.parent)

    def _finish(self) -> None:
        run = self._looked.run
        if self._record(lambda: runs.finish(self._store, run.id)) is None:
            return
        self._looked.drop(run.id)
        if any(each.id == run.parent and each.is_running for each, _far in self._looked.there):
            self.show_run(run.parent)
        else:
            self._reload()
            self.begin()

    # -- steps -------------------------------------------------------------------------------------

    def _on_card(self, act: Callable[[StepCard], object]) -> None:
        open_card = self.card()
        if open_card is not None and self._pages.page() is self._steps:
            act(open_card)

    def _ask_for(self, state: str) -> None:
        self._on_card(lambda card: card.ask_for(state))

    def _copy(self, open_card: StepCard) -> None:
        self._s.notices.say(open_card.copy() or _("This step has no code to copy."))
