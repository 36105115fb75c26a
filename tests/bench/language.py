"""The language check on 200 kB of prose, dense with what it looks for, and how it grows with hostile text."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from holdfast.review.language import check
from tests.bench.figures import Bar, Figure, in_turns, median
from tests.bench.place import Place

_PROSE: Final = """The volume that holds the write-ahead log of `db-k7-01` was full at 13:16. A retired
standby kept its *replication slot*, so the server could not remove old segments. Orders were refused for
**36 minutes**; about 1,200 were delayed, none were lost. The desk queued by hand until 14:00 and entered the
rest before the shift ended. The operator should have seen the rate, and the checklist names no slots.

"""
_HOSTILE: Final = (
    "hätte ",
    "wenn falls ",
    "if a b ",
    "should have ",
    "`",
    "[",
    '"',
    "„",
    "\n",
    "[a](",
    "```\n",
    "<a",
)
_SIZE: Final = 200_000


def measure(place: Place) -> Iterator[Figure]:
    """Prose against its bar; of hostile shapes the one that grows most at four times its length."""
    times = place.rounds(9)
    size = _SIZE if place.effort else 4_000
    prose = _filled(_PROSE, size)
    check(prose)
    (took,) = in_turns(times, partial(check, prose))
    yield Figure("language check of 200 kB", median(took), "ms", Bar.MOST, 50)
    yield Figure("language check, worst growth at 4 × length", _worst(times, size), "×", Bar.MOST, 8)


def _worst(times: int, size: int) -> float:
    def growth(shape: str) -> float:
        small, large = _filled(shape, size // 4), _filled(shape, size)
        short, long = in_turns(times, partial(check, small), partial(check, large))
        return median(long) / max(1.0, median(short))

    return max(map(growth, _HOSTILE))


def _filled(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]
