"""Rows of somebody else's timeline: what happened when, and who says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.text import has_ink
from holdfast.review.foreign_cells import (
    BULLET,
    clean,
    is_bullet_above,
    is_table,
    table_end,
    table_of,
    without_html,
)
from holdfast.review.foreign_times import Beginning, Told, beginning, day_in, ending, local_time, shown_at
from holdfast.review.foreign_words import Words
from holdfast.words import _

_OPENING: Final = "*_[(`~<> \t"
_AT: Final = re.compile(r"^(?:at|um|à) (?=\d)", re.IGNORECASE)
_LINK: Final = re.compile(r"\]\(([^()\s]{1,2000})[^()]{0,400}\)(.*)", re.DOTALL)
_PARTING: Final = re.compile(r"^[*_\]\)`~>]*\s*[:|,;.=\u2013\u2014-]*\s*(?:\*\*(?=[:\s]))?")
_FENCE: Final = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_DEFINED: Final = re.compile(r"^:[ \t]+")
_SAYS_DAY: Final = re.compile(r"(?:on|am|le|el) ", re.IGNORECASE)
_MIDNIGHT: Final = timedelta(hours=6)
_Found = tuple["_Item", Beginning | None, Told]


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """A line of the timeline. `occurred` is in UTC; None where nobody can know it, and `why` says why.

    `early` rows are before the one above them in the source; of `dated` ones the day is not their own.
    """

    occurred: datetime | None
    text: str
    who: str = ""
    why: str = ""
    early: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    who: str = ""


def rows_in(parts: Sequence[tuple[str, Sequence[str]]], told: Told, words: Words) -> Iterator[ForeignRow]:
    """The rows of a timeline: (heading, lines) of it and of the headings in it."""
    day, last, since = told.day, None, None
    for heading, lines in parts:
        own = day_in(heading, told.order)
        said = own or day
        told, since = replace(told.by(heading), day=said), None if own else since
        day = said
        for item, begun, there in _items(_plain(heading, lines), told, words):
            if there.day != said:
                day, said, since = there.day, there.day, None
            row = _row(item, begun, replace(there, day=day), last, since)
            if row.occurred and begun:
                day = row.occurred.astimezone(begun.zone or there.zone).date()
                last = since = row.occurred
            elif begun and begun.day:
                day, since = begun.day, None
            yield row if begun is None or has_ink(row.who + row.text) else _wordless(row, begun)


def _wordless(row: ForeignRow, begun: Beginning) -> ForeignRow:
    """A row that says when and nothing else: no entry can be made of it."""
    said = (begun.day and f"{begun.day}", begun.clock and f"{begun.clock:%H:%M}", begun.unknown)
    text, why = " ".join(filter(None, said)), row.why or _("there are no words beside it")
    return replace(row, occurred=None, text=text, why=why, early=False)


def _plain(heading: str, lines: Sequence[str]) -> list[str]:
    """Lines without HTML, and without numbers below a numbered heading: `3.1. 11:02` below `3. Timeline`."""
    plain, numbered = without_html(lines), re.match(r"\d{1,2}(?=[. ])", heading)
    if not numbered:
        return plain
    number = re.compile(rf"^[ \t]*{numbered[0]}\.\d{{1,3}}[.)]?[ \t]+")
    return [number.sub("- ", line) for line in plain]


def begin_with_times(lines: Sequence[str], told: Told) -> int:
    """How many of these lines begin with a clock time, as those of a timeline do."""
    begun = (beginning(_start(line), told) for line in lines if line[:1] != "|")
    return sum(one is not None and one.clock is not None for one in begun)


# -- items ----------------------------------------------------------------------------------------


def _items(lines: Sequence[str], told: Told, words: Words) -> Iterator[_Found]:
    """Each row with its time, and what its day and zone are told in."""
    at = 0
    while at < len(lines):
        if is_table(lines, at):
            end = table_end(lines, at)
            head, rows = table_of(lines, at, end)
            yield from _table(head, rows, told.by(" ".join(head)), words)
            at = end
            continue
        fence = _FENCE.match(lines[at])
        if fence:
            at = _behind(lines, at, fence[1])
            continue
        yielded, told, at = _listed(lines, at, told)
        yield from yielded


def _behind(lines: Sequence[str], at: int, fence: str) -> int:
    """Where a fence that begins here is closed; times in it are no rows."""
    return next((n + 1 for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence)), len(lines))


def _table(head: list[str], rows: list[list[str]], told: Told, words: Words) -> Iterator[_Found]:
    about = [words.column(clean(name), ("time", "date", "zone", "who")) for name in head]
    if "time" not in about and "date" in about:
        about[about.index("date")] = "time"
    if "time" not in about:
        about = ["time", *(name if name == "who" else "" for name in about[1:])]
    for cells in rows:
        by = dict[str, list[str]]()
        for place, cell in enumerate(cells):
            by.setdefault(about[place] if place < len(about) else "", []).append(clean(cell))
        stamp = " ".join(
            filter(None, (part for name in ("date", "time", "zone") for part in by.get(name, ())))
        )
        begun = beginning(stamp.lstrip(_OPENING), told)
        rest = parted(begun.rest) if begun else stamp
        text = " \N{MIDDLE DOT} ".join(filter(None, (rest, *by.get("", ()))))
        if begun is not None and begun.clock is None and begun.day and not text:
            told = replace(told, day=begun.day)
        elif text or begun:
            yield _Item(text, ", ".join(filter(None, by.get("who", ())))), begun, told


def _listed(lines: Sequence[str], at: int, told: Told) -> tuple[list[_Found], Told, int]:
    """The row that begins at a line, with the lines that go on with it."""
    line = lines[at]
    begun = beginning(_start(line), told)
    if begun is None or (begun.clock is None and not begun.unknown):
        return _untimed(lines, at, told, begun)
    texts, at = [_words(line, begun)], at + 1
    while at < len(lines) and lines[at].strip() and not _begins(lines[at], line, told):
        fence = _FENCE.match(lines[at])
        end = _behind(lines, at, fence[1]) if fence else at + 1
        texts += (clean(_DEFINED.sub("", BULLET.sub("", more, count=1))) for more in lines[at:end])
        at = end
    return [(_Item("\n".join(filter(None, texts))), begun, told)], told, at


def _untimed(
    lines: Sequence[str], at: int, told: Told, begun: Beginning | None
) -> tuple[list[_Found], Told, int]:
    """What a line says that begins with no clock time: a day, a zone, a time at its end, or a row without."""
    line = lines[at]
    says_day = begun or _is_alone(line) or _SAYS_DAY.match(line.lstrip(_OPENING))
    day = day_in(line, told.order) if says_day else None
    told = told.by(line)
    bullet = BULLET.match(line)
    if day and (begun is None or not begun.rest.strip(" *_:.`")):
        return [], replace(told, day=day), at + 1
    words = line[bullet.end() :] if bullet else ""
    if not bullet or not words.strip() or not any(char.isalpha() for char in words):
        return [], replace(told, day=day or told.day), at + 1
    timed, rest = ending(words, told)
    texts, at = [clean(rest)], at + 1
    while at < len(lines) and lines[at].strip() and not _begins(lines[at], line, told):
        texts.append(clean(BULLET.sub("", lines[at], count=1)))
        at += 1
    return [(_Item("\n".join(filter(None, texts))), timed or begun, told)], told, at


def _start(line: str) -> str:
    """A line from where its time would begin."""
    return _AT.sub("", BULLET.sub("", line, count=1).lstrip(_OPENING), count=1)


def _words(line: str, begun: Beginning) -> str:
    """What a line says behind its time."""
    link = _LINK.match(begun.rest)
    rest = f"{parted(link[2])} ({link[1]})" if link else parted(begun.rest)
    if rest.count("**") % 2 and "**" in line[: len(line) - len(begun.rest)]:
        rest = rest.replace("**", "", 1)  # it was opened before the time
    return clean(rest)


def parted(rest: str) -> str:
    """What is behind a time, without what parts them."""
    return _PARTING.sub("", rest, count=1).strip()


def _is_alone(line: str) -> bool:
    """Whether a line holds a day and little else."""
    return len(line.strip(" \t*_#:-")) <= 32


def _begins(line: str, first: str, told: Told) -> bool:
    """Whether a line begins a row, a table or a new day of its own."""
    return "|" in line or is_bullet_above(line, first) or beginning(_start(line), told) is not None


def _row(
    item: _Item, begun: Beginning | None, told: Told, last: datetime | None, since: datetime | None
) -> ForeignRow:
    """A row in the day of `told`, or in the next: where `since`, the one before it, is far later."""
    unknown = begun and (begun.unknown or ("" if begun.zone else told.unclear))
    if begun is None:
        return ForeignRow(None, item.text, item.who, _("no time can be read"))
    if unknown:
        return ForeignRow(None, item.text, item.who, _("“{text}” can mean several").format(text=unknown))
    local = local_time(begun, told)
    if local is None:
        why = _("no clock time is said") if begun.clock is None else _("no day is said")
        return ForeignRow(None, item.text, item.who, why)
    dated = begun.day is None
    if dated and since is not None and since - local > _MIDNIGHT:
        local += timedelta(days=1)
    at, why = shown_at(local, begun.named)
    early = at is not None and last is not None and at < last
    return ForeignRow(at, item.text, item.who, why, early, dated)
