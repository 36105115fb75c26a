"""What a drill shows of its team: which expectations were met, how long things took, what people judged.

Pure, but for `happened`, which reads it all from entries: also of a drill that was held years ago.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from holdfast.domain.drill import Drill
from holdfast.domain.drill_kinds import Verdict
from holdfast.domain.scenario import Awaited, Expectation, Objective, Scenario
from holdfast.store.store import Store

Outcome = Literal["met", "missed", "open", "to_judge"]
"""Of an expectation: met, missed, still possible, or for a person to say."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in a drill, when, and the names by which it may be asked for."""

    what: str
    at: datetime
    which: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a drill, in the order of time, until its end."""

    facts: tuple[Fact, ...] = ()

    def first(self, awaited: Awaited, since: datetime | None = None) -> datetime | None:
        """When this first happened, or first after `since`; None where it has not."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Scored:
    """An expectation, what became of it, and in how many seconds of the drill's time it was met.

    `allowed` are the seconds that it has, None where it has until the end; `begins` is when these begin to
    run, None where the inject it waits for has not been put in.
    """

    expectation: Expectation
    outcome: Outcome
    took: int | None = None
    allowed: int | None = None
    begins: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """An objective with how many of its expectations were met, and P, S, M or U as people say."""

    objective: Objective
    met: int
    of: int
    rating: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A drill's score. `times` are seconds: acknowledge, declare and contain, where they happened."""

    expectations: tuple[Scored, ...] = ()
    objectives: tuple[ObjectiveScore, ...] = ()
    times: tuple[tuple[str, int], ...] = ()

    @property
    def met(self) -> int:
        """How many expectations were met."""
        return sum(each.outcome == "met" for each in self.expectations)


@dataclass(frozen=True, slots=True)
class Progress:
    """A drill that was finished, beside others: when, how many of its expectations were met, its times."""

    drill: str
    key: str
    title: str
    started: datetime
    met: int
    of: int
    times: tuple[tuple[str, int], ...] = ()


def happened(store: Store, drill: Drill) -> Happened:
    """What happened in a drill by now, from entries alone; nothing from after its end."""
    raise NotImplementedError


def score(scenario: Scenario, drill: Drill, happened: Happened, now: datetime) -> Score:
    """The score of a drill at a moment."""
    raise NotImplementedError


def progress(store: Store) -> tuple[Progress, ...]:
    """Every drill that was finished, the oldest first."""
    raise NotImplementedError
