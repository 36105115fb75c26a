"""What was to be done, as somebody else's review says it in a list or a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from holdfast.review.foreign_cells import BULLET, clean, is_table, table_end, table_of, without_html
from holdfast.review.foreign_times import day_in
from holdfast.review.foreign_words import Words, simple

_DONE: Final = frozenset(
    {"done", "closed", "complete", "completed", "fixed", "erledigt", "fertig", "fait", "hecho"}
)
_OWNER: Final = re.compile(
    r"(?:@([\w.-]+)|\b(?:owner|verantwortlich|assignee|dri)\s{0,3}[:=]\s{0,3}([^,;()\[\]\n]{1,80}))",
    re.IGNORECASE,
)
_DUE: Final = re.compile(
    r"\b(?:due|by|until|bis|fällig|deadline|eta)\b\s{0,3}[:=]?\s{0,3}(.{8,24})", re.IGNORECASE
)


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
                by.get("owner", ""),
                due.isoformat() if due else "",
                by.get("verify", ""),
                done,
            )


def _action(text: str, order: str, *, done: bool) -> ForeignAction:
    owner, due = _OWNER.search(text), _DUE.search(text)
    day = day_in(due[1], order) if due else None
    who = (owner[1] or owner[2]).strip() if owner else ""
    return ForeignAction(clean(text), who, day.isoformat() if day else "", done=done)
