"""Resources in the live view, by keyboard: asked for, arrived, released."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.respond.resources import ask, supplies_of
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.resources_panel import ResourcesPanel
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.respond.conftest import Room, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


def opened(room: Room) -> tuple[LivePage, ResourcesPanel]:
    page = room.open()
    page.do("incident.resources")
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, ResourcesPanel)
    return page, panel


def states(room: Room) -> list[str]:
    return [each.state for each in supplies_of(room.store, room.live.id)]


def test_a_resource_is_asked_for_and_comes(room: Room) -> None:
    page, panel = opened(room)
    for text in ("Spare disk", "SN 42", "2h"):
        type_text(text)
        press(Key.Key_Tab)
    panel.expected.control.setFocus()
    press(Key.Key_Return)
    (one,) = supplies_of(room.store, room.live.id)
    assert (one.name, one.identifier, one.expected is not None) == ("Spare disk", "SN 42", True)
    index = panel.list.shown.index(0, 0)
    assert index.data() == "Spare disk SN 42, asked for 14:03, in 2 h 00 min"
    room.hands.forward(minutes=126)
    page._services.clock.tick()
    assert index.data().endswith("overdue by 06 min")
    panel.list.setFocus()
    press(Key.Key_Space)
    assert states(room) == ["arrived"]
    press(Key.Key_Space)
    assert states(room) == ["released"]
    assert not panel._acts.isVisible()
    press(Key.Key_Space)
    assert states(room) == ["released"]


def test_what_is_missing_is_said_where_it_is_missing(room: Room) -> None:
    _page, panel = opened(room)
    press(Key.Key_Return)
    assert panel.name.error().startswith("The resource is empty")
    type_text("Room 2")
    panel.expected.set_text("2001-01-01 10:00")
    press(Key.Key_Return)
    assert "is already over" in panel.expected.error()
    assert states(room) == []


def test_what_was_typed_is_there_again(room: Room) -> None:
    page, _panel = opened(room)
    for text in ("Spare disk", "SN 42", "2h"):
        type_text(text)
        press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert page._foot.panel is None
    _page, again = opened(room)
    assert (again.name_edit.text(), again.which_edit.text()) == ("Spare disk", "SN 42")
    again.submit()
    assert (again.name_edit.text(), again.which_edit.text(), again.expected.text()) == ("", "", "")


def test_what_is_not_needed_any_more_is_released_at_once(room: Room) -> None:
    ask(room.store, room.live.id, "Room 2")
    _page, panel = opened(room)
    panel._release.click()
    assert states(room) == ["released"]


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("contrast", 200)])
def test_everybody_can_read_it(room: Room, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    ask(room.store, room.live.id, "Room 2", expected=room.store.now())
    page, _panel = opened(room)
    assert audit(shown(page, 1190)) == []
