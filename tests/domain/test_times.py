"""Times typed by people, and the two forms in which the journal keeps times."""

# ruff: noqa: DTZ001  (hypothesis works with naive bounds)

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.clock import from_stored, occurred_text, to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.timeasked import Ambiguous, WhichDay, exact_text
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import stamp_text

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 10, 30, tzinfo=timezone(timedelta(hours=1)))

moments = st.datetimes(
    min_value=datetime(1971, 1, 1), max_value=datetime(2199, 12, 30), timezones=st.just(UTC)
)
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def _read(text: str, now: datetime = NOW) -> str:
    return parse_when(text, now, ZONE).isoformat()


PIECES = (
    *(
        "now",
        "ago",
        "vor",
        "-",
        "10",
        "min",
        "1h",
        "Mon",
        "So",
        "today",
        "gestern",
        "23.11.",
        "23/11/26",
        "231403Z",
    ),
    *(
        "Nov",
        "2026",
        "2026-11-23",
        "2026-W48-1",
        "2026-366",
        "29.2.",
        "1403",
        "14:03",
        "14:03:22.5",
        "02:30",
        "24:00",
    ),
    *(
        "Uhr",
        "pm",
        "h",
        "CST",
        "CET",
        "MEZ",
        "UTC+1",
        "+0100",
        "Europe/London",
        "(x",
        "1795442602",
        "@",
        "11-12",
    ),
)


def _answer(text: str, now: datetime = NOW) -> datetime | UserError:
    try:
        return parse_when(text, now, ZONE)
    except UserError as refused:
        return refused


def _which_day(text: str, now: datetime = NOW) -> WhichDay:
    with pytest.raises(WhichDay) as asked:
        parse_when(text, now, ZONE)
    return asked.value


def test_a_clock_time_a_little_ahead_is_todays() -> None:
    assert _read("14:15").startswith("2026-11-23")
    assert _read("14:15:30").startswith("2026-11-23")


def test_a_clock_time_further_ahead_asks_for_its_day() -> None:
    asked = _which_day("14:16")
    assert asked.what == "14:16 is still to come; the clock here says 14:10."
    assert asked.hint == "Type yesterday 14:16, or today 14:16 if a time to come is meant."
    assert _which_day("14:15:31").readings[1].moment - NOW == timedelta(minutes=5, seconds=1)


def test_a_clock_time_far_ahead_is_yesterdays() -> None:
    morning = datetime(2026, 11, 23, 0, 10, tzinfo=ZONE)
    assert _read("23:50", morning).startswith("2026-11-22")
    assert _read("12:11", morning).startswith("2026-11-22")
    assert str(_which_day("12:10", morning).readings[0]) == "yesterday 12:10"


def test_a_clock_time_on_a_weekday_that_is_today_asks_however_far_ahead_it_is() -> None:
    morning = datetime(2026, 11, 23, 0, 10, tzinfo=ZONE)
    assert _read("Mon 00:12", morning).startswith("2026-11-23")
    asked = _which_day("Mon 23:50", morning)
    assert asked.hint.startswith("Type 2026-11-16 23:50 UTC+1, or 2026-11-23 23:50 UTC+1 if ")
    assert _read("Sun 23:50", morning).startswith("2026-11-22")


def test_a_clock_time_just_after_midnight_asks_shortly_before_it() -> None:
    late = datetime(2026, 11, 23, 23, 57, tzinfo=ZONE)
    asked = _which_day("00:01", late)
    assert asked.what == "00:01 can be more than one day."
    assert asked.hint == "Type 2026-11-23 00:01 UTC+1 or 2026-11-24 00:01 UTC+1."
    assert _read("00:03", late).startswith("2026-11-23")


def test_a_clock_time_in_another_zone_is_that_zones_today() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert _read("23:20 UTC", late) == "2026-11-23T23:20:00+00:00"
    assert _read("00:20", late) == "2026-11-24T00:20:00+01:00"
    asked = _which_day("23:50 UTC", late)
    assert asked.what == "23:50 UTC is still to come; the clock here says 00:30."
    assert [str(each) for each in asked.readings] == ["2026-11-22 23:50 UTC", "2026-11-23 23:50 UTC"]
    assert _read("00:10 Asia/Tokyo", late) == "2026-11-24T00:10:00+09:00"
    assert len(_which_day("08:40 Asia/Tokyo", late).readings) == 2


def test_a_day_without_a_year_is_the_last_such_day() -> None:
    assert _read("24 Dec 10:00").startswith("2025-12-24")
    assert _read("Nov 24 00:01").startswith("2026-11-24")
    new_year = datetime(2026, 12, 31, 23, 58, tzinfo=UTC)
    assert _read("Jan  1 00:01:00 UTC", new_year).startswith("2027-01-01")


