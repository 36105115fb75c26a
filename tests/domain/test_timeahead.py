"""Moments ahead, as they are typed."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.timeahead import parse_until
from holdfast.domain.timeasked import Ambiguous

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 13, 50, tzinfo=UTC)  # 14:50 in the zone


@pytest.mark.parametrize(
    ("text", "hours", "minutes"),
    [
        ("20m", 14, 10),
        ("+20m", 14, 10),
        ("in 2h", 15, 50),
        ("15:20", 14, 20),
        ("1520", 14, 20),
        ("23.11.2026 18:00", 17, 0),
    ],
)
def test_a_moment_ahead(text: str, hours: int, minutes: int) -> None:
    assert parse_until(text, NOW, ZONE) == NOW.replace(hour=hours, minute=minutes)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14:56", "2026-11-23T14:56:00+01:00"),  # a few minutes, and half a day, ahead: nothing is asked
        ("23:59", "2026-11-23T23:59:00+01:00"),
        ("02:00", "2026-11-24T02:00:00+01:00"),
        ("14:50", "2026-11-24T14:50:00+01:00"),
        ("15:00 UTC", "2026-11-23T15:00:00+00:00"),
        ("Mon 16:00", "2026-11-23T16:00:00+01:00"),
        ("Mon 14:00", "2026-11-30T14:00:00+01:00"),
        ("Wed 14:00", "2026-11-25T14:00:00+01:00"),
        ("24.12. 18:00", "2026-12-24T18:00:00+01:00"),
        ("1 Jan 06:00", "2027-01-01T06:00:00+01:00"),
        ("today 18:00", "2026-11-23T18:00:00+01:00"),
    ],
)
def test_a_time_without_its_day_is_the_next_such(text: str, meant: str) -> None:
    assert parse_until(text, NOW, ZONE).isoformat() == meant


def test_the_next_time_on_the_nights_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 10, tzinfo=berlin)
    assert parse_until("02:05", first, berlin).isoformat() == "2026-10-25T02:05:00+01:00"
    with pytest.raises(Ambiguous, match="twice"):
        parse_until("02:30", first, berlin)
    with pytest.raises(UserError, match="put forward"):
        parse_until("02:30", datetime(2026, 3, 29, 1, 0, tzinfo=berlin), berlin)


def test_a_clock_time_that_has_passed_is_the_next_one() -> None:
    assert parse_until("09:00", NOW, ZONE) == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-23 09:00", "-10m", "yesterday 22:10"])
def test_a_moment_in_the_past_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="already over"):
        parse_until(text, NOW, ZONE)


def test_what_is_neither_says_what_a_time_looks_like() -> None:
    with pytest.raises(UserError):
        parse_until("soon", NOW, ZONE)
