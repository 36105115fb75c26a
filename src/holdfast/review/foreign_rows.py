"""Rows of somebody else's review: what happened when, and what is to be done."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Final

from holdfast.review.foreign_times import Beginning, Told, beginning, day_in, moment, zone_in
from holdfast.words import _

_BULLET: Final = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_OPENING: Final = "*_[(`~<> \t"
_PARTING: Final = re.compile(r"^[\s*_\]\)`~>:|,;.\u2013\u2014=-]+(?=\S|$)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OWNER: Final = re.compile(
    r"(?:\(|\[|[\u2013\u2014-]\s|,\s)?(?:@([\w.-]+)|(?:owner|verantwortlich|assignee|dri)\s*[:=]\s*([^,;()\[\]]+))",
    re.IGNORECASE,
)
_DUE: Final = re.compile(r"(?:due|by|until|bis|fällig|deadline|eta)\b\s*[:=]?\s*(.{8,24})", re.IGNORECASE)
_MIDNIGHT: Final = timedelta(hours=6)


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
class ForeignAction:
    """Something that was to be done; `due` is YYYY-MM-DD or empty."""

    title: str
    owner: str = ""
    due: str = ""
    verify: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What other teams call sections and columns: small letters, single blanks, no marks."""

    sections: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]

    def section(self, heading: str) -> str:
        """The section that a heading means; "" for none."""
        words = simple(re.sub(r"\(.*?\)", " ", heading))
        words = re.sub(r"^(?:(?:\d+|[ivx]+|[a-h]) )+(?=\w)", "", words)
        if words in self.sections:
            return self.sections[words]
        for size in range(min(4, words.count(" ")), 0, -1):
            parts = words.split()
            for some in (parts[:size], parts[-size:]):
                if " ".join(some) in self.sections and len(parts) - size <= 3:
                    return self.sections[" ".join(some)]
        return ""

    def column(self, head: str, among: Iterable[str]) -> str:
        """What a column or a fact is about, of these; "" for none."""
        words = simple(re.sub(r"\(.*?\)", " ", head))
        return next((name for name in among if words in self.columns[name]), "")


def simple(text: str) -> str:
    """Words alone, in small letters."""
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in text.casefold())
    return " ".join("".join(kept).split())


# -- timeline -------------------------------------------------------------------------------------


def rows_in(parts: Sequence[tuple[str, Sequence[str]]], told: Told, words: Words) -> Iterator[ForeignRow]:
    """The rows of a timeline: (heading, lines) of it and of the headings in it."""
    last: datetime | None = None
    for heading, lines in parts:
        told = replace(told, day=day_in(heading) or told.day, zone=zone_in(heading, told.own) or told.zone)
        last = None if day_in(heading) else last
        for item, begun, there in _items(lines, told, words):
            told = there
            row = _row(item, begun, told, last)
            last = row.occurred or last
            yield row
            told = replace(told, day=_day_of(row, begun, told))


def _day_of(row: ForeignRow, begun: Beginning | None, told: Told) -> date | None:
    if row.occurred is None or begun is None:
        return told.day
    return row.occurred.astimezone(begun.zone or told.zone).date()


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    who: str = ""


def _items(lines: Sequence[str], told: Told, words: Words) -> Iterator[tuple[_Item, Beginning | None, Told]]:
    """Each row with its time, and what its day and zone are told in."""
    at = 0
    while at < len(lines):
        if (
            "|" in lines[at]
            and at + 1 < len(lines)
            and _DELIMITER.match(lines[at + 1])
            and "-" in lines[at + 1]
        ):
            end = next((n for n in range(at + 2, len(lines)) if "|" not in lines[n]), len(lines))
            head = cells_of(lines[at])
            there = replace(told, zone=zone_in(" ".join(head), told.own) or told.zone)
            yield from _table(head, [cells_of(line) for line in lines[at + 2 : end]], there, words)
            at = end
            continue
        yielded, told, at = _listed(lines, at, told)
        yield from yielded


def _table(
    head: list[str], rows: list[list[str]], told: Told, words: Words
) -> Iterator[tuple[_Item, Beginning | None, Told]]:
    about = [words.column(_clean(name), ("time", "date", "who")) for name in head]
    if "time" not in about and "date" in about:
        about[about.index("date")] = "time"
    if "time" not in about:
        about = ["time", *(name if name == "who" else "" for name in about[1:])]
    for cells in rows:
        by = dict[str, list[str]]()
        for place, cell in enumerate(cells):
            name = about[place] if place < len(about) else ""
            by.setdefault(name, []).append(_clean(cell))
        stamp = " ".join(filter(None, (*by.get("date", ()), *by.get("time", ()))))
        begun = beginning(stamp, told.own)
        rest = _parted(begun.rest) if begun else stamp
        text = " \N{MIDDLE DOT} ".join(filter(None, (rest, *by.get("", ()))))
        if begun is not None and begun.clock is None and begun.day and not text:
            told = replace(told, day=begun.day)
        elif text or begun:
            yield _Item(text, ", ".join(filter(None, by.get("who", ())))), begun, told


