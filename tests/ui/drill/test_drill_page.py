"""The page of one drill by keyboard: facilitating, ending, judging, answering."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from holdfast.drill import play
from holdfast.store.opening import open_store
from holdfast.ui.drill.drill_page import DrillPage
from holdfast.ui.drill.end_panels import CancelPanel, FinishPanel
from tests.journeys.keyboard import until
from tests.ui.closing import let_go
from tests.ui.drill.hall import SCENARIO, Hall
from tests.ui.stores import ME, ZONE


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
