"""The two pages of drills by keyboard: choosing, starting, facilitating, judging; and the audit of all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import acknowledge
from holdfast.domain.drill import Drill
from holdfast.drill import play
from holdfast.drill.scenarios import load, shipped
from holdfast.runbook.render import Renderer
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.drill.drill_page import DrillPage
from holdfast.ui.drill.end_panels import CancelPanel, FinishPanel
from holdfast.ui.drill.page import DrillsPage
from holdfast.ui.drill.start_panel import StartPanel
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.page_frame import PageFrame
from tests.conftest import Look
from tests.journeys.keyboard import until
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.stores import ME, ZONE, Hands, make_store

DISK = "disk-full-friday"
TEXT = shipped()[f"{DISK}.md"]
SCENARIO = load(TEXT)
TEAM = (ME, "Ben Ott")


def _fail(problem: BaseException) -> None:
    raise problem


@dataclass
class Hall:
    """A store and what the pages over it need."""

    store: Store
    hands: Hands
    renderer: Renderer

    def services(self) -> tuple[Recording, Clock, Bridge, Tasks]:
        record = Recording(lambda: True, lambda: False, _fail, lambda: None)
        return record, Clock(self.hands), Bridge(self.store), Tasks(_fail)

    def list_page(self) -> DrillsPage:
        record, _clock, bridge, tasks = self.services()
        page = DrillsPage(self.store, record, self.renderer.render, bridge, tasks)
        for service in (bridge, tasks):
            service.setParent(page)
        page.failed.connect(_fail)
        page.show_place(DISK)
        shown(page, 1190)
        until(lambda: _is_chosen(page), "the scenarios are there")
        return page

    def drill_page(self, ident: str) -> DrillPage:
        record, clock, bridge, tasks = self.services()
        page = DrillPage(self.store, record, clock, bridge, tasks)
        for service in (clock, bridge, tasks):
            service.setParent(page)
        page.failed.connect(_fail)
        page.show_place(ident)
        shown(page, 1190)
        until(lambda: page._played is not None, "the drill is read")
        page.activateWindow()
        return page

    def begun(self, people: tuple[str, ...] = TEAM) -> Drill:
        """A drill of two minutes, its first alert put in."""
        drill = play.start(self.store, TEXT, people)
        for _time in range(4):
            self.hands.forward(seconds=30)
            play.step(self.store, drill.id)
        return self.store.drills.get(drill.id)

    def declared(self, drill: Drill) -> None:
        """The team looks after the first alert and declares."""
        alert = next(each for put in drill.injected for each in put.alerts)
        acknowledge(self.store, [alert])
        self.hands.forward(minutes=2)
        play.step(self.store, drill.id)
        declare_from(self.store, [alert], declaration_from(self.store, [self.store.alerts.get(alert)]))


def _is_chosen(page: DrillsPage) -> bool:
    chosen = page.chosen()
    return chosen is not None and chosen.key == DISK


@pytest.fixture
def hall(tmp_path: Path, look: Look) -> Iterator[Hall]:
    store, hands = make_store(tmp_path)
    renderer = Renderer()
    yield Hall(store, hands, renderer)
    renderer.close()
    store.close()


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


def test_who_plays_alone_sees_nothing_of_what_comes(hall: Hall) -> None:
    page = hall.drill_page(hall.begun((ME,)).id)
    assert not page.running.next.isVisible()
    assert page.running.inject() == ""
    reasons = {verb.id: verb.reason() for verb in page.verbs()}
    assert reasons["drill.put_in"] == "No inject is chosen."
    page.running._show.click()
    assert page.running.next.isVisible()
    assert page.running.inject()
    let_go(page)


def test_enter_offers_what_can_be_done_and_a_held_one_waits_in_sight(hall: Hall) -> None:
    page = hall.drill_page(hall.begun().id)
    page.running.next.setFixedHeight(80)
    page.running.next.setCurrentIndex(page.running._next_rows.index(0, 0))
    first = page.running.inject()
    page.turn_hold()
    until(lambda: page._played and page._played.drill.held == (first,), "it is held")
    at = page.running._next_rows.row_of(first)
    assert page.running._next_rows.index(at, 0).data().endswith("held")
    assert page.running._hold.text() == "Release"
    assert page.running.inject() == first
    current = page.running.next.visualRect(page.running.next.currentIndex())
    assert page.running.next.viewport().rect().contains(current.center())
    QTest.keyClick(page.running.next, Qt.Key.Key_Return)
    assert hall.store.drills.get(page._ident).put_in(first) is None, "one Enter too many puts nothing in"
    menu = page.findChild(QMenu)
    assert menu is not None
    offered = {each.text().partition("\t")[0].replace("&", ""): each for each in menu.actions()}
    assert list(offered) == ["Put in now", "Hold or release"]
    offered["Put in now"].trigger()
    menu.close()
    put = hall.store.drills.get(page._ident).put_in(first)
    assert put is not None
    assert put.by_hand
    until(lambda: page.running._log_rows.row_of(f"inject {first}") == 0, "it is the newest that was put in")
    assert page.running._next_rows.row_of(first) == -1
    let_go(page)


def test_a_note_is_recorded_by_enter_and_kept_as_a_draft_before(hall: Hall) -> None:
    drill = hall.begun()
    page = hall.drill_page(drill.id)
    page.running.write_note()
    QTest.keyClicks(page.running._note, "They asked the owner first")
    page.leave()
    let_go(page)
    again = hall.drill_page(drill.id)
    assert again.running._note.text() == "They asked the owner first"
    QTest.keyClick(again.running._note, Qt.Key.Key_Return)
    assert [note.text for note in hall.store.drills.get(drill.id).notes] == ["They asked the owner first"]
    assert again.running._note.text() == ""
    until(lambda: again.running._log_rows.row_of("note 0") == 0, "it stands among what was so far")
    let_go(again)


def test_a_pause_stops_the_time_that_is_shown(hall: Hall) -> None:
    page = hall.drill_page(hall.begun().id)
    assert page.running._time.text() == "02:00"
    page._pause.click()
    until(lambda: page._pause.text() == "Resume", "it is paused")
    hall.hands.forward(minutes=9)
    page._clock.tick()
    page.reload()
    assert page.running._time.text() == "02:00"
    page._pause.click()
    until(lambda: page._pause.text() == "Pause", "it goes on")
    hall.hands.forward(seconds=5)
    page._clock.tick()
    assert page.running._time.text() == "02:05"
    let_go(page)


def test_expectations_count_down_and_are_met(hall: Hall) -> None:
    drill = hall.begun()
    page = hall.drill_page(drill.id)
    rows = page.running._team_rows
    assert "left" in rows.index(0, 0).data()
    hall.declared(drill)
    until(lambda: "met at" in rows.index(0, 0).data(), "the alert is acknowledged")
    assert page.running._team_title.text() == f"Expectations: 2 of {len(SCENARIO.expectations)} met"
    let_go(page)


def test_what_another_program_does_is_seen(hall: Hall) -> None:
    drill = hall.begun()
    page = hall.drill_page(drill.id)
    with open_store(hall.store.path, clock=hall.hands, zone=ZONE) as other:
        hall.hands.forward(minutes=5)
        came = play.step(other, drill.id)
    assert came
    hall.store.poll()
    until(lambda: page.running._log_rows.row_of(f"inject {came[-1]}") >= 0, "it stands in the log")
    let_go(page)


def test_after_it_stands_the_score_and_people_judge(hall: Hall) -> None:
    drill = hall.begun()
    hall.declared(drill)
    page = hall.drill_page(drill.id)
    page._finish.click()
    panel = page._acts.panel
    assert isinstance(panel, FinishPanel)
    assert "are still open" in panel._foot.text()
    QTest.keyClick(panel._remark.control, Qt.Key.Key_Return)
    until(page.over.isVisible, "the score is shown")
    assert page.over.sentence().startswith("2 of ")
    assert "declared after 4 min" in page.over.sentence()
    assert page.over.why_not() == "This one was measured; nobody judges it."
    _choose_judged(page)
    page.over._met.click()
    until(lambda: page.over.sentence().startswith("3 of "), "it counts")
    objective = page._played.scenario.objectives[0].key if page._played else ""
    choice, told = page.over._choices[objective]
    choice.button("S").click()
    assert hall.store.drills.get(drill.id).verdict("objective", objective) == "S"
    until(lambda: told.text().startswith("S: performed with some"), "it is written out")
    let_go(page)


def test_what_is_asked_comes_into_sight_with_its_buttons(hall: Hall) -> None:
    page = hall.list_page()
    page.start()
    panel = page._acts.panel
    assert panel is not None
    assert page.belongs_to(panel.first()).isAncestorOf(panel.verb)
    assert page.belongs_to(page.list) is page.list
    let_go(page)


def _choose_judged(page: DrillPage) -> None:
    """Make the first expectation that waits for a judgement the current one."""
    found = next(
        place for place, each in enumerate(page.over._score.expectations) if each.outcome == "to_judge"
    )
    item = page.over.table.topLevelItem(found)
    assert item is not None
    page.over.table.setCurrentItem(item)


def test_an_answer_keeps_no_name(hall: Hall) -> None:
    drill = hall.begun()
    play.finish(hall.store, drill.id)
    page = hall.drill_page(drill.id)
    field = next(each for each in page.over.answers.fields() if each.control.isVisible())
    field.control.setPlainText("The call list was of last year")  # pyright: ignore[reportAttributeAccessIssue]
    page.over.answers.record(0)
    answered = hall.store.drills.get(drill.id).answers
    assert [(each.question, each.text) for each in answered] == [(0, "The call list was of last year")]
    entry = next(each for each in hall.store.entries("drill", drill.id) if each.kind == "drill.answered")
    assert entry.header.by is None
    until(lambda: page.over.answers._said[0].count() == 1, "it stands below the question")
    assert not field.control.toPlainText()  # pyright: ignore[reportAttributeAccessIssue]
    let_go(page)


def test_a_drill_is_cancelled_with_a_reason_alone(hall: Hall) -> None:
    drill = hall.begun()
    page = hall.drill_page(drill.id)
    page._cancel.click()
    panel = page._acts.panel
    assert isinstance(panel, CancelPanel)
    panel.submit()
    assert panel._remark.error()
    panel._remark.line().setText("A real alarm")
    panel.submit()
    until(page.over.isVisible, "it is over")
    assert hall.store.drills.get(drill.id).state == "cancelled"
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
