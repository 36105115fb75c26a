"""Moving an incident on by keyboard, in the panel above the foot of the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from holdfast.domain.incident import Person
from holdfast.domain.phase import Phase
from holdfast.respond.criteria import add_criterion
from holdfast.respond.incident import add_note
from holdfast.respond.tasks import add_task
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.scheme import Need
from holdfast.ui.respond.close_panel import ClosePanel
from holdfast.ui.respond.criteria_panel import CriteriaPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.phase_panel import DismissPanel, PhasePanel, ReopenPanel, ResolvePanel
from tests.ui.respond.conftest import Room, focused, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


def panel(page: LivePage) -> PhasePanel:
    assert isinstance(page._foot.panel, PhasePanel)
    return page._foot.panel


def step(page: LivePage) -> None:
    """Press the button of the next phase."""
    page._bottom.next.setFocus()
    press(Key.Key_Space)


def more(page: LivePage, words: str) -> None:
    """Choose from the menu of what is done less often."""
    (action,) = [each for each in page._bottom.more().actions() if each.text() == words]
    action.trigger()


def filled(page: LivePage) -> list[str]:
    return [
        each.accessibleName()
        for each in page.findChildren(QPushButton)
        if each.property("primary") and each.isVisible()
    ]


def test_the_time_is_now_unless_one_is_typed(room: Room) -> None:
    page = room.open(room.all[6].id)
    assert page._bottom.next.text() == "Contain…"
    step(page)
    assert focused() is panel(page).when.control
    press(Key.Key_Return)
    after = room.store.incidents.get(room.all[6].id)
    assert after.phase == Phase.CONTAINED
    assert after.times["contained"] == room.hands()
    assert page._foot.panel is None
    assert page._bottom.next.text() == "Resolve…"


def test_an_earlier_time_is_understood_and_recorded(room: Room) -> None:
    page = room.open()
    step(page)
    type_text("The slot was dropped")
    press(Key.Key_Tab)
    type_text("14:00")
    assert panel(page).when._below.text() == "14:00, 3 min ago"
    press(Key.Key_Return)
    after = room.live
    assert after.phase == Phase.RESOLVED
    assert f"{after.times['resolved'].astimezone(room.store.zone):%H:%M}" == "14:00"
    assert after.resolution == "The slot was dropped"


def test_what_is_no_time_is_refused_in_few_words(room: Room) -> None:
    page = room.open()
    step(page)
    press(Key.Key_Tab)
    type_text("The slot was dropped and a spare was put in its place")
    press(Key.Key_Return)
    assert panel(page).when.error() == "That is not a time. For example 14:03, -10m or 23.11. 14:03."


def test_an_impossible_order_is_refused_where_it_is_typed(room: Room) -> None:
    page = room.open()
    step(page)
    press(Key.Key_Tab)
    type_text("13:40")
    press(Key.Key_Return)
    assert panel(page).when.error().startswith("Resolved 13:40 is before contained 13:52.")
    assert focused() is panel(page).when.control
    assert room.live.phase == Phase.CONTAINED


def test_a_time_to_come_is_refused(room: Room) -> None:
    page = room.open()
    step(page)
    press(Key.Key_Tab)
    type_text("2026-11-24 08:00")
    press(Key.Key_Return)
    assert "has not come yet" in panel(page).when.error()
    assert room.live.phase == Phase.CONTAINED


def test_escape_leaves_and_keeps_what_was_typed(room: Room) -> None:
    page = room.open()
    step(page)
    type_text("The slot was dropped")
    press(Key.Key_Escape)
    assert page._foot.panel is None
    assert room.live.phase == Phase.CONTAINED
    assert focused() is page._bottom.next
    step(page)
    resolving = panel(page)
    assert isinstance(resolving, ResolvePanel)
    assert focused() is resolving.resolution.control
    press(Key.Key_Return)
    assert room.live.resolution == "The slot was dropped"


def test_only_one_button_is_filled_at_a_time(room: Room) -> None:
    page = room.open()
    assert filled(page) == ["Done"]
    step(page)
    assert filled(page) == ["Resolve"]
    press(Key.Key_Escape)
    assert filled(page) == ["Done"]


def test_a_step_that_another_process_opens_is_not_filled_beside_the_panel(room: Room) -> None:
    page = room.open()
    step(page)
    room.runs.done.setProperty("primary", True)  # the runbook has drawn its card anew
    add_note(room.store, room.live.id, "Seen")
    QApplication.processEvents()
    assert filled(page) == ["Resolve"]


def test_closing_lists_what_is_missing_and_where_to_give_it(room: Room) -> None:
    page = room.open(room.all[4].id)
    assert page._bottom._aside.whole() == "To close: a released review, or a reason why none is needed"
    step(page)
    closing = panel(page)
    assert isinstance(closing, ClosePanel)
    assert closing.waiver is not None
    assert closing.resolution is None
    press(Key.Key_Return)
    assert closing.waiver.error().startswith("Closing asks for a released review")
    assert focused() is closing.waiver.control
    type_text("Renewed by hand; the reminder is in place")
    press(Key.Key_Return)
    after = room.store.incidents.get(room.all[4].id)
    assert (after.phase, after.review) == (Phase.CLOSED, "waived")
    assert page._bottom.next.text() == "Reopen…"


def test_closing_takes_the_resolution_too(room: Room) -> None:
    page = room.open()
    step(page)
    press(Key.Key_Return)
    step(page)
    closing = panel(page)
    assert isinstance(closing, ClosePanel)
    assert closing.resolution is not None
    assert focused() is closing.resolution.control
    press(Key.Key_Return)
    assert closing.resolution.error().startswith("Closing asks what resolved it.")
    type_text("The slot was dropped")
    press(Key.Key_Tab)
    type_text("Nothing to learn")
    press(Key.Key_Return)
    assert (room.live.phase, room.live.resolution) == (Phase.CLOSED, "The slot was dropped")


def test_closing_leads_to_the_review(room: Room) -> None:
    page = room.open(room.all[4].id)
    wanted = list[str]()
    page.review_wanted.connect(wanted.append)
    step(page)
    closing = panel(page)
    assert isinstance(closing, ClosePanel)
    closing.wanted.emit("incident.review", "")
    page._bottom._review.click()
    assert wanted == [room.all[4].id] * 2


def test_closing_asks_for_the_assessment(room: Room) -> None:
    raw = declare(room.store, Declaration("Smoke in hall 3"))
    page = room.open(raw.id)
    wanted = list[str]()
    page.place_wanted.connect(lambda place, what: wanted.append(f"{place}/{what}"))
    more(page, "Resolve…")
    press(Key.Key_Return)
    step(page)
    closing = panel(page)
    assert isinstance(closing, ClosePanel)
    closing.submit()
    assert closing._lacking[Need.ASSESSED].property("tone") == "error"
    assert room.store.incidents.get(raw.id).phase == Phase.RESOLVED
    closing.wanted.emit("incident.assess", "")
    assert wanted == [f"assess/{raw.id}"]


def test_dismissing_needs_a_reason(room: Room) -> None:
    raw = declare(room.store, Declaration("Smoke in hall 3"))
    page = room.open(raw.id)
    more(page, "Dismiss…")
    press(Key.Key_Return)
    assert room.store.incidents.get(raw.id).phase == Phase.DECLARED
    type_text("A fog machine")
    press(Key.Key_Return)
    assert room.store.incidents.get(raw.id).phase == Phase.DISMISSED
    assert page._bottom.next.text() == "Reopen…"
    step(page)
    type_text("It was no fog machine")
    press(Key.Key_Return)
    assert room.store.incidents.get(raw.id).phase == Phase.DECLARED


def test_dismissing_by_one_of_the_reasons_that_are_offered(room: Room) -> None:
    raw = declare(room.store, Declaration("Smoke in hall 3"))
    page = room.open(raw.id)
    more(page, "Dismiss…")
    dismissing = panel(page)
    assert isinstance(dismissing, DismissPanel)
    dismissing.choice.button("other").click()
    press(Key.Key_Return)
    assert dismissing.reason.error().startswith("A reason is needed.")
    dismissing.choice.button("other").setFocus()
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert dismissing.choice.value() == "informational"
    press(Key.Key_Return)
    after = room.store.incidents.get(raw.id)
    assert (after.phase, after.close_reason) == (Phase.DISMISSED, "informational")
    assert room.rows(raw.id)[-1].text == "Dismissed: informational"


def test_closing_leads_to_what_is_still_open(room: Room) -> None:
    ident = room.all[4].id
    add_criterion(room.store, ident, "The replica has caught up")
    add_task(room.store, ident, "Check the replica", Person("Ana"))
    page = room.open(ident)
    step(page)
    closing = panel(page)
    assert isinstance(closing, ClosePanel)
    assert [*closing._lacking] == [Need.TASKS, Need.CRITERIA]
    press(Key.Key_Return)
    assert closing._lacking[Need.TASKS].property("tone") == "error"
    assert focused() is closing._ways_there[Need.TASKS]
    closing._ways_there[Need.CRITERIA].setFocus()
    press(Key.Key_Space)
    assert isinstance(page._foot.panel, CriteriaPanel)


def test_reopening_needs_a_reason_and_a_phase(room: Room) -> None:
    page = room.open(room.all[0].id)
    step(page)
    reopening = panel(page)
    assert isinstance(reopening, ReopenPanel)
    assert reopening.choice.value() == "resolved"
    reopening.choice.button("triaged").click()
    reopening.reason.control.setFocus()
    press(Key.Key_Return)
    assert reopening.reason.error().startswith("A reason is needed.")
    type_text("It went down again")
    press(Key.Key_Return)
    assert room.store.incidents.get(room.all[0].id).phase == Phase.TRIAGED
    assert any("It went down again" in row.text for row in room.rows(room.all[0].id))


def test_not_assessed_offers_to_assess(room: Room) -> None:
    raw = declare(room.store, Declaration("Smoke in hall 3"))
    page = room.open(raw.id)
    assert [each.text() for each in page._bottom.buttons()] == ["Assess…", "Hand over…", "Contain…", "More"]
    wanted = list[str]()
    page.place_wanted.connect(lambda place, what: wanted.append(f"{place}/{what}"))
    page._bottom._assess.click()
    assert wanted == [f"assess/{raw.id}"]
    assert page._bottom._due.whole() == "Assessment due in 15:00"
    room.hands.forward(minutes=21)
    page._services.clock.tick()
    assert page._bottom._due.whole() == "! Assessment overdue by 06 min"
