"""The library of runbooks: approved, found, brought in, and its sources."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from holdfast.runbook.library import import_folder, text_of
from holdfast.runbook.writing import approve, create, write
from holdfast.ui.runbook.page import RunbooksPage
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]


def _page(room: Room) -> RunbooksPage:
    page = room.window.page("runbooks")
    assert isinstance(page, RunbooksPage)
    return page


def _approved(room: Room) -> None:
    (book, *_others) = room.store.runbooks.page()
    approve(room.store, book.id, book.version)
    room.go("runbooks", book.id)


def _import(room: Room) -> None:
    """New, changed, changed here as well, gone and refused, all in one folder."""
    folder = Path(mkdtemp()) / "room"
    (row, other, *_more) = room.store.runbooks.page()
    for each in (row, other):
        (folder / each.path).parent.mkdir(parents=True, exist_ok=True)
    text = text_of(room.store, row.version)
    (folder / "new.md").write_text("# A new one\n\n## Mitigation\n\n1. Look at it\n", "utf-8")
    (folder / "latin.md").write_bytes(b"# Gr\xfc\xdfe\n")
    source = room.store.runbooks.get(row.id).source
    (folder / row.path).write_text(text.replace("the", "this", 2), "utf-8")
    mine = room.store.runbooks.get(other.id)
    write(room.store, other.id, text_of(room.store, mine.version) + "\nOurs.\n", mine.version)
    (folder / other.path).write_text("# Theirs\n", "utf-8")
    room.go("runbooks")
    page = _page(room)
    page._importing.begin(folder, source=source)
    room.settle()
    while not page._importing.is_asking():
        room.settle()
    page._preview.list.setCurrentIndex(page._preview.list.model().index(1, 0))


def _found(room: Room) -> None:
    page = _page(room)
    page._importing.decline()
    page._importing.hide()
    room.go("runbooks")
    page._list.ask("disk approved:no")


def _wrong(room: Room) -> None:
    _page(room)._list.ask("disk colour:red")


def _offered(room: Room) -> None:
    line = _page(room)._list.query
    line.clear()
    line.setFocus()
    QTest.keyClicks(line, "approved:")


def _sources(room: Room) -> None:
    """One folder is there, one is not, and something was written here."""
    _page(room)._list.ask("")
    books, gone = Path(mkdtemp()) / "team-books", Path(mkdtemp()) / "usb-stick"
    for folder in (books, gone):
        folder.mkdir()
        (folder / "pump.md").write_text("# Pump\n\n1. Look at it\n", "utf-8")
        import_folder(room.store, folder)
    shutil.rmtree(gone)
    create(room.store, "# Ours\n\n1. Look at it\n")
    room.go("runbooks", "sources")
    view = _page(room)._sources
    view.list.setCurrentIndex(view.list.model().index(view.list.model().rowCount() - 1, 0))


def _rename(room: Room) -> None:
    view = _page(room)._sources
    view.list.setCurrentIndex(view.list.model().index(1, 0))
    view.begin_rename()


def _exported(room: Room) -> None:
    """One file was changed in the folder meanwhile."""
    page, folder = _page(room), Path(mkdtemp()) / "books"
    page._sources._rename.leave()
    page._exporting.begin(folder, None)
    room.settle()
    book = next(row for row in room.store.runbooks.page() if row.source == "team-books")
    write(room.store, book.id, "# Another\n", book.version)
    (folder / "team-books" / "pump.md").write_text("# Theirs\n", "utf-8")
    page._exporting.begin(folder, None)
    room.settle()


LIBRARY: dict[str, Scene] = {
    "runbook-approved": _approved,
    "runbook-import": _import,
    "runbook-found": _found,
    "runbook-wrong-filter": _wrong,
    "runbook-filter-offers": _offered,
    "runbook-sources": _sources,
    "runbook-rename": _rename,
    "runbook-exported": _exported,
}
