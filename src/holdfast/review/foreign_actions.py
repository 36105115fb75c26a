"""What was to be done, as somebody else's review says it in a list or a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from holdfast.review.foreign_cells import BULLET, clean, is_table, table_end, table_of, without_html
from holdfast.review.foreign_times import day_found, day_in
from holdfast.review.foreign_words import Words, simple

_DONE: Final = frozenset(
    {"done", "closed", "complete", "completed", "fixed", "erledigt", "fertig", "fait", "hecho"}
)
_OWNER: Final = re.compile(
    r"(?:(?<![\w.])@([\w.-]*\w)|\b(?:owner|verantwortlich|assignee|dri)\s{0,3}[:=]\s{0,3}([^,;()\[\]\n]{1,80}))",
    re.IGNORECASE,
)
_DUE: Final = re.compile(
    r"\b(?:due|by|until|bis|fällig|deadline|eta)\b\s{0,3}[:=]?\s{0,3}(?=(.{8,24}))", re.IGNORECASE
)
_SIGN: Final = re.compile(r"(?<![\w.])@(?=\w)")
_PARTING: Final = " \t,;:|\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}-"


@dataclass(frozen=True, slots=True)
class ForeignAction:
    """Something that was to be done; `due` is YYYY-MM-DD or empty."""

    title: str
    owner: str = ""
    due: str = ""
    verify: str = ""
    done: bool = False


def actions_in(lines: Sequence[str], words: Words, order: str = "") -> Iterator[ForeignAction]:
    """What is to be done, of a table or of a list; `order` is that of days like 03/04/2024."""
    lines = without_html(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        if is_table(lines, at):
            end = table_end(lines, at)
            yield from _table(*table_of(lines, at, end), words, order)
            at = end
            continue
        bullet = BULLET.match(line)
        if bullet and simple(line[bullet.end() :]) and not line.startswith((" " * 4, "\t")):
            yield _action(line[bullet.end() :], order, done="[x]" in bullet.group().lower())
        at += 1


def _table(head: list[str], rows: list[list[str]], words: Words, order: str) -> Iterator[ForeignAction]:
    about = [words.column(clean(name), ("owner", "due", "verify", "state", "action")) for name in head]
    if "action" not in about and "" in about:
        about[about.index("")] = "action"
    for cells in rows:
        # of two columns about the same, the first counts
        by = dict(reversed(list(zip(about, map(clean, cells), strict=False))))
        due = day_in(by.get("due", ""), order)
        if by.get("action"):
            done = simple(by.get("state", "")) in _DONE or any("DONE" in cell.split("**") for cell in cells)
            yield ForeignAction(
                by["action"],
                _SIGN.sub("", by.get("owner", "")),
                due.isoformat() if due else "",
                by.get("verify", ""),
                done,
            )


def _action(text: str, order: str, *, done: bool) -> ForeignAction:
    day, due = _due(text, order)
    owner = _OWNER.search(text)
    who, spans = "", [due]
    if owner:
        end = due[0] if owner.start() < due[0] < owner.end() else owner.end()
        who = (owner[1] or text[owner.start(2) : end]).strip(_PARTING)
        spans.append((owner.start(), end))
    title = clean(_without(text, spans))
    return ForeignAction(title, clean(who), day.isoformat() if day else "", done=done)


def _due(text: str, order: str) -> tuple[date | None, tuple[int, int]]:
    """The day until when, and where it stands with its word; nowhere, where more stands between them."""
    first: date | None = None
    for match in _DUE.finditer(text):
        day, start, end = day_found(match[1], order)
        if day and not match[1][:start].strip(_PARTING):
            return day, (match.start(), match.start(1) + end)
        first = first or day
    return first, (0, 0)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """A text without what stands at its end or its beginning and was read; what is amid its words stays."""
    left, right = 0, len(text)
    for start, end in sorted(spans, reverse=True):
        if start < end and not text[end:right].strip(f"{_PARTING}.)]"):
            right = len(text[:start].rstrip(f"{_PARTING}(["))
    for start, end in sorted(spans):
        if start < end <= right and not text[left:start].strip(f"{_PARTING}(["):
            left = right - len(text[end:right].lstrip(f"{_PARTING})]"))
    kept = text[left:right]
    return kept if simple(kept) and kept.count("(") == kept.count(")") else text
