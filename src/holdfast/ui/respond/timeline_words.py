"""The timeline's entries as rows that the kit paints."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from holdfast.domain.timeline import NOTE_TYPES, TimelineRow, kind_word
from holdfast.domain.timewords import clock_text, date_text, day_text, zone_label
from holdfast.domain.value import REMOVED
from holdfast.ui.kit import timeline_rows as kit
from holdfast.words import _

_SHAPES = {
    "assessment": "decision",
    "change": "note",
    "runbook": "step",
    "review": "note",
    "report": "note",
    "removal": "withdrawn",
}
GROUPS = (*NOTE_TYPES, "runbook", "system")
"""What the timeline can be narrowed to: each kind of note, steps, and what the system records by itself."""


def group_of(kind: str) -> str:
    """The group that a row's kind belongs to."""
    return kind if kind in GROUPS else "system"


def group_words(group: str) -> str:
    """What a group is called."""
    return {
        "observation": _("Observations"),
        "action": _("Actions"),
        "decision": _("Decisions"),
        "communication": _("Communication"),
        "note": _("Notes"),
        "runbook": _("Runbook steps"),
        "system": _("Recorded by itself"),
    }[group]


def kit_rows(rows: Sequence[TimelineRow], zone: tzinfo, me: str) -> list[tuple[str, kit.TimelineRow]]:
    """The rows with their keys; a day that begins stands above its first row where there are several.

    `me` is the name of the operator at the keyboard.
    """
    days = [date_text(row.occurred, zone) for row in rows]
    several = len(set(days)) > 1
    told: list[tuple[str, kit.TimelineRow]] = []
    for place, row in enumerate(rows):
        begins = several and (place == 0 or days[place] != days[place - 1])
        told.append((row.entry, _row(row, zone, me, days[place] if begins else "")))
    return told


def span_words(rows: Sequence[TimelineRow], now: datetime, zone: tzinfo) -> str:
    """The day, where all is of one, and the zone that the times are in."""
    if not rows:
        return ""
    first, last = rows[0].occurred, rows[-1].occurred
    label = zone_label(last, zone)
    if date_text(first, zone) != date_text(last, zone):
        return label
    this_year = last.astimezone(zone).year == now.astimezone(zone).year
    day = day_text(last, zone) if this_year else date_text(last, zone)
    return _("{day}, {zone}").format(day=day, zone=label)


def _row(row: TimelineRow, zone: tzinfo, me: str, day: str) -> kit.TimelineRow:
    gone = row.removed and row.text.strip() == REMOVED
    aside = [kind_word(row.kind), _("you") if me and row.who == me else row.who]
    if row.late:
        aside.append(_("recorded late, {time}").format(time=clock_text(row.recorded, zone)))
    if row.removed:
        aside.append(_("words removed"))
    return kit.TimelineRow(
        time=clock_text(row.occurred, zone),
        kind=_SHAPES.get(row.kind, row.kind),
        text=_("Words removed for cause") if gone else row.text,
        meta="  ·  ".join(aside),
        day=day,
        withdrawn=gone,
    )
