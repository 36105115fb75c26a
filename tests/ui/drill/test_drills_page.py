"""The list of scenarios by keyboard: choosing, starting, what was held; and the audit of both pages."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.drill import play
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.drill.page import DrillsPage
from holdfast.ui.drill.start_panel import StartPanel
from holdfast.ui.shell.page_frame import PageFrame
from tests.conftest import Look
from tests.detect.signals import DISK as FIRING
from tests.detect.signals import hand_in
from tests.journeys.keyboard import until
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.drill.hall import DISK, SCENARIO, TEAM, Hall
from tests.ui.stores import ME


def _text(page: DrillsPage) -> str:
    return page._details._view.toPlainText()


def test_a_scenario_gives_its_injects_away_only_when_asked(hall: Hall) -> None:
    page = hall.list_page()
    until(lambda: "Roles" in _text(page), "the scenario is shown")
    assert page._details._told.text() == f"{len(SCENARIO.injects)} injects over 30 minutes."
    assert "The database of docs1 has stopped" not in _text(page)
    page._details.show_injects()
    until(lambda: "The database of docs1 has stopped" in _text(page), "they are shown")
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    until(lambda: "Injects" not in _text(page), "another scenario hides its own")
    let_go(page)


def test_alerts_that_fire_are_told_before_a_drill_begins(hall: Hall) -> None:
    hand_in(hall.store, FIRING)
    page = hall.list_page()
    page.activateWindow()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    panel = page._acts.panel
    assert isinstance(panel, StartPanel)
    told = "No real incident is open here, but 1 alert fires unanswered."
    assert panel._check.text().startswith(told)
    let_go(page)


def test_enter_asks_and_enter_starts_alone(hall: Hall) -> None:
    page = hall.list_page()
    begun: list[str] = []
    page.drill_wanted.connect(begun.append)
    page.activateWindow()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    panel = page._acts.panel
    assert isinstance(panel, StartPanel)
    assert panel._check.text().startswith(
        "No real incident is open here. Not among your runbooks: disk-full.md."
    )
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    running = hall.store.drills.running()
    assert running is not None
    assert (begun, running.people, running.key) == ([running.id], (ME,), DISK)
    until(page._running.isVisible, "the list says that one goes on")
    assert page.why_not() == "A drill is going on already: Disk full on a Friday."
    let_go(page)


def test_a_team_is_named_and_what_is_real_is_said(hall: Hall) -> None:
    declare(hall.store, Declaration("Badge readers time out", "access"))
    page = hall.list_page()
    page.start()
    panel = page._acts.panel
    assert isinstance(panel, StartPanel)
    assert panel._check.text().startswith("A real incident is open: INC-")
    panel._how.button("others").click()
    assert panel._who.isVisible()
    panel._who.line().setText(f"{ME},  Ben   Ott, {ME},")
    panel.submit()
    running = hall.store.drills.running()
    assert running is not None
    assert running.people == TEAM
    let_go(page)


def test_names_of_the_directory_are_offered_after_a_comma(hall: Hall) -> None:
    page = hall.list_page()
    page.start()
    panel = page._acts.panel
    assert isinstance(panel, StartPanel)
    panel._how.button("others").click()
    panel._who.line().clear()
    offered = panel._offers("Ben Ott, oper")
    assert [(each.start, each.words) for each in offered] == [(9, f"{ME},")]
    let_go(page)


def test_the_list_says_how_the_last_one_went_and_opens_it(hall: Hall) -> None:
    broken_off = hall.begun()
    play.cancel(hall.store, broken_off.id, "A real alarm")
    drill = hall.begun()
    hall.declared(drill)
    play.finish(hall.store, drill.id)
    page = hall.list_page()
    row = page.rows.index(page.rows.row_of(DISK), 0).data()
    assert "met, 23 November" in row
    opened: list[str] = []
    page.drill_wanted.connect(opened.append)
    page._details._sides.button("held").click()
    held = page._details._list
    assert re.match(r"23 November 2026, \d\d:\d\d", held.model().index(0, 0).data())
    held.setFocus()
    QTest.keyClick(held, Qt.Key.Key_Return)
    QTest.keyClick(held, Qt.Key.Key_Down)
    QTest.keyClick(held, Qt.Key.Key_Return)
    assert opened == [drill.id, broken_off.id]
    let_go(page)


LOOKS = [
    ("light", 100, 1190),
    ("dark", 200, 1190),
    ("contrast", 100, 800),
    ("light", 200, 800),
    ("dark", 100, 800),
    ("contrast", 200, 1190),
]


@pytest.mark.parametrize(("theme", "percent", "width"), LOOKS)
def test_nothing_is_cut_pale_or_nameless(
    hall: Hall, look: Look, theme: str, percent: int, width: int
) -> None:
    look.choose(theme, percent)
    found: dict[str, list[str]] = {}
    drill = hall.begun((ME,))
    hall.declared(drill)
    page = hall.drill_page(drill.id)
    frame = PageFrame(page)
    found["alone"] = _audited(frame, width)
    page.running.turn_coming()
    found["running"] = _audited(frame, width)
    page._ask_cancel()
    found["cancel"] = _audited(frame, width)
    page._acts.close()
    play.finish(hall.store, drill.id)
    play.answer(hall.store, drill.id, 0, "The call list was of last year")
    until(page.over.isVisible, "it is over")
    found["over"] = _audited(frame, width)
    let_go(frame)
    listed = hall.list_page()
    frame = PageFrame(listed)
    listed.start()
    found["start"] = _audited(frame, width)
    listed._acts.close()
    listed._details._sides.button("held").click()
    found["held"] = _audited(frame, width)
    let_go(frame)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _audited(frame: PageFrame, width: int) -> list[str]:
    """What is wrong with a page as the window holds it: it scrolls up and down where it has to."""
    shown(frame, width, 768)
    page = frame.page
    return audit(frame) if page.width() <= width else [f"wider than the window: {page.width()}"]
