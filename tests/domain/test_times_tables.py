"""One table for each answer to a typed time: what it means, what it can mean, and where it is told."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.timeasked import Ambiguous, WhichDay
from holdfast.domain.times import parse_when
from holdfast.domain.timezones import zone_called

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 10, 30, tzinfo=BERLIN)  # a Monday


def _read(text: str, now: datetime = NOW) -> str:
    return parse_when(text, now, now.tzinfo or BERLIN).isoformat()


def _asked(text: str, zone: str = "Europe/Berlin") -> Ambiguous:
    with pytest.raises(Ambiguous) as asked:
        parse_when(text, NOW, ZoneInfo(zone))
    return asked.value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2026-11-23T14:10:30+01:00"),
        ("14:03", "2026-11-23T14:03:00+01:00"),
        ("9:05", "2026-11-23T09:05:00+01:00"),
        ("1403", "2026-11-23T14:03:00+01:00"),
        ("140322", "2026-11-23T14:03:22+01:00"),
        ("14:03:22", "2026-11-23T14:03:22+01:00"),
        ("14:15", "2026-11-23T14:15:00+01:00"),
        ("02:11", "2026-11-23T02:11:00+01:00"),
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
        ("day before yesterday 22:10", "2026-11-21T22:10:00+01:00"),
        ("2pm", "2026-11-23T14:00:00+01:00"),
        ("2:03 p.m.", "2026-11-23T14:03:00+01:00"),
        ("2.03 pm", "2026-11-23T14:03:00+01:00"),
        ("6 p.m. yesterday", "2026-11-22T18:00:00+01:00"),
        ("1403h", "2026-11-23T14:03:00+01:00"),
        ("1403 hrs", "2026-11-23T14:03:00+01:00"),
        ("14h03", "2026-11-23T14:03:00+01:00"),
        ("14 h", "2026-11-23T14:00:00+01:00"),
        ("Mon 14:03", "2026-11-23T14:03:00+01:00"),
        ("Mon 14:14", "2026-11-23T14:14:00+01:00"),
        ("Tue 14:03", "2026-11-17T14:03:00+01:00"),
        ("22:10 Sunday", "2026-11-22T22:10:00+01:00"),
        ("on Friday at 5 pm", "2026-11-20T17:00:00+01:00"),
        ("time: 14:03", "2026-11-23T14:03:00+01:00"),
        ("10 minutes ago", "2026-11-23T14:00:30+01:00"),
        ("1 hour and 30 minutes ago", "2026-11-23T12:40:30+01:00"),
        ("2 days ago", "2026-11-21T14:10:30+01:00"),
        ("-1w", "2026-11-16T14:10:30+01:00"),
        ("-90s", "2026-11-23T14:09:00+01:00"),
        ("jetzt", "2026-11-23T14:10:30+01:00"),
        ("14:03 Uhr", "2026-11-23T14:03:00+01:00"),
        ("14.03 Uhr", "2026-11-23T14:03:00+01:00"),
        ("14 Uhr", "2026-11-23T14:00:00+01:00"),
        ("14 Uhr 03", "2026-11-23T14:03:00+01:00"),
        ("heute 08:00", "2026-11-23T08:00:00+01:00"),
        ("gestern um 22.10 Uhr", "2026-11-22T22:10:00+01:00"),
        ("vorgestern 22:10", "2026-11-21T22:10:00+01:00"),
        ("So. 22:10", "2026-11-22T22:10:00+01:00"),
        ("vor 10 Minuten", "2026-11-23T14:00:30+01:00"),
        ("vor 1 Std. 30 Min.", "2026-11-23T12:40:30+01:00"),
        ("am 22.11. um 14:03 Uhr", "2026-11-22T14:03:00+01:00"),
        ("Montag, den 23. November 2026, 14:03 Uhr", "2026-11-23T14:03:00+01:00"),
        ("3. M\u00e4rz 2026 14:03", "2026-03-03T14:03:00+01:00"),
        ("5. Dez. 14:03", "2025-12-05T14:03:00+01:00"),
        ("11/23 14:03", "2026-11-23T14:03:00+01:00"),
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
        "11/23/26 14:03:22",
        "Mon 23/11/26 14:03:22",
        "23 Nov 26 14:03:22",
        "2026 Nov 23 14:03:22",
        "2026-Nov-23 14:03:22",
        "2026-W48-1T14:03:22",
        "2026W481T140322",
        "2026-327T14:03:22",
        "2026327T140322",
        "20261123140322",
        "2026:11:23 14:03:22",
        "2026-11-23-14.03.22",
        "23.11.2026 14.03.22",
        "23-NOV-26 02.03.22 PM",
        "I1123 14:03:22",
        "D:20261123140322+01'00'",
        "D:20261123140322",
        "D:20261123130322Z",
        "D:20261123130322Z00'00'",
        "Nov 23 13:03:22 2026 GMT",
        "Nov 23, 2026 @ 14:03:22",
        "20261123130322Z",
        "Monday, 23-Nov-26 13:03:22 GMT",
        "Mon, 23 Nov 26 13:03:22 +0000",
        "Mon Nov 23 2026 14:03:22 GMT+0100 (Central European Standard Time)",
        "2026-11-23 14:03:22 +0100 CET m=+0.000012",
        "2026-11-23T14:03:22[Europe/Berlin]",
        "2026-11-23 14:03:22 europe/berlin",
        "2026-11-23 14:03:22 (CET)",
        "2026-11-23 14:03:22 MEZ",
        "2026-11-23 08:03:22 America/New_York",
        "2026-11-23 08:03:22 EST",
        "2026-11-23 18:33:22 UTC+5:30",
        "2026-11-23T08:03:22\u221205:00",
        "Date: Mon, 23 Nov 2026 14:03:22 +0100",
        '<TimeCreated SystemTime="2026-11-23T13:03:22.0000000Z"/>',
        '"timestamp":"2026-11-23T13:03:22Z"',
        "ts=1795439002",
        "1795439002000",
        "134399126020000000",
        "639310358020000000",
    ],
)
def test_pasted_forms_mean_the_same_moment(text: str) -> None:
    assert datetime.fromisoformat(_read(text)) == datetime(2026, 11, 23, 14, 3, 22, tzinfo=BERLIN)


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
        ("20261123140322123", "2026-11-23T14:03:22.123000+01:00"),
        ("14:03:22:123", "2026-11-23T14:03:22.123000+01:00"),
        ("231303Z NOV 2026", "2026-11-23T13:03:00+00:00"),
        ("231403ANOV26", "2026-11-23T14:03:00+01:00"),
        ("230803R NOV", "2026-11-23T08:03:00-05:00"),
        ("2026-06-01 14:03 EDT", "2026-06-01T14:03:00-04:00"),
        ("2026-11-23 14:03 NST", "2026-11-23T14:03:00-03:30"),
        ("2026-11-23 14:03 AEDT", "2026-11-23T14:03:00+11:00"),
        ("2026-11-23 14:03 Etc/GMT+1", "2026-11-23T14:03:00-01:00"),
        ("2026-11-23T13:03:22.1234567Z", "2026-11-23T13:03:22.123456+00:00"),
        ("msg=audit(1795442602.123:4567):", "2026-11-23T15:03:22.123000+01:00"),
        ("2026-10-25 02:30 MESZ", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25 02:30 Europe/London", "2026-10-25T02:30:00+00:00"),
        ("1795442602123456789", "2026-11-23T15:03:22.123456+01:00"),
    ],
)
def test_fractions_zones_and_epochs(text: str, meant: str) -> None:
    assert _read(text) == meant


AMBIGUOUS = [
    ("11/12/2026 14:03", ["2026-12-11 14:03 UTC+1", "2026-11-12 14:03 UTC+1"]),
    ("03/04/2026 14:03", ["2026-04-03 14:03 UTC+2", "2026-03-04 14:03 UTC+1"]),
    ("3-4-2026 14:03:22", ["2026-04-03 14:03:22 UTC+2", "2026-03-04 14:03:22 UTC+1"]),
    ("03/04 14:03", ["2026-04-03 14:03 UTC+2", "2026-03-04 14:03 UTC+1"]),
    ("11-12 14:03", ["2025-12-11 14:03 UTC+1", "2026-11-12 14:03 UTC+1"]),
    ("23/11/26 14:03", ["2026-11-23 14:03 UTC+1", "2023-11-26 14:03 UTC+1"]),
    ("26-11-23 14:03", ["2023-11-26 14:03 UTC+1", "2026-11-23 14:03 UTC+1"]),
    ("03/04/05 14:03", ["2005-04-03 14:03 UTC+2", "2005-03-04 14:03 UTC+1", "2003-04-05 14:03 UTC+2"]),
    ("5/6/26 14:03", ["2026-06-05 14:03 UTC+2", "2026-05-06 14:03 UTC+2"]),
    ("261123 14:03:22", ["2026-11-23 14:03:22 UTC+1", "2023-11-26 14:03:22 UTC+1"]),
    ("2026-10-25 02:30", ["2026-10-25 02:30 UTC+2 (CEST)", "2026-10-25 02:30 UTC+1 (CET)"]),
    (
        "25 Oct 02:30:10.5",
        ["2026-10-25 02:30:10.500000 UTC+2 (CEST)", "2026-10-25 02:30:10.500000 UTC+1 (CET)"],
    ),
    (
        "2026-11-01 01:30 America/New_York",
        ["2026-11-01 01:30 UTC-4 (EDT)", "2026-11-01 01:30 UTC-5 (EST)"],
    ),
    (
        "14:03 CST",
        [
            "2026-11-22 14:03 UTC-6 (North America)",
            "2026-11-23 14:03 UTC+8 (China)",
            "2026-11-22 14:03 UTC-5 (Cuba)",
        ],
    ),
    (
        "14:03 IST",
        [
            "2026-11-23 14:03 UTC+5:30 (India)",
            "2026-11-23 14:03 UTC+2 (Israel)",
            "2026-11-23 14:03 UTC+1 (Ireland)",
        ],
    ),
    ("14:03 BST", ["2026-11-23 14:03 UTC+1 (Britain)", "2026-11-23 14:03 UTC+6 (Bangladesh)"]),
    ("14:03 CEST", ["2026-11-23 14:03 UTC+1 (CET)", "2026-11-23 14:03 UTC+2 (CEST)"]),
    (
        "03/04/2026 14:03 CET",
        ["2026-04-03 14:03 UTC+2 (CEST)", "2026-03-04 14:03 UTC+1 (CET)", "2026-04-03 14:03 UTC+1 (CET)"],
    ),
    ("2026-06-01 14:03 MEZ", ["2026-06-01 14:03 UTC+2 (CEST)", "2026-06-01 14:03 UTC+1 (CET)"]),
]


WHICH_DAY = [
    ("14:16", ["yesterday 14:16", "today 14:16"]),
    ("1416", ["yesterday 14:16", "today 14:16"]),
    ("14:16:30", ["yesterday 14:16:30", "today 14:16:30"]),
    ("2:16 pm", ["yesterday 14:16", "today 14:16"]),
    ("14.16 Uhr", ["yesterday 14:16", "today 14:16"]),
    ("[22:10]", ["yesterday 22:10", "today 22:10"]),
    ("23:59", ["yesterday 23:59", "today 23:59"]),
    ("14:16 UTC", ["2026-11-22 14:16 UTC", "2026-11-23 14:16 UTC"]),
    ("14:16 CET", ["2026-11-22 14:16 UTC+1", "2026-11-23 14:16 UTC+1"]),
    ("08:16 EST", ["2026-11-22 08:16 UTC-5", "2026-11-23 08:16 UTC-5"]),
    ("14:16 +01:00", ["2026-11-22 14:16 UTC+1", "2026-11-23 14:16 UTC+1"]),
    ("22:16 Asia/Tokyo", ["2026-11-22 22:16 UTC+9", "2026-11-23 22:16 UTC+9"]),
    ("Mon 14:16", ["2026-11-16 14:16 UTC+1", "2026-11-23 14:16 UTC+1"]),
    ("Montag 23:59 Uhr", ["2026-11-16 23:59 UTC+1", "2026-11-23 23:59 UTC+1"]),
]


@pytest.mark.parametrize(("text", "readings"), WHICH_DAY)
def test_a_time_of_day_that_lies_ahead_asks_for_its_day_and_each_answer_is_read(
    text: str, readings: list[str]
) -> None:
    asked = _asked(text)
    assert isinstance(asked, WhichDay)
    assert asked.what.endswith(" is still to come; the clock here says 14:10.")
    assert asked.hint == f"Type {readings[0]}, or {readings[1]} if a time to come is meant."
    assert [parse_when(each, NOW, BERLIN) for each in readings] == [each.moment for each in asked.readings]


def test_a_time_ahead_on_the_night_of_a_change_names_each() -> None:
    before = datetime(2026, 10, 25, 1, 50, tzinfo=BERLIN)
    with pytest.raises(WhichDay) as asked:
        _read("02:30", before)
    assert [str(each) for each in asked.value.readings] == [
        "2026-10-24 02:30 UTC+2",
        "2026-10-25 02:30 UTC+2",
        "2026-10-25 02:30 UTC+1",
    ]
    spring = datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN)
    assert _read("02:30", spring) == "2026-03-28T02:30:00+01:00"
    with pytest.raises(UserError, match="02:30 did not happen on 2026-03-29"):
        _read("02:30", datetime(2026, 3, 30, 1, 0, tzinfo=BERLIN))


@pytest.mark.parametrize(("text", "readings"), AMBIGUOUS)
def test_what_can_mean_several_moments_asks_and_each_answer_is_read(text: str, readings: list[str]) -> None:
    asked = _asked(text)
    assert [str(reading) for reading in asked.readings] == readings
    assert asked.hint == f"Type {', '.join(readings[:-1])} or {readings[-1]}."
    for reading in asked.readings:
        assert parse_when(str(reading).partition(" (")[0], NOW, BERLIN) == reading.moment


def test_what_is_asked_says_why() -> None:
    assert _asked("03/04/2026 14:03").what == "03/04/2026 14:03 can be more than one day."
    assert _asked("2026-10-25 02:30").what.startswith("02:30 happened twice on 2026-10-25: ")
    assert _asked("14:03 ist").what == "IST can mean more than one offset."
    both = _asked("03/04/2026 14:03 BST")
    assert both.what.endswith("more than one day.")
    assert str(both.readings[0]) == "2026-04-03 14:03 UTC+1 (Britain)"


def test_every_abbreviation_of_several_zones_asks() -> None:
    for name in ("AST", "BST", "CDT", "CST", "GST", "IST", "MST", "PST", "SST", "WST"):
        assert len(_asked(f"2026-11-23 14:03 {name}", "UTC").readings) > 1, name


@pytest.mark.parametrize(
    ("zone", "text", "meant"),
    [
        ("America/Chicago", "2026-11-23 14:03 CST", "2026-11-23T14:03:00-06:00"),
        ("Asia/Shanghai", "2026-11-23 14:03 CST", "2026-11-23T14:03:00+08:00"),
        ("Asia/Kolkata", "2026-11-23 14:03 IST", "2026-11-23T14:03:00+05:30"),
        ("Europe/London", "2026-07-01 14:03 BST", "2026-07-01T14:03:00+01:00"),
        ("America/New_York", "2026-11-01 01:30 EST", "2026-11-01T01:30:00-05:00"),
    ],
)
def test_an_abbreviation_of_the_station_is_the_stations(zone: str, text: str, meant: str) -> None:
    assert parse_when(text, NOW, ZoneInfo(zone)).isoformat() == meant


def test_a_day_of_the_week_decides_between_days() -> None:
    assert _read("Thu 12/11/2026 14:03").startswith("2026-11-12")
    assert _read("Fri 12/11/2026 14:03").startswith("2026-12-11")


@pytest.mark.parametrize("text", ["Tue 2026-11-23 14:03", "Tue Nov 23 14:03:22", "Dienstag, heute 14:03"])
def test_a_day_of_the_week_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="2026-11-23 is not that day of the week"):
        _read(text)


@pytest.mark.parametrize(
    "text", ["2026-11-23 14:03 +01:00 Europe/London", "2026-11-23T14:03+01:00[Asia/Tokyo]", "14:03 +0100 PST"]
)
def test_an_offset_that_its_zone_does_not_have_then_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not the time of"):
        _read(text)


@pytest.mark.parametrize(
    "text", ["14:03 over", "14:03 ET", "14:03 Europe/Nowhere", "14:03 (somewhere else", "12:00 noon"]
)
def test_an_unknown_zone_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not a zone that is known"):
        _read(text)


# --- Where the clocks change: zone, skipped (its neighbours), repeated (its two moments) ---

CHANGES = [
    (
        "Europe/Berlin",
        ("2026-03-29 02:30", "2026-03-29 01:30 UTC+1", "2026-03-29 03:30 UTC+2"),
        ("2026-10-25 02:30", "+02:00", "+01:00"),
    ),
    (
        "America/New_York",
        ("2026-03-08 02:15", "2026-03-08 01:15 UTC-5", "2026-03-08 03:15 UTC-4"),
        ("2026-11-01 01:15", "-04:00", "-05:00"),
    ),
    (
        "Australia/Lord_Howe",  # by half an hour
        ("2026-10-04 02:10", "2026-10-04 01:40 UTC+10:30", "2026-10-04 02:40 UTC+11"),
        ("2026-04-05 01:45", "+11:00", "+10:30"),
    ),
    (
        "America/Santiago",  # at midnight
        ("2026-09-06 00:30", "2026-09-05 23:30 UTC-4", "2026-09-06 01:30 UTC-3"),
        ("2026-04-04 23:30", "-03:00", "-04:00"),
    ),
]


@pytest.mark.parametrize(("zone", "skipped", "repeated"), CHANGES)
def test_a_skipped_time_is_refused_with_both_neighbours(
    zone: str, skipped: tuple[str, str, str], repeated: tuple[str, str, str]
) -> None:
    text, earlier, later = skipped
    with pytest.raises(UserError) as refused:
        parse_when(text, NOW, ZoneInfo(zone))
    assert not isinstance(refused.value, Ambiguous)
    day, clock = text.split()
    assert refused.value.what == f"{clock} did not happen on {day}: the clocks were put forward."
    assert refused.value.hint == f"Type {earlier} or {later}."
    between = [parse_when(each, NOW, ZoneInfo(zone)) for each in (earlier, later)]
    assert between[0] < between[1]


@pytest.mark.parametrize(("zone", "skipped", "repeated"), CHANGES)
def test_a_repeated_time_asks_for_either(
    zone: str, skipped: tuple[str, str, str], repeated: tuple[str, str, str]
) -> None:
    text, first, second = repeated
    asked = _asked(text, zone)
    day = text.replace(" ", "T")
    assert [each.moment.isoformat() for each in asked.readings] == [f"{day}:00{first}", f"{day}:00{second}"]


@pytest.mark.parametrize(("zone", "skipped", "repeated"), CHANGES)
def test_an_offset_or_a_zone_without_the_change_is_not_asked(
    zone: str, skipped: tuple[str, str, str], repeated: tuple[str, str, str]
) -> None:
    for text in (skipped[0], repeated[0]):
        for where in ("UTC", "+05:30", "Asia/Kolkata"):
            assert (
                parse_when(f"{text} {where}", NOW, ZoneInfo(zone))
                .replace(tzinfo=None)
                .isoformat(" ", "minutes")
                == text
            )


def test_kolkata_never_changes() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    for month in range(1, 13):
        for hour in range(24):
            told = f"2026-{month:02}-25T{hour:02}:30:00"
            assert parse_when(told, NOW, kolkata).isoformat() == told + "+05:30"


def test_of_a_repeated_time_alone_only_what_has_come_is_meant() -> None:
    during = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    assert _read("02:50", during) == "2026-10-25T02:50:00+02:00"
    with pytest.raises(Ambiguous):
        _read("02:05", during)
    before = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN)
    assert _read("02:05", before) == "2026-10-25T02:05:00+02:00"


def test_a_skipped_time_alone_is_refused_on_its_day_and_fine_on_the_next() -> None:
    with pytest.raises(UserError, match="put forward"):
        _read("02:30", datetime(2026, 3, 29, 10, 0, tzinfo=BERLIN))
    assert _read("02:30", datetime(2026, 3, 30, 10, 0, tzinfo=BERLIN)) == "2026-03-30T02:30:00+02:00"


def test_a_day_that_a_zone_left_out_is_skipped() -> None:
    with pytest.raises(UserError, match="12:00 did not happen on 2011-12-30") as refused:
        parse_when("2011-12-30 12:00", NOW, ZoneInfo("Pacific/Apia"))
    assert refused.value.hint == "Type 2011-12-29 12:00 UTC-10 or 2011-12-31 12:00 UTC+14."


def test_of_two_days_the_one_on_which_the_clocks_skip_the_time_is_not_meant() -> None:
    # 8 March does not have 02:30 in New York, 3 August does.
    assert (
        parse_when("3/8/2026 02:30", NOW, ZoneInfo("America/New_York")).isoformat()
        == "2026-08-03T02:30:00-04:00"
    )


@pytest.mark.parametrize("text", ["-99999w", "yesterday 10:00", "Sun 10:00", "29.2. 10:00"])
def test_before_the_first_year_there_is_no_time(text: str) -> None:
    with pytest.raises(UserError, match="no such time"):
        parse_when(text, datetime(1, 1, 1, 12, tzinfo=UTC), UTC)


def test_a_zone_is_no_way_into_the_file_system() -> None:
    for name in ("../etc", "etc/passwd", "tzdata/zones", "Europe", "Europe/.", "a/b/c"):
        assert zone_called(name) is None