def _listed(
    lines: Sequence[str], at: int, told: Told
) -> tuple[list[tuple[_Item, Beginning | None, Told]], Told, int]:
    """The row that begins at a line, with the lines that go on with it."""
    line = lines[at]
    plain = _BULLET.sub("", line, count=1).lstrip(_OPENING)
    begun = beginning(plain, told.own)
    if begun is None or (begun.clock is None and not begun.unknown):
        day, zone = day_in(line) if begun or _is_alone(line) else None, zone_in(line, told.own)
        return [], replace(told, day=day or told.day, zone=zone or told.zone), at + 1
    texts, at = [_clean(_parted(begun.rest))], at + 1
    while at < len(lines) and lines[at].strip() and not _begins(lines[at], told):
        texts.append(_clean(_BULLET.sub("", lines[at], count=1)))
        at += 1
    return [(_Item("\n".join(filter(None, texts))), begun, told)], told, at


def _is_alone(line: str) -> bool:
    """Whether a line holds a day and little else."""
    return len(line.strip(" \t*_#:-")) <= 32


def _begins(line: str, told: Told) -> bool:
    """Whether a line begins a row, a table or a new day of its own."""
    if "|" in line:
        return True
    begun = beginning(_BULLET.sub("", line, count=1).lstrip(_OPENING), told.own)
    return begun is not None


def _row(item: _Item, begun: Beginning | None, told: Told, last: datetime | None) -> ForeignRow:
    if begun is None:
        return ForeignRow(None, item.text, item.who, _("no time can be read"))
    if begun.unknown:
        why = _("“{text}” can mean several").format(text=begun.unknown)
        return ForeignRow(None, item.text, item.who, why)
    at = moment(begun, told)
    if at is None:
        why = _("no clock time is said") if begun.clock is None else _("no day is said")
        return ForeignRow(None, item.text, item.who, why)
    dated = begun.day is None
    if dated and last is not None and last - at > _MIDNIGHT:
        at += timedelta(days=1)
    at = at.astimezone(UTC)
    return ForeignRow(at, item.text, item.who, early=last is not None and at < last, dated=dated)


# -- actions --------------------------------------------------------------------------------------


def actions_in(lines: Sequence[str], words: Words) -> Iterator[ForeignAction]:
    """What is to be done, of a table or of a list."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if "|" in line and at + 1 < len(lines) and _DELIMITER.match(lines[at + 1]) and "-" in lines[at + 1]:
            end = next((n for n in range(at + 2, len(lines)) if "|" not in lines[n]), len(lines))
            yield from _action_table(cells_of(line), [cells_of(row) for row in lines[at + 2 : end]], words)
            at = end
        else:
            bullet = _BULLET.match(line)
            if bullet and not line.startswith((" " * 4, "\t")):
                yield _action(line[bullet.end() :], done="[x]" in bullet.group().lower())
            at += 1


def _action_table(head: list[str], rows: list[list[str]], words: Words) -> Iterator[ForeignAction]:
    about = [words.column(_clean(name), ("owner", "due", "verify", "state", "action")) for name in head]
    if "action" not in about:
        about = (
            ["action" if place == about.index("") else name for place, name in enumerate(about)]
            if "" in about
            else about
        )
    for cells in rows:
        by = dict(
            zip(
                reversed(about),
                reversed([_clean(cell) for cell in (*cells, *[""] * len(about))][: len(about)]),
                strict=False,
            )
        )
        due = day_in(by.get("due", ""))
        if by.get("action"):
            done = simple(by.get("state", "")) in {
                "done",
                "closed",
                "complete",
                "completed",
                "erledigt",
                "fertig",
                "fixed",
            }
            yield ForeignAction(
                by["action"], by.get("owner", ""), due.isoformat() if due else "", by.get("verify", ""), done
            )


def _action(text: str, *, done: bool) -> ForeignAction:
    owner, due = _OWNER.search(text), _DUE.search(text)
    day = day_in(due[1]) if due else None
    who = (owner[1] or owner[2]).strip() if owner else ""
    return ForeignAction(_clean(text), who, day.isoformat() if day else "", done=done)


# -- cells ----------------------------------------------------------------------------------------


def cells_of(line: str) -> list[str]:
    """The cells of a table's line; a bar behind a backslash or in code is none."""
    inner = line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)\|", re.sub(r"`[^`]*`", lambda code: code.group().replace("|", "\0"), inner))
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\0", "|").replace("\\|", "|") for cell in cells]


def _clean(text: str) -> str:
    """Words as people read them: no entities, no line breaks of HTML, no bold around the whole."""
    plain = unescape(_BREAK.sub("\n", text)).replace("\xa0", " ").strip()
    match = re.fullmatch(r"(\*\*|__)(.+)\1", plain)
    return match[2].strip() if match and match[1] not in match[2] else plain


def _parted(rest: str) -> str:
    return _PARTING.sub("", rest, count=1).strip()
