"""Writing a runbook, its paper, and an empty library that is filled with what comes with Holdfast."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from holdfast.desk.export import hand_out
from holdfast.desk.operators import sign_in
from holdfast.desk.paper import binder_handout
from holdfast.runbook.library import text_of
from holdfast.runbook.writing import approve, create, write
from holdfast.store.opening import open_store
from holdfast.ui.report.page import PaperPage
from holdfast.ui.runbook.editor import WritePage
from holdfast.ui.runbook.page import RunbooksPage
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]
_TITLE = "Cold store too warm"
_TEXT = f"""---
title: {_TITLE}
owner: "Hall desk"
---

# {_TITLE}

## Diagnosis

1. Read the thermometer at the door
2. Look at the [valve plan](plans/valve.md)

## Mitigation

1. Shut the door

   ```sh {{kind=chekc expect="below 5"}}
   coldctl temperature
   ```
2. Call the plant
"""


def _book(room: Room) -> str:
    known = [row.id for row in room.store.runbooks.page() if row.title == _TITLE]
    return known[0] if known else create(room.store, _TEXT).id


def _writer(room: Room) -> WritePage:
    room.go("write", _book(room))
    page = room.window.page("write")
    assert isinstance(page, WritePage)
    return page


def _findings(room: Room) -> None:
    page = _writer(room)
    page.preview.look_now()
    room.settle()
    found = page.preview.findings.list
    found.setCurrentIndex(found.model().index(0, 0))


def _changed(room: Room) -> None:
    page = _writer(room)
    page.edit.put(_TEXT.replace("Shut the door", "Shut both doors").replace("chekc", "check"))
    page.what_changed.setChecked(True)
    page._show_changes()
    page.preview.look_now()


def _nothing_new(room: Room) -> None:
    page = _writer(room)
    page.what_changed.setChecked(False)
    page._show_changes()
    page.edit.put(page._own.recorded())
    page.record_now()


def _theirs(room: Room) -> None:
    """Jonas Weber records another text from another station while this one is being written."""
    page = _writer(room)
    if page.theirs.isVisible():
        return
    page.edit.put(_TEXT.replace("Call the plant", "Call the plant and the guard"))
    other = open_store(room.store.path, clock=room.store.clock)
    sign_in(other, "Jonas Weber")
    book = other.runbooks.get(_book(room))
    write(other, book.id, text_of(other, book.version).replace("the door", "the inner door"), book.version)
    other.close()
    room.wiring.bridge.poll()
    room.settle()


def _held_against(room: Room) -> None:
    _theirs(room)
    _writer(room).theirs.compare.click()


def _refused(room: Room) -> None:
    _theirs(room)
    _writer(room).record_now()


def _binder_made(room: Room) -> None:
    """The window goes on with nothing that was written and not recorded."""
    page = _writer(room)
    page.take_theirs()
    for row in room.store.runbooks.page():
        approve(room.store, row.id, row.version)
    hand_out(room.store, binder_handout(room.store), Path(mkdtemp()) / "binder.pdf", "pdf")
    room.go("runbooks")


def _binder_old(room: Room) -> None:
    book = room.store.runbooks.get(_book(room))
    approve(room.store, book.id, book.version, approved=False)
    room.go("runbooks", book.id)


def _paper(kind: str) -> Scene:
    def scene(room: Room) -> None:
        room.go("paper", kind if kind == "binder" else f"{kind}/{_book(room)}")
        page = room.window.page("paper")
        assert isinstance(page, PaperPage)
        room.settle()
        page._preview.pages.viewport().repaint()  # the pages in sight are asked for

    return scene


def _empty_page(room: Room) -> RunbooksPage:
    page = room.empty().window.page("runbooks")
    assert isinstance(page, RunbooksPage)
    return page


def _empty(room: Room) -> QWidget:
    room.empty().go("runbooks")
    return room.empty().window


def _starters_asked(room: Room) -> QWidget:
    page = _empty_page(room)
    page.bringing.bring_starters()
    room.settle()
    page._preview.list.setCurrentIndex(page._preview.list.model().index(0, 0))
    return room.empty().window


def _starters_there(room: Room) -> QWidget:
    page = _empty_page(room)
    page._preview.accept()
    room.settle()
    while page._importing.is_busy():
        room.settle()
    return room.empty().window


def _again_unchanged(room: Room) -> QWidget:
    _empty_page(room).bringing.bring_starters()
    room.settle()
    return room.empty().window


WRITING: dict[str, Scene] = {
    "write-findings": _findings,
    "write-changed": _changed,
    "write-nothing-new": _nothing_new,
    "write-theirs": _theirs,
    "write-theirs-compared": _held_against,
    "write-theirs-refused": _refused,
    "runbooks-binder": _binder_made,
    "runbooks-binder-old": _binder_old,
    "paper-checklist": _paper("checklist"),
    "paper-binder": _paper("binder"),
    "runbooks-none": _empty,
    "runbooks-starters": _starters_asked,
    "runbooks-started": _starters_there,
    "runbooks-started-again": _again_unchanged,
}
