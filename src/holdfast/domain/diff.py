"""What is different between two texts: line by line, and word by word where a line was only reworded.

The texts may be strangers', so the work is bounded: lines that stand once in both are the anchors, difflib
compares what lies between them as long as that is cheap, and what would not be is told as replaced whole.
Line ends, a byte order mark and the newline at the end are no lines: see `differs_unseen`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice, pairwise
from typing import Final, Literal

from holdfast.domain.text import to_lines

DiffKind = Literal["same", "added", "removed"]
Span = tuple[int, int]

_CONTEXT: Final = 3
_LINES_COST: Final = 6_000_000  # comparisons; some tenths of a second
_WORDS_COST: Final = 3_000_000
_EACH: Final = 300  # what asking costs
_LONGEST: Final = 2_000  # letters of a line in which changed words are looked for
_ALIKE: Final = 0.4  # of the letters of the longer one two lines must share, to be one line reworded
_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line: `old` and `new` are its numbers from 1 in the two texts, 0 where it is not in one.

    `spans` are the changed words of a line that was reworded, as (first, after) letters; none of a line that
    is new or gone as a whole. `hunk` counts 0, 1, … and is the same for lines that stand together.
    """

    kind: DiffKind
    old: int
    new: int
    text: str
    spans: tuple[Span, ...] = ()
    hunk: int = 0


@dataclass(slots=True)
class _Budget:
    """How many comparisons may still be made, and whether somebody still wants them."""

    left: int
    stop: Callable[[], bool]

    def is_spent(self) -> bool:
        """Whether nothing more may be compared. Raises _Stopped."""
        if self.stop():
            raise _Stopped
        return self.left < _EACH

    def allows(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether difflib may compare these; its worst case is taken off. Raises _Stopped."""
        if self.is_spent():
            return False
        there = Counter(other)
        pairs = sum(there[part] for part in one)
        cost = _EACH + len(one) + len(other) + pairs * min(len(one), len(other), 50)
        if cost > self.left:
            return False
        self.left -= cost
        return True


def diff(
    old: str,
    new: str,
    context: int = _CONTEXT,
    stop: Callable[[], bool] = lambda: False,
    most: int | None = None,
) -> tuple[DiffLine, ...]:
    """What changed from one text to the other, each hunk with lines around it; nothing where nothing did.

    It ends soon, with nothing, once `stop` says so, and gives the first `most` lines.
    """
    try:
        return tuple(islice(_compared(_lines(old), _lines(new), context, stop), most))
    except _Stopped:
        return ()


class _Stopped(Exception):
    """Nobody wants to know any more."""


def _compared(
    before: list[str], after: list[str], context: int, stop: Callable[[], bool]
) -> Iterator[DiffLine]:
    changes = [(a, b, c, d) for a, b, c, d in _changes(before, after, stop) if b > a or d > c]
    budget = _Budget(_WORDS_COST, stop)
    hunk, shown = -1, 0  # `shown`: how far the lines of the new text are told
    for at, (a, b, c, d) in enumerate(changes):
        start = max(c - context, shown)
        if hunk < 0 or start > shown:
            hunk += 1
        yield from (_same(before, line - c + a, line, hunk) for line in range(start, c))
        yield from (replace(line, hunk=hunk) for line in _replaced(before, after, (a, b, c, d), budget))
        until = changes[at + 1][2] if at + 1 < len(changes) else len(after)
        shown = min(d + context, until)
        yield from (_same(before, line - d + b, line, hunk) for line in range(d, shown))


def differs_unseen(old: str, new: str) -> bool:
    """Whether two texts differ only in what is no line: line ends, byte order mark, the last newline."""
    return old != new and _lines(old) == _lines(new)


def _same(before: list[str], old: int, new: int, hunk: int) -> DiffLine:
    return DiffLine("same", old + 1, new + 1, before[old], hunk=hunk)


def _lines(text: str) -> list[str]:
    lines = to_lines(text)
    return lines if lines[-1] else lines[:-1]


def _changes(
    before: list[str], after: list[str], stop: Callable[[], bool]
) -> Iterator[tuple[int, int, int, int]]:
    """The places `before[a:b]`, `after[c:d]` that differ, in order."""
    budget = _Budget(_LINES_COST, stop)
    anchors = [(-1, -1), *_anchors(before, after), (len(before), len(after))]
    for (a, c), (b, d) in pairwise(anchors):
        yield from _between(before, after, (a + 1, b, c + 1, d), budget)


def _between(
    before: list[str], after: list[str], place: tuple[int, int, int, int], budget: _Budget
) -> Iterator[tuple[int, int, int, int]]:
    a, b, c, d = place
    while a < b and c < d and before[a] == after[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and before[b - 1] == after[d - 1]:
        b, d = b - 1, d - 1
    one, other = before[a:b], after[c:d]
    if not one or not other or not budget.allows(one, other):
        yield a, b, c, d
        return
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield a + i, a + j, c + k, c + m


def _anchors(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Lines that stand once in each text, as many as keep their order (patience diff)."""
    once, once_after = _once(before), _once(after)
    pairs = [(place, once_after[line]) for line, place in once.items() if line in once_after]
    ends: list[int] = []  # the smallest end of an ordered run of each length
    last: list[int] = []  # which pair that is
    behind = [-1] * len(pairs)
    for number, (_old, new) in enumerate(pairs):
        length = bisect_left(ends, new)
        behind[number] = last[length - 1] if length else -1
        ends[length : length + 1] = [new]
        last[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = behind[number]
    return chain[::-1]


def _once(lines: list[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: place for place, line in enumerate(lines) if line.strip() and counts[line] == 1}


def _replaced(
    before: list[str], after: list[str], place: tuple[int, int, int, int], budget: _Budget
) -> Iterator[DiffLine]:
    """The lines taken out, then those put in; each that is one reworded says which words."""
    a, b, c, d = place
    pairs = zip(before[a:b], after[c:d], strict=False)
    words = [_reworded(one, other, budget) for one, other in pairs]
    words += [((), ())] * (max(b - a, d - c) - len(words))
    for line, (spans, _new) in zip(range(a, b), words, strict=False):
        yield DiffLine("removed", line + 1, 0, before[line], spans)
    for line, (_old, spans) in zip(range(c, d), words, strict=False):
        yield DiffLine("added", 0, line + 1, after[line], spans)


def _reworded(one: str, other: str, budget: _Budget) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The changed words in both of two lines; none where they have little in common."""
    if budget.is_spent() or max(len(one), len(other)) > _LONGEST:
        return (), ()
    old, new = _WORD.findall(one), _WORD.findall(other)
    if not budget.allows(old, new):
        return (), ()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shared = sum(_ink(old[code[1] : code[2]]) for code in codes if code[0] == "equal")
    if shared < _ALIKE * max(_ink(old), _ink(new)):
        return (), ()
    codes = [code for code in codes if code[0] != "equal"]
    return (
        _spans(old, [(code[1], code[2]) for code in codes]),
        _spans(new, [(code[3], code[4]) for code in codes]),
    )


def _ink(words: list[str]) -> int:
    return sum(len(word) for word in words if not word.isspace())


def _spans(words: list[str], places: list[Span]) -> tuple[Span, ...]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return tuple((starts[first], starts[after]) for first, after in places if after > first)
