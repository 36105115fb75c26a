"""Times and lengths of time as shown."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from holdfast.domain.timewords import (
    both_text,
    clock_text,
    date_text,
    day_text,
    due_text,
    duration_text,
    exact_text,
    span_text,
    stamp_text,
    zone_label,
)

MOMENT = datetime(2026, 11, 23, 23, 3, 22, tzinfo=UTC)
EAST = timezone(timedelta(hours=1))


def test_a_moment_in_the_zone_asked_for() -> None:
    assert clock_text(MOMENT, EAST) == "00:03"
    assert clock_text(MOMENT, UTC, seconds=True) == "23:03:22"
    assert day_text(MOMENT, EAST) == "24 November"
    assert date_text(MOMENT, UTC) == "23 November 2026"
    assert stamp_text(MOMENT, EAST) == "2026-11-24 00:03 UTC+1"


def test_utc_stands_beside_another_zone() -> None:
    assert both_text(MOMENT, UTC) == "2026-11-23 23:03 UTC"
    assert both_text(MOMENT, EAST) == "2026-11-24 00:03 UTC+1 (2026-11-23 23:03 UTC)"
    early = MOMENT - timedelta(hours=8)
    assert both_text(early, EAST, seconds=True) == "2026-11-23 16:03:22 UTC+1 (15:03:22 UTC)"


def test_every_month_has_its_name() -> None:
    names = {day_text(MOMENT.replace(month=month), UTC).split()[1] for month in range(1, 13)}
    assert len(names) == 12


@pytest.mark.parametrize(
    ("minutes", "label"), [(0, "UTC"), (60, "UTC+1"), (-210, "UTC-3:30"), (345, "UTC+5:45")]
)
def test_zones(minutes: int, label: str) -> None:
    assert zone_label(MOMENT, timezone(timedelta(minutes=minutes))) == label


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-5, "00:00"), (59, "00:00"), (4920, "01:22"), (86399, "23:59"), (86400, "1 d"), (2 * 86400, "2 d")],
)
def test_age_in_a_list(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (2160, "36 min"),
        (5400, "1 h 30 min"),
        (14400, "4 h"),
        (86400, "1 d"),
        (86400 + 3600 + 60, "1 d 1 h"),
        (86400 + 60, "1 d"),
        (604800, "7 d"),
    ],
)
def test_length_in_words(seconds: int, text: str) -> None:
    assert span_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (-200, "3 min 20 s"), (3601, "1 h 1 s"), (86400 + 60, "1 d 1 min"), (7200, "2 h")],
)
def test_length_to_the_second(seconds: int, text: str) -> None:
    assert exact_text(seconds) == text


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (250, "in 04:10"),
        (0, "in 00:00"),
        (3600 * 3 + 300, "in 3 h 05 min"),
        (172800, "in 2 d"),
        (-59, "due now"),
        (-60, "overdue by 01 min"),
        (-360, "overdue by 06 min"),
        (-4800, "overdue by 1 h 20 min"),
        (-200000, "overdue by 2 d"),
    ],
)
def test_what_is_left(left: int, text: str) -> None:
    assert due_text(left) == text
