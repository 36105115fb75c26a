"""The timeline's entries as rows that the kit paints."""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date, datetime, tzinfo

from holdfast.domain.mentions import Mention, mentions
from holdfast.domain.timeline import NOTE_TYPES, TimelineRow, kind_word
from holdfast.domain.timewords import both_text, clock_text, date_text, day_text, zone_label
from holdfast.domain.value import REMOVED
from holdfast.ui.kit import timeline_rows as kit
from holdfast.words import _

_SHAPES = {
    "assessment": "decision",
    "change": "note",
    "runbook": "step",
    "update": "communication",
    "review": "note",
    "report": "note",
    "removal": "withdrawn",
}
GROUPS = (*NOTE_TYPES, "runbook", "system")
"""What the timeline can be narrowed to: each kind of note, steps, and what the system records by itself."""


def group_of(kind: str) -> str:
    """The group that a row's kind belongs to."""
    return {"update": "communication"}.get(kind, kind if kind in GROUPS else "system")


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


Made = dict[str, tuple[TimelineRow, str, str, str, kit.TimelineRow]]
"""What was made of rows, by their entries: scrolling asks for the same ones again and again."""


Refs = Callable[[str], Sequence[str]]
"""The whole references of the incidents that a number could mean."""


def no_refs(_number: str) -> Sequence[str]:
    """No number means an incident."""
    return ()


def kit_rows(
    rows: Sequence[TimelineRow],
    zone: tzinfo,
    me: str,
    told: Container[str] = (),
    made: Made | None = None,
    refs: Refs = no_refs,
) -> list[tuple[str, kit.TimelineRow]]:
    """The rows with their keys; a day that begins stands above its first row where there are several.

    `me` is the name of the operator at the keyboard; of the rows in `told` all is said. `made` is kept by
    the caller from one time to the next; it must be emptied when the zone changes. A number is a link
    where `refs` knows an incident of it.
    """
    days = _days(rows, zone)
    several = len(set(days)) > 1
    shown: list[tuple[str, kit.TimelineRow]] = []
    for place, row in enumerate(rows):
        begins = several and (place == 0 or days[place] != days[place - 1])
        day = date_text(row.occurred, zone) if begins else ""
        more = details(row, zone) if row.entry in told else ""
        there = made.get(row.entry) if made is not None else None
        if there is None or there[0] is not row or there[1:4] != (me, day, more):
            there = (row, me, day, more, _row(row, zone, me, day, more, refs))
        if made is not None:
            made[row.entry] = there
        shown.append((row.entry, there[4]))
    return shown


def _days(rows: Sequence[TimelineRow], zone: tzinfo) -> list[date]:
    return [row.occurred.astimezone(zone).date() for row in rows]


def details(row: TimelineRow, zone: tzinfo) -> str:
    """Everything that is known of a row beside its words: both times, what it said first, its entry."""
    lines = [
        _("Happened {time}").format(time=both_text(row.occurred, zone, seconds=True)),
        _("Recorded {time}").format(time=both_text(row.recorded, zone, seconds=True)),
    ]
    if row.raw is not None:
        lines.append(_("Its source's clock said {time}").format(time=both_text(row.raw, zone, seconds=True)))
    if row.first:
        lines.append(_("First said: {text}").format(text=row.first))
        if row.first_occurred is not None and row.first_occurred != row.occurred:
            lines.append(
                _("First told for {time}").format(time=both_text(row.first_occurred, zone, seconds=True))
            )
    if row.withdrawn:
        lines.append(_("Withdrawn: {reason}").format(reason=row.withdrawn))
    lines.append(_("Entry {hash}").format(hash=row.entry[:16]))
    return "\n".join(lines)


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


def named(text: str, refs: Refs) -> list[Mention]:
    """What a text names that there is, as far as only the store can tell."""
    return [each for each in mentions(text) if each.kind != "number" or refs(each.what)]


def _row(row: TimelineRow, zone: tzinfo, me: str, day: str, more: str, refs: Refs) -> kit.TimelineRow:
    gone = row.removed and row.text.strip() == REMOVED
    text = _("Words removed for cause") if gone else row.text
    return kit.TimelineRow(
        time=clock_text(row.occurred, zone),
        kind=_SHAPES.get(row.kind, row.kind),
        text=text,
        meta="  ·  ".join(_aside(row, zone, me)),
        day=day,
        withdrawn=gone or bool(row.withdrawn),
        more=more,
        pinned=_("pinned") if row.pinned else "",
        wrong=row.found in ("altered", "missing"),
        links=tuple(_in_utf16(text, each.start, each.length) for each in named(text, refs)),
    )


def _aside(row: TimelineRow, zone: tzinfo, me: str) -> Iterator[str]:
    yield kind_word(row.kind)
    yield _("you") if me and row.who == me else row.who
    if row.origin and row.raw is not None:
        clock = clock_text(row.raw, zone, seconds=True)
        yield _("from {origin}, its clock {time}").format(origin=row.origin, time=clock)
    elif row.origin:
        yield _("from {origin}").format(origin=row.origin)
    if row.late:
        yield _("recorded late, {time}").format(time=clock_text(row.recorded, zone))
    if row.withdrawn:
        yield _("withdrawn: {reason}").format(reason=" ".join(row.withdrawn.split()))
    elif row.first:
        yield _("corrected")
    if row.found and row.kind == "evidence":
        yield found_words(row.found)
    if row.removed:
        yield _("words removed")


def found_words(found: str) -> str:
    """What a check of evidence found."""
    return {
        "same": _("checked, unaltered"),
        "altered": _("ALTERED: its SHA-256 is another one"),
        "missing": _("missing"),
    }.get(found, found)


def _in_utf16(text: str, start: int, length: int) -> tuple[int, int]:
    """A place in a text as Qt counts: letters beyond the first 65,536 take two."""
    before, inside = text[:start], text[start : start + length]
    return len(before.encode("utf-16-le")) // 2, len(inside.encode("utf-16-le")) // 2
