"""The steps of a run, and the pages that take their place: choosing, reading, paper, saving as a runbook."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.run import Run
from holdfast.runbook import run as runs
from holdfast.runbook.paper_entry import PaperRow, record_lines
from holdfast.runbook.save_as import runbook_of
from holdfast.runbook.writing import create
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_chooser import RunChooser
from holdfast.ui.kit.run_drafts import Place
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_looked import RunLooked
from holdfast.ui.kit.run_paper import PaperSheet
from holdfast.ui.kit.run_reading import RunReading
from holdfast.ui.kit.run_save import RunSave
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.run_stack import PageStack
from holdfast.words import _

_PAPER, _SAVING = "paper", "saving"


class RunPages(PageStack):
    """One page at a time; what is recorded in a page is told, and the steps come back."""

    started = Signal(str)
    """A run was started: its id."""
    came_back = Signal()
    """The steps are shown in place of what had the focus."""
    recorded = Signal()
    """What was done on paper was entered."""
    edit_wanted = Signal(str)
    """The runbook that the run became is to be written on."""
    runbook_wanted = Signal(str)
    """It is to be shown."""

    def __init__(self, services: RunServices, looked: RunLooked, record: Recording, steps: QWidget) -> None:
        chooser, reading = RunChooser(services.store), RunReading(services)
        sheet, saving = PaperSheet(services.store), RunSave()
        super().__init__(chooser, steps, reading, sheet, saving)
        self._s, self._looked, self._record, self.steps = services, looked, record, steps
        self.chooser, self.reading, self.sheet, self.saving = chooser, reading, sheet, saving
        self._offered = ""  # the incident that runbooks were suggested for
        self._refused_sheet: tuple[object, ...] = ()  # recorded if it is wanted once more
        self.chooser.started.connect(self._start)
        self.chooser.blank_wanted.connect(self._start_blank)
        self.sheet.record_wanted.connect(self._record_paper)
        self.saving.wanted.connect(self._save_as)
        for part in (self.chooser, self.sheet, self.saving, self.reading):
            part.left.connect(self.show_steps)
        for each in (self.sheet, self.saving, self.reading):
            each.failed.connect(services.notices.error)
        self.reading.said.connect(services.notices.say)

    def begin(self) -> bool:
        """Put the focus on what is to be done in the page; False where that is the steps."""
        shown = self.page()
        if not isinstance(shown, (RunChooser, RunReading, PaperSheet, RunSave)):
            return False
        shown.begin()
        return True

    def flush(self) -> None:
        """Save what is written as a draft."""
        self.sheet.flush()
        self.saving.flush()

    def show_run(self) -> None:
        """Another run is looked at: show it as it was left."""
        if self._looked.place.mode == _PAPER and self._looked.run.is_running:
            self._show_paper()
        elif self._looked.place.mode == _SAVING:
            self._show_saving()
        else:
            self.show_steps()

    def show_steps(self) -> None:
        """Show the steps."""
        focused = self.window().focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        self._looked.keep(replace(self._looked.place, mode=""))
        self.show_page(self.steps)
        if is_here:
            self.came_back.emit()

    # -- another run -------------------------------------------------------------------------------

    def choose(self, *, can_leave: bool) -> None:
        """Show which runbooks fit the incident; `can_leave` where there is a run to go back to."""
        incident_id = self._looked.incident
        if not incident_id:
            return
        if can_leave or self._offered != incident_id:
            incident = self._s.store.incidents.get(incident_id)
            about = f"{incident.title} {incident.service}"
            self.chooser.offer(about, title=incident.title, can_leave=can_leave, incident=incident.id)
            self._offered = incident_id
        self.show_page(self.chooser)
        if can_leave:
            self.chooser.begin()

    def _start(self, runbook: str) -> None:
        self._began(self._record(partial(runs.start, self._s.store, self._looked.incident, runbook)))

    def _start_blank(self, title: str) -> None:
        work = partial(runs.start_blank, self._s.store, self._looked.incident, title)
        self._began(self._record(work, self.chooser.show_error))

    def _began(self, started: Run | None) -> None:
        if started is not None:
            self.started.emit(started.id)

    # -- reading -----------------------------------------------------------------------------------

    def read_whole(self) -> None:
        """Show the whole runbook in the version of this run."""
        book = self._looked.book()
        if book is not None:
            self.reading.read(book, self._looked.run.version)
            self._show_and_begin(self.reading)

    def follow(self, link: Link) -> None:
        """Follow a link of a step."""
        if self.reading.follow(link, self._looked.book(), self._looked.run.version):
            self._show_and_begin(self.reading)

    # -- paper, and a runbook of what was done -----------------------------------------------------

    def enter_paper(self) -> None:
        """Show the sheet on which paper is entered."""
        self._show_paper()
        self.sheet.begin()

    def save(self) -> None:
        """Show the run as the runbook that it is to become."""
        self._show_saving()
        self.saving.begin()

    def _show_paper(self) -> None:
        looked = self._looked
        looked.keep(replace(looked.place, mode=_PAPER))
        self.sheet.show_run(looked.document, looked.states(), looked.draft("paper"))
        self.show_page(self.sheet)

    def _record_paper(self, rows: Sequence[PaperRow]) -> None:
        run = self._looked.run.id
        again = self._refused_sheet == (run, *rows)
        faults = self._record(lambda: record_lines(self._s.store, run, rows, again=again))
        self._refused_sheet = (run, *rows) if faults else ()
        if faults is None:
            return
        if faults:
            by_number = {row.line: row.step for row in rows}
            self.sheet.show_faults({by_number[each.line].id: f"{each.what} {each.hint}" for each in faults})
            return
        self.sheet.recorded()
        self._looked.keep(Place())
        self.recorded.emit()
        self._s.notices.say(_("Recorded from paper, at the times that were typed."))

    def _show_saving(self) -> None:
        looked = self._looked
        looked.keep(replace(looked.place, mode=_SAVING))
        ref = self._s.store.incidents.get(looked.incident).ref
        self.saving.show_text(runbook_of(looked.document, looked.run, ref), looked.draft("save"))
        self.show_page(self.saving)

    def _save_as(self, text: str, go_on: bool) -> None:
        book = self._record(lambda: create(self._s.store, text), self.saving.show_error)
        if book is None:
            return
        self.saving.recorded()
        self.show_steps()
        if go_on:
            self.edit_wanted.emit(book.id)
            return
        self.came_back.emit()
        said = _("{title} is a runbook now. Approve it once it has been read.").format(title=book.title)
        self._s.notices.say(said, verb=_("Open"), act=partial(self.runbook_wanted.emit, book.id))

    def _show_and_begin(self, page: RunReading) -> None:
        self.show_page(page)
        page.begin()
