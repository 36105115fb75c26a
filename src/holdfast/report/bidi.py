"""Right-to-left text in reading order: the Unicode bidirectional algorithm (UAX 9) without explicit
directions.

Explicit embeddings, overrides and isolates are shown as marks instead of being obeyed (see `legible`), so
the rules W1 to W7, N1, N2, I1, I2, L1, L2 and L4 remain. Bracket pairs (N0) are treated as other neutral
characters.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "BN"})
_MIRROR: Final = {
    one: other
    for pair in (
        "()",
        "[]",
        "{}",
        "<>",
        "\u00ab\u00bb",
        "\u2039\u203a",
        "\u2264\u2265",
        "\u27e8\u27e9",
        "\u27e6\u27e7",
    )
    for one, other in (pair, pair[::-1])
}


def is_mixed(text: str) -> bool:
    """Whether any of the text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str) -> int:
    """1 for a paragraph that runs from right to left (its first strong letter says so), else 0."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


def mirrored(char: str) -> str:
    """The character as it looks in right-to-left text."""
    return _MIRROR.get(char, char)


def visual_order(line: str, base: int) -> list[tuple[int, bool]]:
    """The places of a line's characters from left to right, and whether each runs from right to left."""
    levels = _levels(line, base)
    order = list(range(len(line)))
    lowest_odd = min((level for level in levels if level % 2), default=None)
    if lowest_odd is not None:
        for level in range(max(levels), lowest_odd - 1, -1):
            _reverse_runs(order, levels, level)
    return [(place, bool(levels[place] % 2)) for place in order]


def _reverse_runs(order: list[int], levels: Sequence[int], level: int) -> None:
    """L2: turn round every run of places at this level or higher."""
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and levels[order[end]] >= level:
            end += 1
        order[start:end] = order[start:end][::-1]
        start = max(end, start + 1)


def _levels(line: str, base: int) -> list[int]:
    kinds = _weak([unicodedata.bidirectional(char) or "L" for char in line], "R" if base else "L")
    _neutral(kinds, "R" if base else "L")
    levels = [base + _RISE[base][kind] for kind in kinds]
    end = len(line)
    while end and line[end - 1].isspace():  # L1
        end -= 1
    levels[end:] = [base] * (len(line) - end)
    return levels


_RISE: Final = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"L": 1, "R": 0, "AN": 1, "EN": 1})  # I1, I2


def _weak(kinds: list[str], outer: str) -> list[str]:
    previous = strong = outer
    for place, kind in enumerate(kinds):  # W1, W2, W3 and the memory that W2 and W7 need
        now = previous if kind == "NSM" else kind
        if now in {"L", "R", "AL"}:
            strong = now
        if now == "EN" and strong == "AL":
            now = "AN"
        previous = now
        kinds[place] = now
    _separators(kinds)
    strong = outer
    for place, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "EN" and strong == "L":  # W7
            kinds[place] = "L"
        elif kind == "AL":  # W3, late: W2 has to see it
            kinds[place] = "R"
    return kinds


def _separators(kinds: list[str]) -> None:
    for place in range(1, len(kinds) - 1):  # W4
        around = kinds[place - 1]
        if around == kinds[place + 1] and (
            (kinds[place] == "CS" and around in {"EN", "AN"}) or (kinds[place] == "ES" and around == "EN")
        ):
            kinds[place] = around
    start = 0
    while start < len(kinds):  # W5, W6
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside = kinds[start - 1 : start] + kinds[end : end + 1]
        if end > start:
            kinds[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
        start = max(end, start + 1)
    kinds[:] = ["ON" if kind in {"CS", "ES"} else kind for kind in kinds]


def _neutral(kinds: list[str], outer: str) -> None:
    """N1, N2: what has no direction takes its neighbours', numbers counting as right to left."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > start:
            before = _direction(kinds[start - 1]) if start else outer
            after = _direction(kinds[end]) if end < len(kinds) else outer
            kinds[start:end] = [before if before == after else outer] * (end - start)
        start = max(end, start + 1)


def _direction(kind: str) -> str:
    return "L" if kind == "L" else "R"
