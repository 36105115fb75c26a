"""Notes that begin with a time, and those that only seem to."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.timeasked import Ambiguous, WhichDay
from holdfast.domain.timeleads import split_leading_time

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 10, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("line", "meant", "rest"),
    [
        ("1352 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
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
        ("gestern 22:10 Pumpe aus", "2026-11-22T22:10:00+01:00", "Pumpe aus"),
        ("13:52: pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("13:52 - pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("13:52 - 3 pumps off", "2026-11-23T13:52:00+01:00", "- 3 pumps off"),
        ("13:52 Uhr Pumpe aus", "2026-11-23T13:52:00+01:00", "Pumpe aus"),
        ("1:52 pm pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("8:30 am Tor 3 Rauch", "2026-11-23T08:30:00+01:00", "am Tor 3 Rauch"),
        ("13:02Z pump off", "2026-11-23T13:02:00+00:00", "pump off"),
        ("13:02 UTC pump off", "2026-11-23T13:02:00+00:00", "pump off"),
        ("13:52 +01:00 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("08:02 EST pump off", "2026-11-23T08:02:00-05:00", "pump off"),
        ("08:02 America/New_York pump off", "2026-11-23T08:02:00-05:00", "pump off"),
        ("13:52 over the hill", "2026-11-23T13:52:00+01:00", "over the hill"),
        ("13:52 met the team", "2026-11-23T13:52:00+01:00", "met the team"),
        ("13:52 WEST GATE SHUT", "2026-11-23T13:52:00+01:00", "WEST GATE SHUT"),
        ("13:52 ist jemand da", "2026-11-23T13:52:00+01:00", "ist jemand da"),
        ("13:52 -2 bar", "2026-11-23T13:52:00+01:00", "-2 bar"),
        ("13:52 Client/Server down", "2026-11-23T13:52:00+01:00", "Client/Server down"),
        ("Mon 13:52 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("23.11. 13:52 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("23 Nov 13:52 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("2026-11-23 13:52 pump off", "2026-11-23T13:52:00+01:00", "pump off"),
        ("2026-10-25 02:30 UTC+2 pump off", "2026-10-25T02:30:00+02:00", "pump off"),
        ("2026-10-25 02:30:10.5 UTC-3:30 pump off", "2026-10-25T02:30:10.500000-03:30", "pump off"),
        ("2026-11-23T13:02:22.123Z pump off", "2026-11-23T13:02:22.123000+00:00", "pump off"),
        ("2026-11-23T08:02:22-05:00 host app: off", "2026-11-23T08:02:22-05:00", "host app: off"),
        ("Nov  3 13:52:22 host sshd[1]: off", "2026-11-03T13:52:22+01:00", "host sshd[1]: off"),
        ("[23/Nov/2026:13:52:22 +0100] GET /", "2026-11-23T13:52:22+01:00", "GET /"),
        ("[Mon Nov 23 13:52:22 2026] oom", "2026-11-23T13:52:22+01:00", "oom"),
        ("[13:52] pump off", "2026-11-23T13:52:00+01:00", "pump off"),
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
        " 2000 users affected",
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
        "13:52-14:10 outage",
        "13:52, 13:55 and 14:10 outages",
        "[see 10:30 mail] off",
        "[WARN] off",
        "[1403] off",
        "So 14:03",
        "marathon 14:03 x",
        "2026-11-23 was bad",
        "3 Mar was bad",
        "\u0661\u0663:\u0665\u0662 off",
    ],
)
def test_a_line_that_begins_otherwise_is_left_alone(line: str) -> None:
    assert split_leading_time(line, NOW, ZONE) == (None, line)


def test_a_line_that_begins_with_no_such_time_asks() -> None:
    with pytest.raises(UserError, match="no such time"):
        split_leading_time("25:10 pump off", NOW, ZONE)


@pytest.mark.parametrize(
    "line", ["03/04/2026 13:52 off", "2026-10-25 02:30 off", "13:52 CST off", "[13:52 IST] off"]
)
def test_a_line_that_begins_with_an_ambiguous_time_asks_and_each_answer_can_begin_it(line: str) -> None:
    with pytest.raises(Ambiguous) as asked:
        split_leading_time(line, NOW, ZONE)
    for reading in asked.value.readings:
        typed = str(reading).partition(" (")[0]
        assert split_leading_time(f"{typed} off", NOW, ZONE) == (reading.moment, "off")


def test_a_line_that_begins_with_a_time_to_come_asks_for_its_day() -> None:
    with pytest.raises(WhichDay) as asked:
        split_leading_time("14:30 pump off", NOW, ZONE)
    assert asked.value.hint.startswith("Type yesterday 14:30, or today 14:30 ")
    assert "space" not in asked.value.hint
    for reading in asked.value.readings:
        assert split_leading_time(f"{reading} pump off", NOW, ZONE) == (reading.moment, "pump off")


def test_four_digits_that_would_be_a_time_to_come_can_be_a_number() -> None:
    with pytest.raises(WhichDay) as asked:
        split_leading_time("1500 users affected", NOW, ZONE)
    assert asked.value.hint.endswith("If it is no time, put a space before it.")
    assert split_leading_time(" 1500 users affected", NOW, ZONE)[0] is None


def test_a_length_of_time_that_is_none_asks() -> None:
    with pytest.raises(UserError, match="can be read"):
        split_leading_time("-30m1h off", NOW, ZONE)


@pytest.mark.parametrize(
    "line", ["13:52" + " " * 100_000, "1" * 100_000, "13:52 " + "- " * 50_000, "[" * 100_000]
)
def test_long_lines_are_quick(line: str) -> None:
    when, rest = split_leading_time(line, NOW, ZONE)
    assert when is None or rest.startswith("-")


@given(st.text(max_size=200) | st.text("0123456789:-[]/. TZUCamp", max_size=40).map(lambda text: text + " x"))
def test_any_line_is_split_or_refused(line: str) -> None:
    try:
        when, rest = split_leading_time(line, NOW, UTC)
    except UserError:
        return
    assert line.endswith(rest)
    assert when is None or when.utcoffset() is not None
