"""The rule that a watch's file asks for, ready for its first point."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.holding import Hold
from holdfast.detect.watches.rules import Absence, Matches, Rule, Threshold
from holdfast.detect.watches.slopes import Rate
from holdfast.detect.watches.usual import Deviation
from holdfast.detect.watches.watch import Watch, seconds

_STEPS: Final = 10  # looks that may fail before a pause counts


def rule_of(watch: Watch) -> Rule:
    """A rule that has seen nothing yet."""
    return _MAKERS[watch.rule.kind](watch.rule, watch.every)


RULE_TYPES: Final[Mapping[str, Any]] = {
    "threshold": Threshold,
    "absence": Absence,
    "rate": Rate,
    "deviation": Deviation,
    "matches": Matches,
}
"""What a rule that was kept is read as."""


def _hold(rule: said.Threshold | said.Rate | said.Deviation, every: int) -> Hold:
    lasting = seconds(rule.lasting)
    gap = seconds(rule.gap) or max(lasting, _STEPS * every)
    return Hold(lasting, seconds(rule.calm), gap)


def _threshold(rule: said.Threshold, every: int) -> Rule:
    return Threshold(_hold(rule, every), rule.above, rule.below, rule.clear)


def _rate(rule: said.Rate, every: int) -> Rule:
    return Rate(
        _hold(rule, every),
        over=seconds(rule.over),
        per=seconds(rule.per),
        above=rule.above,
        below=rule.below,
        counter=rule.counter,
    )


def _deviation(rule: said.Deviation, every: int) -> Rule:
    return Deviation(
        _hold(rule, every),
        spreads=rule.spreads,
        over=seconds(rule.over),
        least=rule.least,
        above=rule.side != "below",
        below=rule.side != "above",
    )


_MAKERS: Final[Mapping[str, Callable[[Any, int], Rule]]] = {
    "threshold": _threshold,
    "absence": lambda rule, _every: Absence(seconds(rule.lasting)),
    "rate": _rate,
    "deviation": _deviation,
    "matches": lambda rule, _every: Matches(seconds(rule.within), rule.count),
}
