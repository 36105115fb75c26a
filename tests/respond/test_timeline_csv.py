"""The timeline as a table: written, read again, and judged row by row before anything is recorded."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.table import safe, unsafe
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.respond.corrections import withdraw
from holdfast.respond.incident import add_note, change, timeline_of
from holdfast.respond.timeline_csv import COLUMNS, RAW, timeline_csv
from holdfast.respond.timeline_csv_import import Imported, import_timeline, read_file
from holdfast.respond.times import set_source_offset
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

HEADER = ",".join(COLUMNS)


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


@pytest.fixture
def other(store: Store) -> Incident:
    return declare(store, Declaration("The same elsewhere"))


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def told(store: Store, incident: Incident) -> list[tuple[datetime, str, str]]:
    return [(row.occurred, row.kind, row.text) for row in timeline_of(store, incident.id)]


def faults(store: Store, incident: Incident, text: str) -> list[tuple[int, str, str]]:
    before = told(store, incident)
    made = import_timeline(store, incident.id, text)
    assert made.recorded == 0
    assert made.faults
    assert all(fault.hint for fault in made.faults)
    assert told(store, incident) == before
    return [(fault.line, fault.column, fault.what) for fault in made.faults]


# --- writing --------------------------------------------------------------------------------------


def test_a_timeline_is_written_by_rfc_4180_in_utc(store: Store, incident: Incident) -> None:
    at = datetime(2026, 11, 23, 11, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    add_note(store, incident.id, 'Looked, and said "full"\nthe log', "observation", at)
    text = timeline_csv(store, incident.id)
    assert text.startswith(HEADER + "\r\n")
    assert '"Looked, and said ""full""",observation,the log' in text
    first, second = cells(text)
    assert (first["event_date"], first["event_tz"]) == ("2026-11-23 10:30:00", "UTC")
    assert (first["event_title"], first["event_content"]) == ('Looked, and said "full"', "the log")
    assert (second["event_title"], second["event_category"]) == ("Declared: Disk full", "phase")
    assert {row["event_source"] for row in (first, second)} == {"Ana"}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "'=1", "''=1", "\n=1", "\r", "\uff1dA1", "\u00a0=1"]
)
def test_nothing_is_a_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert safe(cell) == "'" + cell
    assert unsafe(safe(cell)) == cell


@given(st.text(alphabet="'=+-@ \t\r\nax\uff1d", max_size=8) | st.text())
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert unsafe(safe(cell)) == cell
    assert safe(cell).lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


# --- there and back -------------------------------------------------------------------------------

LINES = st.sampled_from(
    ["Looked", "=SUM(A1)", "", "event_tags: dns", "event_source: Zed", "    more", "event_category: phase",
     "event_category: action", "a, \"b\"; 'c'", "- item", "event_raw: x", "\u05e9\u05dc", "event_raw: ",
     "event_tags: \u200b", "\u200b", " ", "e", "\u0301", "event_iocs: \u0301", "\u2028", "\u00a0"]
)  # fmt: skip
TEXTS = st.lists(LINES, min_size=1, max_size=7).map("\n".join) | st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=40
)
NOTES = st.lists(
    st.tuples(TEXTS, st.sampled_from(NOTE_TYPES), st.none() | st.integers(0, 10**10)), min_size=1, max_size=5
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NOTES)
@example([("event_raw: \n\nevent_tags: dns", "observation", None)])
@example([("A\n\nevent_category: phase", "action", 5), ("A\n\nevent_category: Action", "note", 5)])
@example([("A\n\n    more", "note", 5)])
@example([("\u200b\n\nevent_tags: dns", "note", 5)])
@example([("A\n\nevent_raw: x \nevent_tags: dns", "note", 5)])
def test_what_was_exported_and_imported_elsewhere_is_the_same(store: Store, notes: list) -> None:
    first, second = declare(store, Declaration("One")), declare(store, Declaration("Two"))
    for text, kind, back in notes:
        at = None if back is None else store.now() - timedelta(microseconds=back)
        try:
            add_note(store, first.id, text, kind, at)
        except UserError:  # nothing that could be seen
            continue
    change(store, first.id, resolution="Done\n\nevent_tags: none")
    written = timeline_csv(store, first.id)
    before, own = told(store, first), len(timeline_of(store, second.id))
    made = import_timeline(store, second.id, written)
    assert made == Imported(len(before), 0, ())
    notes_of = [row for row in before if row[1] in NOTE_TYPES]
    after = told(store, second)
    assert len(after) == len(before) + own
    assert [row for row in after if row in notes_of] == notes_of
    assert [
        row for row in cells(timeline_csv(store, second.id)) if row["event_title"] != "Declared: Two"
    ] == (cells(written))
    for incident in (first, second):
        assert import_timeline(store, incident.id, written) == Imported(0, len(before), ())
    assert told(store, first) == before


