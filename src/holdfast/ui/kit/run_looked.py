"""The runs of one incident as they are read: the one that is looked at, and where in it a person is."""

from collections.abc import Callable, Sequence
from enum import Enum

from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.runbook import Runbook
from holdfast.runbook import run as runs
from holdfast.runbook.branches import next_step
from holdfast.runbook.progress import Progress, progress_of
from holdfast.store.store import Store
from holdfast.ui.kit.run_drafts import Place, RunDraft, RunPlaces
from holdfast.ui.kit.run_states import no_steps, states_of
from holdfast.ui.kit.run_values import StepState

_NO_RUN = Run("")


class Turn(Enum):
    """What another reading of the runs found, beside what became of steps."""

    NONE = "no run"
    OTHER = "another run"
    STEPS = "other steps"
    SAME = "the same steps"


class RunLooked:
    """Values alone, nothing is shown. `failed` is told where the text of the run can't be read."""

    def __init__(self, store: Store, failed: Callable[[UserError], object]) -> None:
        self._store, self._failed = store, failed
        self._places = RunPlaces(store)
        self.incident = ""
        self.run, self.document, self.place = _NO_RUN, Document(""), Place()
        self.there: list[tuple[Run, Progress]] = []

    def turn_to(self, incident: str) -> None:
        """Look at the runs of another incident; they are not read yet."""
        self.incident, self.run, self.place = incident, _NO_RUN, Place()

    def read(self) -> Turn:
        """Read the runs again."""
        there = self._store.runbooks.runs_of(self.incident) if self.incident else []
        run = self._places.looked_at(self.incident, there)
        if run is None:
            self.run, self.there = _NO_RUN, []
            return Turn.NONE
        is_other, self.run = run.id != self.run.id, run
        documents = {each.id: self._document_of(each) for each in there}
        now = self._store.now()
        self.there = [(each, progress_of(documents[each.id], each, now)) for each in there]
        before, self.document = self.document, documents[run.id]
        if is_other:
            self.place = self._places.load(run.id)
            return Turn.OTHER
        return Turn.SAME if before.steps == self.document.steps else Turn.STEPS

    def any(self) -> bool:
        """Whether a run is looked at."""
        return self.run is not _NO_RUN

    def is_there(self, run: str) -> bool:
        """Whether the incident has this run."""
        return any(each.id == run for each, _far in self.there)

    def progress(self) -> Progress:
        """How far the run is now."""
        return progress_of(self.document, self.run, self._store.now())

    def states(self) -> list[StepState]:
        """Every step with what became of it."""
        return states_of(self._store, self.run, self.document, [run for run, _far in self.there])

    def opened(self, states: Sequence[StepState]) -> str:
        """The step to show as a card: the one a person opened out of turn, else the next one."""
        there = {state.step.id for state in states}
        return self.place.opened if self.place.opened in there else next_step(self.document, self.run)

    def no_steps(self) -> list[Step]:
        """What people said is no step."""
        return no_steps(self._store, self.run)

    def draft(self, field: str) -> RunDraft:
        """What is written in a field of the run."""
        return RunDraft(self._store, self.run, field)

    def book(self) -> Runbook | None:
        """The runbook of the run, None for a blank checklist."""
        return self._store.runbooks.get(self.run.runbook) if self.run.runbook else None

    # -- where a person is: kept, so that a crash leads back to it ---------------------------------

    def choose(self, run: str) -> None:
        """This run is looked at from the next reading on."""
        self._places.choose(self.incident, run)

    def keep(self, place: Place) -> None:
        """This is the place in the run now."""
        if not self.any():
            return
        self.place = place
        if place != self._places.load(self.run.id):
            self._places.save(self.run, place)

    def keep_chosen(self) -> None:
        """Come back to this run, also where the place in it is its beginning."""
        self._places.save(self.run, self.place)

    def drop(self, run: str) -> None:
        """Nobody will come back to this run."""
        self._places.drop(run)

    def _document_of(self, run: Run) -> Document:
        try:
            return runs.document_of_run(self._store, run)
        except UserError as error:
            if run.id == self.run.id:
                self._failed(error)
            return Document(run.title)
