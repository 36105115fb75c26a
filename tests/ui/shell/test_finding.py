"""Quick open and the search over everything: what comes first, and what a row says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.runbook.library import import_folder
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.snippets import line_around
from holdfast.ui.shell.finding import Finding

TITLES = (
    "Disk of the historian is slow",
    "Tape robot drops a disk",
    "Network duty was told of a diskette",
    "Printer stuck",
    "Full disk on db-core",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "store")
    sign_in(made, "Ana")
    for title in TITLES:
        ident = declare(made, Declaration(title)).id
        if title == "Printer stuck":
            add_note(made, ident, "first line\nthe disk of the spooler is full\nlast line")
    books = tmp_path / "books"
    books.mkdir()
    (books / "disk-full.md").write_text("# Disk full\n\n1. Look at the spooler\n2. Free the volume\n")
    import_folder(made, books)
    yield made
    made.close()


@pytest.fixture
def finding(store: Store) -> Finding:
    return Finding(store, lambda _kind, _ident: None)


def _titles(finding: Finding, query: str) -> list[str]:
    return [pick.row.title for pick in finding.quick(query)]


def test_titles_that_begin_so_then_words_that_begin_so_then_texts(finding: Finding) -> None:
    assert _titles(finding, "disk") == [
        "Disk full",
        "Disk of the historian is slow",
        "Full disk on db-core",
        "Network duty was told of a diskette",
        "Tape robot drops a disk",
        "Printer stuck",
    ]
    assert _titles(finding, "disk f")[:2] == ["Disk full", "Full disk on db-core"]
    assert _titles(finding, "DISK OF") == _titles(finding, "disk of")
    assert _titles(finding, "disk of")[0] == "Disk of the historian is slow"


def test_a_reference_comes_before_everything(store: Store, finding: Finding) -> None:
    wanted = store.incidents.page(store.query(""), "age", 0, 9)[2]
    declare(store, Declaration(f"Follow-up of {wanted.ref}"))
    assert _titles(finding, wanted.ref)[0] == wanted.title
    assert _titles(finding, wanted.ref.lower())[0] == wanted.title
    assert _titles(finding, wanted.ref.rpartition("-")[2])[0] == wanted.title


def test_a_runbook_is_found_by_its_alert_before_all_titles(
    store: Store, finding: Finding, tmp_path: Path
) -> None:
    declare(store, Declaration("VolumeFull on db1"))
    book = "---\nalerts: [VolumeFull, VolumeNearlyFull]\ntags: [storage]\n---\n# Make room\n\n1. Act\n"
    (tmp_path / "books" / "room.md").write_text(book)
    import_folder(store, tmp_path / "books")
    assert _titles(finding, "volumefull") == ["Make room", "VolumeFull on db1"]
    assert _titles(finding, "volumenearly") == _titles(finding, "storage") == ["Make room"]
    assert _titles(finding, "room")[0] == "Make room"


def test_each_thing_is_there_once_with_the_icon_of_its_kind(finding: Finding) -> None:
    picks = finding.quick("disk")
    assert len({pick.key.split()[0] for pick in picks}) == len(picks)
    icons = {pick.row.title: pick.row.icon for pick in (*picks, *finding.everything("spooler"))}
    assert icons["Disk full"] == "runbooks"
    assert icons["Full disk on db-core"] == icons["Printer stuck"] == "incidents"


@pytest.mark.parametrize("query", ["*", '"', "title:", "- -", "(", "sev:", "ä"])
def test_any_text_may_be_typed(finding: Finding, query: str) -> None:
    assert isinstance(finding.quick(query), list)


def test_a_row_of_the_search_shows_one_line(finding: Finding) -> None:
    said = {pick.row.title: pick.row.meta for pick in finding.everything("spooler")}
    assert said == {"Printer stuck": "the disk of the spooler is full", "Disk full": "Look at the spooler"}


def test_the_line_is_whole_where_its_text_is_at_hand(store: Store, finding: Finding) -> None:
    told = " ".join(f"word{number}" for number in range(20))
    add_note(
        store, store.incidents.page(store.query("Printer"), "age", 0, 1)[0].id, f"before\n{told} zebra {told}"
    )
    assert finding.everything("word3")[0].row.meta == f"{told} zebra {told}"
    (late,) = finding.everything("zebra")
    assert late.row.meta.startswith("…word")
    assert late.row.meta.endswith(f"zebra {told}")


@pytest.mark.parametrize(
    ("snippet", "line"),
    [
        ("one\n- the \x02disk\x03 is\tfull\nthree", "the disk is full"),
        ("…and so on\n2. \x02free\x03 it…", "free it…"),
        ("## \x02Disk\x03", "Disk"),
        ("no match\nhere", "no match"),
        ("", ""),
    ],
)
def test_the_line_of_a_snippet(snippet: str, line: str) -> None:
    assert line_around(snippet) == line