def test_another_operator_keeps_the_source_and_the_table_stays_the_same(
    store: Store, incident: Incident, other: Incident
) -> None:
    from holdfast.desk.operators import sign_in

    add_note(store, incident.id, "Looked\nat it", "action")
    written = timeline_csv(store, incident.id)
    sign_in(store, "Ben", None)
    assert import_timeline(store, other.id, written).recorded == 2
    kept = [(row.origin, row.text) for row in timeline_of(store, other.id) if row.who == "Ben"]
    assert kept == [
        ("Ana", "Declared: Disk full\n\nevent_category: phase"),
        ("Ana", "Looked\nat it"),
    ]
    again = [row for row in cells(timeline_csv(store, other.id)) if "elsewhere" not in row["event_title"]]
    assert again == cells(written)
    assert import_timeline(store, other.id, written) == Imported(0, 2, ())
    assert import_timeline(store, incident.id, written) == Imported(0, 2, ())


# --- reading --------------------------------------------------------------------------------------


def test_every_column_is_kept_and_unknown_ones_word_for_word(store: Store, incident: Incident) -> None:
    table = (
        HEADER + ",Host group,\r\n"
        '2026-11-20 10:00,UTC,Odd login,Initial Access,"From\r\nnowhere","{""a"":\n\n 1}",'
        'EDR,srv1,1.2.3.4,ssh,"red\nblue",x\r\n'
    )
    assert import_timeline(store, incident.id, table) == Imported(1, 0, ())
    row = timeline_of(store, incident.id)[0]
    assert (row.kind, row.late, row.who, row.origin) == ("note", True, "Ana", "EDR")
    assert row.text == (
        "Odd login\nFrom\nnowhere\n\nHost group: red\nblue\ncolumn 12: x\n\n"
        'event_category: Initial Access\nevent_raw: {"a":\n    \n     1}\n'
        "event_assets: srv1\nevent_iocs: 1.2.3.4\nevent_tags: ssh"
    )
    (again, _declared) = cells(timeline_csv(store, incident.id))
    assert again["event_raw"] == '{"a":\n\n 1}'
    assert (again["event_source"], again["event_category"]) == ("EDR", "Initial Access")
    assert import_timeline(store, incident.id, table) == Imported(0, 1, ())


def test_a_source_whose_clock_is_off_keeps_its_raw_time(
    store: Store, incident: Incident, other: Incident
) -> None:
    set_source_offset(store, incident.id, "camera 7", 200)
    table = (
        "event_date,event_tz,event_title,event_source\n"
        "2026-11-20 10:03:20,UTC,A van,camera 7\n2026-11-20 10:03:20,UTC,A car,camera 8\n"
    )
    assert import_timeline(store, incident.id, table).recorded == 2
    van, car, *_others = timeline_of(store, incident.id)
    assert (van.occurred.isoformat(), van.raw and van.raw.isoformat(), van.origin) == (
        "2026-11-20T10:00:00+00:00", "2026-11-20T10:03:20+00:00", "camera 7",
    )  # fmt: skip
    assert (car.occurred.minute, car.raw, car.origin) == (3, None, "camera 8")
    assert import_timeline(store, incident.id, table) == Imported(0, 2, ())
    written = timeline_csv(store, incident.id)
    assert written.splitlines()[0] == HEADER + "," + RAW
    assert import_timeline(store, other.id, written).recorded == 4
    again = timeline_of(store, other.id)[0]
    assert (again.occurred, again.raw, again.origin) == (van.occurred, van.raw, "camera 7")
    assert faults(store, incident, f"event_date,event_title,{RAW}\n2026-11-20 10:00 UTC,A,soon\n") == [
        (2, RAW, "“soon” is not a time that can be read."),
    ]


def test_a_withdrawn_note_says_so(store: Store, incident: Incident) -> None:
    note = add_note(store, incident.id, "Looked\n\nevent_tags: dns")
    withdraw(store, incident.id, note.entry, "Wrong host")
    assert cells(timeline_csv(store, incident.id))[-1]["event_tags"] == "dns, withdrawn"


