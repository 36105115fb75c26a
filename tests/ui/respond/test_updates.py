"""Telling others from the live view: drafts, ways out, promises, and what is overdue."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from holdfast.domain.phase import Phase
from holdfast.respond.incident import change
from holdfast.respond.phases import move
from holdfast.respond.updates import Said, Update, send
from holdfast.ui.kit.read_out import ReadOut
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.snooze_panel import SnoozePanel
from holdfast.ui.respond.update_panel import UpdatePanel
from holdfast.ui.respond.words import update_words
from tests.conftest import Look
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, focused, press, type_text
from tests.ui.stores import NOW

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def writing(room: Room) -> Callable[[], tuple[LivePage, UpdatePanel]]:
    """The live view with the panel open and the focus in its text."""

    def opened() -> tuple[LivePage, UpdatePanel]:
        page = room.open()
        page.do("incident.update")
        panel = page._foot.panel
        assert isinstance(panel, UpdatePanel)
        QApplication.processEvents()
        return page, panel

    return opened


Writing = Callable[[], tuple[LivePage, UpdatePanel]]
pytestmark = pytest.mark.usefixtures("nothing_left")


def updates(room: Room) -> list[str]:
    return [row.text for row in room.rows() if row.kind == "update"]


def test_an_update_is_written_and_recorded_by_keyboard(room: Room, writing: Writing) -> None:
    page, panel = writing()
    assert focused() is panel.text
    assert "Conditions: an inactive slot held 41 GB of WAL." in panel.text.toPlainText()
    assert "Next update: 14:23 UTC+1" in panel.text.toPlainText()
    press(Key.Key_End, Control)
    press(Key.Key_Return)
    type_text("Nothing else.")
    press(Key.Key_Return, Control)
    (said,) = updates(room)
    assert said.startswith("Status update to responders: ")
    assert said.endswith("Next update: 14:23 UTC+1\nNothing else.")
    assert page._foot.panel is None
    due = room.live.update_due
    assert due == NOW + timedelta(minutes=20)
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    assert "Nothing else." not in page._foot.panel.text.toPlainText()


def test_enter_in_a_field_records_nothing(room: Room, writing: Writing) -> None:
    _page, panel = writing()
    panel.fields.audience.control.setFocus()
    press(Key.Key_Return)
    assert updates(room) == []


def test_what_was_typed_is_a_draft_that_esc_keeps(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.text.setPlainText("Half a thought")
    press(Key.Key_Escape)
    assert page._foot.panel is None
    _page, again = writing()
    assert again.text.toPlainText() == "Half a thought"
    again._anew.click()
    assert again.text.toPlainText().startswith(room.live.ref)
    press(Key.Key_Z, Control)
    assert again.text.toPlainText() == "Half a thought"


def test_what_nobody_touched_follows_the_record(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.text.setPlainText(panel.text.toPlainText() + "\nRegards")
    change(room.store, room.live.id, know="all is back")
    assert "Conditions: all is back" in panel.text.toPlainText()
    room.hands.forward(minutes=2)
    page._services.clock.tick()
    assert "Next update: 14:25 UTC+1" in panel.text.toPlainText()
    assert panel.text.toPlainText().endswith("Regards")


def test_a_draft_of_earlier_follows_the_record_where_nobody_touched_it(room: Room, writing: Writing) -> None:
    _page, panel = writing()
    panel.text.setPlainText(panel.text.toPlainText() + "\nRegards")
    press(Key.Key_Escape)
    move(room.store, room.live.id, Phase.RESOLVED)
    page = room.open()
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.choose("can")
    text = page._foot.panel.text.toPlainText()
    assert ", resolved, since" in text
    assert ", contained, since" not in text
    assert text.endswith("Regards")


def test_tab_leads_from_the_text_to_the_ways_out_and_on_to_the_button(writing: Writing) -> None:
    _page, panel = writing()
    panel.choose("executive")
    panel.text.setFocus()
    passed: list[str] = []
    for _step in range(7):
        press(Key.Key_Tab)
        passed.append(focused().accessibleName())
    assert passed[0] == "Copy"
    assert "Record as sent" in passed


def test_another_promise_stands_in_the_text_and_holds(room: Room, writing: Writing) -> None:
    _page, panel = writing()
    panel.fields.next.set_text("45m")
    assert "Next update: 14:48 UTC+1" in panel.text.toPlainText()
    room.hands.forward(minutes=1)  # it is counted from when the text named it
    panel.submit()
    assert room.live.update_due == NOW + timedelta(minutes=45)


def test_a_promise_that_cannot_be_read_is_said_at_its_field(room: Room, writing: Writing) -> None:
    _page, panel = writing()
    panel.fields.next.set_text("soon")
    panel.submit()
    assert "soon" in panel.fields.next.error()
    assert updates(room) == []


def test_a_text_without_its_promise_says_so(writing: Writing) -> None:
    _page, panel = writing()
    panel.text.setPlainText("All calm")
    assert panel.fields.state() == "The text does not say when the next update comes: 14:23 UTC+1."


# --- ways out ----------------------------------------------------------------------------------------


def test_it_goes_out_and_then_changes_no_more_by_itself(room: Room, writing: Writing, tmp_path: Path) -> None:
    page, panel = writing()
    text = panel.text.toPlainText()
    panel.ways.copy()
    assert QGuiApplication.clipboard().text() == text
    asking = page.property("asking")
    assert isinstance(asking, ScriptedAsking)
    asking.targets = [tmp_path / "update.txt", None, tmp_path / "missing" / "update.txt"]
    for _each in range(3):
        panel.ways.save()
    assert (tmp_path / "update.txt").read_text() == text + "\n"
    change(room.store, room.live.id, know="all is back")
    room.hands.forward(minutes=2)
    page._services.clock.tick()
    assert panel.text.toPlainText() == text
    assert panel.ways._told.text() == "Went out: copied, saved to a file. Not recorded yet."
    panel.submit()
    entry = room.store.entries("incident", room.live.id)[-1]
    assert entry.body["channel"] == "copied, saved to a file"
    assert room.live.update_due == NOW + timedelta(minutes=20)


def test_it_is_read_out_over_the_page_until_esc(writing: Writing) -> None:
    page, panel = writing()
    before = focused()
    panel.ways.read_out()
    card = page.findChild(ReadOut)
    assert isinstance(card, ReadOut)
    assert card.isVisible()
    assert focused() is card
    assert card.size() == page.size()
    assert card.accessibleDescription() == panel.text.toPlainText()
    page.resize(page.width(), 420)
    press(Key.Key_PageDown)
    assert card.area.verticalScrollBar().value() > 0
    press(Key.Key_Home)
    assert card.area.verticalScrollBar().value() == 0
    QTest.keyClick(card, Key.Key_Tab)
    assert card.isAncestorOf(focused())
    press(Key.Key_Escape)
    assert not card.isVisible()
    assert focused() is before
    assert page._foot.panel is panel


def test_what_is_printed_is_recorded_first(room: Room, writing: Writing) -> None:
    page, panel = writing()
    wanted: list[tuple[str, str]] = []
    page.place_wanted.connect(lambda place, what: wanted.append((place, what)))
    panel.fields.next.set_text("soon")
    panel.ways.print_wanted.emit()
    assert wanted == []
    panel.fields.next.set_text("")
    panel.ways.print_wanted.emit()
    assert len(updates(room)) == 1
    assert wanted == [("paper", f"update/{room.live.id}")]


# --- the final one -----------------------------------------------------------------------------------


def test_the_final_update_asks_for_both_statements(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.choose("final")
    panel.submit()  # without the statements: at their field
    assert "recovery statement" in panel.fields.recovery.error()
    move(room.store, room.live.id, Phase.RESOLVED, reason="Slot dropped")
    page.do("incident.update")
    final = page._foot.panel
    assert isinstance(final, UpdatePanel)
    assert final.fields.chosen() == "final"
    final.fields.recovery.control.setFocus()
    type_text("Restored at 13:52")
    final.fields.data_loss.control.setFocus()
    type_text("None known")
    assert "Recovery: Restored at 13:52\nData loss: None known" in final.text.toPlainText()
    press(Key.Key_Return, Control)
    assert room.live.final_update
    assert update_words(room.live, NOW) == ("", False)


def test_a_final_update_that_comes_too_soon_is_told(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.choose("final")
    assert panel.fields.form._hint == "Sent once the incident is resolved."
    type_in = (panel.fields.recovery, "r"), (panel.fields.data_loss, "d")
    for field, text in type_in:
        field.control.setFocus()
        type_text(text)
    said: list[object] = []
    page._services.notices.shown.connect(said.append)
    panel.submit()
    assert len(said) == 1
    assert page._foot.panel is panel


def test_what_was_typed_beside_the_text_is_a_draft_too(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.fields.audience.control.setFocus()
    press(Key.Key_A, Control)
    type_text("plant manager")
    panel.fields.next.set_text("45m")
    panel.choose("final")
    panel.fields.recovery.control.setFocus()
    type_text("Restored")
    press(Key.Key_Escape)
    _page, again = writing()
    assert again.fields.audience_text() == "plant manager"
    assert again.fields.next.text() == "45m"
    again.submit()  # another form: the statements stay drafts
    assert updates(room)[0].startswith("Status update to plant manager: ")
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.choose("final")
    assert page._foot.panel.fields.said(room.live).recovery == "Restored"
    assert page._foot.panel.fields.audience_text() == "users"


# --- due ---------------------------------------------------------------------------------------------


def test_the_clock_stands_in_the_head_the_foot_and_the_title(room: Room) -> None:
    send(room.store, room.live.id, Update("can", "all", "x", Said(250)))
    page = room.open()
    assert page._header.due.shown[0].whole() == "Update in 04:10"
    assert page._bottom.send.isVisible()
    assert not page.window_title().startswith("!")
    heard: list[bool] = []
    page.title_changed.connect(lambda: heard.append(True))
    room.hands.forward(minutes=5)
    page._services.clock.tick()
    assert page._header.due.shown[0].whole() == "! Update due now"
    assert page.window_title().startswith("! update due, INC-")
    assert heard == [True]
    room.hands.forward(minutes=6)
    page._services.clock.tick()
    assert page._header.due.shown[0].whole() == "! Update overdue by 06 min"
    assert page._bottom._due.whole() == "! Update overdue by 06 min"


def test_what_is_due_is_said_while_another_page_is_shown(room: Room) -> None:
    send(room.store, room.live.id, Update("can", "all", "x", Said(250)))
    page = room.open()
    page.hide()
    assert page.alarm() == ""
    room.hands.forward(minutes=5)
    page._services.clock.tick()
    assert page.alarm() == f"! update due, {room.live.ref}"
    send(room.store, room.live.id, Update("can", "all", "y", Said(250)))
    assert page.alarm() == ""


def test_an_update_is_put_off_with_a_reason_by_keyboard(room: Room) -> None:
    page = room.open()
    page.do("incident.snooze")
    assert isinstance(page._foot.panel, SnoozePanel)
    press(Key.Key_Return)
    assert "Until when?" in page._foot.panel.until.error()
    type_text("14:30")
    assert page._foot.panel.until._hint == "until 14:30"
    press(Key.Key_Return)
    assert "reason is empty" in page._foot.panel.reason.error()
    type_text("Waiting for the vendor")
    press(Key.Key_Return)
    assert page._foot.panel is None
    assert room.live.update_due == NOW.replace(minute=30, second=0)
    assert updates(room) == ["Next status update put off: Waiting for the vendor"]


def test_who_has_nothing_to_tell_yet_puts_it_off_from_the_panel(room: Room, writing: Writing) -> None:
    page, panel = writing()
    panel.text.setPlainText("Half a thought")
    (put_off,) = [each for each in panel.findChildren(QPushButton) if each.text() == "Put off…"]
    put_off.click()
    assert isinstance(page._foot.panel, SnoozePanel)
    press(Key.Key_Escape)
    _page, again = writing()
    assert again.text.toPlainText() == "Half a thought"


def test_what_is_not_due_cannot_be_put_off(room: Room) -> None:
    page = room.open(room.all[0].id)
    (reason,) = [verb.reason() for verb in page.verbs() if verb.id == "incident.snooze"]
    assert reason == f"No update of {room.all[0].ref} is due."


# --- looks -------------------------------------------------------------------------------------------


def _update(page: LivePage) -> None:
    page.do("incident.update")


def _final(page: LivePage) -> None:
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.choose("final")
    page._foot.panel.ways.copy()
    page._foot.panel.submit()


def _putting_off(page: LivePage) -> None:
    page.do("incident.snooze")


def _reading(page: LivePage) -> None:
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.ways.read_out()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("percent", "width"), [(100, 1190), (100, 640), (200, 1366)])
@pytest.mark.parametrize("state", [_update, _final, _putting_off, _reading])
def test_what_tells_others_passes_the_audit(
    room: Room, look: Look, theme: str, percent: int, width: int, state: Callable[[LivePage], None]
) -> None:
    look.choose(theme, percent)
    page = room.open(width=width)
    state(page)
    QApplication.processEvents()
    card = page.findChild(ReadOut)
    assert audit(card or page) == []
