"""Assessing again: the old answers are shown, the new ones recorded beside them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.store.opening import open_store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.ui.triage.assess_page import AssessPage
from holdfast.ui.triage.layout import Tick
from tests.conftest import Look
from tests.ui.triage.hands import (
    Desk,
    audited,
    focus,
    focused,
    make_desk,
    name,
    open_page,
    press,
    texts,
    write,
)

Key = Qt.Key
BEFORE = Answers(Answer.HIGH, Answer.UNSURE, ("many_people",), (), False, 3, "Only the test hall")


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path, AssessPage)
    yield made
    made.close()


def _declared(desk: Desk, answers: Answers | None) -> str:
    return declare(desk.store, Declaration("Badge readers time out", "access"), answers).id


def _button(desk: Desk, name: str) -> QPushButton:
    return next(each for each in desk.page.findChildren(QPushButton) if each.accessibleName() == name)


def test_what_was_said_before_is_shown(desk: Desk) -> None:
    open_page(desk, _declared(desk, BEFORE))
    assert "Until now: priority 1, SEV3 Minor" in texts(desk.page)
    assert _button(desk, "Impact: High").isChecked()
    assert _button(desk, "Urgency: Not sure").isChecked()
    assert [tick.accessibleName() for tick in desk.page.findChildren(Tick) if tick.isChecked()] == [
        "Many people or customers cannot do their work"
    ]
    assert "set by you" in texts(desk.page)
    assert audited(desk.page) == []


def test_an_incident_declared_in_a_hurry_is_assessed_by_keyboard(desk: Desk) -> None:
    ident = _declared(desk, None)
    open_page(desk, ident)
    assert "Not assessed until now" in texts(desk.page)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    for _time in range(4):
        press(Key.Key_Tab)
    press(Key.Key_Space)
    press(Key.Key_Return)
    assert desk.went == [("assessed", ident)]
    incident = desk.store.incidents.get(ident)
    assert (incident.phase, incident.priority) == (Phase.TRIAGED, 1)


def test_one_that_was_made_earlier_says_when(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    page = open_page(desk, ident).page
    assert isinstance(page, AssessPage)
    for text, said in (("2031-01-01 10:00", "has not come yet"), ("2020-01-01 10:00", "is before declared")):
        page.when.set_text(text)
        page.assess_now()
        assert said in page.when.error()
    at = desk.store.now()
    page.when.set_text(at.isoformat())
    page.assess_now()
    entry = desk.store.entries("incident", ident)[-1]
    assert (entry.kind, entry.text("occurred")) == ("incident.assessed", at.isoformat())
    assert page.when.text() == ""


def test_without_both_answers_it_says_what_is_missing(desk: Desk) -> None:
    open_page(desk, _declared(desk, None))
    press(Key.Key_Return)
    assert desk.went == []
    assert desk.said[-1].what.startswith("Impact and urgency are both needed")


def test_answers_are_a_draft_until_they_are_recorded(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Impact: Low").click()
    press(Key.Key_Escape)
    assert desk.went == [("left", "")]
    assert desk.store.incidents.get(ident).priority == 1
    open_page(desk, ident)
    assert _button(desk, "Impact: Low").isChecked()
    press(Key.Key_Return, ctrl=True)
    assert desk.store.incidents.get(ident).priority == 3
    assert desk.store.drafts.of(f"incident/{ident}") == {}


def test_what_half_was_answered_when_declaring_is_found_here(desk: Desk) -> None:
    ident = _declared(desk, None)
    open_page(desk, ident)
    next(
        each for each in desk.page.findChildren(QCheckBox) if each.text() == "Someone is or could be hurt"
    ).click()
    other = make_desk(desk.path, AssessPage, desk.store)
    other.page.show_place(ident)
    assert _button(other, "Impact: High").isChecked()
    other.page.deleteLater()


def test_an_incident_that_is_not_there_is_said(desk: Desk) -> None:
    desk.page.show_place("01234567-89ab-7cde-8fff-000000000000")
    assert desk.said[-1].error


def test_targets_count_from_the_declaration(desk: Desk) -> None:
    ident = _declared(desk, Answers(Answer.HIGH, Answer.HIGH))
    desk.hands.forward(minutes=40)
    assess_incident(desk.store, ident, Answers(Answer.HIGH, Answer.MEDIUM))
    open_page(desk, ident)
    assert "Targets: respond by 14:13, resolve by 18:03" in texts(desk.page)


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_page_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    open_page(desk, _declared(desk, BEFORE))
    assert audited(desk.page) == []


def _set_again(desk: Desk) -> QPushButton:
    return _button(desk, "Set SEV3 Minor again…")


LAPSED = (
    "SEV3 Minor was set before (Only the test hall). It no longer holds, since impact or urgency changed."
)


def test_another_severity_ends_with_the_answers_it_was_set_for(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    assert LAPSED not in texts(desk.page)
    _button(desk, "Urgency: Medium").click()
    assert LAPSED in texts(desk.page)
    assert "proposed" in texts(desk.page)
    assert audited(desk.page) == []
    _button(desk, "Urgency: High").click()
    assert LAPSED not in texts(desk.page)
    assert "set by you" in texts(desk.page)
    _button(desk, "Urgency: Medium").click()
    focus(desk.page.first_focus())
    press(Key.Key_Return)
    after = desk.store.incidents.get(ident)
    assert (after.priority, after.severity, after.override) == (2, 2, "")


def test_it_is_set_again_with_a_reason(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    _set_again(desk).click()
    write("Still the test hall")
    assert LAPSED not in texts(desk.page)
    press(Key.Key_Return)
    after = desk.store.incidents.get(ident)
    assert (after.severity, after.override) == (3, "Still the test hall")


def test_that_it_no_longer_holds_is_said_again_from_a_draft(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    press(Key.Key_Escape)
    open_page(desk, ident)
    assert LAPSED in texts(desk.page)


def test_it_is_taken_back_by_choosing_the_proposed_one(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    severity = next(each for each in desk.page.findChildren(QComboBox) if each.isVisible())
    focus(severity)
    press(Key.Key_Home)
    assert "proposed" in texts(desk.page)
    open_page(desk, ident)
    assert "proposed" in texts(desk.page)
    press(Key.Key_Return)
    after = desk.store.incidents.get(ident)
    assert (after.severity, after.override) == (1, "")


def test_somebody_hurt_asks_for_it_again(desk: Desk) -> None:
    open_page(desk, _declared(desk, BEFORE))
    press(Key.Key_Space)
    assert LAPSED in texts(desk.page)


def _meanwhile(desk: Desk, ident: str) -> None:
    """Somebody else assesses it."""
    me = desk.store.by
    sign_in(desk.store, "Ben Ott")
    assess_incident(desk.store, ident, Answers(Answer.MEDIUM, Answer.MEDIUM))
    desk.store.by = me
    QApplication.processEvents()


def _told(desk: Desk) -> str:
    said = next((each for each in texts(desk.page) if each.startswith("Assessed meanwhile")), "")
    return said.replace("\n", " ")


def test_answers_that_nobody_touched_give_way_to_a_newer_assessment(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _meanwhile(desk, ident)
    assert "Until now: priority 3, SEV3 Minor" in texts(desk.page)
    assert _button(desk, "Impact: Medium").isChecked()
    assert _told(desk) == ""


def test_an_assessment_made_meanwhile_is_said_and_asked_about_once(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    _meanwhile(desk, ident)
    assert "Until now: priority 3, SEV3 Minor" in texts(desk.page)
    assert _told(desk).startswith(
        "Assessed meanwhile by Ben Ott, 14:03: Medium impact, medium urgency: priority 3"
    )
    assert audited(desk.page) == []
    focus(desk.page.first_focus())
    press(Key.Key_Return)
    assert (desk.went, name()) == ([], "Record mine")
    assert _told(desk).endswith("Record your answers over it?")
    assert desk.store.incidents.get(ident).priority == 3
    press(Key.Key_Return)
    assert desk.went == [("assessed", ident)]
    assert desk.store.incidents.get(ident).priority == 2


def test_ones_own_answers_are_kept_without_a_second_question(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    _meanwhile(desk, ident)
    _button(desk, "Keep mine").click()
    assert (_told(desk), focused()) == ("", desk.page.first_focus())
    press(Key.Key_Return)
    assert desk.store.incidents.get(ident).priority == 2


def test_theirs_are_taken(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    _meanwhile(desk, ident)
    _button(desk, "Take theirs").click()
    assert _button(desk, "Impact: Medium").isChecked()
    assert (_told(desk), desk.store.drafts.of(f"incident/{ident}")) == ("", {})


def test_a_draft_tells_of_what_was_assessed_since(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    press(Key.Key_Escape)
    desk.page.hide()
    _meanwhile(desk, ident)
    open_page(desk, ident)
    assert _button(desk, "Impact: High").isChecked()
    assert _told(desk)


def test_what_another_process_recorded_unseen_is_found_before_recording(desk: Desk) -> None:
    ident = _declared(desk, BEFORE)
    open_page(desk, ident)
    _button(desk, "Urgency: Medium").click()
    other = open_store(desk.path / "store", clock=desk.hands)
    sign_in(other, "Ben Ott")
    assess_incident(other, ident, Answers(Answer.MEDIUM, Answer.MEDIUM))
    other.close()
    press(Key.Key_Return, ctrl=True)
    assert (desk.went, bool(_told(desk))) == ([], True)
