"""What the runs of a runbook say of its steps: counted, timed, and judged by a small table. Pure.

A step was reached in a run where it was settled. Its time there is that since the mark before it, or since
the start. Marks less than 5 seconds apart were entered together, from paper or from memory: nobody knows how
long each of them took, so none of them is timed.

What is told of a step, at least so often, and in at least such a share of the runs that reached it:

| finding  | runs | share |                                                                     |
|----------|------|-------|---------------------------------------------------------------------|
| skipped  | 2    | all   |                                                                     |
| failing  | 2    | half  | also where it was done in the end                                   |
| replaced | 2    | half  |                                                                     |
| slow     | 3    |       | the median is over its time box, or is a minute or more and 3 times |
|          |      |       | the median of the steps that were timed in 3 runs                   |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median
from types import MappingProxyType
from typing import Final, Literal

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run, StepMark
from holdfast.domain.value import REMOVED

Redone = Mapping[str, Mapping[str, str]]
"""By run and step, what was said where a step failed before it was done."""
FindingSort = Literal["skipped", "failing", "replaced", "slow"]
TOGETHER: Final = 5
"""Seconds: marks that are nearer to each other were entered together."""
_LEAST_TIMED: Final = 3
_SLOWER: Final = 3
_LEAST_SLOW: Final = 60
_MOST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class _Rule:
    """In how many runs, and in which share of those that reached the step."""

    sort: FindingSort
    state: str
    runs: int
    share: float


_RULES: Final = (
    _Rule("skipped", "skipped", 2, 1.0),
    _Rule("failing", "failed", 2, 0.5),
    _Rule("replaced", "deviated", 2, 0.5),
)


@dataclass(frozen=True, slots=True)
class StepStats:
    """What became of a step in the runs that reached it; the words of each state, the newest first.

    `timed` counts the runs in which its time is known; `median` and `percentile` (the 90th, by nearest rank)
    are seconds, 0 where there are none. `over` counts the runs in which it took longer than its time box,
    `redone` those in which it failed before it was done.
    """

    step: Step
    reached: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0
    deviated: int = 0
    said: Mapping[str, tuple[str, ...]] | None = None
    timed: int = 0
    median: int = 0
    percentile: int = 0
    over: int = 0
    redone: int = 0

    def words(self, state: str) -> tuple[str, ...]:
        """What was said where it became so, each once."""
        return (self.said or {}).get(state, ())


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be changed about a step: what, in how many of how many runs, and what was said there.

    `seconds` is the median of a slow one, `timebox` the time box that it should have, 0 where it has none.
    Of the runs in which one failed, `redone` are those in which it was done in the end.
    """

    sort: FindingSort
    step: Step
    count: int
    runs: int
    said: tuple[str, ...] = ()
    seconds: int = 0
    timebox: int = 0
    redone: int = 0


def stats_of(
    document: Document, runs: Sequence[Run], redone: Redone = MappingProxyType({})
) -> tuple[StepStats, ...]:
    """Every step of a document as these runs left it, the newest run last; matched by the steps' ids.

    `redone` says where a step failed before it was done.
    """
    times: dict[str, list[int]] = {step.id: [] for step in document.steps}
    for run in runs:
        for step, seconds in _durations(run):
            if step in times:
                times[step].append(seconds)
    return tuple(_stats(step, runs, sorted(times[step.id]), redone) for step in document.steps)


def findings_of(stats: Sequence[StepStats]) -> tuple[Finding, ...]:
    """What is to be changed, in the order of the steps."""
    usual = _usual(stats)
    return tuple(found for each in stats for found in (*_by_state(each), *_slow(each, usual)))


def _stats(step: Step, runs: Sequence[Run], times: Sequence[int], redone: Redone) -> StepStats:
    marks = [mark for run in reversed(runs) if (mark := run.marks.get(step.id)) and mark.state != "open"]
    counts = {state: sum(mark.state == state for mark in marks) for state in _STATES}
    box = step.annotation.timebox
    again = [said[step.id] for run in reversed(runs) if step.id in (said := redone.get(run.id, {}))]
    return StepStats(
        step=step,
        reached=len(marks),
        **counts,
        said={state: _words(marks, state) for state in _STATES} | {"redone": _each_once(again)},
        timed=len(times),
        median=int(median(times)) if times else 0,
        percentile=times[ceil(0.9 * len(times)) - 1] if times else 0,
        over=sum(seconds > box for seconds in times) if box else 0,
        redone=len(again),
    )


_STATES: Final = ("done", "skipped", "failed", "deviated")


def _words(marks: Sequence[StepMark], state: str) -> tuple[str, ...]:
    return _each_once(mark.remark for mark in marks if mark.state == state)


def _each_once(said: Iterable[str]) -> tuple[str, ...]:
    """The first of them, each on one line."""
    lines = (" ".join(words.split()) for words in said if words != REMOVED)
    return tuple(dict.fromkeys(filter(None, lines)))[:_MOST_WORDS]


def _durations(run: Run) -> Iterator[tuple[str, int]]:
    """How long each step took whose time is known, in seconds."""
    if run.started is None:
        return
    said = ((mark.at, step, mark.state) for step, mark in run.marks.items() if mark.at)
    marks = sorted(said, key=lambda one: one[0])
    points = [run.started, *(at for at, _step, _state in marks)]
    gaps = [(after - before).total_seconds() for before, after in pairwise(points)]
    for place, (_at, step, state) in enumerate(marks):
        alone = all(gap >= TOGETHER for gap in gaps[place : place + 2])
        if alone and state != "open":
            yield step, int(gaps[place])


def _usual(stats: Sequence[StepStats]) -> float:
    """The median of the steps that were timed often enough, 0 for none."""
    medians = [each.median for each in stats if each.timed >= _LEAST_TIMED]
    return median(medians) if medians else 0.0


def _by_state(stats: StepStats) -> Iterator[Finding]:
    for rule in _RULES:
        redone = stats.redone if rule.sort == "failing" else 0
        count: int = getattr(stats, rule.state) + redone
        if count >= rule.runs and count >= rule.share * stats.reached:
            said = _each_once((*stats.words(rule.state), *(stats.words("redone") if redone else ())))
            yield Finding(rule.sort, stats.step, count, stats.reached, said, redone=redone)


def _slow(stats: StepStats, usual: float) -> Iterator[Finding]:
    if stats.timed < _LEAST_TIMED:
        return
    said, box = stats.step.annotation, stats.step.annotation.timebox
    over_box = box and stats.median > box
    waits = said.sort == "timer"  # it takes as long as its author says
    far_longer = not waits and stats.median >= max(_LEAST_SLOW, _SLOWER * usual)
    if over_box or far_longer:
        count = stats.over if over_box else stats.timed
        fitting = _fitting(stats.percentile) if over_box else 0
        yield Finding("slow", stats.step, count, stats.timed, (), stats.median, fitting)


def _fitting(seconds: int) -> int:
    """A time box that nine of ten uses keep: whole minutes, from ten minutes on in steps of five."""
    minutes = ceil(seconds / 60)
    return 60 * (minutes if minutes <= 10 else 5 * ceil(minutes / 5))
