"""Lengths of time and moments ahead, as they are typed."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.spans import LONGEST, parse_span, parse_until

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 13, 50, tzinfo=UTC)  # 14:50 in the zone


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20m", 1200),
        ("20", 1200),
        (" 20 min ", 1200),
        ("20 minutes", 1200),
        ("90s", 90),
        ("1h30", 5400),
        ("1h30m", 5400),
        ("1 h 30 min", 5400),
        ("2D", 172800),
        ("1d12", 129600),
        ("1w", 604800),
        ("1 hr. 5 min.", 3900),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert parse_span(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "  ", "m", "0", "0m", "-10m", "20x", "30m1h", "1h1h", "5s5", "400d", "9999999m", "14:20", "1.5h"],
)
def test_what_is_no_length_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_span(text)
    assert "20m, 1h30 or 2d" in (caught.value.hint or "")


@given(st.text(max_size=40))
def test_any_text_is_a_length_within_the_bounds_or_refused(text: str) -> None:
    with suppress(UserError):
        assert 0 < parse_span(text) <= LONGEST


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
