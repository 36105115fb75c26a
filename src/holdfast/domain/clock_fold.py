"""How an incident's header follows its reporting clocks: started, dated, moved, stopped."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import Entry
from holdfast.domain.incident import Incident
from holdfast.domain.value import Conflict, altered, contradiction, moment, moment_of, words


def _held(incident: Incident, entry: Entry) -> ReportClock | None:
    return next((each for each in incident.clocks if each.key == entry.text("clock")), None)


def _put(incident: Incident, found: ReportClock, after: ReportClock) -> tuple[ReportClock, ...]:
    return tuple(after if each is found else each for each in incident.clocks)


def _clock_started(incident: Incident, entry: Entry) -> Incident:
    key = entry.text("clock")
    begins, within = entry.text("from") or entry.at, entry.body.get("within", 0)
    clock = ReportClock(
        key, words(entry, "title"), moment(begins), within, counts_from=entry.text("counts_from")
    )
    others = tuple(each for each in incident.clocks if each.key != key)
    return altered(incident, clocks=(*others, clock))


def _clock_dated(incident: Incident, entry: Entry) -> Incident:
    """A clock that runs months, or counts from another: what it is now, where it begins, when it is due."""
    found, state = _held(incident, entry), entry.new("state")
    if not state or (found is None and state == "offered"):
        return incident
    now = found or _as_offered(entry)
    after = altered(
        now,
        state=state,
        begins=moment_of(entry, "from", now.begins),
        by=moment_of(entry, "due", now.by),
        met=moment_of(entry, "met", now.met),
    )
    clocks = _put(incident, found, after) if found else (*incident.clocks, after)
    return altered(
        incident,
        clocks=tuple(each for each in clocks if each.state != "offered"),
        conflicts=incident.conflicts
        + contradiction(entry, "state", now.state)
        + _unlike(entry, "due", now.by),
    )


def _as_offered(entry: Entry) -> ReportClock:
    return ReportClock(
        entry.text("clock"),
        words(entry, "title"),
        None,
        entry.body.get("within", 0),
        "offered",
        entry.text("counts_from"),
        entry.body.get("months", 0),
        after=words(entry, "after"),
    )


def _unlike(entry: Entry, member: str, found: datetime | None) -> tuple[Conflict, ...]:
    """The conflict of a changed time whose `from` isn't what stands here; empty where it fits."""
    old = entry.old(member)
    if member not in entry.body or (moment(old) if old else None) == found:
        return ()
    return (Conflict(entry.hash, member, str(found or ""), str(old or "")),)


def _clock_moved(incident: Incident, entry: Entry) -> Incident:
    found = _held(incident, entry)
    old, new = entry.old("from"), entry.new("from")
    if found is None or not old or not new:
        return incident
    after = altered(found, begins=moment(new), counts_from=entry.text("counts_from") or found.counts_from)
    fits = moment(old) == found.begins
    wrong = () if fits else (Conflict(entry.hash, "from", str(found.begins), str(old)),)
    clocks = _put(incident, found, after)
    return altered(incident, clocks=clocks, conflicts=incident.conflicts + wrong)


def _clock_stopped(incident: Incident, entry: Entry) -> Incident:
    found = _held(incident, entry)
    if found is None:
        return incident
    # without it, its own time or that of its recording says when
    after = altered(found, state=entry.new("state", found.state), met=moment_of(entry, "met", None))
    return altered(
        incident,
        clocks=_put(incident, found, after),
        conflicts=incident.conflicts + contradiction(entry, "state", found.state),
    )


FOLDS: Final[Mapping[str, Callable[[Incident, Entry], Incident]]] = {
    "incident.clock_started": _clock_started,
    "incident.clock_dated": _clock_dated,
    "incident.clock_moved": _clock_moved,
    "incident.clock_stopped": _clock_stopped,
}
