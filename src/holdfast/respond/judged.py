"""Every time that somebody said how bad an incident is, with what was known here when that was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.classification import Level, level_word, severity_text
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.text import first_upper
from holdfast.domain.timeline import TimelineRow
from holdfast.domain.value import REMOVED, words
from holdfast.respond.known_at import Known, KnownAt
from holdfast.store.store import Store
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Judged:
    """An assessment: what was chosen, what the scheme's matrix says to that, and what was known before it.

    `arrival` is its place in this store's order of arrival, by which the incident as known then is found.
    `rows` are those of the timeline that had arrived by then, `facts` what the incident said of itself.
    """

    entry: str
    arrival: int
    recorded: datetime
    who: str
    chosen: str
    matrix: str
    reason: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[TimelineRow, ...]


def judged(store: Store, incident: str) -> list[Judged]:
    """The assessments of an incident, the earliest to arrive first. UserError where there is no such one."""
    history = KnownAt(store, incident)
    found = [row for row in history.rows() if row.kind == "assessment" and not row.removed]
    return sorted(
        (each for row in found for each in _judged(store, history, row)), key=lambda each: each.arrival
    )


def _judged(store: Store, history: KnownAt, row: TimelineRow) -> Iterator[Judged]:
    entry = store.journal.at(row.entry)
    if entry is None:
        return
    arrival = history.arrival_of(row.entry)
    known = _known(history, arrival)
    yield Judged(
        row.entry,
        arrival,
        row.recorded,
        row.who,
        _chosen(entry),
        _matrix(entry),
        words(entry, "reason"),
        tuple(_facts(known)) if known else (),
        tuple(each for each in known.rows if each.entry != row.entry) if known else (),
    )


def _known(history: KnownAt, arrival: int) -> Known | None:
    """None where a merge brought the assessment before its incident's first entry."""
    try:
        return history.at_arrival(arrival)
    except UserError:
        return None


def _chosen(entry: Entry) -> str:
    impact, urgency, severity = (entry.new(name) for name in ("impact", "urgency", "severity"))
    if not (impact and urgency and severity):
        return REMOVED
    told = _("{impact} impact, {urgency} urgency, {severity}").format(
        impact=level_word(Level(impact)).lower(),
        urgency=level_word(Level(urgency)).lower(),
        severity=severity_text(severity),
    )
    return first_upper(told)


def _matrix(entry: Entry) -> str:
    priority, proposed = entry.new("priority"), entry.body.get("proposed") or entry.new("severity")
    if not (priority and proposed):
        return REMOVED
    told = _("priority {priority}, {severity}").format(priority=priority, severity=severity_text(proposed))
    if entry.body.get("unsure"):
        return _("{told}; somebody was not sure, so the higher level counts").format(told=told)
    return told


def _facts(known: Known) -> Iterator[tuple[str, str]]:
    """What the incident's head said by then, without what it did not say."""
    incident = known.incident
    pairs = (
        (_("Noticed by"), incident.noticed),
        (_("Know"), incident.know),
        (_("Plan"), incident.plan),
        (_("Need"), incident.need),
    )
    yield from ((name, text) for name, text in pairs if text)
