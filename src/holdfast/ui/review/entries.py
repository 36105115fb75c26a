"""Entries of a timeline as rows on the screen, the same in every list of the editor."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from holdfast.domain import timeline as told
from holdfast.domain.review import Row
from holdfast.domain.review_layout import group_title, in_groups
from holdfast.domain.timewords import clock_text, day_text, stamp_text
from holdfast.domain.value import said_text
from holdfast.ui.kit.timeline_rows import TimelineRow
from holdfast.words import _

_DOT: Final = "  \N{MIDDLE DOT}  "
_SHAPES: Final = {"assessment": "decision", "change": "note", "runbook": "step", "removal": "withdrawn"}


def review_entries(
    rows: Iterable[Row], drafts: Iterable[str], zone: tzinfo
) -> Iterator[tuple[str, TimelineRow]]:
    """Rows of a review under their headings; `drafts` are the ids of those with unrecorded text."""
    waiting, day = frozenset(drafts), ""
    for number, (group, there) in enumerate(in_groups(rows)):
        above = said_text(group_title(group, first=not number))
        for row in there:
            here = day_text(row.occurred, zone)
            head = (above, here if here != day or above else "")
            day, above = here, ""
            yield row.id, _review_row(row, _DOT.join(filter(None, head)), zone, draft=row.id in waiting)


def _review_row(row: Row, head: str, zone: tzinfo, *, draft: bool) -> TimelineRow:
    said = [_("draft, not recorded")] if draft else []
    said += [_("reworded")] if row.edited else []
    late = row.recorded - row.occurred > told.LATE
    meta = _meta(row.who, row.type, stamp_text(row.recorded, zone) if late else "", said)
    return _shown(row.occurred, row.type, said_text(row.text), meta, head, zone)


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
        yield (
            row.entry,
            _shown(row.occurred, row.kind, said_text(row.text), meta, "" if here == day else here, zone),
        )
        day = here


def line_of(row: told.TimelineRow, zone: tzinfo) -> str:
    """A timeline row as a line of Markdown, to be quoted in a section."""
    return f"- {clock_text(row.occurred, zone)} {' '.join(row.text.split())}"


def _shown(at: datetime, kind: str, text: str, meta: str, day: str, zone: tzinfo) -> TimelineRow:
    return TimelineRow(clock_text(at, zone), _SHAPES.get(kind, kind), text, meta, day)


def _meta(who: str, kind: str, late: str, said: list[str]) -> str:
    recorded = [_("recorded late, {time}").format(time=late)] if late else []
    return _DOT.join(filter(None, [who, told.kind_word(kind), *recorded, *said]))
