"""A runbook that was changed and used: its versions, what its runs say, and what a review makes of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from holdfast.runbook.library import text_of
from holdfast.runbook.run import document_of_run, mark, start
from holdfast.runbook.writing import approve, create, write
from holdfast.triage.declare import Declaration, declare
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]
_TEXT = """# Queue backlog

## Diagnosis

1. Look how long the queue is

   ```sh {kind=check expect="below 1000" timebox=2m}
   queuectl length
   ```

2. Restart the consumer

## Verification

1. Watch the queue for five minutes
2. Tell the shift lead
"""
_REMARKS = ("the window is gone", "no window any more", "not since the move", "nobody reads it")


def used(room: Room) -> str:
    """A runbook with three versions and four runs, whose id it gives."""
    known = [row.id for row in room.store.runbooks.page() if row.title == "Queue backlog"]
    if known:
        return known[0]
    store = room.store
    book = create(store, _TEXT)
    approve(store, book.id, book.version)
    for number, remark in enumerate(_REMARKS):
        if number == 1:
            text = text_of(store, book.version).replace("shift lead", "shift lead and the desk")
            write(store, book.id, text, book.version, "The desk asked for it")
        incident = declare(store, Declaration(f"Orders wait, hall {number + 1}"))
        run = start(store, incident.id, book.id)
        steps = document_of_run(store, run).steps
        mark(store, run.id, steps[0], "failed", "command not found")
        mark(store, run.id, steps[1], "deviated", "Moved the consumer to the other host")
        mark(store, run.id, steps[2], "done")
        mark(store, run.id, steps[3], "skipped", remark)
    now = store.runbooks.get(book.id)
    write(store, book.id, text_of(store, now.version).replace("five", "ten"), now.version, origin="drift")
    return book.id


def _read(room: Room) -> None:
    room.go("runbooks", used(room))


def _versions(room: Room) -> None:
    room.go("versions", used(room))


def _compared(room: Room) -> None:
    _versions(room)
    page = room.window.page("versions")
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Down)
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Down)
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Space)
    room.settle()


def _drift(room: Room) -> None:
    room.go("drift", used(room))


def _proposed(room: Room) -> None:
    _drift(room)
    QTest.keyClick(room.window.page("drift").first_focus(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    room.settle()


DRIFTING: dict[str, Scene] = {
    "runbook-drifted": _read,
    "versions": _versions,
    "versions-compared": _compared,
    "drift": _drift,
    "drift-proposed": _proposed,
}
