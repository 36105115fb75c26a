"""Anything can be typed into a search: it is found, or it is not, and nothing else happens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.respond.incident import add_note, change
from holdfast.runbook.library import import_folder
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

HOSTILE = [
    "",
    " ",
    '"',
    "'",
    "(",
    ")",
    "((",
    "*",
    "**",
    "^",
    "-",
    "--",
    "+",
    ":",
    "title:",
    "text:x",
    "kind:incident",
    "AND",
    "OR",
    "NOT",
    "AND OR",
    "NEAR(a b)",
    "a NEAR b",
    "a AND",
    "NOT a",
    '"a',
    'a"b',
    "a*b",
    "*a",
    "{a b}:c",
    "\0",
    "a\0b",
    "\0\0",
    "\x02",
    "a\nb",
    "\u202ea",
    "\U0001f525",
    "\u6771\u4eac",
    "e\u0301",
    "\ufb03",
    "%",
    "_",
    "\\",
    "; DROP TABLE entry",
    "x" * 5000,
    "a " * 500,
    '" OR "" = "',
    "rank:1",
    "search",
    "place",
    "-- x",
    "/*",
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all that only asks."""
    store = open_store(
        tmp_path_factory.mktemp("shared") / "store", clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)
    )
    sign_in(store, "Ana")
    incident = declare(store, Declaration("Disk full on db-core", "db-core"))
    add_note(
        store, incident.id, "The na\u00efve \u6771\u4eac (caf\u00e9) log said: 100% of /var, AND nothing else"
    )
    yield store
    store.close()


def ask(store: Store, words: str) -> None:
    """Both ways in which typed words reach the index."""
    store.search.find(words)
    store.search.find(words, ("incident", "runbook"))
    try:
        query = store.query(words)
    except UserError:
        return
    store.incidents.count(query)
    store.incidents.page(query, "due", 0, 5)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_can_be_typed_breaks_the_search(shared: Store, words: str) -> None:
    ask(shared, words)
    ask(shared, f"disk {words}")
    ask(shared, f"{words} full")


_fuzz = st.text(st.sampled_from("ab \"'()*^-+:{}\\%_\0\u00e9\U0001f525,.") | st.characters(), max_size=20)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=_fuzz)
def test_no_text_at_all_breaks_the_search(shared: Store, words: str) -> None:
    ask(shared, words.encode("utf-8", "replace").decode())


@pytest.mark.parametrize(
    "words",
    [
        "disk",
        "DISK",
        "dis",
        "full disk",
        "naive",
        "na\u00efve",
        "caf\u00e9",
        "cafe",
        "\u6771",
        "100",
        "db core",
        "var nothing",
    ],
)
def test_words_are_found_whatever_their_case_and_accents(shared: Store, words: str) -> None:
    assert shared.search.find(words)
    assert len(shared.incidents.page(shared.query(words), "due", 0, 5)) == 1


@pytest.mark.parametrize("words", ["disc", "isk", "full tape", "incident", "note"])
def test_what_is_not_there_is_not_found(shared: Store, words: str) -> None:
    assert shared.search.find(words) == []
    assert shared.incidents.count(shared.query(words)) == 0


@pytest.mark.parametrize(
    "words",
    [
        *("12:30", "http://db:5432/x", "db:5432", r"C:\logs", "#12", "aa:bb:cc:dd", "Error:", '14"'),
        *('"servce:db"', '"colour:red"'),
    ],
)
def test_what_holds_a_colon_and_is_no_field_is_found(store: Store, words: str) -> None:
    declare(store, Declaration("Something else at 13:31, db:5433, #13"))
    told = f"as in #12 at 12:30, {words.strip(chr(34))} was there"
    wanted = declare(store, Declaration("Printer"))
    add_note(store, wanted.id, told)
    assert [row.id for row in store.incidents.page(store.query(words), "due", 0, 5)] == [wanted.id]


def test_no_words_find_nothing(shared: Store) -> None:
    assert shared.search.find(" ") == shared.search.find("\0") == shared.search.find('""') == []


def test_what_is_changed_is_found_by_its_new_words_alone(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    change(store, incident.id, know="The volume is full", plan="Find the slot")
    change(store, incident.id, know="The tape is full", title="Tape full")
    assert [store.search.find(word) for word in ("disk", "volume")] == [[], []]
    assert len(store.search.find("tape")) == 2
    assert {hit.spot for hit in store.search.find("slot")} == {"situation"}
    assert check_store(store).ok


def test_a_hit_says_where_it_is_and_marks_the_words(store: Store, tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.md").write_text("# Disk\n\nFree the volume.\n")
    import_folder(store, tmp_path / "books")
    incident = declare(store, Declaration("Printer"))
    row = add_note(store, incident.id, "the volume hums")
    note, book = store.search.find("volume")
    assert (note.subject, note.spot) == (f"incident/{incident.id}", row.entry)
    assert note.snippet == "the \x02volume\x03 hums"
    assert (book.title, book.spot) == ("Disk", "")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(services=("100%",)), ["a"]),
        (Query(services=("%",)), ["a"]),
        (Query(services=("_",)), ["b"]),
        (Query(services=("\\",)), ["c"]),
        (Query(services=("DB",)), ["a", "b", "c"]),
    ],
)
def test_signs_that_mean_something_to_the_database_are_only_signs(
    store: Store, query: Query, found: list[str]
) -> None:
    for title, service in (("a", "db 100%"), ("b", "db_core"), ("c", "db\\core")):
        declare(store, Declaration(title, service))
    rows = store.incidents.page(query, "age", 0, 9)
    assert sorted(row.title for row in rows) == found
    assert store.incidents.count(query) == len(found)
