"""The live view as it was known at a time: by entry, by time, marked, without recording."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.respond.incident import add_note
from holdfast.ui.respond.known_panel import KnownPanel
from holdfast.ui.respond.page import LivePage
from tests.ui.respond.conftest import Room, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


def rows(page: LivePage) -> int:
    return page._timeline._model.rowCount()


def opened(page: LivePage) -> KnownPanel:
    page.do("timeline.at")
    panel = page._foot.panel
    assert isinstance(panel, KnownPanel)
    return panel


def test_one_goes_back_by_entry_and_returns_with_esc(room: Room) -> None:
    page = room.open()
    now = rows(page)
    panel = opened(page)
    assert page._known_bar.isVisible()
    assert "recording is off" in page._known_bar.words.text()
    assert page._header.situation.texts["know"].face().accessibleName() != "Know: "
    press(Key.Key_Left)
    assert panel.slider.value() == panel.slider.maximum() - 1
    press(Key.Key_PageDown)
    press(Key.Key_PageDown)
    assert rows(page) < now
    press(Key.Key_Home)
    assert rows(page) == 1
    assert not page._composer.isEnabled()
    assert not page._runs.widget.isVisible()
    press(Key.Key_Escape)
    assert page._runs.widget.isVisible()
    assert not page._known_bar.isVisible()
    assert (rows(page), page._composer.isEnabled()) == (now, True)


def test_one_goes_to_a_time_and_a_wrong_one_is_refused(room: Room) -> None:
    page = room.open()
    panel = opened(page)
    panel.when.control.setFocus()
    type_text("13:20")
    press(Key.Key_Return)
    assert 1 <= panel.slider.value() < panel.slider.maximum()
    assert "As known at 13:" in page._known_bar.words.text()
    panel.when.set_text("2020-01-01 12:00")
    press(Key.Key_Return)
    assert "Nothing was known" in panel.when.error()
    panel.when.set_text("rubbish")
    press(Key.Key_Return)
    assert panel.when.error()
    panel.leave()


def test_nothing_can_be_recorded_meanwhile_and_what_comes_is_shown_after(room: Room) -> None:
    page = room.open()
    opened(page)
    press(Key.Key_Home)
    before = len(room.rows())
    page._header.command_wanted.emit()
    page._header.title.wanted.emit("Another")
    assert len(room.rows()) == before
    add_note(room.store, room.live.id, "From elsewhere")
    QApplication.processEvents()
    assert rows(page) == 1
    page._timeline.view.setFocus()
    press(Key.Key_Escape)
    assert rows(page) == before + 1


def test_another_panel_ends_it(room: Room) -> None:
    page = room.open()
    opened(page)
    page.do("incident.roles")
    assert not page._known_bar.isVisible()
    assert page._composer.isEnabled()
    assert page._foot.panel is not None
    page._foot.panel.leave()
