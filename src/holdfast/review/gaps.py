"""What a timeline leaves open: long silences while the incident went on, and orders that can't be.

A list of places to look at, never a score: a silence may be true, and a clock may be off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.timeline import TimelineRow
from holdfast.domain.timewords import span_text
from holdfast.domain.value import moment
from holdfast.words import _

SILENCE: Final = timedelta(minutes=30)
AHEAD: Final = timedelta(minutes=1)
"""How far a clock may be off before an entry counts as recorded before it happened."""
_PHASES: Final = ("started", "detected", "declared", "triaged", "contained", "resolved", "closed")


_NO_RUNS: Final[Mapping[str, datetime]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at: `entry` is the hash of the row it is about, "" for the incident's own times."""

    entry: str
    words: str


def places(
    incident: Incident,
    rows: Sequence[TimelineRow],
    silence: timedelta = SILENCE,
    runs: Mapping[str, datetime] = _NO_RUNS,
) -> list[Place]:
    """Everything worth a look, by when it happened: `rows` is the incident's timeline in its order.

    `runs` is what `run_starts` gives of the incident's entries.
    """
    kept = [row for row in rows if not row.withdrawn]
    return [*_phases(incident), *_orders(incident, kept, runs), *_silences(incident, kept, silence)]


def run_starts(entries: Iterable[Entry]) -> dict[str, datetime]:
    """When the run began in which a step was settled, by the hash of the entry that says so of the step."""
    began: dict[str, datetime] = {}
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind == "run.started":
            began[entry.subject] = moment(entry.text("occurred") or entry.at)
        elif entry.kind.startswith("step.") and entry.subject in began:
            found[entry.hash] = began[entry.subject]
    return found


def _phases(incident: Incident) -> Iterator[Place]:
    """Phases that end before the one that they follow."""
    there = [(name, at) for name in _PHASES if (at := incident.times.get(name)) is not None]
    for (one, before), (other, after) in pairwise(there):
        if after < before:
            words = _("{later} is {span} before {earlier}: look at the incident's times.")
            span = _span(before, after)
            yield Place("", words.format(later=_word(other), earlier=_word(one).lower(), span=span))


def _orders(incident: Incident, rows: Sequence[TimelineRow], runs: Mapping[str, datetime]) -> Iterator[Place]:
    started = incident.times.get("started")
    for row in rows:
        if row.occurred - row.recorded > AHEAD:
            words = _("Recorded {span} before it happened: is its time or day right?")
            yield Place(row.entry, words.format(span=_span(row.recorded, row.occurred)))
        elif row.occurred < runs.get(row.entry, row.occurred):
            words = _("This step was done {span} before its run began: which of the two times is right?")
            yield Place(row.entry, words.format(span=_span(row.occurred, runs[row.entry])))
        elif started is not None and row.occurred < started:
            words = _("Happened {span} before the incident started: which of the two times is right?")
            yield Place(row.entry, words.format(span=_span(row.occurred, started)))


def _silences(incident: Incident, rows: Sequence[TimelineRow], silence: timedelta) -> Iterator[Place]:
    """From one row to the next, while the incident was open."""
    begun = next((at for name in _PHASES if (at := incident.times.get(name)) is not None), None)
    ended = incident.times.get("resolved") or incident.times.get("closed")
    for one, other in pairwise(sorted(rows, key=lambda row: row.occurred)):
        until = other.occurred if ended is None else min(other.occurred, ended)
        since = one.occurred if begun is None else max(one.occurred, begun)
        if until - since > silence:
            words = _("Nothing is told for {span} after this: what went on in that time?")
            yield Place(one.entry, words.format(span=_span(since, until)))


def _span(one: datetime, other: datetime) -> str:
    return span_text(int(abs((other - one).total_seconds())))


def _word(name: str) -> str:
    return phase_word(name).capitalize()