@pytest.mark.parametrize(
    ("category", "kind"), [("Action", "action"), ("observation", "observation"), ("", "note"), ("x", "note")]
)
def test_a_category_that_is_a_type_of_note_is_its_type(
    store: Store, incident: Incident, category: str, kind: str
) -> None:
    table = f"event_title;event_category;event_date\nA;{category};2026-11-20 10:00 UTC\n"
    assert import_timeline(store, incident.id, table).recorded == 1
    assert timeline_of(store, incident.id)[0].kind == kind
    assert import_timeline(store, incident.id, table).skipped == 1


@pytest.mark.parametrize(
    ("date", "zone", "expected"),
    [
        ("2026-11-20 10:00", "", "2026-11-20T09:00:00+00:00"),
        ("2026-11-20 10:00", "UTC", "2026-11-20T10:00:00+00:00"),
        ("2021-03-26T03:00:30.000", "+00:00", "2021-03-26T03:00:30+00:00"),
        ("2026-11-20 10:00", "Asia/Kolkata", "2026-11-20T04:30:00+00:00"),
        ("2026-11-20T10:00:00Z", "", "2026-11-20T10:00:00+00:00"),
        ("2026-11-20T10:00:00Z", "UTC", "2026-11-20T10:00:00+00:00"),
        ("2026-10-25T02:30+02:00", "Europe/Berlin", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25 02:30", "CET", "2026-10-25T01:30:00+00:00"),
        ("2026-11-20 10:00 IST", "Asia/Kolkata", "2026-11-20T04:30:00+00:00"),
        ("2026-10-25T02:30+02:00", "CEST", "2026-10-25T00:30:00+00:00"),
        ("1700000000", "Europe/Berlin", "2023-11-14T22:13:20+00:00"),
        ("1700000000", "CET", "2023-11-14T22:13:20+00:00"),
        ("1971-01-01 12:00", "Africa/Monrovia", "1971-01-01T12:44:30+00:00"),
    ],
)
def test_times_are_read_in_the_rows_zone_else_the_stations(
    store: Store, incident: Incident, date: str, zone: str, expected: str
) -> None:
    store.zone = ZoneInfo("Europe/Berlin")
    import_timeline(store, incident.id, f"event_date,event_tz,event_title\n{date},{zone},A\n")
    assert timeline_of(store, incident.id)[0].occurred.isoformat() == expected


@pytest.mark.parametrize(
    ("date", "zone", "said"),
    [
        ("2026-10-25 02:30", "", "02:30 happened twice on 2026-10-25"),
        ("2026-03-29 02:30", "Europe/Berlin", "02:30 did not happen on 2026-03-29"),
        ("2026-11-20 10:00", "IST", "IST can mean more than one offset"),
        ("03/04/2026 10:00", "", "can be more than one day"),
        ("2026-11-20 10:00", "Mars/Base", "Mars/Base is not a zone that is known here"),
        ("2026-11-20T10:00+02:00", "UTC", "is in UTC+2, and event_tz says UTC"),
        ("2026-11-20T10:00+02:00", "Europe/Berlin", "is in UTC+2, and event_tz says Europe/Berlin"),
        ("14:03", "", "depends on the day on which it is read"),
        *((f"{hour:02}:30", zone, "depends on the day") for hour in range(0, 24, 5) for zone in ("", "UTC")),
        *((f"{hour:02}:30 UTC", "", "depends on the day") for hour in range(0, 24, 5)),
        ("Nov 20 14:03", "UTC", "depends on the day on which it is read"),
        ("Fri 20 Nov 10:00", "", "depends on the day on which it is read"),
        ("yesterday 10:00 UTC", "", "depends on the day on which it is read"),
        ("yesterday 10:00", "Europe/Berlin", "depends on the day on which it is read"),
        ("2026-12-24 10:00", "", "has not come yet"),
        ("soon", "", "is not a time that can be read"),
        ("", "", "The date is empty."),
        ("2026-02-30 10:00", "", "2026-02-30 10:00"),
    ],
)
def test_a_time_that_is_none_or_several_is_named(
    store: Store, incident: Incident, date: str, zone: str, said: str
) -> None:
    store.zone = ZoneInfo("Europe/Berlin")
    ((line, column, what),) = faults(
        store, incident, f"event_date,event_tz,event_title\n{date},{zone},A\n2026-11-20 10:00,,B\n"
    )
    assert (line, column) == (2, "event_date")
    assert said in what


def test_every_faulty_row_is_named_and_none_is_recorded(store: Store, incident: Incident) -> None:
    table = (
        "event_date,event_title,event_raw\n"
        '2026-11-20 10:00,"A\nof two lines",x\n'
        "2026-11-20 10:00,,x\n"
        "\n"
        "soon,\u200b,x\n"
        f"2026-11-20 10:00,A,{'x' * 250_000}\n"
        " ,A,x\n"
        "2026-11-20 10:00,A\n"
        '2026-11-20 10:00,"A"b,x\n'
    )
    assert faults(store, incident, table) == [
        (4, "event_title", "The note is empty."),
        (6, "event_date", "“soon” is not a time that can be read."),
        (6, "event_title", "The note is empty."),
        (7, "event_raw", "event_raw has 250000 characters; 200000 fit."),
        (8, "event_date", "The date is empty."),
        (9, "", "2 cells where the header has 3."),
        (10, "", "This is no CSV from here on: ',' expected after '\"'."),
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", "event_date"),
        ("event_title\nA\n", "event_date"),
        ("event_date\n2026-11-20 10:00\n", "event_title"),
        ("event_date,event_title,Event_Date\n", "event_date"),
        ("event_date,event_title,a,a\n", "a"),
        ("\x00\x01", "event_date"),
    ],
)
def test_a_header_that_does_not_fit_is_named(
    store: Store, incident: Incident, text: str, column: str
) -> None:
    assert column in [column for _line, column, _what in faults(store, incident, text)]


