"""The directory as a table: previewed, brought in whole or not at all, and written so that it comes back."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.directory import drop_person
from holdfast.triage.directory_csv import COLUMNS, Preview, directory_csv, import_directory
from holdfast.triage.scheme_file import shipped
from holdfast.triage.scheme_store import adopt
from tests.triage.directory_maker import person, resource

TABLE = """kind;name;roles;Contact lines;On-call weeks;identifier;place
person;Ana;"commander; scribe";"radio 4; 4711";2026-W48..W49;;
resource;Pump;;;;P1;Store 2
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the examples of a property; none of them needs it empty."""
    with open_store(tmp_path_factory.mktemp("directory") / "store") as store:
        sign_in(store, "Ana")
        yield store


def told(preview: Preview) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.name, row.what, row.changed) for row in preview.rows]


def faults(store: Store, text: str) -> list[tuple[int, str, str]]:
    """Import; the faults, after which nothing is there."""
    before = directory_csv(store)
    found = import_directory(store, text).faults
    assert directory_csv(store) == before
    assert all(fault.hint for fault in found)
    return [(fault.line, fault.column, fault.what) for fault in found]


def test_tried_imported_and_unchanged_the_second_time(store: Store) -> None:
    tried = import_directory(store, TABLE, dry_run=True)
    assert told(tried) == [("Ana", "new", ()), ("Pump", "new", ())]
    assert store.directory.people() == []
    assert import_directory(store, TABLE) == tried
    (ana,), (pump,) = store.directory.people(), store.directory.resources()
    assert (ana.roles, ana.lines, ana.weeks) == (
        ("commander", "scribe"), ("radio 4", "4711"), ("2026-W48", "2026-W49"),
    )  # fmt: skip
    assert (pump.identifier, pump.place) == ("P1", "Store 2")
    count = store.journal.count()
    assert [row.what for row in import_directory(store, TABLE).rows] == ["unchanged", "unchanged"]
    assert store.journal.count() == count


def test_a_change_is_named_and_absence_changes_nothing(store: Store) -> None:
    import_directory(store, TABLE)
    later = import_directory(store, "name,contact_lines,roles\nANA,radio 5,\n")
    assert told(later) == [("ANA", "changed", ("name", "contact_lines"))]
    (ana,) = store.directory.people()
    assert (ana.name, ana.lines, ana.roles) == ("ANA", ("radio 5",), ("commander", "scribe"))
    assert len(store.directory.resources()) == 1


def test_the_whole_table_is_one_command(store: Store) -> None:
    heard: list[object] = []
    store.on_change(heard.append)
    rows = "".join(f"Person {number}\n" for number in range(1000))
    assert import_directory(store, "name\n" + rows).count("new") == 1000
    assert len(heard) == 1


def test_every_faulty_row_is_named_and_nothing_is_recorded(store: Store) -> None:
    text = (
        "kind,name,on_call_weeks,place\n"
        "person,Ana,2026-W48,\n"
        "person,,2026-W48,\n"
        "person,Ben,week 48,\n"
        "robot,Chi,,\n"
        "person,ANA,,\n"
        "person,Dagny,,Room 3\n"
        "person,Emre\n"
    )
    assert faults(store, text) == [
        (3, "name", "The name is empty."),
        (4, "on_call_weeks", "week is no week."),
        (5, "kind", "robot is neither person nor resource."),
        (6, "name", "ANA is there twice; first on line 2."),
        (7, "place", "A person has none of this."),
        (8, "", "2 cells where the header has 4."),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "name", "This column is missing.")]),
        ("kind,roles\n", [(1, "name", "This column is missing.")]),
        ("name,Name\n", [(1, "name", "This column is there twice.")]),
        ("name,age\n", [(1, "age", "The directory has no such column.")]),
        ('name\n"Ana', [(2, "", "This is no CSV from here on: unexpected end of data.")]),
    ],
)  # fmt: skip
def test_a_table_that_is_none(store: Store, text: str, found: list[tuple[int, str, str]]) -> None:
    assert faults(store, text) == found


ROLES = """name,roles,kind
Ana,Commander; SCRIBE,person
Ben,scribe; electrician; comander,person
Pump,,resource
Chi,liaison,person
"""


def warned(preview: Preview) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.what) for each in preview.warnings]


def test_a_role_that_the_scheme_does_not_have_is_told_of_and_taken(store: Store) -> None:
    unknown = [
        (3, "roles", "Ben: electrician is no role of the scheme in use."),
        (3, "roles", "Ben: comander is no role of the scheme in use."),
        (5, "roles", "Chi: liaison is no role of the scheme in use."),
    ]
    tried = import_directory(store, ROLES, dry_run=True)
    assert (warned(tried), tried.faults) == (unknown, ())
    assert all("commander, operations, scribe, communications" in each.hint for each in tried.warnings)
    assert import_directory(store, ROLES) == tried
    assert [person.roles for person in store.directory.people()][1] == ("scribe", "electrician", "comander")
    adopt(store, shipped()["severity.toml"], "it has a liaison")
    assert warned(import_directory(store, ROLES)) == unknown[:2]


def test_roles_are_told_of_beside_what_is_wrong(store: Store) -> None:
    found = import_directory(store, ROLES + "Dag,,robot\n")
    assert [fault.line for fault in found.faults] == [6]
    assert [line for line, _column, _what in warned(found)] == [3, 3, 5]
    assert store.directory.people() == []


def test_too_many_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.triage.directory_csv.MOST_ROWS", 1)
    assert faults(store, "name\nAna\nBen\n") == [(3, "", "More than 1 rows.")]


def test_resources_are_told_apart_by_their_identifiers(store: Store) -> None:
    for identifier in ("", "P1", "P2"):
        resource(store, name="Pump", identifier=identifier)
    text = "kind,name,identifier,place\nresource,Pump,P1,Hall\nresource,pump,,Yard\nresource,Pump,P3,Roof\n"
    assert [row.what for row in import_directory(store, text).rows] == ["changed", "changed", "new"]
    resource(store, name="Valve", identifier="V1")
    assert told(import_directory(store, "kind,name,place\nresource,Valve,Hall\n", dry_run=True)) == [
        ("Valve", "changed", ("place",))
    ]
    resource(store, name="Valve", identifier="V2")
    assert faults(store, "kind,name,place\nresource,Valve,Hall\n") == [
        (2, "name", "The directory has Valve more than once.")
    ]
    both = "kind,name,identifier\nresource,Pump,P2\nresource,PUMP,p2\n"
    assert faults(store, both) == [(3, "name", "PUMP is there twice; first on line 2.")]


def test_who_was_dropped_is_new_again(store: Store) -> None:
    drop_person(store, person(store, name="Ana").id)
    assert told(import_directory(store, "name\nAna\n")) == [("Ana", "new", ())]


def test_no_cell_is_a_formula_and_all_comes_back(store: Store) -> None:
    person(store, name="=cmd()", remark="'+1", lines="+49 170 1\n@radio", weeks="2026-W50 2026-W52")
    text = directory_csv(store)
    assert [cell for cell in text.split("\r\n")[1].split(",") if cell[:1] in "=+-@" and cell] == []
    assert "'+49 170 1; @radio" in text
    assert told(import_directory(store, text)) == [("=cmd()", "unchanged", ())]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
said = st.dictionaries(st.sampled_from(["organisation", "remark", "roles", "lines"]), words)
_SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_SLOW
@given(st.lists(st.tuples(words, said), max_size=4))
def test_what_is_exported_is_imported_as_unchanged(
    shared: Store, people: list[tuple[str, dict[str, str]]]
) -> None:
    for name, rest in people:
        with suppress(UserError):  # a name that is there, or none
            person(shared, name=name, **rest)
    again = import_directory(shared, directory_csv(shared))
    assert again.faults == ()
    assert {row.what for row in again.rows} <= {"unchanged"}


cells = st.one_of(
    words, st.sampled_from([*COLUMNS, "person", "resource", '"', ";", ",", "\t", "\n", "2026-W48", "\0"])
)


@_SLOW
@given(st.lists(st.lists(cells, max_size=6), max_size=6), st.sampled_from(",;\t"))
def test_any_table_is_taken_or_every_fault_named(shared: Store, rows: list[list[str]], by: str) -> None:
    text = "\r\n".join(by.join(row) for row in rows)
    preview = import_directory(shared, text, dry_run=True)
    assert all(fault.what and fault.line >= 1 for fault in preview.faults)
    known = "\r\n".join([by.join(("kind", "name", "remark")), *(by.join(row[:3]) for row in rows)])
    assert import_directory(shared, known, dry_run=True) is not None


def test_a_byte_order_mark_is_no_part_of_the_first_column(store: Store, tmp_path: Path) -> None:
    from holdfast.respond.timeline_csv_import import read_file

    file = tmp_path / "people.csv"
    file.write_bytes(b"\xef\xbb\xbfname\tremark\r\nAna\tnights\r\n")
    assert told(import_directory(store, read_file(file))) == [("Ana", "new", ())]
