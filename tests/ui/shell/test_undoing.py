"""Ctrl+Z takes back the last own command where no text field has the focus, and says what it took back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.respond.incident import add_note, change, timeline_of
from holdfast.settings import Settings
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.gallery.scenes import Room

Key, Held = Qt.Key, Qt.KeyboardModifier
BOTH = Held.ControlModifier | Held.ShiftModifier


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.activateWindow()
    yield made
    made.close()


def press(room: Room, key: Key, held: Held = Held.NoModifier) -> None:
    QTest.keyClick(room.window.focusWidget() or room.window, key, held)
    room.settle()


def notice(room: Room) -> str:
    """What the notice bar says."""
    bar = room.window._notice_bar
    return bar._what.text() if bar.isVisible() else ""


def live(room: Room) -> tuple[LivePage, str]:
    ident = room.incident("Badge readers")
    room.go("incident", ident)
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    return page, ident


def aside(page: LivePage) -> None:
    """Put the focus where no text is written."""
    page._timeline.setFocus()
    part = page.window().focusWidget()
    assert isinstance(part, QWidget)
    assert not isinstance(part, QPlainTextEdit)


def test_the_last_command_is_taken_back_and_done_again(room: Room) -> None:
    page, ident = live(room)
    change(room.store, ident, know="The controller hangs")
    aside(page)
    press(room, Key.Key_Z, Held.ControlModifier)
    assert room.store.incidents.get(ident).know != "The controller hangs"
    ref = room.store.incidents.get(ident).ref
    assert notice(room).startswith(f"Taken back, {ref}: Know: The controller hangs")
    press(room, Key.Key_Z, BOTH)
    assert room.store.incidents.get(ident).know == "The controller hangs"
    assert notice(room).startswith(f"Done again, {ref}: Know")


def test_the_notice_offers_the_way_back(room: Room) -> None:
    page, ident = live(room)
    add_note(room.store, ident, "One")
    aside(page)
    press(room, Key.Key_Z, Held.ControlModifier)
    assert [row.withdrawn != "" for row in timeline_of(room.store, ident) if row.text == "One"] == [True]
    room.window._notice_bar._act.click()
    room.settle()
    assert [row.withdrawn for row in timeline_of(room.store, ident) if row.text == "One"] == [""]


def test_in_a_text_field_it_never_reaches_the_record(room: Room) -> None:
    page, ident = live(room)
    change(room.store, ident, know="The controller hangs")
    count = room.store.journal.count()
    page.compose()
    QTest.keyClicks(page._composer.edit, "abc")
    for _time in range(4):
        press(room, Key.Key_Z, Held.ControlModifier)
    assert room.store.journal.count() == count
    assert room.store.incidents.get(ident).know == "The controller hangs"


def test_what_cannot_be_taken_back_is_said_in_the_notice(room: Room) -> None:
    room.go("incidents")
    page, ident = live(room)
    body = {"number": "1", "result": "reached"}
    room.store.record(New(subject("incident", ident), "call.made", body))
    aside(page)
    press(room, Key.Key_Z, Held.ControlModifier)
    assert "A call that was made can't be taken back" in notice(room)


def test_on_another_page_it_says_why_not(room: Room) -> None:
    room.go("settings")
    room.wiring.actions.run("incident.undo")
    assert "No incident is shown" in notice(room)


# --- on the list -------------------------------------------------------------------------------------


def listed(room: Room) -> IncidentsPage:
    room.go("incidents")
    page = room.window.page("incidents")
    assert isinstance(page, IncidentsPage)
    page.focus_list()
    press(room, Key.Key_Home)
    return page


def test_on_the_list_a_command_over_many_is_taken_back_as_one(room: Room) -> None:
    others = [declare(room.store, Declaration(f"Number {number}")).id for number in range(3)]
    page = listed(room)
    change(room.store, page.chosen()[0].id, need="A hand")
    with room.store.command():
        for each in others:
            body = {"label": "noise", "present": [False, True]}
            room.store.record(New(subject("incident", each), "incident.labelled", body))
    page.focus_list()
    press(room, Key.Key_Z, Held.ControlModifier)
    assert notice(room).startswith("Taken back, 3 incidents: Label noise")
    assert not any(room.store.incidents.get(each).labels for each in others)


def test_on_the_list_the_chosen_incident_is_meant(room: Room) -> None:
    page = listed(room)
    (chosen,) = page.chosen()
    (other, *_rest) = [
        row.id for row in room.store.incidents.page(room.store.query(""), "due", 0, -1) if row.id != chosen.id
    ]
    change(room.store, chosen.id, need="A hand")
    change(room.store, other, need="Eyes")
    page.focus_list()
    press(room, Key.Key_Z, Held.ControlModifier)
    assert room.store.incidents.get(chosen.id).need != "A hand"
    assert room.store.incidents.get(other).need == "Eyes"
    change(room.store, chosen.id, need="Two hands")
    press(room, Key.Key_Z, Held.ControlModifier)
    assert room.store.incidents.get(chosen.id).need != "Two hands"


def test_without_a_chosen_incident_none_is_meant(room: Room) -> None:
    page = listed(room)
    change(room.store, room.incident("Badge readers"), need="Eyes")
    page._view.clearSelection()
    assert page.chosen() == []
    count = room.store.journal.count()
    room.wiring.actions.run("incident.undo")
    assert "No incident is selected" in notice(room)
    assert room.store.journal.count() == count


def test_a_store_that_is_only_read_says_so(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(room.store), "read_only", property(lambda _store: True))
    (undo,) = [each for each in room.wiring.actions.all() if each.id == "incident.undo"]
    assert "read" in undo.reason()