def test_a_quote_that_is_never_closed_is_named_where_it_opens(store: Store, incident: Incident) -> None:
    table = 'event_date,event_title\n2026-11-20 10:00,A\n2026-11-20 10:00,"B\nC\nD\n'
    ((line, column, what),) = faults(store, incident, table)
    assert (line, column) == (3, "")
    assert "This is no CSV from here on" in what


@given(st.text(alphabet='",;\t\r\n=a0\x00:-', max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_a_table_or_faults(store: Store, text: str) -> None:
    incident = declare(store, Declaration("One"))
    made = import_timeline(store, incident.id, "event_date,event_title\n" + text, dry_run=True)
    assert made.faults or made.recorded == 0
    assert all(fault.line >= 1 and fault.what for fault in made.faults)


def test_twice_in_the_table_is_twice_and_what_is_there_is_passed_over(
    store: Store, incident: Incident, hands: Hands
) -> None:
    row = "2026-11-23 11:00,UTC,Rebooted\n"
    add_note(store, incident.id, "Rebooted", "action", datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
    table = "event_date,event_tz,event_title\n" + row + row.replace("Re", "re") * 2
    assert import_timeline(store, incident.id, table, dry_run=True) == Imported(2, 1, ())
    assert len(timeline_of(store, incident.id)) == 2
    assert import_timeline(store, incident.id, table) == Imported(2, 1, ())
    assert import_timeline(store, incident.id, table) == Imported(0, 3, ())
    commands = {entry.header.command for entry in store.entries("incident", incident.id)[-2:]}
    assert len(commands) == 1


def test_a_table_of_thousands_is_one_change_and_too_many_rows_are_refused(
    store: Store, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    store.on_change(heard.append)
    rows = "".join(f"2026-11-20 10:00:{number % 60:02},row {number}\n" for number in range(1000))
    assert import_timeline(store, incident.id, "event_date,event_title\n" + rows).recorded == 1000
    assert len(heard) == 1
    monkeypatch.setattr("holdfast.respond.timeline_csv_import.MOST_ROWS", 2)
    assert faults(store, incident, "event_date,event_title\n" + rows) == [(4, "", "More than 2 rows.")]


def test_files_that_are_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbfevent_date")
    assert read_file(file) == "event_date"
    file.write_bytes(b"a\nb\xff")
    with pytest.raises(UserError, match=r"not UTF-8 text \(line 2\)"):
        read_file(file)
    for place in (tmp_path, tmp_path / "none", tmp_path / "nul\0"):
        with pytest.raises(UserError, match="nothing was recorded"):
            read_file(place)
    monkeypatch.setattr("holdfast.respond.timeline_csv_import.LARGEST", 1024 * 1024)
    file.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(UserError, match="larger than 1 MiB"):
        read_file(file)


def test_nothing_is_imported_into_no_incident(store: Store) -> None:
    with pytest.raises(UserError, match="There is no incident"):
        import_timeline(store, store.new_id(), "event_date,event_title\n2026-11-20 10:00,A\n")
