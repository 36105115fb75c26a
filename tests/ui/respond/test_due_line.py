"""The head tells each target and clock: the nearest ones in sight, all of them in a menu."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.ui.respond.page import LivePage
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, press

pytestmark = pytest.mark.usefixtures("nothing_left")


def _shown(page: LivePage) -> list[str]:
    return [each.whole() for each in page._header.due.shown if each.isVisible()]


def test_the_nearest_two_stand_in_the_head_and_the_rest_behind_a_key(room: Room) -> None:
    page = room.open(width=1500)
    line = page._header.due
    assert _shown(page) == ["! Update overdue by 40 min", "Resolution in 12:48"]
    assert [each.property("tone") for each in line.shown] == ["error", "muted"]
    assert (line.all.text(), line.all.accessibleName()) == ("+1", "All targets and clocks")
    assert [each.text() for each in line.menu().actions()] == line.lines()
    assert line.lines()[-1].startswith("Acknowledged in ")
    assert audit(page) == []


def test_where_there_is_little_room_fewer_are_in_sight_and_none_is_lost(room: Room) -> None:
    page = room.open(width=700)
    assert (_shown(page), page._header.due.all.text()) == (["! Update overdue by 40 min"], "+2")


def test_it_counts_on_and_turns_when_it_is_overdue(room: Room) -> None:
    page = room.open(width=1500)
    room.hands.at += timedelta(minutes=20)
    page._services.clock.tick()
    assert _shown(page)[1] == "! Resolution overdue by 07 min"
    assert page._header.due.shown[1].property("tone") == "error"


def test_what_is_due_is_done_from_the_menu_by_keyboard(room: Room) -> None:
    page = room.open(width=1500)
    heard: list[str] = []
    page._header.due.verb_wanted.connect(heard.append)
    for action in page._header.due.menu().actions():
        action.trigger()
    QApplication.processEvents()
    assert heard == ["incident.update", "phase.resolved", "timeline.times"]
    assert page._header.due.all.focusPolicy() & Qt.FocusPolicy.TabFocus
    press(Qt.Key.Key_Escape)
