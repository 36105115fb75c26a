"""Times typed by people, and the two forms in which the journal keeps times."""

# ruff: noqa: DTZ001  (hypothesis and a zone that is told in UTC work with naive bounds)

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.clock import from_occurred, from_stored, occurred_text, to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when, split_leading_time


class _Summer(tzinfo):
    """UTC+1, and UTC+2 from the last Sunday of March to that of October (01:00 UTC)."""

    _HOUR: Final = timedelta(hours=1)

    def _turn(self, year: int, month: int) -> datetime:
        last = datetime(year, month, 31, 1, 0)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    def _is_summer(self, utc: datetime) -> bool:
        return self._turn(utc.year, 3) <= utc < self._turn(utc.year, 10)

    def fromutc(self, dt: datetime) -> datetime:
        utc = dt.replace(tzinfo=None)
        local = utc + self._HOUR * (2 if self._is_summer(utc) else 1)
        repeated = self._is_summer(utc - self._HOUR) and not self._is_summer(utc)
        return local.replace(tzinfo=self, fold=int(repeated))

    def dst(self, dt: datetime | None) -> timedelta:
        if dt is None:
            return timedelta(0)
        local = dt.replace(tzinfo=None, fold=0)
        as_winter = self._is_summer(local - self._HOUR)
        as_summer = self._is_summer(local - 2 * self._HOUR)
        summer = as_summer if as_winter == as_summer or dt.fold == 0 else as_winter
        if as_winter and not as_summer:  # skipped in March
            summer = dt.fold == 1
        return self._HOUR if summer else timedelta(0)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self._HOUR + self.dst(dt)

    def tzname(self, dt: datetime | None) -> str:
        return "CEST" if self.dst(dt) else "CET"


ZONE = _Summer()
NOW = datetime(2026, 11, 23, 14, 10, 30, tzinfo=timezone(timedelta(hours=1)))

moments = st.datetimes(
    min_value=datetime(1971, 1, 1), max_value=datetime(2199, 12, 30), timezones=st.just(UTC)
)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def _read(text: str, now: datetime = NOW) -> str:
    return parse_when(text, now, ZONE).isoformat()


