"""Space shows more of the current incident below the list, and shows only."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.respond.incident import add_note, change, last_rows, timeline_of
from holdfast.respond.undo import last
from holdfast.ui.incidents.preview import Preview
from tests.ui.audit import audit
from tests.ui.incidents.conftest import Desk

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    QTest.keyClick(desk.page._view, key, held)
    QApplication.processEvents()


def preview(desk: Desk) -> Preview:
    found = desk.page._area._preview
    assert found is not None
    return found


def ident(desk: Desk) -> str:
    assert desk.told is not None
    return desk.told.live.id


def stand(desk: Desk, incident: str) -> None:
    desk.page._view.go_to(desk.page._model.near(incident, 0))
    QApplication.processEvents()


def test_space_shows_the_incident_and_the_same_key_closes(desk: Desk) -> None:
    desk.open()
    stand(desk, ident(desk))
    press(desk, Key.Key_Space)
    live = desk.store.incidents.get(ident(desk))
    shown = preview(desk)
    assert shown.accessibleName() == f"Preview of {live.ref}"
    assert shown.title.whole() == live.title
    assert shown.due.whole().startswith("! Update overdue by 40 min  ·  Resolution in ")
    assert shown.due.property("tone") == "error"
    assert shown.situation.whole().startswith(f"Know: {live.know}")
    assert [each.whole()[:5] for each in shown.rows] == ["13:52", "13:55", "13:55"]
    assert desk.page._view.hasFocus()
    assert audit(desk.page) == []
    press(desk, Key.Key_Space)
    assert shown.isHidden()


def test_it_follows_the_arrows_and_escape_closes_it(desk: Desk) -> None:
    desk.open()
    press(desk, Key.Key_Home)
    press(desk, Key.Key_Space)
    first = preview(desk).title.whole()
    press(desk, Key.Key_Down)
    assert preview(desk).title.whole() != first
    press(desk, Key.Key_Escape)
    assert preview(desk).isHidden()
    press(desk, Key.Key_Up)
    assert preview(desk).isHidden()


def test_it_tells_what_is_recorded_meanwhile(desk: Desk) -> None:
    desk.open()
    stand(desk, ident(desk))
    press(desk, Key.Key_Space)
    change(desk.store, ident(desk), title="Primary database is read-only")
    add_note(desk.store, ident(desk), "Seen from the other desk")
    assert preview(desk).title.whole() == "Primary database is read-only"
    assert "Seen from the other desk" in preview(desk).rows[-1].whole()


def test_it_counts_down(desk: Desk) -> None:
    desk.open()
    stand(desk, ident(desk))
    press(desk, Key.Key_Space)
    desk.hands.forward(minutes=2)
    desk.page._clock.tick()
    assert preview(desk).due.whole().startswith("! Update overdue by 42 min")


def test_it_records_nothing_and_what_can_be_undone_stays(desk: Desk) -> None:
    desk.open()
    stand(desk, ident(desk))

    def kept() -> tuple[object, ...]:
        rows = timeline_of(desk.store, ident(desk))
        return last(desk.store, ident(desk)), len(rows), desk.page._view.chosen()

    before = kept()
    press(desk, Key.Key_Space)
    assert preview(desk).isVisible()
    assert kept() == before
    press(desk, Key.Key_Space)
    assert kept() == before


def test_what_is_asked_in_place_takes_its_room(desk: Desk) -> None:
    desk.open()
    press(desk, Key.Key_Space)
    desk.page._acts.do("list.label")
    assert preview(desk).isHidden()


def test_a_list_of_nothing_has_nothing_to_preview(desk: Desk) -> None:
    page = desk.open()
    press(desk, Key.Key_Space)
    page._bar.set_text("nothing-like-this")
    QApplication.processEvents()
    assert preview(desk).isHidden()


def test_a_glance_reads_the_last_arrivals_alone(desk: Desk) -> None:
    for number in range(60):
        add_note(desk.store, ident(desk), f"Note {number}")
    assert [each.text for each in last_rows(desk.store, ident(desk), 3)] == ["Note 57", "Note 58", "Note 59"]
