"""Entries of a timeline as rows on the screen, the same in every list of the editor."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from holdfast.domain import timeline as told
from holdfast.domain.review import Row
from holdfast.domain.timewords import clock_text, day_text, stamp_text
from holdfast.ui.kit.timeline_rows import TimelineRow
from holdfast.words import _

_SHAPES: Final = {"assessment": "decision", "change": "note", "runbook": "step", "removal": "withdrawn"}
_KINDS: Final = frozenset((*told.NOTE_TYPES, "phase", "assessment", "role", "change", "runbook"))


def kind_text(kind: str) -> str:
    """The kind in words; of one that this version does not know, as it is."""
    return told.kind_word(kind) if kind in _KINDS else kind


def review_entries(
    rows: Iterable[Row], drafts: Iterable[str], zone: tzinfo
) -> Iterator[tuple[str, TimelineRow]]:
    """Rows of a review by when they happened; `drafts` are the ids of those with unrecorded text."""
    waiting, day = frozenset(drafts), ""
    for row in sorted(rows, key=lambda row: (row.occurred.replace(microsecond=0), row.recorded)):
        said = [_("draft, not recorded")] if row.id in waiting else []
        said += [_("reworded")] if row.edited else []
        late = row.recorded - row.occurred > told.LATE
        meta = _meta(row.who, row.type, stamp_text(row.recorded, zone) if late else "", said)
        here = day_text(row.occurred, zone)
        yield row.id, _shown(row.occurred, row.type, row.text, meta, "" if here == day else here, zone)
        day = here


def incident_entries(
    rows: Iterable[told.TimelineRow], zone: tzinfo, said: dict[str, str] | None = None
) -> Iterator[tuple[str, TimelineRow]]:
    """Rows of an incident's timeline, with what is `said` of each by its entry."""
    day = ""
    for row in rows:
        here = day_text(row.occurred, zone)
        more = (said or {}).get(row.entry, "")
        late = stamp_text(row.recorded, zone) if row.late else ""
        meta = _meta(row.who, row.kind, late, [more] if more else [])
        yield row.entry, _shown(row.occurred, row.kind, row.text, meta, "" if here == day else here, zone)
        day = here


def line_of(row: told.TimelineRow, zone: tzinfo) -> str:
    """A timeline row as a line of Markdown, to be quoted in a section."""
    return f"- {clock_text(row.occurred, zone)} {' '.join(row.text.split())}"


def _shown(at: datetime, kind: str, text: str, meta: str, day: str, zone: tzinfo) -> TimelineRow:
    return TimelineRow(clock_text(at, zone), _SHAPES.get(kind, kind), text, meta, day)


def _meta(who: str, kind: str, late: str, said: list[str]) -> str:
    recorded = [_("recorded late, {time}").format(time=late)] if late else []
    return "  \N{MIDDLE DOT}  ".join(filter(None, [who, kind_text(kind), *recorded, *said]))
