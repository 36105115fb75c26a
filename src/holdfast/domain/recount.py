"""Reporting clocks that count from another moment, since the one they count from came, went or was corrected.

What runs whole seconds from a time of the incident is recorded as it always was; what runs months or counts
from another clock is dated, with the due time in the entry.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo

from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import Entry, New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.months import months_after
from holdfast.domain.value import moment

STOPPING = ("incident.clock_stopped", "incident.clock_dated")
"""The kinds of entry that say when a report was made."""


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


def met_times(incident: Incident, entries: Iterable[Entry]) -> dict[str, datetime]:
    """When the report of each clock that is met was made; `entries` are those of the kinds STOPPING.

    The value itself knows it of clocks that another one counted from when they were met, the entries of all.
    """
    told: dict[str, datetime] = {}
    for entry in entries:
        if entry.new("state") == "met":
            told[entry.text("clock")] = moment(entry.text("occurred") or entry.at)
    found = {clock.key: clock.met or told.get(clock.key) for clock in incident.clocks if clock.state == "met"}
    return {key: at for key, at in found.items() if at is not None}


def recounted(before: Incident, after: Incident, met: Mapping[str, datetime], zone: tzinfo) -> list[New]:
    """The entries that put the clocks of an incident right after a change of its times or of what was met."""
    running = (clock for clock in after.clocks if clock.state == "running" and not clock.follows)
    moved = [
        new for clock in running for new in recounted_clock(after, clock, name_of(clock, before.times), zone)
    ]
    return [*moved, *followed(after, met, zone)]


def recounted_clock(incident: Incident, clock: ReportClock, name: str, zone: tzinfo) -> list[New]:
    """The entry that moves a clock to the time of this name; none where it is right."""
    begins = counted_from(incident, name) if name else clock.begins
    if begins == clock.begins or begins is None or clock.begins is None:
        return []
    if clock.months:
        return [dated(incident, clock, "running", begins, zone)]
    body = {
        "clock": clock.key,
        "title": clock.title,
        "counts_from": name,
        "from": [occurred_text(clock.begins), occurred_text(begins)],
        "within": clock.within,
    }
    return [New(subject("incident", incident.id), "incident.clock_moved", body)]


def followed(incident: Incident, met: Mapping[str, datetime], zone: tzinfo) -> list[New]:
    """The entries that let each clock that follows another one run from when that was met, or wait for it."""
    news: list[New] = []
    for clock in incident.clocks:
        if clock.follows and clock.state in ("waiting", "running"):
            at = met.get(clock.follows)
            state = "waiting" if at is None else "running"
            if (clock.state, clock.begins) != (state, at):
                news.append(dated(incident, clock, state, at, zone))
    return news


def dated(
    incident: Incident,
    clock: ReportClock,
    state: str,
    begins: datetime | None,
    zone: tzinfo,
    said: Mapping[str, object] | None = None,
) -> New:
    """The entry that gives a clock another state, beginning and due time; `said` is what else it says."""
    due = due_of(clock, begins, zone)
    body: dict[str, object] = {
        "clock": clock.key,
        "title": clock.title,
        "state": [clock.state, state],
        "from": [_text(clock.begins), _text(begins)],
        "due": [_text(clock.by), _text(due)],
        "counts_from": clock.counts_from,
        "months" if clock.months else "within": clock.months or clock.within,
    }
    body |= {"after": clock.after} if clock.after else {}
    return New(subject("incident", incident.id), "incident.clock_dated", body | dict(said or {}))


def due_of(clock: ReportClock, begins: datetime | None, zone: tzinfo) -> datetime | None:
    """By when a clock that begins at a moment is due."""
    if begins is None:
        return None
    if clock.months:
        return months_after(begins, clock.months, zone)
    return begins + timedelta(seconds=clock.within)


def _text(at: datetime | None) -> str | None:
    return None if at is None else occurred_text(at)
