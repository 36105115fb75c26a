"""Reporting clocks that count from another moment, since the time they count from was corrected."""

from collections.abc import Mapping
from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident


def counted_from(incident: Incident, name: str) -> datetime:
    """The moment of the time that a clock counts from; of the declaration while that time isn't known."""
    return incident.times.get(name) or incident.times["declared"]


def name_of(clock: ReportClock, times: Mapping[str, datetime]) -> str:
    """The time that a clock counts from, as its entries say; else the one at which it began, "" if none.

    Where no time of detection was known, that is the detection: when it is said later, the deadline can only
    become an earlier one.
    """
    if clock.counts_from:
        return clock.counts_from
    if clock.begins == times.get("detected", times.get("declared")):
        return "detected"
    return "declared" if clock.begins == times.get("declared") else ""


def recounted(before: Incident, after: Incident) -> list[New]:
    """The entries that move the running clocks to the times of an incident after a change of these."""
    running = (clock for clock in after.clocks if clock.state == "running")
    return [new for clock in running for new in recounted_clock(after, clock, name_of(clock, before.times))]


def recounted_clock(incident: Incident, clock: ReportClock, name: str) -> list[New]:
    """The entry that moves a clock to the time of this name; none where it is right."""
    begins = counted_from(incident, name) if name else clock.begins
    if begins == clock.begins:
        return []
    body = {
        "clock": clock.key,
        "title": clock.title,
        "counts_from": name,
        "from": [occurred_text(clock.begins), occurred_text(begins)],
        "within": clock.within,
    }
    return [New(subject("incident", incident.id), "incident.clock_moved", body)]
