"""The versions of a runbook: how each came, who approved it, which runs used it, and taking one back."""

from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import import_folder, text_of
from holdfast.runbook.restore import restore
from holdfast.runbook.run import start
from holdfast.runbook.versions import Version, versions_of
from holdfast.runbook.writing import approve, create, write
from holdfast.store.check import check_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

ONE, TWO, THREE = (f"# Disk full\n\n1. Act {word}\n" for word in ("once", "twice", "thrice"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def folder(path: Path, text: str, *, picture: bool = False) -> Path:
    path.mkdir(exist_ok=True)
    (path / "disk.md").write_text(text + ("\n![p](p.png)\n" if picture else ""))
    (path / "p.png").write_bytes(PNG)
    return path


def at(store: Store) -> Runbook:
    book = store.runbooks.at("books", "disk.md")
    assert book is not None
    return book


def told(store: Store, versions: tuple[Version, ...]) -> list[tuple[str, list[str]]]:
    """Each version's text, and how it came."""
    return [(text_of(store, each.hash), [arrival.how for arrival in each.arrivals]) for each in versions]


def test_each_version_says_how_it_came_and_the_newest_stands_first(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "books", ONE))
    book = at(store)
    ben = sign_in(store, "Ben")
    write(store, book.id, TWO, book.version, "It takes two")
    write(store, book.id, THREE, at(store).version, origin="drift")
    versions = versions_of(store, book.id)
    assert told(store, versions) == [(THREE, ["drift"]), (TWO, ["written"]), (ONE, ["imported"])]
    assert versions[0].hash == at(store).version
    assert (versions[1].came.reason, versions[1].came.by, versions[2].came.source) == (
        "It takes two", ben.id, "books",
    )  # fmt: skip
    assert versions[2].came.by != ben.id
    assert versions[2].came.at < versions[1].came.at


def test_the_same_text_again_is_no_arrival(store: Store, tmp_path: Path) -> None:
    place = folder(tmp_path / "books", ONE)
    import_folder(store, place)
    (place / "p.png").write_bytes(PNG + b"more")
    folder(tmp_path / "books", ONE, picture=True)
    import_folder(store, place)
    (place / "p.png").write_bytes(PNG + b"else")
    import_folder(store, place)
    versions = versions_of(store, at(store).id)
    assert [len(each.arrivals) for each in versions] == [1, 1]


def test_an_approval_stays_with_its_version_until_it_is_taken_back(store: Store) -> None:
    book = create(store, ONE)
    approve(store, book.id, book.version)
    after = write(store, book.id, TWO, book.version)
    approve(store, book.id, after.version)
    newest, first = versions_of(store, book.id)
    assert newest.approval is not None
    assert first.approval is not None
    assert first.approval.at < newest.approval.at
    approve(store, book.id, after.version, approved=False)
    newest, first = versions_of(store, book.id)
    assert (newest.approval, first.approval is None) == (None, False)


def test_runs_stand_with_the_version_that_they_used(store: Store) -> None:
    book = create(store, ONE)
    incident = declare(store, Declaration("Disk full")).id
    runs = [start(store, incident, book.id) for _use in range(2)]
    write(store, book.id, TWO, book.version)
    runs.append(start(store, incident, book.id))
    newest, first = versions_of(store, book.id)
    assert [run.id for run in first.runs] == [run.id for run in runs[:2]]
    assert [run.id for run in newest.runs] == [runs[2].id]


def test_an_earlier_version_is_the_newest_once_more_with_its_pictures(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "books", ONE, picture=True))
    book = at(store)
    approve(store, book.id, book.version)
    import_folder(store, folder(tmp_path / "books", THREE))
    assert (at(store).images, at(store).is_approved) == ({}, False)
    done = restore(store, book.id, book.version, "The new one misled us")
    assert (done.version, done.images, done.is_approved) == (book.version, book.images, True)
    newest = versions_of(store, book.id)[0]
    assert [arrival.how for arrival in newest.arrivals] == ["imported", "restored"]
    assert newest.came.reason == "The new one misled us"
    assert store.search.find("once", ["runbook"])
    assert check_store(store).ok


def test_restoring_is_taken_back_by_restoring_what_was_before(store: Store) -> None:
    book = create(store, ONE)
    after = write(store, book.id, TWO, book.version)
    restore(store, book.id, book.version, base=after.version)
    assert restore(store, book.id, after.version).version == after.version
    assert [how for _text, how in told(store, versions_of(store, book.id))] == [
        ["written", "restored"], ["written", "restored"],
    ]  # fmt: skip


def test_what_is_newest_already_records_nothing(store: Store) -> None:
    book = create(store, ONE)
    before = store.journal.count()
    assert restore(store, book.id, book.version) == book
    assert store.journal.count() == before


def test_nothing_is_restored_that_was_not_there_or_behind_somebodys_back(store: Store) -> None:
    book = create(store, ONE)
    after = write(store, book.id, TWO, book.version)
    with pytest.raises(UserError, match="never had the version"):
        restore(store, book.id, "0" * 64)
    with pytest.raises(UserError, match="changed by somebody else"):
        restore(store, book.id, book.version, base=book.version)
    assert store.runbooks.get(book.id).version == after.version
