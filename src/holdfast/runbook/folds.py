"""The parts of a document that are shown when they are wanted.

Where they begin and end stands in the HTML as comments, which no document can write: the sanitiser leaves
none, and text has no bare angle bracket.
"""

import re
from collections.abc import Collection
from typing import Final

FOLD: Final = "hf-fold:"
"""What links that open and close a fold begin with; the sanitiser leaves none of an author's own."""
_MARKS: Final = re.compile(r"<!--(fold|open|/fold|sign) (\d+)-->")
_CLOSED, _OPEN = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} ", "\N{BLACK DOWN-POINTING SMALL TRIANGLE} "


def head(number: int) -> tuple[str, str]:
    """What stands before and behind the words of a fold: the link that opens it."""
    return f'<p><a href="{FOLD}{number}"><!--sign {number}-->', "</a></p>"


def begin(number: int, *, is_open: bool) -> str:
    """Where a fold's text begins."""
    return f"<!--{'open' if is_open else 'fold'} {number}-->"


def end(number: int) -> str:
    """Where it ends."""
    return f"<!--/fold {number}-->"


def numbers(html: str) -> frozenset[int]:
    """All folds of the document."""
    return frozenset(int(mark.group(2)) for mark in _MARKS.finditer(html) if mark.group(1) == "sign")


def opened_at_first(html: str) -> frozenset[int]:
    """The folds that its author wants open."""
    return frozenset(int(mark.group(2)) for mark in _MARKS.finditer(html) if mark.group(1) == "open")


def shown(html: str, opened: Collection[int]) -> str:
    """The HTML with only these folds open, each with the sign that says so."""
    parts: list[str] = []
    at, hidden = 0, ""
    for mark in _MARKS.finditer(html):
        kind, number = mark.groups()
        is_open = int(number) in opened
        if not hidden:
            parts.append(html[at : mark.start()])
            if kind == "sign":
                parts.append(_OPEN if is_open else _CLOSED)
            elif kind in {"fold", "open"} and not is_open:
                hidden = number
        elif kind == "/fold" and number == hidden:
            hidden = ""
        at = mark.end()
    return "".join(parts) if hidden else "".join([*parts, html[at:]])


def around(html: str, anchor: str) -> frozenset[int]:
    """The folds that hold the first place of this name."""
    place = html.find(f'<a name="{anchor}"')
    inside: list[int] = []
    for mark in _MARKS.finditer(html, 0, max(place, 0)):
        if mark.group(1) in {"fold", "open"}:
            inside.append(int(mark.group(2)))
        elif mark.group(1) == "/fold" and inside:
            inside.pop()
    return frozenset(inside)
