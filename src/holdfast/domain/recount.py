"""Reporting clocks that count from another moment, since the time they count from was corrected."""

from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident


def counted_from(incident: Incident, name: str) -> datetime:
    """The moment of the time that a clock counts from; of the declaration while that time isn't known."""
    return incident.times.get(name) or incident.times["declared"]


def recounted(incident: Incident) -> list[New]:
    """The entries that move the running clocks to the times of an incident as they stand now."""
    running = (clock for clock in incident.clocks if clock.state == "running")
    return [new for clock in running for new in recounted_clock(incident, clock)]


def recounted_clock(incident: Incident, clock: ReportClock) -> list[New]:
    """The entry that moves a clock; none where it is right or was started before it said its time."""
    begins = counted_from(incident, clock.counts_from) if clock.counts_from else clock.begins
    if begins == clock.begins:
        return []
    body = {
        "clock": clock.key,
        "title": clock.title,
        "from": [occurred_text(clock.begins), occurred_text(begins)],
        "within": clock.within,
    }
    return [New(subject("incident", incident.id), "incident.clock_moved", body)]
