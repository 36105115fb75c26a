"""When an inject comes: at its time, or when what it waits for has happened. Pure."""

from datetime import datetime

from holdfast.domain.drill import Drill
from holdfast.domain.scenario import Inject, Scenario
from holdfast.drill.facts import Happened


def comes_at(drill: Drill, happened: Happened, inject: Inject) -> int | None:
    """The second of the drill's time at which an inject comes, as far as is known; None where it waits for
    something that has not happened, or never comes. Holding does not change it.
    """
    moments = [happened.first(awaited) for awaited in inject.when]
    times = [inject.at] if inject.at is not None else []
    if moments and all(moments):
        times.append(max(drill.elapsed(at) for at in moments if at is not None) + inject.delay)
    if not times:
        return None
    comes = min(times)
    before = [drill.elapsed(at) for each in inject.unless if (at := happened.first(each)) is not None]
    return None if before and min(before) < comes else comes


def due(scenario: Scenario, drill: Drill, happened: Happened, now: datetime) -> tuple[Inject, ...]:
    """The injects to be put in now, as they come; none while the drill is paused or when it is over."""
    if drill.state != "running":
        return ()
    times = [(comes_at(drill, happened, one), one) for one in _waiting(scenario, drill)]
    elapsed = drill.elapsed(now)
    ready = [(at, one) for at, one in times if at is not None and at <= elapsed]
    return tuple(one for _at, one in sorted(ready, key=lambda pair: pair[0]))


def _waiting(scenario: Scenario, drill: Drill) -> list[Inject]:
    """What is not put in yet, and not held."""
    return [one for one in scenario.injects if not drill.put_in(one.key) and one.key not in drill.held]


def comes_in(drill: Drill, happened: Happened, inject: Inject, now: datetime) -> int | None:
    """In how many seconds of the drill's time an inject comes, 0 where it is due; None where it waits."""
    at = comes_at(drill, happened, inject)
    return None if at is None else max(0, at - drill.elapsed(now))


def next_at(scenario: Scenario, drill: Drill, happened: Happened) -> int | None:
    """The second of the drill's time at which the next inject comes; None where none does as things are."""
    times = [comes_at(drill, happened, one) for one in _waiting(scenario, drill)]
    return min((at for at in times if at is not None), default=None)


def all_done(scenario: Scenario, drill: Drill, happened: Happened) -> bool:
    """Whether nothing is to come any more that has a time: what is left waits for people, or never comes.

    What is held may come again.
    """
    waiting = [one for one in scenario.injects if not drill.put_in(one.key)]
    return all(comes_at(drill, happened, one) is None for one in waiting)