def _answer(text: str) -> datetime | UserError:
    try:
        return parse_when(text, NOW, ZONE)
    except UserError as refused:
        return refused


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2026-11-23T14:10:30+01:00"),
        ("14:03", "2026-11-23T14:03:00+01:00"),
        ("9:05", "2026-11-23T09:05:00+01:00"),
        ("1403", "2026-11-23T14:03:00+01:00"),
        ("140322", "2026-11-23T14:03:22+01:00"),
        ("14:03:22", "2026-11-23T14:03:22+01:00"),
        ("14:03:22.12", "2026-11-23T14:03:22.120000+01:00"),
        ("2:03 pm", "2026-11-23T14:03:00+01:00"),
        ("12:03 am", "2026-11-23T00:03:00+01:00"),
        ("12:03PM", "2026-11-23T12:03:00+01:00"),
        ("-10m", "2026-11-23T14:00:30+01:00"),
        ("-2h", "2026-11-23T12:10:30+01:00"),
        ("-1h30m", "2026-11-23T12:40:30+01:00"),
        ("-1d2h3m4s", "2026-11-22T12:07:26+01:00"),
        ("- 1h 30min", "2026-11-23T12:40:30+01:00"),
        ("\u221210m", "2026-11-23T14:00:30+01:00"),
        ("10 min ago", "2026-11-23T14:00:30+01:00"),
        ("yesterday 22:10", "2026-11-22T22:10:00+01:00"),
        ("22:10 yesterday", "2026-11-22T22:10:00+01:00"),
        ("yesterday at 2210", "2026-11-22T22:10:00+01:00"),
        ("Today 06:00", "2026-11-23T06:00:00+01:00"),
        ("today 23:00", "2026-11-23T23:00:00+01:00"),
    ],
)
def test_what_people_type(text: str, meant: str) -> None:
    assert _read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T14:03:22",
        "2026-11-23 14:03:22",
        "2026-11-23_14:03:22",
        "2026-11-23, 14:03:22",
        "2026/11/23 14:03:22",
        "2026.11.23 14:03:22",
        "20261123T140322",
        "20261123 140322",
        "20261123T140322+0100",
        "2026-11-23T14:03:22+01:00",
        "2026-11-23T14:03:22+01",
        "2026-11-23T14:03:22+01:00[Europe/Berlin]",
        "2026-11-23 14:03:22 CET",
        "2026-11-23 14:03:22 UTC+1",
        "2026-11-23 14:03:22 GMT+01:00",
        "23.11. 14:03:22",
        "23.11 14:03:22",
        "23.11., 14:03:22",
        "23.11.2026 14:03:22",
        "23. 11. 2026 14:03:22",
        "23.11.26 14:03:22",
        "14:03:22 23.11.",
        "14:03:22, 23.11.2026",
        "23 Nov 14:03:22",
        "23. Nov. 14:03:22",
        "23 November 2026, 14:03:22",
        "23 Nov 2026 at 14:03:22",
        "14:03:22 23 Nov 2026",
        "23-Nov-2026 14:03:22",
        "23 Nov 140322",
        "Nov 23 14:03:22",
        "Nov 23 14:03:22 2026",
        "Nov 23 2026 14:03:22",
        "Nov 23, 2026 2:03:22 PM",
        "November 23, 2026 at 2:03:22 PM",
        "Mon Nov 23 14:03:22 2026",
        "Mon Nov 23 14:03:22 CET 2026",
        "Mon 2026-11-23 14:03:22 CET",
        "Monday, November 23, 2026 2:03:22 PM",
        "Mon, 23 Nov 2026 14:03:22 +0100",
        "Mon, 23 Nov 2026 14:03:22 +0100 (CET)",
        "[23/Nov/2026:14:03:22 +0100]",
        "*Nov 23 14:03:22:",
        "11/23/2026 2:03:22 PM",
        "23/11/2026 14:03:22",
        "\u200e23.11.2026\u00a014:03:22",
    ],
)
def test_pasted_forms_mean_the_same_moment(text: str) -> None:
    assert _read(text) == "2026-11-23T14:03:22+01:00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-23T14:03:22Z", "2026-11-23T14:03:22+00:00"),
        ("2026-11-23 14:03 UTC", "2026-11-23T14:03:00+00:00"),
        ("Nov 23 14:03:22.123 UTC:", "2026-11-23T14:03:22.123000+00:00"),
        ("2026-11-23 14:03:22,123", "2026-11-23T14:03:22.123000+01:00"),
        ("2026-11-23T14:03:22.123456789-05:30", "2026-11-23T14:03:22.123456-05:30"),
        ("1795442602", "2026-11-23T15:03:22+01:00"),
        ("@1795442602", "2026-11-23T15:03:22+01:00"),
        ("1795442602.5", "2026-11-23T15:03:22.500000+01:00"),
        ("1795442602123", "2026-11-23T15:03:22.123000+01:00"),
        ("1795442602123456", "2026-11-23T15:03:22.123456+01:00"),
        ("1795442602123456789", "2026-11-23T15:03:22.123456+01:00"),
    ],
)
def test_fractions_zones_and_epochs(text: str, meant: str) -> None:
    assert _read(text) == meant


def test_a_clock_time_far_ahead_is_yesterdays() -> None:
    assert _read("14:15").startswith("2026-11-23")
    assert _read("14:16").startswith("2026-11-22")


def test_a_clock_time_in_another_zone_is_that_zones_today() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert _read("23:20 UTC", late) == "2026-11-23T23:20:00+00:00"
    assert _read("00:20", late) == "2026-11-24T00:20:00+01:00"
    assert _read("23:50 UTC", late) == "2026-11-22T23:50:00+00:00"


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


def test_a_repeated_time_asks_and_its_hints_are_readable() -> None:
    with pytest.raises(UserError) as asked:
        _read("2026-10-25 02:30")
    assert asked.value.what == "02:30 happened twice on 2026-10-25: the clocks were put back."
    forms = re.findall(r"2026-10-25 \S+", asked.value.hint)
    assert [_read(form) for form in forms] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]
    assert _read("2026-10-25 02:30 CEST") == "2026-10-25T02:30:00+02:00"
    assert _read("2026-10-25 02:30 CET") == "2026-10-25T02:30:00+01:00"


def test_a_skipped_time_asks_and_names_both_neighbours() -> None:
    with pytest.raises(UserError) as asked:
        _read("29.03. 02:30")
    assert asked.value.what == "02:30 did not happen on 2026-03-29: the clocks were put forward."
    assert asked.value.hint == "Type 01:30 or 03:30 in its place."


def test_moments_of_one_night_compare_rightly() -> None:
    first, second = (parse_when(f"2026-10-25 02:{text}", NOW, ZONE) for text in ("50 CEST", "10 CET"))
    assert first < second
    assert second - first == timedelta(minutes=20)


