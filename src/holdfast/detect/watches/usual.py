"""How far a value is from the usual: from the median of a span, measured in robust spreads."""

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final

import msgspec

from holdfast.detect.watches.rules import Held

SPREAD: Final = 1.4826
"""The median absolute deviation times this estimates the standard deviation of normal noise: 1 / Φ⁻¹(3/4).
Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993), p. 1273."""
MEAN_SPREAD: Final = 1.2533
"""The same for the mean absolute deviation, √(π/2), which stands in where more than half of the values are
alike. Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993), chapter 3."""
_MOST: Final = 256  # values of the span that are kept: one of each part of it
_FEWEST: Final = 12


class Deviation(Held):
    """Each point is held against the median of the span before it. Of the span one value in each of 256 parts
    is kept as it was, so that noise keeps its size; it is judged once half of the span is known.
    """

    spreads: float = 6
    over: float = 86400
    least: float = 0
    above: bool = True
    below: bool = True
    stamps: list[float] = msgspec.field(default_factory=list[float])
    kept: list[float] = msgspec.field(default_factory=list[float])
    ordered: list[float] = msgspec.field(default_factory=list[float])
    due: float | None = None
    low: float | None = None
    high: float | None = None

    def feed(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Points within the usual pass by quickly."""
        if not times:
            return
        hold, see = self.hold, self.hold.see
        low, high = self._bounds()
        due = -math.inf if self.due is None else self.due
        for at, value in zip(times, values, strict=True):
            beyond = value > high or value < low
            if beyond or not hold.idle:
                see(at, beyond, value)
            if at >= due:
                self._keep(at, value)
                low, high = self._bounds()
                due = self.due = at + self.over / _MOST
        if hold.idle:
            hold.passed(times[-1], times[-2] if len(times) > 1 else None)

    def _bounds(self) -> tuple[float, float]:
        low, high = self.low, self.high
        return (-math.inf if low is None else low), (math.inf if high is None else high)

    def _keep(self, at: float, value: float) -> None:
        stamps, kept, ordered = self.stamps, self.kept, self.ordered
        stamps.append(at)
        kept.append(value)
        insort(ordered, value)
        old = bisect_left(stamps, at - self.over)
        for each in kept[:old]:
            del ordered[bisect_left(ordered, each)]
        del stamps[:old], kept[:old]
        self.low = self.high = None
        if len(stamps) >= _FEWEST and at - stamps[0] >= self.over / 2:
            middle = median(ordered)
            away = max(self.spreads * spread(ordered, middle), self.least)
            self.low = middle - away if self.below else None
            self.high = middle + away if self.above else None

    def shift(self, by: float) -> None:
        """The clock was set."""
        super().shift(by)
        self.stamps = [at + by for at in self.stamps]
        self.due = None if self.due is None else self.due + by

    def restart(self) -> None:
        """Times begin anew; the usual is learned anew."""
        self.hold.restart()
        self.stamps, self.kept, self.ordered = [], [], []
        self.due = self.low = self.high = None


def median(ordered: Sequence[float]) -> float:
    """Of values in order, at least one."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(ordered: Sequence[float], middle: float) -> float:
    """How far values in order usually are from their median, as a standard deviation."""
    from_middle = _nearest(ordered, middle)
    if from_middle > 0:
        return SPREAD * from_middle
    return MEAN_SPREAD * sum(abs(value - middle) for value in ordered) / len(ordered)


def _nearest(ordered: Sequence[float], middle: float) -> float:
    """The median of the distances from the middle. So many values around the middle lie side by side; the
    span of them that ends soonest is found by halving.
    """
    count = len(ordered)
    rank = count // 2 + 1
    first, last = 0, count - rank
    while first < last:
        half = (first + last) // 2
        if middle - ordered[half] > ordered[half + rank] - middle:
            first = half + 1
        else:
            last = half
    upper = max(middle - ordered[first], ordered[first + rank - 1] - middle)
    if count % 2:
        return upper
    inside = (middle - ordered[first], ordered[first + rank - 1] - middle)
    lower = max(
        min(inside),
        middle - ordered[first + 1] if inside[0] >= inside[1] else ordered[first + rank - 2] - middle,
    )
    return (lower + upper) / 2
