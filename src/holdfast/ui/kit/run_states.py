"""What a run says of its steps, in words; which step comes next; the drafts of its remarks."""

from collections.abc import Sequence
from datetime import datetime

from holdfast.domain.clock import to_stored
from holdfast.domain.document import Document
from holdfast.domain.ids import subject
from holdfast.domain.run import Run, StepMark
from holdfast.domain.timewords import clock_text, day_text
from holdfast.store.store import Store
from holdfast.ui.kit.run_row import DONE, FAILED, OPEN, SKIPPED, StepState
from holdfast.words import _


def states_of(store: Store, run: Run, document: Document) -> list[StepState]:
    """Every step of the run's version with what became of it."""
    names = store.operators.names()
    found: list[StepState] = []
    for step in document.steps:
        mark = run.marks.get(step.id)
        if mark is None or mark.state == OPEN:
            found.append(StepState(step))
        else:
            found.append(StepState(step, mark.state, _said(store, mark, names.get(mark.by, "")), mark.remark))
    return found


def _said(store: Store, mark: StepMark, name: str) -> str:
    """What is said of a settled step: "done 13:22 · you"."""
    who = _("you") if store.by and mark.by == store.by.operator else name
    when = "" if mark.at is None else _when(store, mark.at)
    return "  ·  ".join(part for part in (f"{state_word(mark.state)} {when}".strip(), who) if part)


def _when(store: Store, at: datetime) -> str:
    clock = clock_text(at, store.zone)
    is_today = at.astimezone(store.zone).date() == store.now().date()
    return clock if is_today else f"{day_text(at, store.zone)} {clock}"


def next_step(run: Run, states: Sequence[StepState]) -> str:
    """The id of the first step that is open, "" where there is none or the run is finished."""
    if run.state != "running":
        return ""
    return next((state.step.id for state in states if not state.settled), "")


def state_word(state: str) -> str:
    """What became of a step, in the reader's language."""
    return {DONE: _("done"), SKIPPED: _("skipped"), FAILED: _("failed"), OPEN: _("open again")}[state]


class RemarkDraft:
    """The remark of one step of one run while it is written.

    It belongs to the station and not to an operator: after a crash nobody is at the keyboard yet.
    """

    def __init__(self, store: Store, run: Run, step: str) -> None:
        self._store = store
        self._subject, self._field = subject("incident", run.incident), f"remark:{run.id}:{step}"

    def load(self) -> str | None:
        """The draft, None where there is none."""
        found = self._store.drafts.get(self._subject, self._field)
        return found.text if found else None

    def save(self, text: str) -> None:
        """Keep the draft, or drop it where the text is empty."""
        if self._store.read_only:
            return
        if text:
            at = to_stored(self._store.clock())
            self._store.drafts.save(self._subject, self._field, text, at)
        else:
            self._store.drafts.drop(self._subject, self._field)
