"""How many preventive actions are overdue stands on the rail, also before their page was opened."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from holdfast.review.actions import add_action, move_action
from holdfast.review.writing import begin
from holdfast.settings import Settings
from holdfast.store.store import Store
from tests.conftest import Look
from tests.gallery.scenes import Room


def _said(room: Room) -> str:
    names = [each.accessibleName() for each in room.window.rail.findChildren(QAbstractButton)]
    return next(name for name in names if name.startswith("Actions"))


def _overdue(store: Store) -> int:
    return store.reviews.list.overdue(store.now().date().isoformat())


def test_it_is_counted_at_the_start_and_with_each_change(
    look: Look, nothing_left: None, tmp_path: Path
) -> None:
    room = Room(tmp_path, Settings(None), look.appearance)
    before = _overdue(room.store)
    assert _said(room) == (f"Actions, {before}" if before else "Actions")
    review = begin(room.store, room.incident("Badge readers"))
    action = add_action(room.store, review.id, "Name slots", due="2020-01-01")
    room.settle()
    assert _said(room) == f"Actions, {before + 1}"
    move_action(room.store, action.id, "done")
    room.settle()
    assert _said(room) == (f"Actions, {before}" if before else "Actions")
    room.close()
