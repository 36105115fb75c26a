"""How far a run is at a moment: what is settled, what comes next, and the time that is left for it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run
from holdfast.runbook.branches import next_step, not_needed


@dataclass(frozen=True, slots=True)
class Wait:
    """A step whose clock runs: when its time has passed, and the begun seconds until then, 0 once it has."""

    step: Step
    ends: datetime
    left: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many steps are settled, are needed in all (those included), and are left out by an answer.

    `current` is the step that comes next, None where none does; `since` is when it became so. `timebox` is
    its time box in seconds, 0 for none, `left` the seconds of it that are left, below 0 where it is over.
    `waits` are open steps whose clock runs, the one that is over first before the others.
    """

    settled: int
    needed: int
    left_out: int
    current: Step | None = None
    since: datetime | None = None
    timebox: int = 0
    left: int = 0
    waits: tuple[Wait, ...] = ()


def progress_of(document: Document, run: Run, now: datetime) -> Progress:
    """How far a run of this document is."""
    settled = {step.id for step in document.steps if run.state_of(step.id) != "open"}
    left_out = not_needed(document, run) - settled  # what was done all the same counts as done
    current = document.step(next_step(document, run))
    timebox = current.annotation.timebox if current else 0
    since = open_since(run) if current else None
    return Progress(
        settled=len(settled),
        needed=len(document.steps) - len(left_out),
        left_out=len(left_out),
        current=current,
        since=since,
        timebox=timebox,
        left=timebox - _seconds(since, now) if timebox and since else 0,
        waits=tuple(sorted(_waits(document, run, now), key=lambda wait: wait.ends)),
    )


def open_since(run: Run) -> datetime | None:
    """When the step that comes next became so: with what happened last of all, or with the start."""
    moments = [mark.at for mark in run.marks.values() if mark.at] + ([run.started] if run.started else [])
    return max(moments, default=None)


def _waits(document: Document, run: Run, now: datetime) -> Iterator[Wait]:
    for step in document.steps if run.is_running else ():
        waiting = run.waits.get(step.id)
        if waiting is not None and run.state_of(step.id) == "open":
            ends = waiting.since + timedelta(seconds=waiting.seconds)
            yield Wait(step, ends, max(0, ceil((ends - now).total_seconds())))


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())