def test_29_february_needs_a_year_unless_one_is_near() -> None:
    assert _read("29 Feb 10:00", datetime(2028, 3, 1, tzinfo=UTC)).startswith("2028-02-29")
    with pytest.raises(UserError, match="no such time"):
        _read("29 Feb 10:00")
    assert _read("29 Feb 2024 10:00").startswith("2024-02-29")


def test_hours_back_are_hours_also_when_the_clocks_change() -> None:
    after = datetime(2026, 3, 29, 4, 0, tzinfo=ZONE)
    assert _read("-2h", after) == "2026-03-29T01:00:00+01:00"
    assert _read("-1d", after) == "2026-03-28T03:00:00+01:00"


def test_moments_of_one_night_compare_rightly() -> None:
    first, second = (parse_when(f"2026-10-25 02:{text}", NOW, ZONE) for text in ("50 CEST", "10 CET"))
    assert first < second
    assert second - first == timedelta(minutes=20)


@pytest.mark.parametrize(
    "text",
    [
        "25:00",
        "24:00",
        "14:60",
        "23:59:60",
        "31.02. 14:03",
        "2026-13-01 10:00",
        "13:00 pm",
        "0:30 am",
        "14:03 +25:00",
        "14:03 +01:75",
        "14:03 +14:15",
        "14:03 -12:30",
        "2026-366 10:00",
        "2026-W54-1 10:00",
        "11.23.2026 10:00",
        "13/13/2026 10:00",
        "30/30/30 10:00",
        "2500",
        "2026-02-29 10:00",
        "1/13/2026 25:00",
    ],
)
def test_times_that_no_clock_shows(text: str) -> None:
    with pytest.raises(UserError, match="There is no such time"):
        _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "14.03",
        "noon",
        "now now",
        "-",
        "-5",
        "--10m",
        "10m",
        "-10x",
        "14.03.22",
        "140322123",
        "09:00-10:00",
        "-1:30",
        "\u0661\u0664:\u0660\u0663",
        "\uff11\uff14:03",
        "2026-11-23T14",
        "9999-12-31 23:59",
        "9" * 80,
        "-" * 80,
        "1:" * 40,
        "Nov " * 20,
        "14:03 14:04",
        "nov 14:03",
        "23 Nov 24 Nov 14:03",
        "month 2026-11-23 14:03",
        "12345",
        "0203-01-01 10:00",
        "99999m",
        "x" * 10_000,
        "14:03\x00",
        " " * 80 + "14:03",
    ],
)
def test_what_is_no_time_shows_the_accepted_forms(text: str) -> None:
    with pytest.raises(UserError, match="can be read") as refused:
        _read(text)
    assert "1403" in refused.value.hint
    assert len(refused.value.what) < 150


@pytest.mark.parametrize(
    "text", ["2026-11-23", "23 Nov 2026", "23.11. 2026", "yesterday", "Mon", "Montag 23.11."]
)
def test_a_day_alone_asks_for_the_time(text: str) -> None:
    with pytest.raises(UserError, match="time of day is missing") as asked:
        _read(text)
    assert f"{text} 14:03" in asked.value.hint


@given(
    st.text(max_size=100)
    | st.text("0123456789:-/.+ TZWamphun", max_size=30)
    | st.lists(st.sampled_from(PIECES)).map(" ".join)
)
def test_any_text_is_a_time_or_a_polite_refusal(text: str) -> None:
    match _answer(text):
        case UserError() as refused:
            assert refused.what
            assert refused.hint
        case moment:
            assert moment.utcoffset() is not None


FORMS: list[Callable[[datetime], str]] = [
    lambda moment: moment.isoformat(),
    lambda moment: moment.isoformat(" "),
    lambda moment: f"{moment:%Y%m%dT%H%M%S.%f%z}",
    lambda moment: f"{moment:%d.%m.%Y %H:%M:%S.%f %z}",
    lambda moment: f"{moment:%d %b %Y %H:%M:%S.%f %z}",
    lambda moment: f"{moment:%b %d %H:%M:%S.%f UTC%z %Y}",
    lambda moment: f"{moment:%a, %d %B %Y %H:%M:%S.%f %z}",
    lambda moment: f"[{moment:%d/%b/%Y:%H:%M:%S.%f %z}]",
    lambda moment: f"{moment:%I:%M:%S.%f %p %z, %d %B %Y}",
    lambda moment: f"{moment:%G-W%V-%uT%H:%M:%S.%f%z}",
    lambda moment: f"{moment:%Y-%jT%H:%M:%S.%f%z}",
    lambda moment: f"{moment:%A, %d-%b-%Y %H.%M.%S.%f} GMT{moment:%z}",
    lambda moment: f"Date: {moment:%a, %d %b %Y %H:%M:%S.%f %z} (what the sender calls it)",
    lambda moment: f"{moment:%b %d %H:%M:%S.%f} UTC{moment:%z}, {moment:%Y}".replace(",", ""),
    lambda moment: f"{moment:%Y:%m:%d %H:%M:%S.%f}{moment:%z}",
    exact_text,
]


