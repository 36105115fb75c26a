"""The runbook beside an incident: the next step is open, the steps that are settled step back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.runbook import Runbook
from holdfast.runbook import run as runs
from holdfast.runbook import shaping
from holdfast.runbook.branches import next_step
from holdfast.runbook.paper_entry import PaperRow, record_lines
from holdfast.runbook.progress import Progress, progress_of
from holdfast.runbook.save_as import runbook_of
from holdfast.runbook.writing import create
from holdfast.settings import Settings
from holdfast.ui.kit.page import column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_acts import StepActs
from holdfast.ui.kit.run_card import CardSetting, StepCard
from holdfast.ui.kit.run_chooser import RunChooser
from holdfast.ui.kit.run_drafts import Place, RunDraft, RunPlaces
from holdfast.ui.kit.run_end import RunEnd
from holdfast.ui.kit.run_head import TAB_KEYS, RunHead
from holdfast.ui.kit.run_links import Link, links_of
from holdfast.ui.kit.run_paper import PaperSheet
from holdfast.ui.kit.run_part import Around
from holdfast.ui.kit.run_reading import RunReading
from holdfast.ui.kit.run_save import RunSave
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.run_stack import PageStack
from holdfast.ui.kit.run_states import no_steps, states_of
from holdfast.ui.kit.run_steps import StepsView
from holdfast.ui.kit.run_values import DONE, StepState
from holdfast.ui.kit.run_watch import WaitWatch
from holdfast.words import _

_NO_RUN = Run("")
_PAPER, _SAVING = "paper", "saving"


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
        self._store, self._notices = services.store, services.notices
        known = self._store
        self._record = Recording(
            lambda: known.by is not None, services.ask_operator, self._notices.error, self.changed.emit
        )
        self._incident, self._run, self._document = "", _NO_RUN, Document("")
        self._there: list[tuple[Run, Progress]] = []
        self._place = Place()
        self._places = RunPlaces(self._store)
        self._by = self._store.by
        self._offered = ""  # the incident that runbooks were suggested for
        self._watch = WaitWatch()
        self._acts = StepActs(services, self._record, self)
        self._build()
        self._connect()

    # -- what others ask ---------------------------------------------------------------------------

    def show_incident(self, incident_id: str) -> None:
        """Show the runs of an incident, the one looked at last first; the chooser where there is none."""
        if incident_id != self._incident:
            self.leave()
            self._incident, self._run, self._place = incident_id, _NO_RUN, Place()
        self._reload()

    def refresh(self, changes: Changes) -> None:
        """Something was recorded, here or by another process."""
        if self._incident in changes.ids("incident") or self._run.id in changes.ids("run"):
            self._reload()
        if changes.touches("runbook") and self._stack.page() is self._chooser:
            self._chooser.refill()

    def remember_type_in(self, settings: Settings) -> None:
        """Keep the size of the type of a whole runbook there, as the library does."""
        self._reading.reader.remember_type_in(settings)

    def leave(self) -> None:
        """Save what is written as a draft."""
        if (open_card := self.card()) is not None:
            open_card.flush()
        self._end.flush()
        self._sheet.flush()
        self._saving.flush()

    def run_id(self) -> str:
        """The run that is shown, "" for none."""
        return self._run.id

    def run(self) -> Run:
        """The run that is shown."""
        return self._run

    def card(self) -> StepCard | None:
        """The step that is open."""
        opened = self._steps.card()
        return opened if isinstance(opened, StepCard) else None

    def begin(self) -> None:
        """Put the focus on what is to be done next."""
        shown = self._stack.page()
        if isinstance(shown, (RunChooser, RunReading, PaperSheet, RunSave)):
            shown.begin()
        elif (open_card := self.card()) is not None:
            open_card.begin()
        else:
            self._end.begin()

    def come_to(self) -> None:
        """Somebody comes here by F6 for the first time: the same."""
        self.begin()

    def read_whole(self) -> None:
        """Show the whole runbook in the version of this run."""
        book = self._book()
        if book is not None:
            self._reading.read(book, self._run.version)
            self._show_reading()

    def go_on(self, opened: str) -> None:
        """Show what was recorded, with the step `opened` open, "" for the next one, and the focus there."""
        self._put_place(Place(opened))
        before, was = self._steps.card(), self._by
        self._by = self._store.by  # asked for with this record: nobody's card is to be made anew later
        self._reload()
        if was != self._by and self._steps.card() is before:
            self._steps.reopen()
        self.begin()

    def show_operator(self) -> None:
        """Somebody else is at the keyboard: who "you" are, and who may approve, is another now."""
        self._by = self._store.by
        before = self._steps.card()
        held = before is not None and before.isAncestorOf(self.window().focusWidget() or self)
        self._show_states()
        self._steps.reopen()
        if held:
            self.begin()

    def show_run(self, ident: str) -> None:
        """Show another run of the incident."""
        self.leave()
        self._places.choose(self._incident, ident)
        self._reload()
        if self._run.id == ident:
            self._places.save(self._run, self._place)  # also where it is the beginning
        if self._stack.page() in (self._chooser, self._reading):
            self._show_steps()
        self.begin()

    # -- making ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head, self._end = RunHead(), RunEnd()
        self._steps = StepsView(self._make_card, self._end)
        self._chooser = RunChooser(self._store)
        self._sheet, self._saving = PaperSheet(self._store), RunSave()
        self._reading = RunReading(self._s)
        self._stack = PageStack(self._chooser, self._steps, self._reading, self._sheet, self._saving)
        column(self, self._head, self._stack, stretch=1)
        self._head.hide()
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self._head.chosen.connect(self.show_run)
        self._head.parent_wanted.connect(self._go_to_parent)
        self._head.read_wanted.connect(self.read_whole)
        self._head.print_wanted.connect(self._print)
        self._head.another_wanted.connect(partial(self._show_chooser, can_leave=True))
        self._head.paper_wanted.connect(self._enter_paper)
        self._head.save_wanted.connect(self._save)
        self._head.finish_wanted.connect(self._end_run)
        self._steps.chosen.connect(self._open)
        self._end.finish_wanted.connect(self._end_run)
        self._end.save_wanted.connect(self._save)
        self._end.added.connect(self._add_next)
        self._end.step_wanted.connect(self._acts.promote)
        self._chooser.started.connect(self._start)
        self._chooser.blank_wanted.connect(self._start_blank)
        self._chooser.left.connect(self._show_steps)
        self._chooser.library_wanted.connect(self.library_wanted)
        self._sheet.record_wanted.connect(self._record_paper)
        self._saving.wanted.connect(self._save_as)
        for part in (self._sheet, self._saving, self._reading):
            part.left.connect(self._show_steps)
        for each in (self._end, self._sheet, self._saving, self._reading):
            each.failed.connect(self._notices.error)
        self._reading.said.connect(self._notices.say)
        self._reading.reader.paper_wanted.connect(self.paper_wanted)
        self._s.clock.second.connect(self._tick)
        self._s.clock.minute.connect(self._midnight)
        self._listen()

    def _listen(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Alt+D", partial(self._on_card, StepCard.done)),
            ("Alt+K", partial(self._on_card, StepCard.skip)),
            ("Alt+X", partial(self._on_card, StepCard.fail)),
            ("Alt+O", partial(self._on_card, StepCard.differ)),
            ("Alt+A", partial(self._on_card, StepCard.add_result)),
            ("Alt+C", self._copy),
            ("Alt+Up", self._go_to_parent),
            *((key, partial(self._switch, place)) for place, key in enumerate(TAB_KEYS)),
        ]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)  # heard in the window while this is in sight
            shortcut.setAutoRepeat(False)  # a key that is held settles one step
            shortcut.activated.connect(act)

    def _make_card(self, state: StepState) -> StepCard:
        run, book = self._run, self._book()
        name = self._store.operators.names().get(self._store.by.operator, "") if self._store.by else ""
        setting = CardSetting(
            Around(partial(RunDraft, self._store, run), self._store.now, name),
            self._acts.content_of,
            locked="" if run.is_running else _("This run is finished. Start the runbook again to go on."),
            links=links_of(state.step.text, book.path if book else ""),
            answers={key: said for key, said in run.answers.items() if run.asked.get(key) != key},
            asking=self._place.asking if self._place.asked == state.step.id else "",
        )
        made = StepCard(state, setting)
        self._acts.connect(made)
        made.link_wanted.connect(self._follow)
        made.task_wanted.connect(self.task_wanted)
        made.asking_changed.connect(partial(self._keep_asking, state.step.id))
        made.said.connect(self._notices.say)
        made.failed.connect(self._notices.error)
        return made

    # -- showing -----------------------------------------------------------------------------------

    def _reload(self) -> None:
        """Read the runs again and show what has changed."""
        there = self._store.runbooks.runs_of(self._incident) if self._incident else []
        run = self._places.looked_at(self._incident, there)
        if run is None:
            self._run, self._there = _NO_RUN, []
            self._show_chooser(can_leave=False)
            return
        is_other, self._run = run.id != self._run.id, run
        documents = {each.id: self._document_of(each) for each in there}
        now = self._store.now()
        self._there = [(each, progress_of(documents[each.id], each, now)) for each in there]
        self._watch.watch(self._there)
        before, self._document = self._document, documents[run.id]
        self._head.show_run(run, self._there)
        if is_other:
            self._place = self._places.load(run.id)
            self._show_run()
        else:
            same = [step.id for step in before.steps] == [step.id for step in self._document.steps]
            self._show_states(anew=not same or before.steps != self._document.steps)
        self._show_times()

    def _document_of(self, run: Run) -> Document:
        try:
            return runs.document_of_run(self._store, run)
        except UserError as error:
            if run.id == self._run.id:
                self._notices.error(error)
            return Document(run.title)

    def _states(self) -> list[StepState]:
        return states_of(self._store, self._run, self._document, [run for run, _far in self._there])

    def _opened(self, states: Sequence[StepState]) -> str:
        there = {state.step.id for state in states}
        return self._place.opened if self._place.opened in there else next_step(self._document, self._run)

    def _show_run(self) -> None:
        states = self._states()
        self._show_end(states)
        self._steps.show_run(self._document, states, self._opened(states))
        if self._place.mode == _PAPER and self._run.is_running:
            self._show_paper()
        elif self._place.mode == _SAVING:
            self._show_saving()
        else:
            self._show_steps()

    def _show_states(self, *, anew: bool = False) -> None:
        """The same run: change only what is another now, and keep the focus where the work is."""
        if self._run is _NO_RUN:
            return
        states = self._states()
        before = self._steps.card()
        was = before.state() if before is not None else None
        held = before is not None and before.isAncestorOf(self.window().focusWidget() or self)
        self._show_end(states)
        show = partial(self._steps.show_run, self._document) if anew else self._steps.show_states
        show(states, self._opened(states))
        after = self._steps.card()
        if held and (after is None or after.state() != was or anew):
            self.begin()

    def _show_end(self, states: list[StepState]) -> None:
        none = no_steps(self._store, self._run)
        self._end.show_run(self._run, states, none, RunDraft(self._store, self._run, "next"))

    def _show_steps(self) -> None:
        focused = self.window().focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        self._put_place(replace(self._place, mode=""))
        self._stack.show_page(self._steps)
        self._head.show()
        if is_here:
            self.begin()

    def _show_chooser(self, *, can_leave: bool) -> None:
        if not self._incident:
            return
        if can_leave or self._offered != self._incident:
            incident = self._store.incidents.get(self._incident)
            about = f"{incident.title} {incident.service}"
            self._chooser.offer(about, title=incident.title, can_leave=can_leave)
            self._offered = self._incident
        self._stack.show_page(self._chooser)
        self._head.setVisible(can_leave)
        if can_leave:
            self._chooser.begin()

    # -- time --------------------------------------------------------------------------------------

    def _tick(self, now: datetime) -> None:
        self._tell_waits(now)  # also to somebody who is on another page meanwhile
        if self._run is _NO_RUN or not self.isVisible():
            return
        if self._store.by != self._by:
            self.show_operator()
        self._show_times()
        if (open_card := self.card()) is not None:
            open_card.tick(now)

    def _show_times(self) -> None:
        now = self._store.now()
        self._head.show_times(self._run, progress_of(self._document, self._run, now), now)

    def _tell_waits(self, now: datetime) -> None:
        for run, wait in self._watch.over(now):
            words = _("{title}: the wait of step {number} is over.")
            told = words.format(title=run.title, number=wait.step.number)
            verb = _("Go there") if self.isVisible() else ""
            self._notices.say(told, verb=verb, act=partial(self.show_run, run.id))
            self._show_states()

    def _midnight(self, now: datetime) -> None:
        local = now.astimezone(self._store.zone)
        if not (local.hour or local.minute):
            self._show_states()  # a day is told where it is not today

    # -- places ------------------------------------------------------------------------------------

    def _put_place(self, place: Place) -> None:
        """Keep where the person is, so that a crash leads back to it."""
        if self._run is _NO_RUN:
            return
        self._place = place
        if place != self._places.load(self._run.id):
            self._places.save(self._run, place)

    def _keep_asking(self, step: str, what: str) -> None:
        self._put_place(replace(self._place, asking=what, asked=step if what else ""))

    # -- reading -----------------------------------------------------------------------------------

    def _book(self) -> Runbook | None:
        """The runbook of the run, None for a blank checklist."""
        return self._store.runbooks.get(self._run.runbook) if self._run.runbook else None

    def _follow(self, link: Link) -> None:
        if self._reading.follow(link, self._book(), self._run.version):
            self._show_reading()

    def _show_reading(self) -> None:
        self._stack.show_page(self._reading)
        self._reading.begin()

    # -- runs --------------------------------------------------------------------------------------

    def _start(self, runbook: str) -> None:
        incident = self._incident
        self._began(self._record(lambda: runs.start(self._store, incident, runbook)))

    def _start_blank(self, title: str) -> None:
        incident = self._incident
        work = partial(runs.start_blank, self._store, incident, title)
        self._began(self._record(work, self._chooser.show_error))

    def _began(self, started: Run | None) -> None:
        if started is not None:
            self.show_run(started.id)

    def _switch(self, place: int) -> None:
        idents = self._head.tab_ids()
        if place < len(idents):
            self.show_run(idents[place])

    def _go_to_parent(self) -> None:
        if any(run.id == self._run.parent for run, _far in self._there):
            self.show_run(self._run.parent)

    def _end_run(self) -> None:
        run = self._run
        if self._record(lambda: runs.finish(self._store, run.id)) is None:
            return
        self._places.drop(run.id)
        if any(each.id == run.parent and each.is_running for each, _far in self._there):
            self.show_run(run.parent)
        else:
            self._reload()
            self.begin()

    # -- steps -------------------------------------------------------------------------------------

    def _open(self, step: str) -> None:
        self._put_place(Place(step))
        self._show_states()
        self.begin()

    def _add_next(self, words: str, done: bool) -> None:
        """A blank checklist grows by a step; one that is done already is two entries of one command."""
        run = self._run.id

        def work() -> str:
            with self._store.command():
                ident = shaping.add_step(self._store, run, words)
                if done:
                    step = runs.document_of_run(self._store, self._store.runbooks.run(run)).step(ident)
                    assert step is not None
                    runs.mark(self._store, run, step, DONE)
                return ident

        ident = self._record(work, self._end.show_error)
        if ident is not None:
            self._end.accepted()
            self.go_on("" if done else ident)
            if done:
                self._end.begin()

    def _on_card(self, act: Callable[[StepCard], object]) -> None:
        open_card = self.card()
        if open_card is not None and self._stack.page() is self._steps:
            act(open_card)

    def _copy(self) -> None:
        open_card = self.card()
        if open_card is not None and self._stack.page() is self._steps:
            self._notices.say(open_card.copy() or _("This step has no code to copy."))

    # -- paper, and a runbook of what was done -----------------------------------------------------

    def _print(self) -> None:
        """The checklist in the version of this run."""
        self.paper_wanted.emit(f"checklist/{self._run.runbook}/{self._run.version}")

    def _enter_paper(self) -> None:
        self._show_paper()
        self.begin()

    def _show_paper(self) -> None:
        self._put_place(replace(self._place, mode=_PAPER))
        self._sheet.show_run(self._document, self._states(), RunDraft(self._store, self._run, "paper"))
        self._head.show()
        self._stack.show_page(self._sheet)

    def _record_paper(self, rows: Sequence[PaperRow]) -> None:
        run = self._run.id
        faults = self._record(lambda: record_lines(self._store, run, rows))
        if faults is None:
            return
        if faults:
            by_number: dict[int, Step] = {row.line: row.step for row in rows}
            self._sheet.show_faults({by_number[each.line].id: f"{each.what} {each.hint}" for each in faults})
            return
        self._sheet.recorded()
        self._put_place(Place())
        self._reload()
        self._show_steps()
        self.begin()
        self._notices.say(_("Recorded from paper, at the times that were typed."))

    def _save(self) -> None:
        self._show_saving()
        self.begin()

    def _show_saving(self) -> None:
        self._put_place(replace(self._place, mode=_SAVING))
        ref = self._store.incidents.get(self._incident).ref
        text = runbook_of(self._document, self._run, ref)
        self._saving.show_text(text, RunDraft(self._store, self._run, "save"))
        self._head.show()
        self._stack.show_page(self._saving)

    def _save_as(self, text: str, go_on: bool) -> None:
        book = self._record(lambda: create(self._store, text), self._saving.show_error)
        if book is None:
            return
        self._saving.recorded()
        self._show_steps()
        if go_on:
            self.edit_wanted.emit(book.id)
            return
        self.begin()
        said = _("{title} is a runbook now. Approve it once it has been read.").format(title=book.title)
        self._notices.say(said, verb=_("Open"), act=partial(self.runbook_wanted.emit, book.id))
