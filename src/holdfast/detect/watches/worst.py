"""How far a value went beyond the bounds of a threshold while it fired."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.detect.watches.thin import Band
from holdfast.detect.watches.trial import Fired
from holdfast.detect.watches.watch import Threshold


@dataclass(frozen=True, slots=True)
class Worst:
    """The value furthest beyond the bound that it fired at, and beyond the other one, where it was there."""

    value: float
    other: float | None = None


def worst(rule: Threshold, series: Sequence[Band], fired: Fired, end: float) -> Worst:
    """Found in the bands of the chart, whose values lie close by. What went beyond the other bound counts
    where it surely was while it fired: its whole band is.
    """
    first = bisect_left(series, fired.since, key=_at)
    last = bisect_right(series, end, key=_at)
    touched = series[max(0, first - 1) : last]
    whole = series[first : last if last == len(series) else max(first, last - 1)]
    above, below = rule.above, rule.below
    if below is not None and (above is None or fired.value < below):
        low = min((band.low for band in touched), default=fired.value)
        other = max((band.high for band in whole), default=fired.value)
        return Worst(low, other if above is not None and other > above else None)
    high = max((band.high for band in touched), default=fired.value)
    other = min((band.low for band in whole), default=fired.value)
    return Worst(high, other if below is not None and other < below else None)


def _at(band: Band) -> float:
    return band.at