@pytest.mark.parametrize("text", ["11/12/2026 14:03", "1/2/2026 14:03"])
def test_a_day_that_can_be_two_asks(text: str) -> None:
    with pytest.raises(UserError, match="two different days") as asked:
        _read(text)
    assert len(re.findall(r"2026-\d\d-\d\d", asked.value.hint)) == 2


@pytest.mark.parametrize("text", ["14:03 CST", "14:03 BST", "14:03 CEST", "14:03 over"])
def test_an_abbreviation_that_the_zone_does_not_use_asks(text: str) -> None:
    with pytest.raises(UserError, match="more than one offset"):
        _read(text)


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
        "Mon 14:03",
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


@pytest.mark.parametrize("text", ["2026-11-23", "23 Nov 2026", "23.11. 2026", "yesterday"])
def test_a_day_alone_asks_for_the_time(text: str) -> None:
    with pytest.raises(UserError, match="time of day is missing") as asked:
        _read(text)
    assert f"{text} 14:03" in asked.value.hint


@given(st.text(max_size=100))
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


@given(st.integers(0, 9_999_999_999_999_999))
def test_epochs_in_microseconds(microseconds: int) -> None:
    read = parse_when(f"{microseconds:016}", NOW, ZONE)
    assert (read - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) == microseconds


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_bare_clock_time_lies_in_the_day_before_now(hour: int, minute: int) -> None:
    meant = parse_when(f"{hour:02}{minute:02}", NOW, ZONE)
    assert NOW - timedelta(days=1) < meant <= NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("line", "meant", "rest"),
    [
        ("1352: pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("1352 - pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("1352 \u2013 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("1352h pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("1352 Uhr: Pumpe aus", "2026-11-23T13:52:00+01:00", "Pumpe aus"),
        ("0352 pump off", "2026-11-23T03:52:00+01:00", "pump off"),
        ("today 1352 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("13:52 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("13:52:10 pump off", "2026-11-23T13:52:10+01:00", "pump off"),
        ("-10m pump off", "2026-11-23T14:00:30+01:00", "pump off"),
        ("-1h30m  pump\noff ", "2026-11-23T12:40:30+01:00", "pump\noff "),
        ("yesterday 2210 pump off", "2026-11-22T22:10:00+01:00", "pump off"),
    ],
)
def test_a_line_that_begins_with_a_time(line: str, meant: str, rest: str) -> None:
    when, text = split_leading_time(line, NOW, ZONE)
    assert when is not None
    assert (when.isoformat(), text) == (meant, rest)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "pump off",
        "1352",
        "-10m",
        "13:52 ",
        " 1352 rows lost",
        "2000 users affected",
        "1352 pump off",
        "2000 - 3000 users affected",
        "2000 h of running",
        "1352, or more",
        "2500 rows lost",
        "1399 rows",
        "2500: off",
        "1352text",
        "13520 rows",
        "-10 degrees",
        "14.03 bar",
        "now or never",
    ],
)
def test_a_line_that_begins_otherwise_is_left_alone(line: str) -> None:
    assert split_leading_time(line, NOW, ZONE) == (None, line)


def test_a_line_that_begins_with_no_such_time_asks() -> None:
    with pytest.raises(UserError, match="no such time"):
        split_leading_time("25:10 pump off", NOW, ZONE)


@given(st.datetimes(timezones=offsets, min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))
def test_stored_and_occurred_read_back(moment: datetime) -> None:
    stored, occurred = to_stored(moment), occurred_text(moment)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", stored)
    assert from_stored(stored) == moment
    assert from_stored(stored).utcoffset() == timedelta(0)
    assert from_occurred(occurred) == moment
    assert from_occurred(occurred).utcoffset() == moment.utcoffset()


@given(moments, moments)
def test_stored_times_sort_as_text(one: datetime, other: datetime) -> None:
    assert (to_stored(one) < to_stored(other)) == (one < other)


@pytest.mark.parametrize(
    "text", ["", "2026-11-23T14:03:22Z", "2026-11-23T14:03:22.000000+00:00", "2026-11-23"]
)
def test_other_forms_are_not_stored_forms(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (any of the standard library's)
        from_stored(text)


def test_a_time_without_an_offset_is_not_an_occurred_form() -> None:
    with pytest.raises(ValueError, match="2026"):
        from_occurred("2026-11-23T14:03:22")
