"""Handing over in the live view, by keyboard: the sheet, the offer, and who may answer it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from holdfast.desk.operators import sign_in
from holdfast.domain.incident import Person
from holdfast.respond.handover import answer, offer
from holdfast.respond.incident import change
from holdfast.respond.people import assign_by_name, person_named
from holdfast.ui.respond.answer_panel import AnswerPanel
from holdfast.ui.respond.handover_panel import HandoverPanel
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.respond.conftest import Room, focused, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def handing(room: Room) -> tuple[LivePage, HandoverPanel]:
    page = room.open()
    page.do("incident.handover")
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, HandoverPanel)
    return page, panel


def answering(room: Room, name: str, verb: str = "incident.answer") -> tuple[LivePage, AnswerPanel]:
    sign_in(room.store, name)
    page = room.open()
    page.do(verb)
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, AnswerPanel)
    return page, panel


def offered(room: Room, *, command: bool = True) -> str:
    """Operator 1, who leads, offers to Operator 2."""
    assign_by_name(room.store, room.live.id, "commander", "me")
    texts = {"situation": "Writes are accepted", "tasks": "- Order 2 disks"}
    return offer(
        room.store,
        room.live.id,
        person_named(room.store, "Operator 2"),
        texts,
        command=command,
        reason="rest",
    ).id


def section(panel: HandoverPanel, name: str) -> QPlainTextEdit:
    edit = panel.sections[name].control
    assert isinstance(edit, QPlainTextEdit)
    return edit


def test_the_sheet_is_edited_and_command_is_offered(room: Room) -> None:
    assign_by_name(room.store, room.live.id, "commander", "me")
    page, panel = handing(room)
    assert panel.form.command.isChecked()
    assert not page._sides.isVisible()
    assert "Know: an inactive slot held 41 GB" in section(panel, "situation").toPlainText()
    type_text("Operator 2")
    press(Key.Key_Return)
    assert panel.form.why.error().startswith("Handing over command needs a reason")
    panel.form.reasons.button("rest").click()
    section(panel, "safety").setPlainText("Mind the stairs")
    section(panel, "safety").setFocus()
    press(Key.Key_Return, Held.ControlModifier)
    (given,) = room.store.handovers.of_incident(room.live.id)
    assert (given.to, given.command, given.reason) == ("Operator 2", True, "The commander needs rest")
    assert given.texts["safety"] == "Mind the stairs"
    assert page._foot.panel is None
    assert page._offer.isVisible()
    assert page._offer.words.whole() == "Command offered to Operator 2 by Operator 1, 14:03"
    assert not page._offer.decline.isVisible()


def test_what_was_changed_is_a_draft_until_it_is_offered(room: Room) -> None:
    page, panel = handing(room)
    edit = section(panel, "safety")
    edit.setFocus()
    type_text("Mind the stairs. ")
    press(Key.Key_Escape)
    assert page._foot.panel is None
    page.do("incident.handover")
    again = page._foot.panel
    assert isinstance(again, HandoverPanel)
    assert section(again, "safety").toPlainText().startswith("Mind the stairs. ")
    again._anew.click()
    assert section(again, "safety").toPlainText() == "- Nobody was said to be in danger when it was assessed."
    press(Key.Key_Escape)
    page.do("incident.handover")
    third = page._foot.panel
    assert isinstance(third, HandoverPanel)
    assert not section(third, "safety").toPlainText().startswith("Mind")


def test_a_section_that_the_record_outlived_says_so(room: Room) -> None:
    _page, panel = handing(room)
    section(panel, "situation").setPlainText("All quiet")
    section(panel, "safety").setPlainText("Mind the stairs")
    press(Key.Key_Escape)
    change(room.store, room.live.id, know="the second site is down, too")
    _page, again = handing(room)
    assert section(again, "situation").toPlainText() == "All quiet"
    assert "Compose anew" in again.sections["situation"]._below.text()
    assert again.sections["safety"]._below.isHidden()
    again._compose_anew()
    assert "the second site is down" in section(again, "situation").toPlainText()
    assert again.sections["situation"]._below.isHidden()
    press(Key.Key_Escape)
    _page, last = handing(room)
    assert last.sections["situation"]._below.isHidden()


def test_to_whom_and_why_are_there_again(room: Room) -> None:
    assign_by_name(room.store, room.live.id, "commander", "me")
    page, panel = handing(room)
    type_text("Operator 2")
    panel.form.why_edit.setFocus()
    type_text("My shift ends")
    press(Key.Key_Escape)
    assert page._foot.panel is None
    _page, again = handing(room)
    assert (again.form.person(), again.form.reason()) == ("Operator 2", "My shift ends")
    again.submit()
    _page, next_one = handing(room)
    assert next_one.form.person() == ""


def test_what_is_missing_is_said_where_it_is_missing(room: Room) -> None:
    _page, panel = handing(room)
    press(Key.Key_Return)
    assert panel.form.to.error().startswith("The name is empty")
    type_text("Operator 1")
    press(Key.Key_Return)
    assert panel.form.to.error().startswith("A handover goes to somebody else")
    panel.form.to_edit.setText("Operator 2")
    panel.form.command.setChecked(True)
    panel.form.why_edit.setText("The bus")
    panel.form.to_edit.setFocus()
    press(Key.Key_Return)
    assert panel.form.to.error().startswith("Command is Shift lead's to hand over")
    assert room.store.handovers.of_incident(room.live.id) == []


def test_a_command_without_a_situation_is_refused_at_the_situation(room: Room) -> None:
    assign_by_name(room.store, room.live.id, "commander", "me")
    _page, panel = handing(room)
    type_text("Operator 2")
    panel.form.reasons.button("shift").click()
    section(panel, "situation").setPlainText("")
    panel.submit()
    assert "needs a brief" in panel.sections["situation"].error()


def test_the_sheet_is_read_before_it_is_offered(room: Room) -> None:
    _page, panel = handing(room)
    section(panel, "safety").setPlainText("Mind <b>the</b> stairs")
    panel._preview.click()
    assert "Mind <b>the</b> stairs" in panel._view.toPlainText()
    assert panel._preview.accessibleName() == "Edit"
    panel._preview.click()
    assert section(panel, "safety").isVisible()


def test_the_one_it_is_for_reads_and_signs(room: Room) -> None:
    ident = offered(room)
    page, panel = answering(room, "Operator 2")
    assert "Writes are accepted" in panel._view.toPlainText()
    assert panel.verb.accessibleName() == "Take command"
    press(Key.Key_Return)
    assert room.store.handovers.get(ident).state == "accepted"
    assert room.live.commander == Person("Operator 2", room.store.by.operator if room.store.by else "")
    assert page._foot.panel is None
    assert not page._offer.isVisible()
    assert page._header._roles.whole().startswith("Commander you")


def test_the_line_offers_what_one_may_do(room: Room) -> None:
    offered(room, command=False)
    page = room.open()
    assert not page._offer.decline.isVisible()
    assert page._offer.read.accessibleName() == "Read…"
    sign_in(room.store, "Operator 2")
    page._refresh()
    assert page._offer.words.whole() == "Handover offered to you by Operator 1, 14:03"
    page._offer.decline.click()
    assert isinstance(page._foot.panel, AnswerPanel)
    assert focused() is page._foot.panel.why_edit


def test_declining_needs_a_reason_and_enter_never_signs(room: Room) -> None:
    ident = offered(room)
    page, panel = answering(room, "Operator 2", "incident.decline")
    assert not panel.verb.isVisible()
    press(Key.Key_Return)
    assert panel.why.error().startswith("Declining needs a reason")
    assert room.store.handovers.get(ident).state == "offered"
    type_text("I lead another one")
    press(Key.Key_Return)
    assert (room.store.handovers.get(ident).state, page._foot.panel) == ("declined", None)
    assert room.live.commander is not None
    assert room.live.commander.name == "Operator 1"


def test_the_reason_to_decline_is_there_again(room: Room) -> None:
    offered(room)
    page, _panel = answering(room, "Operator 2", "incident.decline")
    type_text("Not before 06:00")
    press(Key.Key_Escape)
    assert page._foot.panel is None
    _page, again = answering(room, "Operator 2", "incident.decline")
    assert again.why_edit.text() == "Not before 06:00"


def test_others_read_and_the_giver_takes_it_back(room: Room) -> None:
    ident = offered(room)
    page, panel = answering(room, "Operator 3")
    assert not panel.verb.isVisible()
    assert panel._foot.text() == "Only Operator 2 can accept it."
    press(Key.Key_Return)
    assert room.store.handovers.get(ident).state == "offered"
    page.leave()
    _page, panel = answering(room, "Operator 1")
    assert panel.verb.accessibleName() == "Withdraw offer"
    press(Key.Key_Return)
    assert room.store.handovers.get(ident).state == "withdrawn"


def test_an_answer_from_elsewhere_closes_the_panel(room: Room) -> None:
    ident = offered(room)
    page, _panel = answering(room, "Operator 2")
    answer(room.store, ident, "accepted")
    QApplication.processEvents()
    assert page._foot.panel is None


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 200), ("contrast", 100)])
def test_everybody_can_read_them(room: Room, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    page, panel = handing(room)
    panel.form.command.setChecked(True)
    shown(page, 1190)
    assert audit(page) == []
    panel._preview.click()
    assert audit(page) == []
    page.leave()
    offered(room)
    page, _panel = answering(room, "Operator 2", "incident.decline")
    assert audit(page) == []
