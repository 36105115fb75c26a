"""Calendar months, as laws count them: the same date, or the last day of a shorter month."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.months import months_after

BERLIN, NEW_YORK, LORD_HOWE = (
    ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
)
ZONES: tuple[tzinfo, ...] = (
    UTC, BERLIN, NEW_YORK, LORD_HOWE,
    *(ZoneInfo(name) for name in ("Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Africa/Cairo")),
    *(ZoneInfo(name) for name in ("Pacific/Kiritimati", "America/Santiago", "Africa/Casablanca")),
)  # fmt: skip

MOMENTS = st.integers(157_766_400_000_000, 3_786_912_000_000_000).map(
    lambda micro: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)
)
"""From 1975 to 2090."""


@pytest.mark.parametrize(
    ("zone", "begins", "months", "due"),
    [
        (BERLIN, "2026-11-23 14:03", 1, "2026-12-23 14:03+01:00"),
        (BERLIN, "2026-01-31 10:00", 1, "2026-02-28 10:00+01:00"),
        (BERLIN, "2028-01-31 10:00", 1, "2028-02-29 10:00+01:00"),
        (BERLIN, "2026-02-28 10:00", 1, "2026-03-28 10:00+01:00"),
        (BERLIN, "2026-08-31 23:59", 1, "2026-09-30 23:59+02:00"),
        (BERLIN, "2026-12-31 00:00", 2, "2027-02-28 00:00+01:00"),
        (BERLIN, "2026-11-23 14:03", 12, "2027-11-23 14:03+01:00"),
        (BERLIN, "2026-03-15 12:00", 1, "2026-04-15 12:00+02:00"),  # an hour less in between
        (BERLIN, "2026-02-28 23:30", 1, "2026-03-28 23:30+01:00"),  # 1 March is another month in UTC
        (BERLIN, "2026-02-28 02:30", 13, "2027-03-28 03:30+02:00"),  # no such time on that day
        (BERLIN, "2026-09-25 02:30", 1, "2026-10-25 02:30+02:00"),  # twice on that day: the first
        (NEW_YORK, "2026-02-08 02:15", 1, "2026-03-08 03:15-04:00"),
        (LORD_HOWE, "2026-03-05 01:45", 1, "2026-04-05 01:45+11:00"),  # half an hour comes twice
    ],
)
def test_a_month_from(zone: tzinfo, begins: str, months: int, due: str) -> None:
    begun = datetime.fromisoformat(begins).replace(tzinfo=zone)
    assert months_after(begun, months, zone) == datetime.fromisoformat(due)
    assert months_after(begun.astimezone(UTC), months, zone).tzinfo is UTC


@given(
    begins=MOMENTS,
    months=st.integers(1, 24),
    zone=st.sampled_from(ZONES),
)
def test_it_is_the_same_date_and_time_of_day_or_the_last_day_of_a_shorter_month(
    begins: datetime, months: int, zone: tzinfo
) -> None:
    due = months_after(begins, months, zone)
    here, there = begins.astimezone(zone), due.astimezone(zone)
    number = here.year * 12 + here.month - 1 + months
    last = monthrange(number // 12, number % 12 + 1)[1]
    wanted = here.replace(year=number // 12, month=number % 12 + 1, day=min(here.day, last), tzinfo=None)
    passed_over = there.replace(tzinfo=None) - wanted
    assert timedelta() <= passed_over <= timedelta(hours=1)
    if not passed_over:
        assert there.fold == 0
    else:  # the clocks went forward over it
        before = due - timedelta(hours=2)
        assert (there.utcoffset() or timedelta()) - (
            before.astimezone(zone).utcoffset() or timedelta()
        ) > timedelta()
    assert due > begins


@given(
    begins=MOMENTS,
    later=st.timedeltas(timedelta(), timedelta(days=40)),
    months=st.integers(1, 12),
    zone=st.sampled_from(ZONES),
)
def test_what_begins_a_day_later_is_never_due_earlier(
    begins: datetime, later: timedelta, months: int, zone: tzinfo
) -> None:
    first, second = (months_after(at, months, zone) for at in (begins, begins + timedelta(days=1) + later))
    assert first - second <= timedelta(days=1)
    if (begins + later).astimezone(zone).date() > begins.astimezone(zone).date():
        assert months_after(begins, months, zone).astimezone(zone).date() <= second.astimezone(zone).date()
