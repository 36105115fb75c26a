"""Steps that failed and were done afterwards: a run itself keeps what became of them last."""

from collections.abc import Iterator, Sequence

from holdfast.domain.ids import subject
from holdfast.domain.run import Run
from holdfast.domain.value import words
from holdfast.runbook.drift_steps import Redone
from holdfast.store.store import Store


def redone_in(store: Store, runs: Sequence[Run]) -> Redone:
    """Where a step failed before it was done; a failure that was taken back by undo is none."""
    found = {run.id: dict(_redone(store, run)) for run in runs if run.marks}
    return {run: steps for run, steps in found.items() if steps}


def _redone(store: Store, run: Run) -> Iterator[tuple[str, str]]:
    failures = store.journal.of_kinds(subject("run", run.id), ("step.failed",))
    again = [entry for entry in failures if run.state_of(entry.text("step")) == "done"]
    taken_back = _undone(store, run) if again else frozenset[str]()
    for entry in reversed(again):  # of several the first is the one that a dict made of these keeps
        if entry.header.command not in taken_back:
            yield entry.text("step"), words(entry, "remark")


def _undone(store: Store, run: Run) -> frozenset[str]:
    """The commands on the run's incident that were undone."""
    undone = store.journal.of_kinds(subject("incident", run.incident), ("incident.undone",))
    return frozenset(entry.text("undone") for entry in undone)
