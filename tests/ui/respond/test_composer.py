"""Writing the timeline by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from holdfast.domain.ids import subject
from holdfast.domain.timeline import NOTE_TYPES
from tests.ui.respond.conftest import Room, focused, press, type_text
from tests.ui.stores import NOW

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def draft(room: Room) -> str:
    kept = room.store.drafts.get(
        subject("incident", room.live.id), "composer", room.store.by.operator if room.store.by else ""
    )
    return kept.text if kept else ""


def test_enter_adds_a_note(room: Room) -> None:
    page = room.open()
    type_text("Writes are accepted again")
    press(Key.Key_Return)
    newest = room.rows()[-1]
    assert (newest.text, newest.kind, newest.who) == ("Writes are accepted again", "note", "Operator 1")
    assert page._composer.edit.toPlainText() == ""
    assert page._composer.edit.hasFocus()
    assert (
        page._timeline._model.index(page._timeline._model.rowCount() - 1)
        .data()
        .endswith("Writes are accepted again, note  ·  you")
    )


def test_shift_enter_breaks_the_line(room: Room) -> None:
    room.open()
    type_text("one")
    press(Key.Key_Return, Held.ShiftModifier)
    type_text("two")
    press(Key.Key_Return)
    assert room.rows()[-1].text == "one\ntwo"


@pytest.mark.parametrize(("number", "kind"), list(enumerate(NOTE_TYPES, start=1)))
def test_alt_and_a_number_choose_the_kind(room: Room, number: int, kind: str) -> None:
    page = room.open()
    press(Key(Key.Key_0 + number), Held.AltModifier)
    assert page._composer.kind() == kind
    type_text("said")
    press(Key.Key_Return)
    assert room.rows()[-1].kind == kind
    assert page._composer.kind() == "note"


@pytest.mark.parametrize(
    ("typed", "ago"),
    [
        ("1352 ", timedelta(minutes=11, seconds=24)),
        ("13:52 ", timedelta(minutes=11, seconds=24)),
        ("-10m ", timedelta(minutes=10)),
    ],
)
def test_a_leading_time_says_when_it_happened(room: Room, typed: str, ago: timedelta) -> None:
    page = room.open()
    type_text(typed + "writes accepted")
    assert page._composer._below.text() in ("Happened 13:52, 11 min ago", "Happened 13:53, 10 min ago")
    press(Key.Key_Return)
    (added,) = [row for row in room.rows() if row.text == "writes accepted"]
    assert NOW - added.occurred == ago
    assert added.late == (ago > timedelta(minutes=10))


def test_a_leading_time_that_is_still_to_come_is_asked_about_and_the_text_stays(room: Room) -> None:
    page, before = room.open(), len(room.rows())
    type_text("14:30 writes accepted")
    asked = page._composer._below.text()
    assert "Type yesterday 14:30, or today 14:30" in asked
    press(Key.Key_Return)
    assert (page._composer._below.text(), len(room.rows())) == (asked, before)
    assert page._composer.edit.toPlainText() == "14:30 writes accepted"
    assert page._composer.edit.hasFocus()
    press(Key.Key_Home)
    type_text("yesterday ")
    press(Key.Key_Return)
    (added,) = [row for row in room.rows() if row.text == "writes accepted"]
    assert timedelta(hours=23, minutes=30) < NOW - added.occurred < timedelta(hours=24)


def test_a_space_keeps_a_number_from_being_a_time(room: Room) -> None:
    page = room.open()
    type_text(" 2000 users affected")
    assert not page._composer._below.text().startswith("Happened")
    press(Key.Key_Return)
    assert room.rows()[-1].text == "2000 users affected"
    assert room.rows()[-1].occurred == NOW


def test_a_time_that_cannot_be_is_refused_where_it_is_typed(room: Room) -> None:
    page = room.open()
    before = len(room.rows())
    type_text("25:70 writes accepted")
    assert "25:70" in page._composer._below.text()
    assert page._composer.edit.property("wrong") == "true"
    press(Key.Key_Return)
    assert len(room.rows()) == before
    assert page._composer.edit.toPlainText() == "25:70 writes accepted"
    assert page._composer.edit.hasFocus()


def test_an_empty_note_is_refused_in_place(room: Room) -> None:
    page = room.open()
    before = len(room.rows())
    press(Key.Key_Return)
    assert len(room.rows()) == before
    assert page._composer._below.text().startswith("The note is empty.")
    type_text("x")
    assert page._composer.edit.property("wrong") != "true"
    assert page._composer._below.property("tone") == "muted"


@pytest.mark.parametrize(
    ("key", "held"),
    [(Key.Key_Backspace, Held.NoModifier), (Key.Key_Left, Held.NoModifier), (Key.Key_2, Held.AltModifier)],
)
def test_any_key_takes_the_refusal_back(room: Room, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    page = room.open()
    press(Key.Key_Return)
    assert page._composer.edit.property("wrong") == "true"
    press(key, held)
    assert page._composer.edit.property("wrong") != "true"
    assert page._composer._below.property("tone") == "muted"


def test_typed_text_is_a_draft_when_the_focus_leaves(room: Room) -> None:
    page = room.open()
    type_text("half a thou")
    press(Key.Key_Tab)
    assert draft(room) == "half a thou"
    again = room.open()
    assert again._composer.edit.toPlainText() == "half a thou"
    again._composer.edit.setFocus()
    again._composer.edit.moveCursor(again._composer.edit.textCursor().MoveOperation.End)
    type_text("ght")
    press(Key.Key_Return)
    assert room.rows()[-1].text == "half a thought"
    assert draft(room) == ""
    assert page is not again


def test_typed_text_is_a_draft_within_a_second(room: Room, qtbot: object) -> None:
    page = room.open()
    with qtbot.waitSignal(page._composer._draft.binder.saved, timeout=1000):  # type: ignore[attr-defined]
        type_text("half")
    assert draft(room) == "half"


def test_each_incident_has_its_own_draft(room: Room) -> None:
    page = room.open()
    type_text("about the database")
    page.show_place(room.all[5].id)
    assert page._composer.edit.toPlainText() == ""
    type_text("about the historian")
    page.show_place(room.all[-1].id)
    assert page._composer.edit.toPlainText() == "about the database"
    page.show_place(room.all[5].id)
    assert page._composer.edit.toPlainText() == "about the historian"


def test_ctrl_l_leads_to_the_composer_from_anywhere(room: Room) -> None:
    page = room.open()
    page._timeline.view.setFocus()
    page.do("incident.compose")  # the window hears Ctrl+L for it
    assert focused() is page._composer.edit


def test_undo_in_the_text_never_reaches_the_record(room: Room) -> None:
    room.open()
    type_text("one")
    press(Key.Key_Return)
    count = room.store.journal.count()
    press(Key.Key_Z, Held.ControlModifier)
    assert room.store.journal.count() == count


def test_nobody_at_the_keyboard_keeps_the_text(room: Room) -> None:
    page = room.open()
    room.store.by = None
    before = room.store.journal.count()
    type_text("who am I")
    press(Key.Key_Return)
    assert room.store.journal.count() == before
    assert page._composer.edit.toPlainText() == "who am I"


def test_enter_is_shown_where_it_adds(room: Room) -> None:
    page = room.open()
    assert page._composer._add.text() == "Add   Enter"
    page._bottom.next.setFocus()
    assert page._composer._add.text() == "Add"
    page._bottom.next.click()
    assert page._foot.panel is not None
    assert page._foot.panel.verb.text() == "Resolve   Enter"
    assert page._foot.panel.verb.accessibleName() == "Resolve"
