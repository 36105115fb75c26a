"""Sources: each remembered with where it came from and what its last import found, and never forgotten."""

from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from holdfast.domain.errors import UserError
from holdfast.runbook.library import import_again, import_folder
from holdfast.runbook.sources import Source, place_of, source_called, sources
from holdfast.runbook.writing import create, write
from holdfast.store.store import Store


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(f"# Book {name}\n\n1. Act\n")
    return folder


def only(store: Store) -> Source:
    (found,) = sources(store)
    return found


def test_a_source_is_remembered_with_its_last_import(store: Store, books: Path) -> None:
    assert sources(store) == []
    (books / "c.md").write_bytes(b"\0")
    import_folder(store, books)
    first = only(store)
    assert (first.name, first.place, first.is_zip, first.there) == ("books", str(books), False, True)
    assert dict(first.counts) == {"new": 2, "changed": 0, "unchanged": 0, "gone": 0, "both": 0, "refused": 1}
    (books / "a.md").unlink()
    (books / "b.md").write_text("# Another\n\n1. Act\n")
    import_again(store, "books")
    then = only(store)
    assert dict(then.counts)["changed"] == dict(then.counts)["gone"] == 1
    assert (then.runbooks, then.gone, then.edited) == (2, 1, 0)
    assert first.imported
    assert then.imported
    assert first.imported < then.imported


def test_nothing_is_forgotten_when_the_folder_is_gone(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    books.rename(tmp_path / "elsewhere")
    assert (only(store).there, only(store).runbooks, store.runbooks.count()) == (False, 2, 2)
    with pytest.raises(UserError, match=r"not there now.*still in the library") as refused:
        import_again(store, "books")
    assert "from where it is now" in refused.value.hint
    assert store.runbooks.count() == 2
    import_folder(store, tmp_path / "elsewhere", "books")
    assert (only(store).place, only(store).there) == (str(tmp_path / "elsewhere"), True)
    assert import_again(store, "books").unchanged == 2


def test_a_zip_is_remembered_as_itself(store: Store, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "books.zip", "w") as made:
        made.writestr("a.md", "# A\n\n1. Act\n")
    import_folder(store, tmp_path / "books.zip")
    assert (only(store).place, only(store).is_zip) == (str(tmp_path / "books.zip"), True)
    assert import_again(store, "books").unchanged == 1


def test_what_is_written_here_has_no_folder(store: Store, books: Path) -> None:
    import_folder(store, books)
    mine = create(store, "# Mine\n\n1. Act\n")
    book = store.runbooks.at("books", "a.md")
    assert book
    write(store, book.id, "# Ours\n\n1. Act\n", book.version)
    assert [(one.name, one.runbooks, one.edited) for one in sources(store)] == [("", 1, 0), ("books", 2, 1)]
    assert store.runbooks.at("", mine.path) == mine
    with pytest.raises(UserError, match="no folder"):
        import_again(store, "")
    with pytest.raises(UserError, match="no source nothing") as refused:
        source_called(store, "nothing")
    assert "books" in refused.value.hint


def test_a_single_file_does_not_bring_its_folder_the_next_time(store: Store, books: Path) -> None:
    import_folder(store, books / "a.md")
    assert place_of(store, "books") == books / "a.md"
    assert import_again(store, "books").unchanged == 1
    assert store.runbooks.count() == 1
    import_folder(store, books)
    import_folder(store, books / "a.md")
    assert place_of(store, "books") == books


def test_what_an_older_version_remembered_is_read(store: Store, books: Path) -> None:
    import_folder(store, books)
    with store.database.writing():
        store.marks.set("runbook_imports", "")
    assert (only(store).place, only(store).imported, only(store).counts) == (str(books), None, ())
    with store.database.writing():
        store.marks.set("runbook_sources", "")
    assert (only(store).name, only(store).place, only(store).runbooks) == ("books", "", 2)


def test_the_mark_of_folders_stays_as_older_versions_read_it(store: Store, books: Path) -> None:
    import_folder(store, books)
    assert msgspec.json.decode(store.marks.get("runbook_sources")) == {"books": str(books)}
