"""Tasks, resources and handing over in the whole window: by their keys, in sight at every size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from holdfast.settings import Settings
from holdfast.ui.respond.handover_panel import HandoverPanel
from holdfast.ui.respond.tasks_panel import TasksPanel
from tests.conftest import Look
from tests.gallery.handing import HANDING
from tests.gallery.scenes import Room
from tests.ui.audit import audit
from tests.ui.shell.test_live_view import is_whole, live

Key, Held = Qt.Key, Qt.KeyboardModifier
SIZES = [(1024, 700, 150), (1366, 768, 100), (1366, 768, 200)]


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.activateWindow()
    yield made
    made.close()


def test_they_have_keys(room: Room) -> None:
    page = live(room, 1366, 768)
    QTest.keyClick(page, Key.Key_T, Held.ControlModifier)
    assert isinstance(page._foot.panel, TasksPanel)
    QTest.keyClick(page, Key.Key_H, Held.ControlModifier | Held.ShiftModifier)
    assert isinstance(page._foot.panel, HandoverPanel)
    QTest.keyClick(page._foot.panel.first(), Key.Key_Escape)
    page._timeline.view.setFocus()
    QTest.keyClick(page, Key.Key_T, Held.ControlModifier | Held.ShiftModifier)
    assert isinstance(page._foot.panel, TasksPanel)
    assert page._foot.panel._from_row.isVisible()


@pytest.mark.parametrize(("wide", "high", "percent"), SIZES)
def test_a_panel_is_in_sight_from_its_first_field_to_its_button(
    look: Look, room: Room, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    page = live(room, wide, high)
    for verb in ("incident.tasks", "incident.resources", "incident.handover", "incident.roles"):
        page.do(verb)
        room.settle()
        assert page._foot.panel is not None
        assert is_whole(page._foot.panel.first()), verb
        assert is_whole(page._foot.panel.verb), verb


def test_nobody_is_shut_out_of_any_of_them(room: Room) -> None:
    room.window.resize(1366, 768)
    for name, scene in HANDING.items():
        scene(room)
        for _round in range(3):  # a text that wraps anew makes its field higher, and that the page
            room.settle()
        assert audit(room.window) == [], name
