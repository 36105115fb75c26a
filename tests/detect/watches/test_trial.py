"""Trying a watch: over tables and logs of any form, with every oddity told and none of it in the way."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from holdfast.detect.watches.past import data_of
from holdfast.detect.watches.trial import Trial, try_watch
from holdfast.detect.watches.watch import load
from holdfast.domain.errors import UserError

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp()
ABOVE = 'kind = "threshold"\nabove = 90\n'
CSV = 'kind = "csv"\npath = "x"\n'


def tried(
    tmp_path: Path, data: str | bytes, rule: str = ABOVE, source: str = CSV, **span: float | None
) -> Trial:
    file = tmp_path / "data"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    watch = load(f'name = "x"\n[source]\n{source}\n[rule]\n{rule}')
    return try_watch(watch, file, NOW, (span.get("since"), span.get("until")))


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def fired(trial: Trial) -> list[tuple[str, str]]:
    def short(moment: float | None) -> str:
        return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%H:%M:%S}"

    return [(short(each.start), short(each.end)) for each in trial.fired]


FORMS = {
    "iso": ("time,value\n2026-11-27T10:00:00Z,1\n2026-11-27T10:01:00Z,95\n2026-11-27T10:02:00Z,1\n", CSV),
    "with a gap": (
        "time,value\n2026-11-27 10:00:00 +00:00,1\n2026-11-27 10:01:00,95\n2026-11-27 10:02:00,1\n",
        CSV,
    ),
    "a mark at its begin": (
        "\ufefftime,value\r\n2026-11-27 10:00,1\r\n2026-11-27 10:01,95\r\n2026-11-27 10:02,1\r\n",
        CSV,
    ),
    "semicolons": ("value;time\n1,5;2026-11-27 10:00\n95,5;2026-11-27 10:01\n1,0;2026-11-27 10:02", CSV),
    "quotes": (
        '"time","value"\n"2026-11-27 10:00","1"\n"2026-11-27 10:01","95"\n"2026-11-27 10:02","1"\n',
        CSV,
    ),
    "seconds": ("time,value\n1795773600,1\n1795773660,95\n1795773720,1\n", CSV),
    "milliseconds": ("time,value\n1795773600000,1\n1795773660000,95\n1795773720000,1\n", CSV),
    "no header": (
        "2026-11-27 09:59,1\n2026-11-27 10:00,1\n2026-11-27 10:01,95\n2026-11-27 10:02,1\n",
        CSV + 'time = "1"\nvalue = "2"',
    ),
    "a zone": (
        "time,value\n2026-11-27 11:00,1\n2026-11-27 11:01,95\n2026-11-27 11:02,1\n",
        CSV + 'zone = "Europe/Berlin"',
    ),
    "a form of its own": (
        "time,value\n27.11.2026 10:00,1\n27.11.2026 10:01,95\n27.11.2026 10:02,1\n",
        CSV + 'time_format = "%d.%m.%Y %H:%M"',
    ),
}


@pytest.mark.parametrize(("data", "source"), FORMS.values(), ids=FORMS)
def test_a_table_is_read_in_its_form(tmp_path: Path, data: str, source: str) -> None:
    trial = tried(tmp_path, data, source=source)
    assert fired(trial) == [("10:01:00", "10:02:00")]
    assert trial.notes == ()
    assert (trial.count, trial.seconds) == (1, 60)


def test_what_is_broken_is_told_with_its_line_and_passed_over(tmp_path: Path) -> None:
    rows = ["time,value", *(f"2026-11-27 10:{minute:02}:00Z,1" for minute in range(20))]
    rows[5] = "half a row"
    rows[6] = '2026-11-27 10:05:00Z,"95'
    rows[7] = "2026-11-27 10:06:00Z,NaN"
    rows[8] = "\0\0\0,\0"
    rows[9] = "x" * 70_000
    rows[10] = "2026-11-27 10:10:00Z,95"
    trial = tried(tmp_path, "\n".join([*rows, "", ""]))
    assert fired(trial) == [("10:10:00", "10:11:00")]
    told = {note.kind: (note.count, note.line) for note in trial.notes}
    assert told["broken"][1] == 6
    assert told["number"] == (1, 8)
    assert told["double"] == (1, 12)
    assert told["long"][0] == 1


@pytest.mark.parametrize(
    "odd",
    ["1e400,1", "1e300,1", "nan,1", "-1e300,1", "1795773700,1e400", "9999-12-31T23:59:59,1", "0001-01-01,1"],
)
def test_no_number_is_too_odd(tmp_path: Path, odd: str) -> None:
    rows = "".join(f"{1_795_773_600 + 60 * row},{row}\n" for row in range(95))
    data = f"time,value\n{rows}{odd}\n1795779300,99\n1795779360,1\n"
    for span in ({}, {"until": 1_795_800_000.0}):
        trial = tried(tmp_path, data, **span)
        assert (trial.points, trial.count) == (97, 1)
        assert sum(band.count for band in trial.series) == 97
        assert len(trial.notes) == 1


def test_an_hour_that_comes_twice_is_told_apart(tmp_path: Path) -> None:
    rows = [
        "2026-10-25 01:30",
        "2026-10-25 02:30",
        "2026-10-25 02:45",
        "2026-10-25 02:15",
        "2026-10-25 02:50",
    ]
    data = "time,value\n" + "".join(f"{row},95\n" for row in rows) + "2026-10-25 03:00,1\n"
    trial = tried(tmp_path, data, source=CSV + 'zone = "Europe/Berlin"')
    assert trial.notes == ()
    assert trial.seconds == 2.5 * 3600


def test_what_lies_before_the_span_is_known_and_what_lies_behind_is_not_read(tmp_path: Path) -> None:
    rows = [f"2026-11-27 {hour:02}:00,{95 if hour % 4 == 0 else 1}" for hour in range(24)]
    data = "time,value\n" + "\n".join(rows)
    since, until = at("2026-11-27 06:00"), at("2026-11-27 16:00")
    trial = tried(tmp_path, data, since=since, until=until)
    assert fired(trial) == [("08:00:00", "09:00:00"), ("12:00:00", "13:00:00"), ("16:00:00", "")]
    assert trial.count == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("time;temperature\n", "no column “value”"),
        ("", "nothing"),
        ("\n", "is empty"),
        ("time,value\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, data: str, told: str) -> None:
    if told == "nothing":
        assert tried(tmp_path, data).points == 0
        return
    with pytest.raises(UserError, match=told):
        tried(tmp_path, data)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    watch = load(f'name = "x"\n[source]\n{CSV}\n[rule]\n{ABOVE}')
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(UserError, match="is no file"):
            try_watch(watch, path, NOW)


LOG = 'kind = "log"\npath = "x"\npattern = "ERROR"\n'
FIVE = 'kind = "matches"\ncount = 3\nwithin = "1m"'
LINES = {
    "iso": "2026-11-27T10:0{minute}:00Z ERROR",
    "iso with a comma": "[2026-11-27 10:0{minute}:00,123] ERROR",
    "syslog": "Nov 27 10:0{minute}:00 host app: ERROR",
    "web": '1.2.3.4 - - [27/Nov/2026:11:0{minute}:00 +0100] "GET / HTTP/1.1" ERROR',
    "epoch": "17957736{minute}0.5 ERROR",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_of_a_log_counts_at_the_time_that_it_says(tmp_path: Path, line: str) -> None:
    lines = [line.format(minute=minute) for minute in (0, 1, 1, 1, 5)]
    trial = tried(tmp_path, "\n".join(lines), FIVE, LOG)
    assert trial.count == 1
    assert trial.fired[0].value == 3
    assert trial.notes == ()


def test_a_time_can_be_found_by_a_pattern(tmp_path: Path) -> None:
    source = LOG + "time = 'at=(?P<time>\\S+)'"
    lines = [f"2020-01-01T00:00:00Z at=2026-11-27T10:00:0{number} ERROR" for number in range(3)]
    assert fired(tried(tmp_path, "\n".join(lines), FIVE, source)) == [("10:00:02", "")]


def test_lines_without_a_time_belong_to_the_one_before(tmp_path: Path) -> None:
    data = "ERROR at the start\n2026-11-27T10:00:00Z x ERROR\n  ERROR in a trace\n  ERROR again\n"
    trial = tried(tmp_path, data, FIVE, LOG)
    assert fired(trial) == [("10:00:00", "")]
    (note,) = trial.notes
    assert (note.kind, note.count, note.line) == ("untimed", 3, 1)


def test_a_number_out_of_a_line_can_be_judged(tmp_path: Path) -> None:
    source = 'kind = "log"\npath = "x"\npattern = "took (?P<value>[0-9.]+)"\n'
    data = "2026-11-27T10:00:00Z took 5\n2026-11-27T10:01:00Z took 91.5\n2026-11-27T10:02:00Z took 1.2.3\n"
    trial = tried(tmp_path, data, ABOVE, source)
    assert [(each.value, each.end) for each in trial.fired] == [(91.5, None)]
    assert [note.kind for note in trial.notes] == ["number"]


def test_a_log_that_falls_silent_is_absent(tmp_path: Path) -> None:
    data = "2026-11-27T10:00:00Z ERROR\n" + "".join(
        f"2026-11-27T{hour}:00:00Z well\n" for hour in range(11, 15)
    )
    trial = tried(tmp_path, data, 'kind = "absence"\nfor = "90m"', LOG)
    assert fired(trial) == [("11:30:00", "")]
    assert (trial.seconds, trial.last) == (2.5 * 3600, at("2026-11-27 14:00"))


def test_a_table_is_tried_in_bounded_memory_and_its_series_is_thin(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    with file.open("w") as out:
        out.write("time,value\n")
        out.writelines(f"{1_700_000_000 + 5 * row},{row % 91}\n" for row in range(200_000))
    watch = load(f'name = "x"\n[source]\n{CSV}\n[rule]\nkind = "deviation"\nover = "1h"')
    tracemalloc.start()
    trial = try_watch(watch, file, NOW)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert trial.points == 200_000
    assert peak < 16_000_000  # the whole of it takes 30 MB as floats alone
    assert 500 < len(trial.series) <= 2_000
    assert (min(band.low for band in trial.series), max(band.high for band in trial.series)) == (0, 90)
    assert sum(band.count for band in trial.series) == 200_000


def test_more_than_a_thousand_times_are_counted(tmp_path: Path) -> None:
    data = "time,value\n" + "".join(f"{1_700_000_000 + row},{row % 2 * 99}\n" for row in range(5_000))
    trial = tried(tmp_path, data)
    assert (trial.count, len(trial.fired)) == (2_500, 1_000)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("time,value\n" + "".join(f"{1_700_000_000 + row},1\n" for row in range(100_000)))
    trial = try_watch(
        load(f'name = "x"\n[source]\n{CSV}\n[rule]\n{ABOVE}'), file, NOW, going_on=lambda: False
    )
    assert trial.stopped
    assert 0 < trial.points < 100_000


def test_what_is_tried_where_nothing_is_named(tmp_path: Path) -> None:
    source = '[source]\nkind = "port"\nhost = "127.0.0.1"\nport = 1\n'
    port = load(f'name = "x"\n{source}[rule]\nkind = "absence"\nfor = "1m"')
    with pytest.raises(UserError, match="No answer of port 1 of"):
        data_of(port, tmp_path / "port.csv")
    (tmp_path / "port.csv").write_text("time,value\n")
    assert data_of(port, tmp_path / "port.csv") == tmp_path / "port.csv"
    assert data_of(load(f'name = "x"\n[source]\n{CSV}\n[rule]\n{ABOVE}'), tmp_path) == Path("x")
