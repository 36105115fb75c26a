"""The library of runbooks: one that is approved, and what an import would bring."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from holdfast.runbook.library import text_of
from holdfast.runbook.writing import approve, write
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
    folder.mkdir()
    (row, other, *_more) = room.store.runbooks.page()
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


LIBRARY: dict[str, Scene] = {"runbook-approved": _approved, "runbook-import": _import}
