"""Two changes of the same that did not know of each other: kept in sight until it is said anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from msgspec.structs import replace

from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.timeline import TimelineRow, rows_of
from holdfast.domain.timewords import clock_text
from holdfast.domain.value import words
from holdfast.store.store import Store
from holdfast.words import _

_KINDS: Final = (
    "incident.declared",
    "incident.assessed",
    "incident.moved",
    "incident.move_undone",
    "incident.changed",
    "incident.assigned",
    "incident.time_corrected",
    "incident.acknowledged",
    "incident.labelled",
    "incident.linked",
    "incident.criterion_added",
    "incident.criterion_moved",
    "incident.clock_started",
    "incident.clock_dated",
    "incident.clock_moved",
    "incident.clock_stopped",
    "incident.source_set",
    "incident.resource_asked",
    "incident.resource_moved",
    "review.begun",
)
_WHICH: Final = ("role", "label", "relation", "other", "criterion", "clock", "target", "origin")
"""The members that say of which one a change speaks, where an incident has several."""


@dataclass(frozen=True, slots=True)
class Met:
    """What two changes were about, and their rows; `earlier` is None where it has no row of its own."""

    what: str
    earlier: TimelineRow | None
    later: TimelineRow


def standing(store: Store, incident: Incident) -> list[Met]:
    """The meetings of changes that nobody settled by saying the same anew since, the newest last."""
    if not incident.conflicts:
        return []
    entries = store.journal.of_kinds(subject("incident", incident.id), _KINDS)
    rows, met = rows_of(entries, store.operators.names()), {each.entry for each in incident.conflicts}
    places = {entry.hash: place for place, entry in enumerate(entries)}
    found: dict[str, Met] = {}
    for conflict in incident.conflicts:
        later, place = rows.get(conflict.entry), places.get(conflict.entry)
        if later is None or place is None or conflict.entry in found:
            continue
        same = [each for each in entries if _speaks(each, conflict.member, entries[place])]
        at = same.index(entries[place])
        if all(each.hash in met for each in same[at + 1 :]):
            earlier = _earlier(rows, same[at - 1], conflict.member) if at else None
            found[conflict.entry] = Met(_word(entries[place], conflict.member), earlier, later)
    return list(found.values())


def _earlier(rows: Mapping[str, TimelineRow], entry: Entry, member: str) -> TimelineRow | None:
    """Its row; a declaration is told by what it says of the member in question."""
    row = rows.get(entry.hash)
    if row is None or entry.kind != "incident.declared" or member == "title":
        return row
    return replace(row, text=words(entry, member) or row.text)


def met_text(met: Met, zone: tzinfo) -> str:
    """Both changes, each with who and when, and which of them stands."""
    told = _("Two changes of the {what} met: {earlier}, and {later}. The later one stands.")
    if met.what == "declared":
        told = _("Declared twice: {earlier}, and {later}. The first one stands.")
    elif met.earlier is None:
        told = _("A change of the {what} met another: {later}. It stands.")
    earlier = _said(met.earlier, zone) if met.earlier else ""
    return told.format(what=_named(met.what), earlier=earlier, later=_said(met.later, zone))


def _said(row: TimelineRow, zone: tzinfo) -> str:
    return _("{text} ({who}, {time})").format(text=row.text, who=row.who, time=clock_text(row.recorded, zone))


def _speaks(entry: Entry, member: str, of: Entry) -> bool:
    if member == "review":
        return entry.kind == "review.begun"
    named = {*entry.body, *entry.absent, entry.text("time")}
    return member in named and all(entry.text(which) == of.text(which) for which in _WHICH)


def _word(entry: Entry, member: str) -> str:
    if entry.kind == "incident.declared":
        return "declared"
    return "assessment" if entry.kind == "incident.assessed" else member


def _named(what: str) -> str:
    known = {
        "title": _("title"),
        "service": _("service"),
        "noticed": _("way it was noticed"),
        "know": _("situation"),
        "plan": _("plan"),
        "need": _("need"),
        "resolution": _("resolution"),
        "assessment": _("assessment"),
        "phase": _("phase"),
        "person": _("role"),
        "review": _("review"),
        "present": _("label or link"),
        "state": _("state"),
        "ahead": _("clock of a source"),
        "due": _("time at which a report is due"),
    }
    return known.get(what) or _("time of {name}").format(name=phase_word(what))
