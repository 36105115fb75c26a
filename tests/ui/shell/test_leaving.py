"""Leaving the keyboard: nobody stands behind the next entry, and the window says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.settings import Settings
from tests.conftest import Look
from tests.gallery.scenes import Room


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    yield made
    made.close()


def test_who_leaves_the_keyboard_is_at_it_no_more(room: Room) -> None:
    store, said = room.wiring.store, room.window.status._operator
    assert store.by is not None
    room.wiring.actions.run("file.leave")
    assert store.by is None
    assert said.accessibleName() == "Operator. Nobody has signed in"
