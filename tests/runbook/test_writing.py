"""Writing runbooks here and standing behind them: nothing lost, nothing approved that nobody read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import import_folder, text_of
from holdfast.runbook.writing import OWN, approve, create, write
from holdfast.store.check import check_store
from holdfast.store.store import Store

TEXT = "# Disk full\n\n## Mitigation\n\n1. Act\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Runbook:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "disk.md").write_text(TEXT + "\n![p](p.png)\n")
    (tmp_path / "books" / "p.png").write_bytes(PNG)
    import_folder(store, tmp_path / "books")
    return at(store)


def at(store: Store) -> Runbook:
    book = store.runbooks.at("books", "disk.md")
    assert book is not None
    return book


def test_a_runbook_that_is_written_here(store: Store) -> None:
    front = "---\ntags: [a]\nowner: Ops\nreview_by: 2027-01-01\n---\n"
    book = create(store, front + TEXT, "Nothing fitted")
    assert (book.source, book.path, book.title, book.tags, book.owner) == (
        OWN, "disk-full.md", "Disk full", ("a",), "Ops",
    )  # fmt: skip
    assert (book.theirs, book.imported, book.is_approved) == ("", None, False)
    assert text_of(store, book.version) == front + TEXT
    assert [hit.title for hit in store.search.find("mitigation", ["runbook"])] == ["Disk full"]
    assert store.entries("runbook", book.id)[0].body["reason"] == "Nothing fitted"
    assert check_store(store).ok


def test_paths_are_made_of_titles_and_each_is_another(store: Store) -> None:
    texts = (
        "# Ä b/c: d\n",
        "# Ä b/c: d\n",
        "# ...\n",
        "no title\n",
        "# " + "x" * 300 + "\n",
        "# ../../etc\n",
    )
    paths = [create(store, text + f"\n{number}\n").path for number, text in enumerate(texts)]
    assert paths == [
        "ä-b-c-d.md", "ä-b-c-d-2.md", "runbook.md", "runbook-2.md", "x" * 80 + ".md", "etc.md",
    ]  # fmt: skip
    assert create(store, "no title\n", name="Given name").path == "given-name.md"


def test_a_new_text_is_a_version_and_the_folders_is_remembered(store: Store, imported: Runbook) -> None:
    after = write(store, imported.id, "# Volume full\n", imported.version, "Clearer")
    assert (after.title, after.versions, after.theirs) == (
        "Volume full",
        (imported.version, after.version),
        imported.version,
    )
    assert (after.images, after.in_folder) == (imported.images, imported.version)
    again = write(store, imported.id, "# Volume is full\n", after.version)
    assert (again.theirs, len(again.versions)) == (imported.version, 3)
    back = write(store, imported.id, text_of(store, imported.version), again.version)
    assert (back.version, back.theirs, back.versions[-1]) == (imported.version, "", imported.version)
    assert len(back.versions) == 3
    assert check_store(store).ok


def test_the_same_text_records_nothing(store: Store, imported: Runbook) -> None:
    before = store.journal.count()
    assert write(store, imported.id, text_of(store, imported.version), imported.version) == imported
    assert store.journal.count() == before


@pytest.mark.parametrize("codec", ["utf-16", "cp1252"])
def test_a_text_in_another_encoding_is_shown_and_found_and_becomes_utf_8_where_it_is_changed(
    store: Store, tmp_path: Path, codec: str
) -> None:
    text = "# Straße gesperrt\r\n\r\n## Behebung\r\n\r\n1. Schranke öffnen\r\n"
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "disk.md").write_bytes(text.encode(codec))
    report = import_folder(store, tmp_path / "books")
    assert [said.file for said in report.read_as] == ["disk.md"]
    assert import_folder(store, tmp_path / "books").read_as == ()
    book = at(store)
    assert (book.title, text_of(store, book.version)) == ("Straße gesperrt", text)
    assert store.blobs.get(book.version) == text.encode(codec)
    assert [hit.title for hit in store.search.find("öffnen")] == ["Straße gesperrt"]
    assert write(store, book.id, text, book.version).version == book.version
    changed = write(store, book.id, text + "2. Warten\r\n", book.version)
    assert store.blobs.get(changed.version) == (text + "2. Warten\r\n").encode()


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    open_here: Callable[..., Store], store: Store, imported: Runbook
) -> None:
    other = open_here()
    sign_in(other, "Ben")
    write(other, imported.id, "# Ben's\n", imported.version)
    with pytest.raises(UserError, match="changed by somebody else") as refused:
        write(store, imported.id, "# Ana's\n", imported.version)
    assert "Compare" in refused.value.hint
    assert at(store).title == "Ben's"


def test_an_edit_takes_the_approval_away_and_the_old_text_brings_it_back(
    store: Store, imported: Runbook
) -> None:
    approved = approve(store, imported.id, imported.version, reason="Tried on Monday")
    assert store.by
    assert (approved.is_approved, approved.approved_by) == (True, store.by.operator)
    assert approved.last_reviewed() == "2026-11-23"
    edited = write(store, imported.id, "# Another\n", imported.version)
    assert (edited.is_approved, edited.approved) == (False, imported.version)
    assert store.runbooks.approved() == []
    back = write(store, imported.id, text_of(store, imported.version), edited.version)
    assert back.is_approved
    assert [row.id for row in store.runbooks.approved()] == [imported.id]


def test_an_approval_is_of_one_version_and_can_be_taken_back(store: Store, imported: Runbook) -> None:
    edited = write(store, imported.id, "# Another\n", imported.version)
    assert not approve(store, imported.id, imported.version).is_approved
    assert approve(store, imported.id, edited.version).is_approved
    before = store.journal.count()
    assert approve(store, imported.id, edited.version).is_approved
    assert store.journal.count() == before
    gone = approve(store, imported.id, edited.version, approved=False)
    assert (gone.approved, gone.approved_by, gone.approved_at) == ("", "", None)
    with pytest.raises(UserError, match="never had the version") as refused:
        approve(store, imported.id, "00" * 32)
    assert edited.version[:8] in refused.value.hint
    assert check_store(store).ok


def test_taking_back_what_is_not_approved_leaves_what_is(store: Store, imported: Runbook) -> None:
    edited = write(store, imported.id, "# Another\n", imported.version)
    approve(store, imported.id, edited.version)
    after = approve(store, imported.id, imported.version, approved=False)
    assert after.is_approved


def test_an_import_after_an_edit_keeps_it_and_says_so(
    store: Store, imported: Runbook, tmp_path: Path
) -> None:
    edited = write(store, imported.id, "# Ours\n", imported.version)
    assert import_folder(store, tmp_path / "books").unchanged == 1
    (tmp_path / "books" / "disk.md").write_text("# Theirs\n")
    assert import_folder(store, tmp_path / "books").both == ("disk.md",)
    assert at(store) == edited


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The text is empty"),
        (" \n\t", "The text is empty"),
        ("a\0b", "null characters"),
        ("a\ud800", "characters that are none"),
        ("x" * (256 * 1024 + 1), "256 kB"),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_recorded(
    store: Store, imported: Runbook, text: str, why: str
) -> None:
    before = store.journal.count()
    for call in (
        lambda: write(store, imported.id, text, imported.version),
        lambda: create(store, text),
    ):
        with pytest.raises(UserError, match=why):
            call()
    assert store.journal.count() == before


def test_whatever_the_text_it_is_kept_as_it_is(store: Store) -> None:
    for text in ("\ufeff# A\r\n\r\nx", "# A\r", "x" * 1000, "[" * 500, "---\na: &a [*a]\n---\n"):
        assert text_of(store, create(store, text).version) == text


def test_the_row_says_what_the_runbook_says(store: Store, imported: Runbook) -> None:
    write(store, imported.id, "---\nreview_by: 2026-01-01\nseverity: 2\n---\n# T\n", imported.version)
    (row,) = store.runbooks.page()
    assert (row.edited, row.approved, row.review_by, row.severity) == (True, False, "2026-01-01", 2)
    assert row.is_overdue("2026-11-23")
    assert at(store).is_overdue("2026-11-23")
    approve(store, row.id, row.version)
    (row,) = store.runbooks.page()
    assert (row.approved, row.reviewed, row.is_overdue("2026-11-23")) == (True, "2026-11-23", False)
    assert replace(at(store), approved="").is_approved is False
