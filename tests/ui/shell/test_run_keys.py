"""The keys of a runbook in the whole window: no menu and no page hears them first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.domain.ids import subject
from holdfast.runbook.run import mark
from holdfast.settings import Settings
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.runbook.page import RunbooksPage
from tests.conftest import Look
from tests.gallery.following import FOLLOWING, _panel
from tests.gallery.scenes import Room
from tests.ui.audit import audit, shown

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    shown(made.window, 1366, 768)
    made.window.activateWindow()
    yield made
    made.close()


def _press(room: Room, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)
    room.settle()
    assert QApplication.activePopupWidget() is None  # no menu took it


def _focused() -> str:
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


def _followed(room: Room) -> RunPanel:
    panel = _panel(room)
    panel.begin()
    return panel


def test_copying_is_no_letter_of_a_menu(room: Room) -> None:
    panel = _followed(room)
    QTest.keyClicks(QApplication.focusWidget(), "pump-7")
    _press(room, Key.Key_Return, Held.NoModifier)
    _press(room, Key.Key_C, Held.AltModifier)
    assert QGuiApplication.clipboard().text() == "PUMP=pump-7\nvalve --state $PUMP"
    assert panel.card() is not None


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Key.Key_O, "What was done instead?"),
        (Key.Key_A, "What came of it?"),
        (Key.Key_K, "Why is it skipped?"),
        (Key.Key_X, "What happened instead?"),
    ],
)
def test_each_key_asks_for_its_words(room: Room, key: Qt.Key, asked: str) -> None:
    _followed(room)
    _press(room, key, Held.AltModifier)
    assert _focused() == asked


def test_the_runs_have_keys_of_their_own(room: Room) -> None:
    panel = _followed(room)
    mine = panel.run_id()
    _press(room, Key.Key_6, Held.AltModifier)
    assert panel.run_id() != mine
    _press(room, Key.Key_7, Held.AltModifier)
    assert panel.run_id() == mine


def test_ctrl_s_records_the_sheet(room: Room) -> None:
    panel = _followed(room)
    panel._pages.enter_paper()
    QTest.keyClicks(QApplication.focusWidget(), "0001d")
    QTest.keyClicks(QApplication.focusWidget(), "pump-7")
    _press(room, Key.Key_S, Held.ControlModifier)
    assert panel.run().answers == {"PUMP": "pump-7"}


def test_f6_comes_to_the_step_that_is_due_and_then_to_where_one_was(room: Room) -> None:
    incident = room.incident("Badge readers")
    room.go("incident", incident)
    _press(room, Key.Key_L, Held.ControlModifier)
    _press(room, Key.Key_F6, Held.NoModifier)
    assert "Done" in _focused()
    _press(room, Key.Key_Tab, Held.NoModifier)
    there = QApplication.focusWidget()
    _press(room, Key.Key_F6, Held.ShiftModifier)
    _press(room, Key.Key_F6, Held.NoModifier)
    assert QApplication.focusWidget() is there


def test_what_is_started_from_the_library_is_shown_whatever_run_was_looked_at(room: Room) -> None:
    panel = _followed(room)
    before = panel.run_id()
    book = panel.run().runbook
    room.go("runbooks", book)
    page = room.window.page("runbooks")
    assert isinstance(page, RunbooksPage)
    page.start_wanted.emit(book)
    room.settle()
    assert room.window.current_key() == "incident"
    assert panel.run_id() != before
    assert panel.run().runbook == book
    assert panel.isAncestorOf(QApplication.focusWidget())


def test_every_state_of_following_passes_the_audit_in_the_window(room: Room) -> None:
    found: dict[str, list[str]] = {}
    for name, scene in FOLLOWING.items():
        scene(room)
        room.settle()
        found[name] = audit(room.window)
    assert {name: each for name, each in found.items() if each} == {}
    assert isinstance(room.window.page("incident"), LivePage)


def test_a_link_to_a_run_shows_it_with_its_step_in_view(room: Room) -> None:
    panel = _followed(room)
    mine, incident = panel.run_id(), panel.run().incident
    _press(room, Key.Key_6, Held.AltModifier)
    assert panel.run_id() != mine
    page = room.window.page("runbooks")
    assert isinstance(page, RunbooksPage)
    room.go("incidents")
    page.run_wanted.emit(incident, mine)
    room.settle()
    assert panel.isVisible()
    assert panel.run_id() == mine
    assert panel.isAncestorOf(QApplication.focusWidget())
    card = panel.card()
    assert card is not None
    assert panel.visibleRegion().intersects(card.rect().translated(card.mapTo(panel, QPoint())))


def test_a_step_in_the_timeline_leads_to_its_run(room: Room) -> None:
    panel = _followed(room)
    mine, page = panel.run_id(), room.window.page("incident")
    assert isinstance(page, LivePage)
    mark(room.store, mine, panel.document().steps[0], "skipped", "There is one pump alone")
    _press(room, Key.Key_6, Held.AltModifier)
    room.settle()
    page._timeline.show_row(room.store.journal.of(subject("run", mine))[-1].hash)
    page.do("timeline.open")
    assert panel.run_id() == mine
