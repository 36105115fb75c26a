"""A runbook that was changed and used: its versions, what its runs say, and what a review makes of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from holdfast.desk.drift import accept, dismiss, offers
from holdfast.review.writing import begin
from holdfast.runbook.library import text_of
from holdfast.runbook.run import document_of_run, mark, start
from holdfast.runbook.writing import approve, create, write
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
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


def _offered(room: Room) -> None:
    """One finding is an action already, one was dismissed, one waits."""
    store, book = room.store, used(room)
    incident = store.runbooks.runs_of_book(book)[0].incident
    review = begin(store, incident).id
    waiting = [each for each in offers(store, incident) if not (each.taken or each.dismissed)]
    if len(waiting) > 1:
        accept(store, review, waiting[0], "Mira Holt", "2026-12-24")
        dismiss(store, review, waiting[1])
    room.go("review", review)
    page = room.window.page("review")
    assert isinstance(page, ReviewEditor)
    page.show_section("actions")
    room.settle()
    section = page.middle.section()
    assert isinstance(section, ActionsSection)
    if not section._offers._cards.isVisible():
        section._offers.open.click()
    room.settle()


DRIFTING: dict[str, Scene] = {
    "runbook-drifted": _read,
    "versions": _versions,
    "versions-compared": _compared,
    "drift": _drift,
    "drift-proposed": _proposed,
    "review-offers": _offered,
}
