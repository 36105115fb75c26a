"""A draft of a drill that has ended meanwhile is neither declared as real by itself nor lost."""

import pytest
from PySide6.QtCore import Qt

from holdfast.drill import play
from holdfast.drill.scenarios import shipped
from holdfast.ui.triage.draft import ALERTS, DRILL, newest
from tests.drill.small import SMALL
from tests.ui.triage.hands import Desk, audited, focused, name, press, tab, texts, write

Key = Qt.Key


def _ticked(desk: Desk) -> str:
    """A draft that is part of a drill, which then ends; the drill's id."""
    drill = play.start(desk.store, SMALL)
    desk.page.show_place("")
    write("Practised words")
    desk.page._steps.what._drill.click()
    desk.page.leave()
    play.finish(desk.store, drill.id)
    return drill.id


@pytest.mark.parametrize("reopened", [False, True])
def test_ctrl_enter_asks_and_enter_keeps_the_draft(desk: Desk, reopened: bool) -> None:
    _ticked(desk)
    if reopened:
        desk.page.show_place("")
    for _again in range(2):  # a second press asks again, and declares nothing
        press(Key.Key_Return, ctrl=True)
        assert focused().property("text") == "Keep the draft"
    assert any("has ended" in each for each in texts(desk.page))
    assert audited(desk.page) == []
    press(Key.Key_Return)
    assert desk.all() == []
    assert name() == "Title"
    assert newest(desk.store)
    assert "kept" in desk.said[-1].what


def test_the_open_wizard_says_it_at_once(desk: Desk) -> None:
    _ticked(desk)
    assert any("has ended" in each for each in texts(desk.page))
    assert not desk.page._steps.what._drill_card.isVisible()


def test_the_other_answer_declares_it_for_real(desk: Desk) -> None:
    _ticked(desk)
    press(Key.Key_Return, ctrl=True)
    tab()
    press(Key.Key_Return)
    incident = desk.declared()
    assert (incident.title, incident.drill) == ("Practised words", False)
    assert not incident.ref.startswith("DRILL")
    assert newest(desk.store) == ""


def test_another_drill_that_goes_on_does_not_take_it(desk: Desk) -> None:
    _ticked(desk)
    play.start(desk.store, shipped()["first-exercise.md"])
    desk.page.show_place("")
    press(Key.Key_Return, ctrl=True)
    assert desk.all() == []
    assert focused().property("text") == "Keep the draft"


def test_what_was_begun_from_an_alert_of_the_drill_is_declared_without_it(desk: Desk) -> None:
    drill = play.start(desk.store, SMALL)
    play.fire(desk.store, drill.id, "disk")
    (alert,) = desk.store.alerts.of_drill(drill.id)
    desk.page.begin_from([alert.id])
    play.cancel(desk.store, drill.id, "Real")
    press(Key.Key_Return, ctrl=True)
    assert desk.all() == []
    draft = desk.page._draft
    assert (draft.get(ALERTS), draft.get(DRILL)) == (alert.id, drill.id)
    tab()
    press(Key.Key_Return)
    incident = desk.declared()
    assert (incident.drill, desk.store.alerts.get(alert.id).incident) == (False, "")


def test_a_draft_of_a_drill_that_goes_on_is_declared_in_it(desk: Desk) -> None:
    drill = play.start(desk.store, SMALL)
    desk.page.show_place("")
    write("Practised words")
    desk.page._steps.what._drill.click()
    press(Key.Key_Return, ctrl=True)
    assert desk.store.drills.get(drill.id).incidents == (desk.declared().id,)
