"""The second page by a scored scheme: a row for each question, by keyboard; nothing of another scheme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from holdfast.domain.phase import Phase
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.scheme_file import default_text, shipped
from holdfast.triage.scheme_store import adopt
from holdfast.ui.triage.assess_page import AssessPage
from holdfast.ui.triage.declare_page import DeclarePage
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
    tab,
    texts,
    write,
)

Key = Qt.Key
SCORED = shipped()["severity.toml"]
SMALL = {"purpose": "everything", "reach": "few", "data": "safe"} | {
    "growth": "stays", "reserve": "reserve", "told": "team",
}  # fmt: skip


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path, AssessPage)
    adopt(made.store, SCORED, "We think in severities")
    yield made
    made.close()


def _button(desk: Desk, name: str) -> QPushButton:
    return next(each for each in desk.page.findChildren(QPushButton) if each.accessibleName() == name)


def _chosen(desk: Desk) -> list[str]:
    buttons = desk.page.findChildren(QPushButton)
    return [each.accessibleName() for each in buttons if each.isCheckable() and each.isChecked()]


def test_each_question_is_answered_by_its_number(desk: Desk) -> None:
    ident = declare(desk.store, Declaration("Badge readers time out")).id
    open_page(desk, ident)
    assert "Not assessed until now" in texts(desk.page)
    assert "Answer the questions; not sure is an answer." in texts(desk.page)
    for number in (Key.Key_3, Key.Key_2, Key.Key_1, Key.Key_3, Key.Key_1, Key.Key_1):
        tab()
        press(number)
    assert _chosen(desk) == [
        "What can the site still do? Only part of it",
        "Who is hit? A few",
        "Is what was entrusted to us safe? Safe",
        "What happens while nobody acts? It spreads now",
        "What is left to take over? A working reserve",
        "Who has to be told? The team",
    ]
    assert "5 points: Medium  (medium from 3, high from 6)" in texts(desk.page)
    assert "5 points: High  (medium from 2, high from 5)" in texts(desk.page)
    assert "Status updates: the first within 5 min, then every 30 min" in texts(desk.page)
    press(Key.Key_Return)
    assert desk.went == [("assessed", ident)]
    incident = desk.store.incidents.get(ident)
    assert (incident.phase, incident.priority) == (Phase.TRIAGED, 2)
    last = [each for each in desk.store.entries("incident", ident) if each.kind == "incident.assessed"][-1]
    assert last.body["choices"]["growth"] == "spreads"


def test_arrows_choose_too_and_other_numbers_do_nothing(desk: Desk) -> None:
    open_page(desk, declare(desk.store, Declaration("Badge readers time out")).id)
    tab()
    press(Key.Key_9)
    press(Key.Key_1, ctrl=True)
    assert _chosen(desk) == []
    press(Key.Key_Space)
    press(Key.Key_Right)
    assert name() == "What can the site still do? All, with effort"
    assert focused().accessibleDescription() == "2 points, key 2"
    assert _chosen(desk) == ["What can the site still do? All, with effort"]


def test_not_sure_takes_the_most_points_and_is_said(desk: Desk) -> None:
    ident = declare(desk.store, Declaration("Badge readers time out")).id
    open_page(desk, ident)
    for key in SMALL:
        desk.page._how_bad._asked._boxes[key].show_option(SMALL[key])
    _button(desk, "Who has to be told? Not sure").click()
    press(Key.Key_Return)
    incident = desk.store.incidents.get(ident)
    assert (incident.unsure, incident.urgency) == (("urgency",), "high")
    assert incident.assess_by is not None


def test_what_is_open_is_said_and_nothing_recorded(desk: Desk) -> None:
    open_page(desk, declare(desk.store, Declaration("Badge readers time out")).id)
    tab()
    press(Key.Key_2)
    press(Key.Key_Return)
    assert desk.went == []
    assert desk.said[-1].hint == 'Answer each question; "not sure" is an answer.'


def test_danger_to_people_decides_the_impact_and_can_be_taken_back(desk: Desk) -> None:
    open_page(desk, declare(desk.store, Declaration("Badge readers time out")).id)
    hurt = next(each for each in desk.page.findChildren(QCheckBox) if "hurt" in each.text())
    press(Key.Key_Space)
    assert hurt.isChecked()
    assert "Someone is or could be hurt: the impact is high." in texts(desk.page)
    assert all(each.endswith("Not sure") for each in _chosen(desk))
    assert "Priority 1" in texts(desk.page)
    press(Key.Key_Space)
    assert _chosen(desk) == []
    assert "Priority" in texts(desk.page)


def test_what_would_change_is_shown_from_and_to_before_it_is_recorded(desk: Desk) -> None:
    ident = declare(desk.store, Declaration("Badge readers time out"), Answers(choices=SMALL)).id
    open_page(desk, ident)
    assert {"Until now: priority 5, SEV5 Info", "This changes nothing."} <= {*texts(desk.page)}
    _button(desk, "What happens while nobody acts? It spreads now").click()
    (told,) = [each for each in texts(desk.page) if each.startswith("Priority P5")]
    assert told.splitlines()[:2] == ["Priority P5 → P3", "Severity SEV5 Info → SEV3 Minor"]
    assert told.splitlines()[2] == "Resolve by 15 February, 14:03 → 24 November, 14:03"
    assert told.splitlines()[3] == "Status updates none due → every 4 h"
    assert desk.store.incidents.get(ident).priority == 5
    press(Key.Key_Return)
    last = desk.store.entries("incident", ident)[-1]
    assert (last.body["priority"], last.body["severity"]) == ([5, 3], [5, 3])


def test_answers_by_another_scheme_are_left_out_and_that_is_said(desk: Desk) -> None:
    ident = declare(desk.store, Declaration("Badge readers time out"), Answers(choices=SMALL)).id
    open_page(desk, ident)
    assert len(_chosen(desk)) == 6
    adopt(desk.store, default_text(), "back to levels")
    desk.page.show_place(ident)
    note = "Answers by another scheme are left out here. In use now: Impact and urgency, version 3."
    assert note in texts(desk.page)
    assert _chosen(desk) == ["Impact: Low", "Urgency: Low"]
    renamed = SCORED.replace('key = "few"', 'key = "handful"').replace("version = 3", "version = 4")
    adopt(desk.store, renamed, "renamed")
    desk.page.show_place(ident)
    assert len(_chosen(desk)) == 5
    assert any(each.startswith("Answers by another scheme") for each in texts(desk.page))


def test_a_draft_of_another_scheme_never_raises(desk: Desk) -> None:
    ident = declare(desk.store, Declaration("Badge readers time out")).id
    open_page(desk, ident)
    tab()
    press(Key.Key_2)
    press(Key.Key_Escape)
    adopt(desk.store, default_text(), "back to levels")
    open_page(desk, ident)
    _button(desk, "Impact: High").click()
    _button(desk, "Urgency: High").click()
    press(Key.Key_Return, ctrl=True)
    assert desk.store.incidents.get(ident).priority == 1


def test_declaring_asks_by_the_scheme_that_is_in_use_then(
    look: Look, nothing_left: None, tmp_path: Path
) -> None:
    desk = open_page(make_desk(tmp_path, DeclarePage))
    write("Badge readers time out")
    adopt(desk.store, SCORED, "We think in severities")
    desk.page.show_place("")
    focus(desk.page.first_focus())
    press(Key.Key_Return)
    for number in (Key.Key_4, Key.Key_4, Key.Key_1, Key.Key_3, Key.Key_3, Key.Key_1):
        tab()
        press(number)
    press(Key.Key_Return, ctrl=True)
    incident = desk.declared()
    assert (incident.title, incident.priority) == ("Badge readers time out", 1)
    assess_incident(desk.store, incident.id, Answers(choices=SMALL))
    desk.close()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_page_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    open_page(desk, declare(desk.store, Declaration("Badge readers"), Answers(choices=SMALL)).id)
    desk.page._how_bad._outcome._fold()
    assert audited(desk.page) == []
