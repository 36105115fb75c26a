"""Notes that a source's clock timed before it was known how far that is off: corrected together, later."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, check_not_ahead
from holdfast.domain.text import clean_line
from holdfast.domain.timeline import AMENDING, TimelineRow, timeline
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.respond.times import set_source_offset
from holdfast.store.store import Store
from holdfast.words import _

_KINDS: Final = ("note.added", "incident.source_set", *AMENDING)


@dataclass(frozen=True, slots=True)
class Timed:
    """A note as a source's clock timed it: what that clock said (`raw`), and when it stands as happened.

    `told` is that time as its last entry wrote it.
    """

    entry: str
    text: str
    raw: datetime
    stands: datetime
    told: str

    def by(self, ahead: int) -> datetime:
        """When it happened, if that clock is so many seconds ahead."""
        return self.raw - timedelta(seconds=ahead)


def timed_notes(store: Store, incident: str) -> Mapping[str, Sequence[Timed]]:
    """By source, the notes of an incident that stand as its clock said, or by an offset noted for it once.

    What was withdrawn, what stands at another time since a person corrected it, and what was noted without a
    time (by our clock) is none of them.
    """
    entries = store.journal.of_kinds(subject("incident", incident), _KINDS)
    rows = {row.entry: row for row in timeline([e for e in entries if e.kind != "incident.source_set"], {})}
    noted: dict[str, set[int]] = defaultdict(set)
    told: dict[str, str] = {}
    for entry in entries:
        if isinstance(ahead := entry.new("ahead"), int):
            noted[entry.text("origin")].add(ahead)
        if entry.kind == "note.corrected" and entry.new("happened"):
            told[entry.text("target")] = entry.new("happened")
    found: dict[str, list[Timed]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "note.added" and (row := rows.get(entry.hash)):
            origin = entry.text("origin")
            note = _timed(entry, row, told.get(entry.hash, ""), noted[origin])
            found[origin] += [note] if origin and note else []
    return found


def _timed(entry: Entry, row: TimelineRow, told: str, noted: set[int]) -> Timed | None:
    occurred = entry.text("occurred")
    if not occurred or row.withdrawn:
        return None
    raw = datetime.fromisoformat(entry.text("raw") or occurred)
    note = Timed(entry.hash, row.text, raw, row.occurred, told or occurred)
    by_clock = {datetime.fromisoformat(occurred).astimezone(UTC), *map(note.by, noted)}
    return note if note.stands in by_clock else None


def off(notes: Sequence[Timed], ahead: int) -> list[Timed]:
    """Those that stand at another time than a clock so many seconds ahead gives."""
    return [note for note in notes if note.by(ahead) != note.stands]


def set_and_correct(store: Store, incident: str, origin: str, ahead: int) -> tuple[Incident, int]:
    """Note how far a source's clock is ahead, and correct by it what this source told before.

    One command, with an entry for each note; what its clock said is kept. UserError where a note would then
    lie ahead of now; nothing is recorded then. Gives how many were corrected, too.
    """
    with store.command():
        after = set_source_offset(store, incident, origin, ahead)
        notes = off(earlier(store, incident, origin), ahead)
        for note in notes:
            _check(store, note, note.by(ahead))
        store.record(*(_correction(incident, note, note.by(ahead)) for note in notes))
        return after, len(notes)


def earlier(store: Store, incident: str, origin: str) -> Sequence[Timed]:
    """The notes of one source, as `timed_notes` tells them."""
    return timed_notes(store, incident).get(clean_line(origin, _("The source")), ())


def _check(store: Store, note: Timed, at: datetime) -> None:
    now = store.now()
    try:
        check_not_ahead(at, now)
    except UserError as error:
        words = note.text if len(note.text) <= 40 else note.text[:39] + "…"
        raise UserError(
            _("By that, “{text}” happened at {time}; the clock here says {now}.").format(
                text=" ".join(words.split()), time=stamp_text(at, store.zone), now=clock_text(now, store.zone)
            ),
            _("Check how far the source's clock is off. Nothing was recorded."),
        ) from error


def _correction(incident: str, note: Timed, at: datetime) -> New:
    body: dict[str, object] = {"target": note.entry, "happened": [note.told, occurred_text(at)]}
    return New(subject("incident", incident), "note.corrected", body)
