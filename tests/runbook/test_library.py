"""The library: what an import brings, again and again, and what it never loses."""

from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.runbook.collect import collect
from holdfast.runbook.library import (
    ImportReport,
    document_of,
    import_folder,
    plan_pieces,
    record_import,
    text_of,
)
from holdfast.runbook.plan import plan
from holdfast.store.check import check_store
from holdfast.store.store import Store

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Three runbooks, two of one name, one with an image."""
    folder = tmp_path / "books"
    for name in ("a.md", "b.md", "deep/b.md"):
        put(folder, name)
    put(folder, "b.md", "# Pictured\n\n![p](img/p.png) ![gone](img/gone.png)\n")
    (folder / "img").mkdir()
    (folder / "img" / "p.png").write_bytes(PNG)
    return folder


def put(folder: Path, name: str, text: str = "") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(
        text or f"# Book {name}\n\n## Mitigation\n\n1. Look\n2. Act\n", encoding="utf-8"
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.gone


def paths(store: Store) -> list[str]:
    return sorted(row.path for row in store.runbooks.page() if not row.gone)


def test_everything_is_new_the_first_time_and_unchanged_the_second(store: Store, books: Path) -> None:
    report = import_folder(store, books)
    assert (report.source, counts(report), report.refused, report.whole) == ("books", (3, 0, 0, 0), (), True)
    assert paths(store) == ["a.md", "b.md", "deep/b.md"]
    before = store.journal.count()
    assert counts(import_folder(store, books)) == (0, 0, 3, 0)
    assert store.journal.count() == before
    assert check_store(store).ok


def test_what_changed_gets_a_version_and_keeps_the_old_one(store: Store, books: Path) -> None:
    import_folder(store, books)
    old = store.runbooks.at("books", "a.md")
    put(books, "a.md", "# Another name\n\n1. Something else\n")
    assert counts(import_folder(store, books)) == (0, 1, 2, 0)
    new = store.runbooks.get(old.id)
    assert (new.title, new.versions) == ("Another name", (old.version, new.version))
    assert "Book a.md" in text_of(store, old.version)
    assert [step.plain for step in document_of(store, new.version, new.title).steps] == ["Something else"]
    assert [hit.title for hit in store.search.find("else", ["runbook"])] == ["Another name"]
    assert store.search.find("mitigation a.md", ["runbook"]) == []


def test_what_is_gone_is_marked_kept_and_comes_back(store: Store, books: Path) -> None:
    import_folder(store, books)
    (books / "a.md").rename(books / "elsewhere")
    assert counts(import_folder(store, books)) == (0, 0, 2, 1)
    gone = store.runbooks.at("books", "a.md")
    assert gone.gone
    assert "Book a.md" in text_of(store, gone.version)
    assert (paths(store), store.runbooks.count()) == (["b.md", "deep/b.md"], 2)
    assert store.runbooks.page()[-1].path == "a.md"
    assert counts(import_folder(store, books)) == (0, 0, 2, 0)
    (books / "elsewhere").rename(books / "a.md")
    assert counts(import_folder(store, books)) == (0, 1, 2, 0)
    back = store.runbooks.at("books", "a.md")
    assert (back.id, back.gone, back.version, back.conflicts) == (gone.id, False, gone.version, ())
    assert check_store(store).ok


def test_a_file_that_is_refused_is_still_there(store: Store, books: Path) -> None:
    import_folder(store, books)
    (books / "a.md").write_bytes(b"\0\1")
    report = import_folder(store, books)
    assert (counts(report), [left.file for left in report.refused]) == ((0, 0, 2, 0), ["a.md"])
    assert not store.runbooks.at("books", "a.md").gone


def test_every_file_is_accounted_for(store: Store, books: Path) -> None:
    put(books, "big.md", "x" * 300_000)
    (books / "latin.md").write_bytes(b"K\xfcche")
    report = import_folder(store, books)
    assert sum(counts(report)) + len(report.refused) == 5


def test_images_come_along_and_a_changed_image_is_a_change(store: Store, books: Path) -> None:
    import_folder(store, books)
    book = store.runbooks.at("books", "b.md")
    assert list(book.images) == ["img/p.png"]
    assert store.blobs.get(book.images["img/p.png"]) == PNG
    (books / "img" / "p.png").write_bytes(PNG + b"!")
    assert counts(import_folder(store, books)) == (0, 1, 2, 0)
    after = store.runbooks.at("books", "b.md")
    assert (after.version, after.images != book.images) == (book.version, True)
    (books / "img" / "p.png").unlink()
    assert counts(import_folder(store, books)) == (0, 1, 2, 0)
    assert store.runbooks.at("books", "b.md").images == {}
    assert check_store(store).ok


def test_folders_of_one_name_keep_their_own_library(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    other = tmp_path / "other" / "books"
    put(other, "a.md", "# The other one\n")
    report = import_folder(store, other)
    assert (report.source, counts(report)) == ("books 2", (1, 0, 0, 0))
    assert store.runbooks.at("books", "a.md").title == "Book a.md"
    assert counts(import_folder(store, books)) == (0, 0, 3, 0)
    assert import_folder(store, other).source == "books 2"
    assert {row.source for row in store.runbooks.page()} == {"books", "books 2"}


def test_a_folder_that_moved_goes_on_under_its_name(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    (tmp_path / "moved").mkdir()
    books.rename(tmp_path / "moved" / "books")
    report = import_folder(store, tmp_path / "moved" / "books")
    assert (report.source, counts(report)) == ("books", (0, 0, 3, 0))


def test_a_source_may_be_named(store: Store, books: Path) -> None:
    assert import_folder(store, books, "Site K7").source == "Site K7"
    assert counts(import_folder(store, books, "Site K7")) == (0, 0, 3, 0)
    again = import_folder(store, books)
    assert (again.source, counts(again)) == ("Site K7", (0, 0, 3, 0))
    assert counts(import_folder(store, books, "Another")) == (3, 0, 0, 0)


def test_a_single_file_leaves_the_others_where_they_are(store: Store, books: Path) -> None:
    import_folder(store, books)
    put(books, "b.md", "# Alone\n")
    report = import_folder(store, books / "b.md")
    assert (report.source, counts(report)) == ("books", (0, 1, 0, 0))
    assert paths(store) == ["a.md", "b.md", "deep/b.md"]


def test_an_import_that_is_stopped_says_what_it_did_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for number in range(60):
        put(folder, f"{number:02}.md")
    import_folder(store, folder)
    for number in range(30):
        put(folder, f"{number:02}.md", f"# Changed {number}\n")
    for number in range(60, 80):
        put(folder, f"{number:02}.md")
    (folder / "59.md").unlink()
    seen: list[tuple[int, int]] = []

    def stop_after_one(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    report = record_import(store, folder, collect(folder), progress=stop_after_one)
    assert seen == [(25, 50)]
    assert (counts(report), report.whole) == ((20, 5, 29, 0), False)
    assert store.runbooks.count() == 80
    rest = import_folder(store, folder)
    assert (counts(rest), rest.whole) == ((0, 25, 54, 1), True)
    assert check_store(store).ok


def test_progress_is_told_to_the_end(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for number in range(51):
        put(folder, f"{number:02}.md")
    seen: list[tuple[int, int]] = []
    import_folder(store, folder, progress=lambda done, total: not seen.append((done, total)))
    assert seen == [(25, 51), (50, 51), (51, 51)]
    pieces = list(plan_pieces(store, plan(store, folder, collect(folder))))
    assert [(done, total, report is None) for done, total, report in pieces] == [(0, 0, False)]
    put(folder, "new.md")
    pieces = list(plan_pieces(store, plan(store, folder, collect(folder))))
    assert [(done, total, report is None) for done, total, report in pieces] == [(1, 1, True), (1, 1, False)]


def test_a_text_that_is_not_here_says_so(store: Store) -> None:
    for version in ("", "00" * 32):
        with pytest.raises(UserError, match="not in the store"):
            text_of(store, version)
    with pytest.raises(UserError, match="There is no runbook"):
        store.runbooks.get("nothing")


def test_nothing_is_recorded_of_a_folder_without_runbooks(store: Store, tmp_path: Path) -> None:
    before = store.journal.count()
    with pytest.raises(UserError, match="no Markdown"):
        import_folder(store, tmp_path)
    assert store.journal.count() == before


@pytest.mark.real_data
def test_the_real_runbooks_are_all_there_and_the_second_time_unchanged(
    store: Store, real_runbooks: Path
) -> None:
    report = import_folder(store, real_runbooks)
    assert sum(counts(report)) + len(report.refused) == 273
    assert store.runbooks.count() == report.new == 273
    assert counts(import_folder(store, real_runbooks)) == (0, 0, 273, 0)
    assert check_store(store).ok
