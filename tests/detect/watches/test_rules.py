"""Rules over times and values: when they fire, when it is over; pieces and restarts change nothing."""

import statistics
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.detect.watches.making import RULE_TYPES
from holdfast.detect.watches.rules import Matches, Rule
from holdfast.detect.watches.usual import SPREAD, median, spread
from tests.detect.watches.labelled import RULES, rule_for, series, turns

Point = tuple[float, float]


def said(rule: Rule, *points: Point) -> list[tuple[float, bool]]:
    rule.feed([at for at, _value in points], [value for _at, value in points])
    return [(turn.at, turn.firing) for turn in rule.drain()]


ABOVE = 'kind = "threshold"\nabove = 90\n'


@pytest.mark.parametrize(
    ("text", "points", "told"),
    [
        (ABOVE, [(0, 90), (60, 91), (120, 90)], [(60, True), (120, False)]),
        (ABOVE + 'for = "2m"', [(0, 91), (60, 92), (90, 80), (100, 95), (219, 95), (220, 95)], [(220, True)]),
        (ABOVE + "clear = 80", [(0, 95), (60, 85), (120, 80)], [(0, True), (120, False)]),
        (ABOVE + 'calm = "1m"', [(0, 95), (30, 1), (60, 95), (90, 1), (150, 1)], [(0, True), (150, False)]),
        ('kind = "threshold"\nbelow = 5', [(0, 5), (60, 4.9), (120, 6)], [(60, True), (120, False)]),
        ('kind = "threshold"\nbelow = 5\nclear = 8', [(0, 4), (60, 7), (120, 8)], [(0, True), (120, False)]),
        (
            'kind = "threshold"\nabove = 9\nbelow = 5',
            [(0, 4), (60, 7), (120, 10)],
            [(0, True), (60, False), (120, True)],
        ),
    ],
    ids=["bound", "for", "clear", "calm", "below", "clear below", "band"],
)
def test_a_threshold(text: str, points: Sequence[Point], told: list[tuple[float, bool]]) -> None:
    assert said(rule_for(text), *points) == told


def test_a_gap_begins_the_wait_anew_unless_all_points_are_that_far_apart() -> None:
    steady = [(60.0 * minute, 1.0) for minute in range(5)]
    rule = rule_for(ABOVE + 'for = "10m"')
    assert said(rule, *steady, (300, 95), (360, 95), (7200, 95), (7260, 95)) == []
    assert said(rule, *[(7260 + 60.0 * minute, 95.0) for minute in range(1, 10)]) == [(7800, True)]
    hours = rule_for(ABOVE + 'for = "30m"')
    assert said(hours, *[(3600.0 * hour, 95.0) for hour in range(5)]) == [(7200, True)]


def test_absence_fires_as_time_goes_by_and_between_two_points() -> None:
    rule = rule_for('kind = "absence"\nfor = "10m"')
    rule.tick(0)
    rule.tick(599)
    assert rule.drain() == []
    rule.tick(600)
    assert said(rule, (700, 1), (1299, 1), (1899, 1)) == [
        (600, True),
        (700, False),
        (1899, True),
        (1899, False),
    ]


def test_so_many_lines_within_so_long() -> None:
    rule = Matches(60, 3)
    assert said(rule, (0, 1), (50, 1), (61, 1), (100, 1)) == [(100, True)]
    rule.tick(110)
    assert rule.drain() == []
    rule.tick(111)
    (over,) = rule.drain()
    assert (over.at, over.firing, over.value) == (110, False, 3)


def test_a_slope_is_what_it_is_in_any_pieces_and_a_counter_may_begin_anew() -> None:
    rising = [(60.0 * minute, 5 + minute / 10) for minute in range(200)]  # 6 an hour
    for text, fires in (("above = 5.9", True), ("above = 6.1", False), ("below = 6.1", True)):
        rule = rule_for(f'kind = "rate"\n{text}\nover = "1h"')
        assert bool(said(rule, *rising)) is fires, text
    counted = [
        (60.0 * minute, float(minute % 50)) for minute in range(200)
    ]  # 60 an hour, from 0 after each 49
    rule = rule_for('kind = "rate"\nbelow = 55\nover = "1h"\ncounter = true')
    assert said(rule, *counted) == []
    assert said(rule_for('kind = "rate"\nbelow = 55\nover = "1h"'), *counted) != []


def test_what_is_usual_has_to_be_known_first_and_a_level_becomes_usual() -> None:
    rule = rule_for('kind = "deviation"\nover = "1h"\nspreads = 5\nleast = 1')
    assert said(rule, *[(60.0 * minute, 10.0 + minute % 3) for minute in range(29)], (1770, 99)) == []
    assert said(rule, *[(1800 + 60.0 * minute, 10.0 + minute % 3) for minute in range(30)]) == []
    assert said(rule, (3660, 30)) == [(3660, True)]
    told = said(rule, *[(3720 + 60.0 * minute, 30.0 + minute % 3) for minute in range(60)])
    assert [fires for _at, fires in told] == [False]  # by then most of the hour is like this
    assert 3660 + 1700 < told[0][0] < 3660 + 2400


def test_one_side_alone_can_be_looked_at() -> None:
    usual = [(60.0 * minute, float(minute % 3)) for minute in range(60)]
    for side, fires in (("above", False), ("below", True), ("both", True)):
        rule = rule_for(f'kind = "deviation"\nover = "1h"\nside = "{side}"')
        assert bool(said(rule, *usual, (3600, -50))) is fires


@given(st.lists(st.floats(-1e6, 1e6) | st.integers(0, 3).map(float), min_size=1, max_size=60))
def test_the_spread_is_the_median_absolute_deviation(values: list[float]) -> None:
    ordered = sorted(values)
    middle = statistics.median(ordered)
    assert median(ordered) == middle
    away = statistics.median(abs(value - middle) for value in values)
    if away:
        assert spread(ordered, middle) == pytest.approx(SPREAD * away)
    else:
        mean = sum(abs(value - middle) for value in values) / len(values)
        assert spread(ordered, middle) == pytest.approx(1.2533 * mean)


@pytest.mark.parametrize("kind", RULES)
def test_pieces_and_a_restart_between_any_two_of_them_change_nothing(kind: str) -> None:
    text, each = RULES[kind][0], series(kind, 1)
    times, values = each.times[:6000], each.values[:6000]
    whole = turns(rule_for(text), times, values, len(times))
    assert whole
    rule, told = rule_for(text), []
    form = RULE_TYPES[rule_kind(text)]
    for start in range(0, len(times), 37):
        rule = msgspec.json.decode(msgspec.json.encode(rule), type=form)
        rule.feed(times[start : start + 37], values[start : start + 37])
        told += rule.drain()
    assert [(turn.at, turn.firing) for turn in told] == [(turn.at, turn.firing) for turn in whole]


def rule_kind(text: str) -> str:
    return text.split('"')[1]


def test_what_is_kept_is_bounded() -> None:
    for kind in RULES:
        each = series(kind, 2)
        rule = rule_for(RULES[kind][0])
        turns(rule, each.times, each.values)
        assert len(msgspec.json.encode(rule)) < 32_000
