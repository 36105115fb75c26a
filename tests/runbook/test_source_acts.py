"""A source under another name, and one whose folder is forgotten: no runbook is lost by either."""

from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.runbook.export import export
from holdfast.runbook.library import import_again, import_folder
from holdfast.runbook.source_acts import forget_source, rename_pieces, rename_source
from holdfast.runbook.sources import sources
from holdfast.runbook.writing import approve, create, write
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Path:
    """Thirty runbooks, one with a picture, one written over here, one approved, one gone from its folder."""
    folder = tmp_path / "books"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.md").write_text(
            f"---\ntags: [t{number}]\nowner: Ana\n---\n# Book {number}\n\n1. Act\n"
        )
    (folder / "00.md").write_text("# Book 0\n\n![p](p.png)\n")
    (folder / "p.png").write_bytes(PNG)
    import_folder(store, folder)
    mine = store.runbooks.at("books", "01.md")
    assert mine
    write(store, mine.id, "# Ours\n", mine.version)
    read = store.runbooks.at("books", "02.md")
    assert read
    approve(store, read.id, read.version)
    (folder / "03.md").unlink()
    import_folder(store, folder)
    return folder


def facts(store: Store) -> list[tuple[object, ...]]:
    """All that the library says, but for the sources' names."""
    books = [store.runbooks.get(row.id) for row in store.runbooks.page()]
    return sorted(
        (book.id, book.path, book.title, book.version, book.theirs, book.approved, book.gone, book.tags,
         book.owner, tuple(book.images.items()), book.conflicts, book.versions, book.imported)
        for book in books
    )  # fmt: skip


def test_the_same_folder_comes_into_its_source_whatever_that_is_called(store: Store, books: Path) -> None:
    rename_source(store, "books", "Site K7")
    assert import_folder(store, books).unchanged == 29
    assert [one.name for one in sources(store)] == ["Site K7"]


def test_under_another_name_all_else_stays(store: Store, books: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out", "books")
    before, (was,) = facts(store), sources(store)
    assert rename_source(store, "books", "  Site   K7 ") == "Site K7"
    assert facts(store) == before
    (now,) = sources(store)
    assert (now.name, now.place, now.imported, now.counts) == ("Site K7", was.place, was.imported, was.counts)
    assert (now.runbooks, now.gone, now.edited) == (was.runbooks, was.gone, was.edited) == (30, 1, 1)
    assert import_again(store, "Site K7").unchanged == 29
    assert export(store, tmp_path / "out", "Site K7").left == ()
    assert facts(store) == before


def test_the_rows_are_the_same_when_they_are_made_again(store: Store, books: Path) -> None:
    rename_source(store, "books", "Site K7")
    before = facts(store)
    rebuild(store)
    assert facts(store) == before
    assert [one.name for one in sources(store)] == ["Site K7"]


@pytest.mark.parametrize(
    ("name", "new", "why"),
    [
        ("", "x", "no name to change"),
        ("books", " ", "is empty"),
        ("books", "OTHER", "a source other already"),
        ("nothing", "x", "no source nothing"),
        ("books", "x" * 81, "80 fit"),
    ],
)
def test_a_name_that_cannot_be_is_refused(store: Store, books: Path, name: str, new: str, why: str) -> None:
    import_folder(store, books, "other")
    create(store, "# Mine\n")
    with pytest.raises(UserError, match=why):
        rename_source(store, name, new)
    assert [one.name for one in sources(store)] == ["", "books", "other"]


def test_letters_of_a_name_can_be_made_large(store: Store, books: Path) -> None:
    rename_source(store, "books", "Books")
    assert [one.name for one in sources(store)] == ["Books"]


def test_what_was_cut_short_is_done_by_the_same_again(store: Store, books: Path) -> None:
    pieces = rename_pieces(store, "books", "Site K7")
    assert next(pieces) == (10, 30)
    pieces.close()
    assert [(one.name, one.runbooks) for one in sources(store)] == [("books", 20), ("Site K7", 10)]
    rename_source(store, "books", "Site K7")
    assert [(one.name, one.runbooks, one.place) for one in sources(store)] == [("Site K7", 30, str(books))]


def test_what_is_forgotten_is_the_folder_alone(store: Store, books: Path) -> None:
    before = facts(store)
    forget_source(store, "books")
    (now,) = sources(store)
    assert (now.name, now.place, now.imported, now.runbooks) == ("books", "", None, 30)
    assert facts(store) == before
    with pytest.raises(UserError, match="no folder"):
        import_again(store, "books")
    with pytest.raises(UserError, match="no source nothing"):
        forget_source(store, "nothing")
    assert import_folder(store, books).unchanged == 29
    assert sources(store)[0].place == str(books)
