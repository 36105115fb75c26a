"""What a drill shows of its team: which expectations were met, how long things took, what people judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from holdfast.domain.drill import Drill
from holdfast.domain.drill_kinds import Verdict
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Awaited, Expectation, Objective, Scenario
from holdfast.drill.facts import Fact, Happened, happened
from holdfast.drill.played import scenario_of
from holdfast.store.store import Store
from holdfast.words import _

__all__ = ["Fact", "Happened", "happened"]

Outcome = Literal["met", "missed", "open", "to_judge", "not_expected"]
"""Of an expectation: met, missed, open, for a person to say, or nothing as what it counts from never came."""
_AGAIN: Final = frozenset({"update", "step"})
"""What can be done again and again: an expectation of it waits for the first time after its beginning."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An expectation, what became of it, and in how many seconds of the drill's time it happened.

    `allowed` are the seconds that it has, None where it has until the end; `begins` is when these begin to
    run, None where the inject it counts from has not come.
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
    """A drill's score. `times` are seconds: declare, acknowledge and contain, where they happened."""

    expectations: tuple[Scored, ...] = ()
    objectives: tuple[ObjectiveScore, ...] = ()
    times: tuple[tuple[str, int], ...] = ()

    @property
    def met(self) -> int:
        """How many expectations were met."""
        return sum(each.outcome == "met" for each in self.expectations)

    @property
    def of(self) -> int:
        """How many there are to meet."""
        return sum(each.outcome != "not_expected" for each in self.expectations)


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


def outcome_word(outcome: str) -> str:
    """What became of an expectation, in the reader's language."""
    return {
        "met": _("met"),
        "missed": _("missed"),
        "open": _("open"),
        "to_judge": _("to be judged"),
        "not_expected": _("not expected"),
    }.get(outcome, outcome)


def rating_word(rating: str) -> str:
    """A rating of HSEEP's in the reader's language."""
    return {
        "P": _("performed without challenges"),
        "S": _("performed with some challenges"),
        "M": _("performed with major challenges"),
        "U": _("unable to be performed"),
        "met": _("met"),
        "missed": _("missed"),
    }.get(rating, rating)


def time_word(key: str) -> str:
    """A time that a score tells, in the reader's language."""
    return {
        "declare": _("Time to declare"),
        "acknowledge": _("Time to acknowledge"),
        "contain": _("Time to contain"),
    }.get(key, key)


def score(scenario: Scenario, drill: Drill, happened: Happened, now: datetime) -> Score:
    """The score of a drill at a moment. Pure: the same entries give the same score, also years later."""
    scored = tuple(_scored(each, scenario, drill, happened, now) for each in scenario.expectations)
    objectives = tuple(_objective(each, scored, drill) for each in scenario.objectives)
    return Score(scored, objectives, _times(drill, happened))


def _scored(
    expected: Expectation, scenario: Scenario, drill: Drill, happened: Happened, now: datetime
) -> Scored:
    begins = _begins(expected, drill)
    if begins is None:
        return Scored(expected, "not_expected" if drill.is_over else "open", None, expected.within)
    if expected.what == "judged":
        said = drill.verdict("expectation", expected.key)
        outcome: Outcome = "met" if said == "met" else "missed" if said == "missed" else "to_judge"
        return Scored(expected, outcome, None, expected.within, begins)
    at = _when(expected, scenario, happened, begins)
    took = None if at is None else max(0, drill.elapsed(at) - drill.elapsed(begins))
    passed = drill.elapsed(now) - drill.elapsed(begins)
    return Scored(
        expected, _outcome(took, expected.within, passed, over=drill.is_over), took, expected.within, begins
    )


def _outcome(took: int | None, within: int | None, passed: int, *, over: bool) -> Outcome:
    if took is not None:
        return "met" if within is None or took <= within else "missed"
    late = within is not None and passed > within
    return "missed" if late or over else "open"


def _begins(expected: Expectation, drill: Drill) -> datetime | None:
    if not expected.since:
        return drill.started
    put = drill.put_in(expected.since)
    return put.at if put else None


def _when(expected: Expectation, scenario: Scenario, happened: Happened, begins: datetime) -> datetime | None:
    """When what is expected happened. Of an acknowledgement after an alert it is that alert's."""
    assert expected.what != "judged"
    inject = scenario.inject(expected.since) if expected.since else None
    if expected.what == "acknowledged" and inject is not None and inject.kind == "alert":
        return happened.first(Awaited("acknowledged", inject.key))
    since = begins if expected.what in _AGAIN else None
    return happened.first(Awaited(expected.what, expected.which), since)


def _objective(objective: Objective, scored: Sequence[Scored], drill: Drill) -> ObjectiveScore:
    own = [each for each in scored if each.expectation.objective == objective.key]
    return ObjectiveScore(
        objective,
        sum(each.outcome == "met" for each in own),
        sum(each.outcome != "not_expected" for each in own),
        drill.verdict("objective", objective.key),
    )


def _times(drill: Drill, happened: Happened) -> tuple[tuple[str, int], ...]:
    declared = happened.first(Awaited("declared"))
    took = () if declared is None else (("declare", max(0, drill.elapsed(declared))),)
    return (*took, *happened.times)


def progress(store: Store) -> tuple[Progress, ...]:
    """Every drill that was finished, the oldest first. Where a scenario can't be read, `of` is 0."""
    return tuple(
        _progress(store, store.drills.get(row.id))
        for row in reversed(store.drills.page())
        if row.state == "finished"
    )


def _progress(store: Store, drill: Drill) -> Progress:
    started = drill.started or store.clock()
    try:
        scenario = scenario_of(store, drill)
    except UserError:
        return Progress(drill.id, drill.key, drill.title, started, 0, 0)
    scored = score(scenario, drill, happened(store, drill), drill.ended or store.clock())
    return Progress(drill.id, drill.key, drill.title, started, scored.met, scored.of, scored.times)
