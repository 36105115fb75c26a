"""What a review says of the runbooks that were followed: who, when, and what became of the steps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.run import Run, StepMark
from holdfast.domain.value import moment, title_text, words
from holdfast.report.content import RunRow
from holdfast.report.record import operator_name, stamp
from holdfast.store.store import Store
from holdfast.words import _

_SHORT: Final = 12  # figures of a version's hash, as on a printed checklist


StepsLeft = Callable[[Store, Run], tuple[int, int]]
"""How many steps of a run an answer left out, and how many nobody settled."""


def none_left(_store: Store, _run: Run) -> tuple[int, int]:
    """Says nothing of the steps that nobody settled."""
    return 0, 0


def runs_used(store: Store, incident: str, left: StepsLeft = none_left) -> Iterator[RunRow]:
    """The runs on an incident, in the order in which they were started."""
    for run in store.runbooks.runs_of(incident):
        yield _row(store, run, store.journal.of(subject("run", run.id)), left(store, run))


def _row(store: Store, run: Run, entries: Sequence[Entry], left: tuple[int, int]) -> RunRow:
    marks = {step: mark for step, mark in run.marks.items() if step not in run.demoted}
    counts = {state: sum(mark.state == state for mark in marks.values()) for state in _STATES}
    return RunRow(
        title=title_text(run.title),
        version=run.version[:_SHORT] if run.runbook else "",
        who=", ".join(_people(store, entries)),
        started=stamp(run.started, store.zone),
        ended=stamp(_ended(run, entries), store.zone),
        **counts,
        deviations=tuple(_deviations(marks, {entry.hash: entry for entry in entries})),
        left_out=left[0],
        unsettled=left[1],
    )


_STATES: Final = ("done", "skipped", "failed", "deviated")


def _people(store: Store, entries: Sequence[Entry]) -> list[str]:
    """Who started it, settled a step or finished it, each once."""
    people = dict.fromkeys(entry.header.by.operator for entry in entries if entry.header.by)
    return [operator_name(store, each) for each in people]


def _ended(run: Run, entries: Sequence[Entry]) -> datetime | None:
    """When it was finished last; None while it goes on."""
    last = next((entry for entry in reversed(entries) if entry.kind == "run.finished"), None)
    if run.is_running or last is None:
        return None
    return moment(last.text("occurred") or last.at)


def _deviations(marks: Mapping[str, StepMark], entries: Mapping[str, Entry]) -> Iterator[str]:
    """What was done instead of a step, in the order of the text."""
    for mark in sorted(marks.values(), key=lambda each: each.number):
        if mark.state == "deviated":
            entry = entries.get(mark.entry)
            step = words(entry, "text") if entry else ""
            told = _("Step {number}: {instead} (instead of: {step})")
            yield told.format(number=mark.number, instead=mark.remark, step=step)