@given(moments, offsets, st.sampled_from(FORMS))
def test_every_form_reads_back(moment: datetime, offset: timezone, form: Callable[[datetime], str]) -> None:
    local = moment.astimezone(offset)
    read = parse_when(form(local), NOW, ZONE)
    assert read == local
    assert read.utcoffset() == local.utcoffset()


@given(moments.filter(lambda moment: moment.year < 2100))
def test_a_local_time_reads_back_or_asks(moment: datetime) -> None:
    local = moment.astimezone(ZONE)
    match _answer(local.isoformat(" ")[:-6]):
        case UserError() as asked:
            assert "twice" in asked.what
        case read:
            assert read == moment


@given(moments.map(lambda moment: moment.replace(second=0, microsecond=0)), offsets)
def test_what_the_screens_show_reads_back(moment: datetime, offset: timezone) -> None:
    assert parse_when(stamp_text(moment, offset), NOW, ZONE) == moment


@given(moments)
def test_every_epoch_reads_back(moment: datetime) -> None:
    since = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    forms = [f"{since:016}", f"{since * 1000:019}", f"@{since // 1_000_000:010}.{since % 1_000_000:06}"]
    filetime, ticks = since * 10 + 116_444_736_000_000_000, since * 10 + 621_355_968_000_000_000
    forms += [str(filetime)] if filetime < 140_000_000_000_000_000 else []
    forms += [str(ticks)] if ticks < 650_000_000_000_000_000 else []
    assert {parse_when(form, NOW, ZONE) for form in forms} == {moment}
    assert abs(parse_when(f"{since // 1000:013}", NOW, ZONE) - moment) < timedelta(milliseconds=1)


@given(st.integers(0, 9_999_999_999_999_999))
def test_epochs_in_microseconds(microseconds: int) -> None:
    read = parse_when(f"{microseconds:016}", NOW, ZONE)
    assert (read - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) == microseconds


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_bare_clock_time_lies_in_the_day_before_now(hour: int, minute: int) -> None:
    match _answer(f"{hour:02}{minute:02}"):
        case WhichDay(readings=(yesterdays, todays)):
            assert timedelta(minutes=5) < todays.moment - NOW <= timedelta(hours=12)
            assert todays.moment - yesterdays.moment == timedelta(days=1)
        case UserError() as refused:
            pytest.fail(str(refused))
        case meant:
            assert NOW - timedelta(days=1) < meant <= NOW + timedelta(minutes=5)


_ZONES = ("", "", " UTC", " -05:00", " Asia/Tokyo", " Europe/Berlin", " EST", " CET", " CEST", " CST")
_WEEKDAYS = ("", "", "Mon ", "So ", "Wed ")
_BARE = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 29, 30, 31)]


@given(
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)),
    st.sampled_from(_WEEKDAYS),
    st.sampled_from(_BARE),
    st.sampled_from(_ZONES),
)
def test_a_time_without_its_day_is_never_silently_a_day_off(
    now: datetime, weekday: str, clock: str, zone: str
) -> None:
    """What is taken has come, or comes in minutes, and today's was not near instead; else each is asked."""
    match _answer(f"{weekday}{clock}{zone}", now):
        case Ambiguous() as asked:
            for each in asked.readings:
                assert parse_when(str(each).partition(" (")[0], now, ZONE) == each.moment
        case UserError() as refused:
            assert "put forward" in refused.what
        case meant:
            assert meant - now <= timedelta(minutes=5)
            later = meant + timedelta(days=7 if weekday else 1)
            if later.date() == now.astimezone(meant.tzinfo).date():
                slack = timedelta(hours=1)  # by which the days on which the clocks change are shorter
                assert not weekday
                assert later - now > timedelta(hours=12) - slack


@given(st.datetimes(timezones=offsets, min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))
def test_stored_and_occurred_read_back(moment: datetime) -> None:
    stored, occurred = to_stored(moment), occurred_text(moment)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", stored)
    assert from_stored(stored) == moment
    assert from_stored(stored).utcoffset() == timedelta(0)
    assert datetime.fromisoformat(occurred) == moment
    assert datetime.fromisoformat(occurred).utcoffset() == moment.utcoffset()


@given(moments, moments)
def test_stored_times_sort_as_text(one: datetime, other: datetime) -> None:
    assert (to_stored(one) < to_stored(other)) == (one < other)


@pytest.mark.parametrize(
    "text", ["", "2026-11-23T14:03:22Z", "2026-11-23T14:03:22.000000+00:00", "2026-11-23"]
)
def test_other_forms_are_not_stored_forms(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (any of the standard library's)
        from_stored(text)
