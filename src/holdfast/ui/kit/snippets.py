"""The one line of a snippet that a person looks for, as plain words."""

import re

_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_BEFORE = 32
"""So many letters before a match are no reason to leave out the beginning of the line."""
_LEAD = re.compile(r"^(?:[-*+>#]+|\d+[.)])\s+")


def line_around(snippet: str, text: str = "") -> str:
    """The line of `snippet` that holds its first match, without the marks and those of a list or a heading.

    Lines are never run together. With the `text` that it is from, the line is whole; where the match stands
    far behind its beginning, it begins with "…".
    """
    lines = [line.strip() for line in snippet.splitlines()]
    marked = next((line for line in lines if _OPEN in line), lines[0] if lines else "")
    held = marked.translate(_MARKS)
    cut = held.strip("…")
    whole = next((line for line in text.splitlines() if cut in line), "") if cut else ""
    if whole:
        before, after = whole[: whole.find(cut)], whole[whole.find(cut) :]
        held = whole if len(before) <= _BEFORE else f"…{after}"
    elif (far := marked.find(_OPEN)) > _BEFORE:
        held = f"…{held[far - _BEFORE :].partition(' ')[2]}"
    return " ".join(_LEAD.sub("", held.strip()).split())
