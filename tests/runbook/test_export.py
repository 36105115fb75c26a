"""The library back in a folder: the same bytes, and nothing of anybody else's touched."""

import errno
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.runbook.collect import collect
from holdfast.runbook.export import export
from holdfast.runbook.library import import_folder
from holdfast.runbook.writing import create, write
from holdfast.store.opening import open_store
from holdfast.store.store import Store

UNFINISHED = "UNFINISHED-EXPORT.txt"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    for name, data in {
        "a.md": b"# A\n",
        "b.md": b"\xef\xbb\xbf# B\r\n\r\n![p](img/p.png)\r\nno newline",
        "deep/c d.md": "# Über\n".encode(),
        "img/p.png": PNG,
        "notes.txt": b"not ours",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def edit(store: Store, path: str, text: str = "# Ours\n") -> None:
    book = store.runbooks.at("books", path)
    assert book is not None
    write(store, book.id, text, book.version)


def test_what_was_imported_comes_back_byte_for_byte(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    report = export(store, tmp_path / "out", "books")
    wanted = tree(books)
    del wanted["notes.txt"]
    assert tree(tmp_path / "out") == wanted
    assert (sorted(report.written), report.unchanged, report.left) == (sorted(wanted), 0, ())
    again = export(store, tmp_path / "out", "books")
    assert (again.written, again.unchanged, again.left) == ((), 4, ())


def test_over_the_source_folder_only_what_was_written_here_is_another(store: Store, books: Path) -> None:
    import_folder(store, books)
    edit(store, "a.md")
    (books / "a.md").chmod(0o640)
    before = tree(books)
    report = export(store, books, "books")
    assert (report.written, report.unchanged, report.left) == (("a.md",), 3, ())
    assert tree(books) == before | {"a.md": b"# Ours\n"}
    if sys.platform != "win32":
        assert (books / "a.md").stat().st_mode & 0o777 == 0o640
    assert import_folder(store, books).changed == 1
    assert store.runbooks.by_source()["books"]["edited"] == 0


def test_what_was_changed_in_the_folder_meanwhile_is_left(store: Store, books: Path) -> None:
    import_folder(store, books)
    edit(store, "a.md")
    (books / "a.md").write_bytes(b"# Theirs\n")
    (books / "img" / "p.png").write_bytes(PNG + b"!")
    report = export(store, books, "books")
    assert [left.file for left in report.left] == ["a.md", "img/p.png"]
    assert "Import it first" in report.left[0].why
    assert (books / "a.md").read_bytes() == b"# Theirs\n"


def test_what_is_gone_is_not_written(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    (books / "a.md").unlink()
    import_folder(store, books)
    export(store, tmp_path / "out", "books")
    assert sorted(tree(tmp_path / "out")) == ["b.md", "deep/c d.md", "img/p.png"]


def test_all_sources_each_in_its_folder(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    import_folder(store, books, "Site K7")
    import_folder(store, books / "a.md", "../evil")
    create(store, "# Mine\n\n1. Act\n")
    report = export(store, tmp_path / "out")
    found = tree(tmp_path / "out")
    assert {path.split("/")[0] for path in found} == {"books", "Site K7", "written-here"}
    assert found["written-here/mine.md"] == b"# Mine\n\n1. Act\n"
    assert [left.file for left in report.left] == ["../evil/a.md"]
    assert export(store, tmp_path / "out").unchanged == len(found)
    assert export(store, tmp_path / "alone", "").written == ("mine.md",)


def test_a_folder_that_is_somebody_elses_is_refused(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("theirs")
    for target, why in (
        (other, "not empty"),
        (other / "a.md", "no folder"),
        (store.path, "store"),
        (store.path / "new", "store"),
        (store.path / "new" / "deep", "store"),
        (store.path / "backups", "store"),
    ):
        with pytest.raises(UserError, match=why):
            export(store, target, "books")
    with pytest.raises(UserError, match="not empty"):
        export(store, books)
    with pytest.raises(UserError, match="no source nothing"):
        export(store, tmp_path / "out", "nothing")
    assert tree(other) == {"a.md": b"theirs"}
    assert not (tmp_path / "out").exists()
    (other / "a.md").unlink()
    assert len(export(store, other, "books").written) == 4


@pytest.mark.parametrize(
    "path",
    ["../up.md", "/etc/x.md", "a/../../b.md", "a//b.md", ".git/x.md", "a\\b.md", "x\n.md", "run.sh", ""],
)
def test_a_path_that_no_import_makes_is_never_written(store: Store, tmp_path: Path, path: str) -> None:
    text = store.blobs.put(b"# Evil\n")
    body = {"source": "s", "path": path, "title": "Evil", "version": [None, text["blob"]], "text": text}
    store.record(New(subject("runbook", store.new_id()), "runbook.imported", body))
    report = export(store, tmp_path / "deep" / "out", "s")
    assert (report.written, [left.file for left in report.left]) == ((), [path])
    assert not list(tmp_path.rglob("*.md"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_never_followed(store: Store, books: Path, tmp_path: Path) -> None:
    import_folder(store, books)
    edit(store, "a.md")
    edit(store, "deep/c d.md")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c d.md").write_bytes((books / "deep" / "c d.md").read_bytes())
    (elsewhere / "a.md").write_bytes((books / "a.md").read_bytes())
    (books / "deep" / "c d.md").unlink()
    (books / "deep").rmdir()
    (books / "deep").symlink_to(elsewhere)
    (books / "a.md").unlink()
    (books / "a.md").symlink_to(elsewhere / "a.md")
    before = tree(elsewhere)
    report = export(store, books, "books")
    assert sorted(left.file for left in report.left) == ["a.md", "deep/c d.md"]
    assert tree(elsewhere) == before
    assert (books / "a.md").is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="names are normalised there")
def test_a_name_spelled_otherwise_is_written_where_it_is(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "u\u0308.md").write_text("# A\n")
    import_folder(store, folder)
    edit(store, "\u00fc.md")
    export(store, folder, "books")
    assert tree(folder) == {"u\u0308.md": b"# Ours\n"}


def test_a_full_disk_stops_it_and_leaves_whole_files(
    store: Store, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_folder(store, books)
    calls: list[int] = []

    def sync(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(UserError, match=r"2 of 4 files are written.*No space"):
        export(store, tmp_path / "out", "books")
    monkeypatch.undo()
    found = tree(tmp_path / "out")
    assert b"not finished" in found.pop(UNFINISHED)
    assert len(found) == 2
    assert all(found[path] == tree(books)[path] for path in found)
    assert len(export(store, tmp_path / "out", "books").written) == 2
    assert UNFINISHED not in tree(tmp_path / "out")


def test_a_stopped_export_says_so_in_the_folder_until_all_is_there(
    store: Store, books: Path, tmp_path: Path
) -> None:
    import_folder(store, books)
    seen: list[tuple[int, int]] = []

    def stop(done: int, every: int) -> bool:
        seen.append((done, every))
        return done < 2

    report = export(store, tmp_path / "out", "books", stop)
    assert seen == [(0, 4), (1, 4), (2, 4)]
    assert (len(report.written), report.whole) == (2, False)
    assert UNFINISHED in tree(tmp_path / "out")
    (tmp_path / "out" / f".a.md.{'0' * 8}.part").write_text("half")  # as a kill leaves it
    again = export(store, tmp_path / "out", "books")
    assert (len(again.written), again.unchanged, again.whole) == (2, 2, True)
    assert tree(tmp_path / "out") == {path: data for path, data in tree(books).items() if path != "notes.txt"}


def test_all_written_but_not_finished_is_finished_the_next_time(
    store: Store, books: Path, tmp_path: Path
) -> None:
    import_folder(store, books)
    export(store, tmp_path / "out", "books")
    (tmp_path / "out" / UNFINISHED).write_text("x")
    assert export(store, tmp_path / "out", "books").unchanged == 4
    assert UNFINISHED not in tree(tmp_path / "out")


def test_nothing_is_written_where_another_folder_stands_in_its_place(
    store: Store, books: Path, tmp_path: Path
) -> None:
    import_folder(store, books)
    out = tmp_path / "out"

    def taken_out(done: int, _every: int) -> bool:
        if done == 2:
            out.rename(tmp_path / "taken")
            out.mkdir()
        return True

    with pytest.raises(UserError, match=r"2 of 4 files are written.*no longer there"):
        export(store, out, "books", taken_out)
    assert tree(out) == {}
    out.rmdir()

    def gone(done: int, _every: int) -> bool:
        if done == 1:
            shutil.rmtree(out)
        return True

    with pytest.raises(UserError, match=r"1 of 4 files are written.*no longer there"):
        export(store, out, "books", gone)
    assert not out.exists()


def test_an_earlier_export_that_vanishes_before_the_first_file_is_not_made_anew(
    store: Store, books: Path, tmp_path: Path
) -> None:
    import_folder(store, books)
    out = tmp_path / "out"
    export(store, out, "books")

    def gone(done: int, _every: int) -> bool:
        if done == 0:
            shutil.rmtree(out)
        return True

    with pytest.raises(UserError, match=r"0 of 4 files are written.*no longer there"):
        export(store, out, "books", gone)
    assert not out.exists()


def test_a_folder_that_takes_no_file_is_said_at_once(
    store: Store, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_folder(store, books)
    (tmp_path / "out").mkdir()

    def refuse(_handle: int) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UserError, match=r"0 of 4 files are written.*Permission denied"):
        export(store, tmp_path / "out", "books")
    assert tree(tmp_path / "out") == {}


def test_a_store_that_can_only_be_read_is_exported_too(
    open_here: Callable[..., Store], books: Path, tmp_path: Path
) -> None:
    store = open_here()
    sign_in(store, "Ana")
    import_folder(store, books)
    assert len(export(open_here(read_only=True), tmp_path / "out", "books").written) == 4


_part = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters='/\\:*?"<>|'),
    min_size=1,
    max_size=12,
).map(lambda text: unicodedata.normalize("NFC", text))
_name = _part.filter(lambda part: not part.startswith(".") and len(part.encode()) < 60 and part.strip(" ."))
_line = st.sampled_from(
    [
        b"# T",
        b"",
        b"1. Act `x`",
        b"![p](p.png)",
        b"<img src='../p.png'>",
        b"---",
        b"title: x",
        "ü".encode(),
        b"\t- a",
    ]
)
_end = st.sampled_from([b"\n", b"\r\n", b"\r"])
_text = st.builds(
    lambda mark, rows, last: mark + b"# T" + b"".join(end + line for line, end in rows) + last,
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(st.tuples(_line, _end), max_size=8),
    st.sampled_from([b"", b"\n", b"\r\n", b"\n\n\n"]),
)
_text |= st.builds(
    lambda data, codec: data.decode().removeprefix("\ufeff").encode(codec),
    _text,
    st.sampled_from(["utf-16", "cp1252"]),
)
_folders = st.dictionaries(
    st.tuples(st.lists(_name, max_size=2).map(tuple), _name, st.sampled_from([".md", ".markdown", ".MD"])),
    _text,
    min_size=1,
    max_size=5,
)


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as store:
        sign_in(store, "Ana")
        yield store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_folders, st.booleans())
def test_any_folder_comes_back_byte_for_byte_and_goes_into_another_store(
    made: dict[tuple[tuple[str, ...], str, str], bytes], pictured: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        books, out = Path(place, "books"), Path(place, "out", "books")
        for (folders, stem, ending), data in made.items():
            file = Path(books, *folders, stem + ending)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            if pictured:
                (file.parent / "p.png").write_bytes(PNG + file.name.encode())
        found = collect(books)
        taken = {each.path: each.data for each in (*found.files, *found.images)}
        assert len(found.files) + len(found.refused) == len(made)
        with _store(Path(place, "one")) as one, _store(Path(place, "two")) as two:
            import_folder(one, books)
            report = export(one, out, "books")
            assert (report.left, tree(out)) == ((), taken)
            assert import_folder(two, out).new == len(found.files)
            assert import_folder(two, books, "books").unchanged == len(found.files)
            assert {row.path: row.version for row in one.runbooks.page()} == {
                row.path: row.version for row in two.runbooks.page()
            }
