"""What an incident's header says of coordination: cadence, exit criteria, clocks, links, an open handover."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MET: Final = "met:"
"""What stands before the key of the clock that another one counts from."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """Seconds until the first status update after the assessment, and from one to the next."""

    first: int
    every: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What has to be so before the incident may end; `id` is the hash of the entry that added it."""

    id: str
    text: str
    state: str = "open"  # open, met or dropped


@dataclass(frozen=True, slots=True)
class ReportClock:
    """A time within which somebody outside has to be told, by law or contract. `within` in seconds.

    `counts_from` names the time of the incident that it follows, or is "met:" with the key of another clock,
    whose title is `after`; empty where its entry doesn't say. While it waits for that one, it has not begun.
    What runs `months` has its due time from its entry: the zone of the station that wrote it decides.
    """

    key: str
    title: str
    begins: datetime | None
    within: int
    state: str = "running"  # waiting, running, met or not_needed
    counts_from: str = ""
    months: int = 0
    by: datetime | None = None
    after: str = ""
    met: datetime | None = None  # when its report was made, where its entry says so

    @property
    def due(self) -> datetime | None:
        """By when; None while it waits."""
        if self.by is not None or self.begins is None or self.months:
            return self.by
        return self.begins + timedelta(seconds=self.within)

    @property
    def follows(self) -> str:
        """The key of the clock that it counts from; "" where it counts from a time of the incident."""
        return self.counts_from.removeprefix(MET) if self.counts_from.startswith(MET) else ""


@dataclass(frozen=True, slots=True)
class Link:
    """Another incident (its id) and what it is to this one: a `Relation`, or "has_duplicate" and so on
    as seen from the other end.
    """

    relation: str
    incident: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A handover that waits for an answer: its id, to whom, and whether command goes with it."""

    id: str
    to: str
    operator: str
    command: bool
    at: datetime


BACKWARDS = {
    "duplicate_of": "has_duplicate",
    "related_to": "related_to",
    "caused_by": "cause_of",
}
"""What a link is called from the other end."""
