"""Series of which is known what happens in them, and how well a rule finds it: precision, recall, delay.

A fortnight of values each minute: a level, a day's ups and downs, noise, and ten events of one kind in each.
Seeds are fixed. A rule is held against the plain threshold that does best on the same series, knowing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import pi, sin
from random import Random
from statistics import median

from holdfast.detect.watches.holding import Turn
from holdfast.detect.watches.making import rule_of
from holdfast.detect.watches.rules import Rule
from holdfast.detect.watches.tidy import Tidy
from holdfast.detect.watches.watch import load

START = 1_700_000_000.0
MINUTE = 60.0
DAYS, EVENTS = 14, 10
LEVEL, SEASON, NOISE = 50.0, 10.0, 2.0
SEEDS = (1, 2, 3)
GRACE = 15 * MINUTE  # a rule that fires so soon after the end still found it

RULES = {
    "step": ('kind = "deviation"\nover = "2h"\nspreads = 4\nfor = "3m"', 15.0, 120),
    "spike": ('kind = "deviation"\nover = "2h"\nspreads = 6', 25.0, 5),
    "drift": ('kind = "rate"\nabove = 6\nover = "1h"\nfor = "5m"\ncalm = "10m"', 36.0, 180),
    "gap": ('kind = "absence"\nfor = "10m"', 0.0, 60),
}
"""Each kind of event: the rule for it, how much the value is moved, and how many minutes it takes."""


@dataclass(frozen=True)
class Series:
    """Times, values, and from when to when each event went."""

    times: list[float]
    values: list[float]
    events: list[tuple[float, float]]


@dataclass(frozen=True)
class Found:
    """How well events were found; `delay` is the median, in seconds."""

    precision: float
    recall: float
    delay: float

    @property
    def both(self) -> float:
        """F1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@cache
def series(kind: str, seed: int) -> Series:
    """The series of a kind and a seed."""
    random = Random(f"{kind} {seed}")
    _rule, height, minutes = RULES[kind]
    slot = (DAYS - 1) * 1440 // EVENTS
    begins = [1440 + slot * place + random.randrange(slot - minutes - 240) for place in range(EVENTS)]
    times: list[float] = []
    values: list[float] = []
    for minute in range(DAYS * 1440):
        within = next((minute - begin for begin in begins if 0 <= minute - begin < minutes), None)
        if within is not None and kind == "gap":
            continue
        moved = 0.0 if within is None else height * (within / minutes if kind == "drift" else 1.0)
        season = SEASON * sin(2 * pi * minute / 1440)
        times.append(START + MINUTE * minute)
        values.append(LEVEL + season + moved + random.gauss(0, NOISE))
    events = [(START + MINUTE * begin, START + MINUTE * (begin + minutes)) for begin in begins]
    return Series(times, values, events)


def rule_for(text: str) -> Rule:
    """The rule of a watch's table `rule`."""
    source = '[source]\nkind = "csv"\npath = "x"\n'
    return rule_of(load(f'name = "x"\nevery = "1m"\n{source}[rule]\n{text}\n'))


def turns(rule: Rule, times: Sequence[float], values: Sequence[float], chunk: int = 500) -> list[Turn]:
    """What a rule says of points, handed on in pieces."""
    tidy, said = Tidy(), list[Turn]()
    for start in range(0, len(times), chunk):
        tidy.feed(rule, times[start : start + chunk], values[start : start + chunk])
        said += rule.drain()
    return said


def judged(said: Sequence[Turn], events: Sequence[tuple[float, float]]) -> Found:
    """How well what a rule said fits the events."""
    fired = [turn.at for turn in said if turn.firing]
    delays = [
        min(inside) - begin
        for begin, end in events
        if (inside := [at for at in fired if begin <= at <= end + GRACE])
    ]
    right = sum(any(begin <= at <= end + GRACE for begin, end in events) for at in fired)
    return Found(
        right / len(fired) if fired else 0.0,
        len(delays) / len(events),
        median(delays) if delays else 0.0,
    )


def over_all(kind: str, rule: str) -> Found:
    """The mean over the seeds."""
    found = [
        judged(turns(rule_for(rule), each.times, each.values), each.events)
        for each in (series(kind, seed) for seed in SEEDS)
    ]
    count = len(found)
    return Found(
        sum(each.precision for each in found) / count,
        sum(each.recall for each in found) / count,
        sum(each.delay for each in found) / count,
    )


def by_rule(kind: str) -> Found:
    """How well the rule for a kind of event finds it."""
    return over_all(kind, RULES[kind][0])


def by_threshold(kind: str) -> Found:
    """How well the best plain threshold finds it, out of eleven, each with and without a wait."""
    tried = [
        over_all(kind, f'kind = "threshold"\nabove = {above}\nfor = "{lasting}"')
        for above in range(58, 80, 2)
        for lasting in ("0s", "3m")
    ]
    return max(tried, key=lambda found: found.both)
