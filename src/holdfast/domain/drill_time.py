"""A drill's own time: it stands still in a pause, and may run some times as fast as the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

MOST_PACE: Final = 3600
"""An hour of the drill in a second."""
_MOST_GAINED: Final = timedelta(days=3650)  # of a drill in a hurry that nobody ended


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the drill's own time stands still; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paced:
    """From a moment on, so many seconds of the drill's time pass in one of the clock."""

    since: datetime
    pace: int


def still(pauses: Sequence[Pause], since: datetime, until: datetime) -> timedelta:
    """How long it stood still between two moments."""
    ends = ((max(each.since, since), min(each.until or until, until)) for each in pauses)
    return sum((max(end - begun, timedelta()) for begun, end in ends), timedelta())


def gained(pauses: Sequence[Pause], paces: Sequence[Paced], at: datetime) -> timedelta:
    """How much further it is at a moment than it would be at the clock's pace."""
    more = timedelta()
    for one, after in pairwise([*paces, Paced(at, 1)]):
        until = min(after.since, at)
        ran = max(until - one.since, timedelta()) - still(pauses, one.since, until)
        more += max(ran, timedelta()) * (one.pace - 1)
    return min(more, _MOST_GAINED)
