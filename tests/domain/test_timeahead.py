"""Moments ahead, as they are typed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.timeahead import parse_until

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 13, 50, tzinfo=UTC)  # 14:50 in the zone


@pytest.mark.parametrize(
    ("text", "hours", "minutes"),
    [("20m", 14, 10), ("15:20", 14, 20), ("1520", 14, 20), ("23.11.2026 18:00", 17, 0)],
)
def test_a_moment_ahead(text: str, hours: int, minutes: int) -> None:
    assert parse_until(text, NOW, ZONE) == NOW.replace(hour=hours, minute=minutes)


def test_a_clock_time_that_has_passed_is_the_next_one() -> None:
    assert parse_until("09:00", NOW, ZONE) == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-23 09:00", "-10m", "yesterday 22:10"])
def test_a_moment_in_the_past_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="already over"):
        parse_until(text, NOW, ZONE)


def test_what_is_neither_says_what_a_time_looks_like() -> None:
    with pytest.raises(UserError):
        parse_until("soon", NOW, ZONE)
