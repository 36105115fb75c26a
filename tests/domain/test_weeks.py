"""Weeks of a roster: read from what people write, told in few words, and of a moment."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.weeks import MOST, week_of, weeks_of, weeks_text

weeks = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(
    lambda day: "{:04}-W{:02}".format(*day.isocalendar())
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("2026-W48", "2026-W48"),
        ("2026w8, 2026-W07", "2026-W07..2026-W08"),
        ("2026-W48..2026-W51", "2026-W48..2026-W51"),
        ("2026-W48 - 2026-W50; 2026-W52", "2026-W48..2026-W50, 2026-W52"),
        ("2026-W48..W50", "2026-W48..2026-W50"),
        ("2026W48–W49", "2026-W48..2026-W49"),
        ("2026-W52 to 2027-W01", "2026-W52..2027-W01"),
    ],
)
def test_weeks_as_people_write_them(text: str, told: str) -> None:
    assert weeks_text(weeks_of(text)) == told


def test_2026_has_53_weeks() -> None:
    assert weeks_of("2026-W52..2027-W01") == ("2026-W52", "2026-W53", "2027-W01")


@pytest.mark.parametrize(
    "text", ["48", "2026-48", "W48", "2025-W53", "2026-W00", "2026-W50..2026-W48", "1000-W01..3000-W01", ".."]
)
def test_what_is_no_week_is_named(text: str) -> None:
    with pytest.raises(UserError, match="is no week"):
        weeks_of(text)


def test_more_weeks_than_fit() -> None:
    with pytest.raises(UserError, match=f"More than {MOST} weeks"):
        weeks_of("2000-W01..2009-W50 2010-W01..2019-W50")


def test_the_week_of_a_moment_is_that_of_its_zone() -> None:
    late = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    assert week_of(late) == "2026-W48"
    assert week_of(late.astimezone(timezone(timedelta(hours=1)))) == "2026-W49"


@given(st.sets(weeks, max_size=40))
def test_what_is_told_is_read_again(some: set[str]) -> None:
    assert weeks_of(weeks_text(sorted(some))) == tuple(sorted(some))


@given(st.text())
def test_any_text_is_weeks_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        assert all(len(week) == len("2026-W48") for week in weeks_of(text))


def test_words_that_were_removed_are_told_as_they_are() -> None:
    assert weeks_text(["\N{EM DASH}"]) == "\N{EM DASH}"
