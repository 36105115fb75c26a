"""A series of any length as a few bands for a chart: the least and the most of each stretch of time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Band:
    """What the values of a stretch of time lay between. `at` is where it begins, in seconds since 1970."""

    at: float
    low: float
    high: float
    count: int


class Thin:
    """Takes points in order; where there are too many bands, two become one."""

    def __init__(self) -> None:
        self._width = 0.0
        self._begin = 0.0
        self._bands: dict[int, Band] = {}

    def add(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Take the next points, all of them close together: one band for each stretch that they touch."""
        start, count = 0, len(times)
        if not count:
            return
        if not self._bands:
            self._begin, self._width = times[0], max((times[-1] - times[0]) / _MOST, 1e-3)
        while start < count:
            place = int((times[start] - self._begin) // self._width)
            ends = self._begin + (place + 1) * self._width
            stop = max(start + 1, bisect_left(times, ends, start, count))
            self._put(place, times[start], values[start:stop])
            start = stop
        while len(self._bands) > 2 * _MOST:
            self._halve()

    def bands(self) -> tuple[Band, ...]:
        """The bands so far, at most two thousand."""
        return tuple(self._bands[place] for place in sorted(self._bands))

    def _put(self, place: int, at: float, values: Sequence[float]) -> None:
        new = Band(at, min(values), max(values), len(values))
        there = self._bands.get(place)
        self._bands[place] = _joined(there, new) if there else new

    def _halve(self) -> None:
        self._width *= 2
        halved: dict[int, Band] = {}
        for place, band in self._bands.items():
            there = halved.get(place // 2)
            halved[place // 2] = _joined(there, band) if there else band
        self._bands = halved


def _joined(one: Band, other: Band) -> Band:
    return Band(
        min(one.at, other.at), min(one.low, other.low), max(one.high, other.high), one.count + other.count
    )
