"""Presentation mode from the real window: F11 opens it, Esc and F11 leave, drafts stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from holdfast.settings import Settings
from tests.conftest import Look
from tests.gallery.scenes import Room
from tests.ui.audit import shown


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.activateWindow()
    yield made
    made.close()


def press(room: Room, key: Qt.Key) -> None:
    presented = room.wiring.rooms.presented
    QTest.keyClick(presented or room.window, key)
    room.settle()


def test_f11_presents_the_incident_that_is_shown(room: Room) -> None:
    shown(room.window, 1366, 768)
    press(room, Qt.Key.Key_F11)
    assert room.wiring.rooms.presented is None  # no incident is shown: the notice says so
    room.go("incident", room.incident("Badge readers"))
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
        press(room, Qt.Key.Key_F11)
        presented = room.wiring.rooms.presented
        assert presented is not None
        assert presented.isFullScreen()
        assert "Badge readers" in presented.board.title.text()
        press(room, leave)
        assert room.wiring.rooms.presented is None


def test_it_leaves_with_the_window(room: Room) -> None:
    shown(room.window, 1366, 768)
    room.go("incident", room.incident("Badge readers"))
    press(room, Qt.Key.Key_F11)
    room.window.close()
    room.settle()
    assert room.wiring.rooms.presented is None
