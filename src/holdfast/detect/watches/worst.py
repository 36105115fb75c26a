"""The value furthest beyond the bound of a threshold while it fired."""

from holdfast.detect.watches.trial import Fired, Trial
from holdfast.detect.watches.watch import Threshold


def worst(rule: Threshold, trial: Trial, fired: Fired, end: float) -> float:
    """Found in the bands of the chart, whose values lie close by."""
    inside = [band for band in trial.series if fired.since <= band.at <= end]
    is_low = rule.above is None or (rule.below is not None and fired.value < rule.below)
    if is_low:
        return min((band.low for band in inside), default=fired.value)
    return max((band.high for band in inside), default=fired.value)
