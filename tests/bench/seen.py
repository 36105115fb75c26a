"""Seen before: the past incidents most like one that is being declared, on the largest store."""

from collections.abc import Iterator
from random import Random
from statistics import median

from holdfast.store.opening import open_store
from holdfast.triage.seen_before import seen_before
from tests.bench.figures import Bar, Figure, milliseconds, p95
from tests.bench.place import Place
from tests.bench.populate import _SERVICES, _THING, _WHAT

_BAR = 50


def measure(place: Place) -> Iterator[Figure]:
    """Titles as they come: those that were there before, and those that mix two or say something new."""
    dice = Random(8)
    titles = [_title(dice, number) for number in range(place.rounds(200))]
    with open_store(place.store(place.most), read_only=True) as store:
        found = {title: seen_before(store, title) for title in titles[:20]}  # the file is in memory by then
        assert found
        times = [
            milliseconds(lambda title=title: seen_before(store, title, dice.choice(_SERVICES)))
            for title in titles
        ]
    name = f"seen before in {place.most:,}, p95 (median {median(times):.1f} ms)"
    yield Figure(name, p95(times), "ms", Bar.MOST, _BAR)


def _title(dice: Random, number: int) -> str:
    thing, what = dice.choice(_THING), dice.choice(_WHAT)
    return (
        f"{thing} {dice.randrange(1, 400)} {what}",
        f"{thing} and {dice.choice(_THING)} {what}",
        f"{what}, {dice.choice(_WHAT)}: {thing}",
        f"{thing} at gate {dice.randrange(1, 9)} smells of smoke",
    )[number % 4]
