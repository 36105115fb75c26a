"""Each kind of step asks for what it needs, by keyboard."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import timeline_of
from holdfast.runbook import run as runs
from holdfast.ui.kit.notices import NoticeBar
from tests.conftest import Look
from tests.ui.kit.following import (
    Desk,
    Key,
    audited,
    bring_in,
    button,
    focused,
    menu,
    press,
    row,
    start,
    texts,
    write,
)
from tests.ui.kit.kinds import CHECK, CHILD, CHOICE, GATE, INPUT, TELL, TIMER


def go_to(desk: Desk, place: int) -> None:
    """Settle by command what stands before a step, and open it."""
    run = desk.run()
    for each in desk.panel.document().steps[:place]:
        if run.state_of(each.id) != "open":
            continue
        if each.annotation.sort == "input":
            runs.answer(desk.store, run.id, each, "p-1")
        elif each.annotation.sort == "choice":
            runs.answer(desk.store, run.id, each, "No")
        else:
            runs.mark(desk.store, run.id, each, "skipped", "not now")
    desk.panel.show_incident(desk.incident)
    row(desk, place + 1).click()
    assert desk.card().state().step.number == place + 1


def tick(desk: Desk) -> None:
    """Let the clock of the window tell what time it is."""
    desk.clock.tick()


# -- input -------------------------------------------------------------------------------------------


def test_an_input_is_one_field_and_enter_records_it(kinds: Desk) -> None:
    assert isinstance(focused(), QLineEdit)
    assert focused().accessibleName() == "PUMP"
    write("p-1")
    press(Key.Key_Return)
    assert kinds.run().answers == {"PUMP": "p-1"}
    assert kinds.states()[INPUT] == "done"
    assert row(kinds, 1).state().below == "p-1"
    assert not kinds.store.drafts.of(f"incident/{kinds.incident}")


def test_an_input_says_under_the_field_what_it_can_not_take(kinds: Desk) -> None:
    press(Key.Key_Return)
    assert "The answer is missing." in texts(kinds)
    write("no host at all")
    press(Key.Key_D, alt=True)
    assert kinds.states()[INPUT] == "open"
    assert any("is no name or address of a host" in text for text in texts(kinds))
    assert audited(kinds) == []


def test_the_answer_is_seen_on_later_cards_and_goes_before_what_is_copied(kinds: Desk) -> None:
    write("p-1s")
    press(Key.Key_Return)
    assert "PUMP = p-1s" in texts(kinds)
    assert "Copy puts PUMP=p-1s before it." in texts(kinds)
    press(Key.Key_C, alt=True)
    assert QGuiApplication.clipboard().text() == "PUMP=p-1s\nvalve --state $PUMP"
    assert kinds.said[-1].what == "Copied, with PUMP=p-1s before it."


# -- check -------------------------------------------------------------------------------------------


def test_a_check_shows_what_is_expected_and_passes_or_fails(kinds: Desk) -> None:
    go_to(kinds, CHECK)
    assert "one line: shut" in texts(kinds)
    assert focused().accessibleName() == "Passed"
    press(Key.Key_X, alt=True)
    write("two lines")
    press(Key.Key_Return)
    assert kinds.states()[CHECK] == "failed"
    row(kinds, CHECK + 1).click()
    assert "one line: shut" in texts(kinds)  # what was looked for stays with what was found


# -- choice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_2, Key.Key_Return])
def test_a_choice_is_made_by_its_number_or_by_enter(kinds: Desk, key: Key) -> None:
    go_to(kinds, CHOICE)
    assert focused().accessibleName() == "Yes, it leaks"
    if key == Key.Key_Return:
        press(Key.Key_Down)
        assert focused().accessibleName() == "No"
    press(key)
    assert kinds.run().answers["LEAK"] == "No"
    assert kinds.card().state().step.number == TIMER + 1  # the branch that was not taken is passed over
    assert [row(kinds, number).state().needed for number in (4, 5, 6)] == [False, False, True]
    assert "not needed" in row(kinds, 4).accessibleName()
    assert "3 of 7" in texts(kinds)


def test_a_choice_is_no_choice_before_one_is_made(kinds: Desk) -> None:
    go_to(kinds, CHOICE)
    press(Key.Key_D, alt=True)
    assert kinds.states()[CHOICE] == "open"
    assert any("Choose one of the answers" in text for text in texts(kinds))


def test_a_step_that_is_not_needed_can_be_done_all_the_same(kinds: Desk) -> None:
    go_to(kinds, CHOICE)
    press(Key.Key_2)
    row(kinds, 4).click()
    assert any("Not needed" in text for text in texts(kinds))
    press(Key.Key_D, alt=True)
    assert kinds.states()[3] == "done"


def test_opening_a_choice_again_brings_its_branches_back(kinds: Desk) -> None:
    go_to(kinds, TIMER)
    row(kinds, CHOICE + 1).click()
    assert "Answer: No" in texts(kinds)
    press(Key.Key_Space)  # the focus is on "Open step again"
    assert row(kinds, 4).state().needed
    assert focused().accessibleName() == "Yes, it leaks"


# -- timer -------------------------------------------------------------------------------------------


def test_a_wait_counts_down_and_says_when_it_is_over(kinds: Desk) -> None:
    go_to(kinds, TIMER)
    assert "To wait: 10 min" in texts(kinds)
    assert focused().accessibleName() == "Start waiting"
    press(Key.Key_Return)
    assert "Over in 10:00, of 10 min" in texts(kinds)
    assert "step 6: over in 10:00" in texts(kinds)
    kinds.hands.forward(minutes=4, seconds=30)
    tick(kinds)
    assert "Over in 05:30, of 10 min" in texts(kinds)
    assert "step 6: over in 05:30" in texts(kinds)
    told = len(kinds.said)
    kinds.hands.forward(minutes=6)
    tick(kinds)
    tick(kinds)
    assert "The 10 min are over." in texts(kinds)
    assert [each.what for each in kinds.said[told:]] == ["Pump is hot: the wait of step 6 is over."]
    kinds.panel.begin()
    assert focused().accessibleName() == "Done"
    press(Key.Key_Return)
    assert kinds.states()[TIMER] == "done"


def test_going_on_before_the_time_is_over_needs_a_reason(kinds: Desk) -> None:
    go_to(kinds, TIMER)
    press(Key.Key_Return)
    press(Key.Key_D, alt=True)
    assert focused().accessibleName() == "Why go on before the time is over?"
    press(Key.Key_Return)
    assert kinds.states()[TIMER] == "open"
    write("It is cold")
    press(Key.Key_Return)
    assert kinds.states()[TIMER] == "done"
    assert kinds.run().marks[kinds.panel.document().steps[TIMER].id].remark == "It is cold"


def test_a_result_is_no_reason_to_go_on_early(kinds: Desk) -> None:
    go_to(kinds, TIMER)
    press(Key.Key_A, alt=True)
    write("Cold")
    press(Key.Key_Return)
    assert kinds.states()[TIMER] == "open"
    assert focused().accessibleName() == "Why go on before the time is over?"
    press(Key.Key_Return)
    assert kinds.states()[TIMER] == "done"


@pytest.mark.parametrize("way", ["settled", "finished"])
def test_the_notice_of_a_wait_goes_with_what_it_told(kinds: Desk, way: str) -> None:
    bar, notices = NoticeBar(), kinds.panel._s.notices
    notices.shown.connect(bar.show_notice)
    notices.outdated.connect(bar.drop)
    go_to(kinds, TIMER)
    press(Key.Key_Return)
    kinds.hands.forward(minutes=11)
    tick(kinds)
    assert bar.isVisible()
    if way == "settled":
        press(Key.Key_D, alt=True)
    else:
        menu(kinds, "Finish this run").trigger()
    assert not bar.isVisible()
    bar.deleteLater()


def test_a_newer_notice_stays_when_the_wait_is_settled(kinds: Desk) -> None:
    bar, notices = NoticeBar(), kinds.panel._s.notices
    notices.shown.connect(bar.show_notice)
    notices.outdated.connect(bar.drop)
    go_to(kinds, TIMER)
    press(Key.Key_Return)
    kinds.hands.forward(minutes=11)
    tick(kinds)
    notices.say("Saved.")
    press(Key.Key_D, alt=True)
    assert bar.isVisible()
    bar.hide()
    bar.deleteLater()


def test_a_wait_is_told_while_another_step_is_open(kinds: Desk) -> None:
    go_to(kinds, TIMER)
    press(Key.Key_Return)
    row(kinds, TELL + 1).click()
    assert "waiting" in row(kinds, TIMER + 1).accessibleName()
    kinds.hands.forward(minutes=11)
    tick(kinds)
    assert kinds.said[-1].what == "Pump is hot: the wait of step 6 is over."
    assert kinds.card().state().step.number == TELL + 1  # nobody is taken away from what they do


# -- approval ----------------------------------------------------------------------------------------


def test_a_gate_refuses_whoever_did_the_step_before(kinds: Desk) -> None:
    go_to(kinds, GATE)
    assert "This has to be approved by shift lead." in texts(kinds)
    assert "Now at the keyboard: Operator 1" in texts(kinds)
    press(Key.Key_D, alt=True)
    assert kinds.states()[GATE] == "open"
    assert any("This gate needs a second person" in text for text in texts(kinds))
    assert focused().accessibleName() == "Let somebody else sign in…"
    assert audited(kinds) == []


def test_a_second_person_signs_in_from_the_gate_and_approves(kinds: Desk) -> None:
    go_to(kinds, GATE)
    press(Key.Key_D, alt=True)
    kinds.others.append("Shift lead")
    press(Key.Key_Return)  # the focus is on the button that changes who is at the keyboard
    assert "Now at the keyboard: Shift lead" in texts(kinds)
    press(Key.Key_D, alt=True)
    assert kinds.states()[GATE] == "done"


# -- a runbook in a runbook --------------------------------------------------------------------------


def test_a_step_starts_its_runbook_and_shows_how_far_it_is(kinds: Desk) -> None:
    go_to(kinds, CHILD)
    parent = kinds.panel.run_id()
    assert focused().accessibleName() == "Start runbook"
    press(Key.Key_Return)
    assert kinds.run().title == "Restart a pump"
    assert kinds.run().parent == parent
    press(Key.Key_D, alt=True)
    press(Key.Key_Up, alt=True)
    assert kinds.panel.run_id() == parent
    assert "Restart a pump: 1 of 2 steps settled" in texts(kinds)
    assert focused().accessibleName() == "Go to its steps"
    press(Key.Key_Return)
    press(Key.Key_D, alt=True)
    assert focused().accessibleName() == "Finish run"
    press(Key.Key_Return)
    assert kinds.panel.run_id() == parent  # back where it was asked for
    assert "Restart a pump is finished: 2 of 2 steps settled" in texts(kinds)
    assert focused().accessibleName() == "Done"
    press(Key.Key_Return)
    assert kinds.states()[CHILD] == "done"


def test_a_runbook_that_is_not_there_is_said(kinds: Desk) -> None:
    odd = "# Odd\n\n## Steps\n\n1. Go on\n\n   ```holdfast {kind=runbook path=gone.md}\n   ```\n"
    bring_in(kinds.store, kinds.path, {"odd.md": odd})
    kinds.panel.show_run(start(kinds, "Odd").id)
    button(kinds, "Start runbook").click()
    assert kinds.said[-1].what == "gone.md is not in the library."
    assert kinds.run().title == "Odd"


# -- time boxes, and several runs --------------------------------------------------------------------


def test_the_head_counts_and_tells_the_time_box(kinds: Desk) -> None:
    go_to(kinds, CHECK)
    assert "this step: 5 min of 5 min left" in texts(kinds)
    assert "just started" in texts(kinds)
    kinds.hands.forward(minutes=3)
    tick(kinds)
    assert "running for 3 min" in texts(kinds)
    assert "this step: 2 min of 5 min left" in texts(kinds)
    box = kinds.panel._head._times._box
    assert box.property("tone") == "muted"
    kinds.hands.forward(minutes=4)
    tick(kinds)
    assert box.text() == "this step: over its 5 min by 2 min"
    assert box.property("tone") == "error"


def test_several_runs_are_switched_by_one_key_each(kinds: Desk) -> None:
    first = kinds.panel.run_id()
    second = start(kinds, "Restart a pump").id
    kinds.panel.show_incident("")
    kinds.panel.show_incident(kinds.incident)
    press(Key.Key_7, alt=True)
    assert kinds.panel.run_id() == second
    press(Key.Key_D, alt=True)
    press(Key.Key_6, alt=True)
    assert kinds.panel.run_id() == first
    names = [each.accessibleName() for each in kinds.panel._head._buttons.values()]
    assert names == ["Pump is hot, 0 of 9", "Restart a pump, 1 of 2"]
    assert audited(kinds) == []


# -- done differently --------------------------------------------------------------------------------


def test_a_deviation_is_a_state_of_its_own(kinds: Desk) -> None:
    go_to(kinds, CHECK)
    press(Key.Key_O, alt=True)
    assert focused().accessibleName() == "What was done instead?"
    press(Key.Key_Return)
    assert kinds.states()[CHECK] == "open"
    write("Asked the fitter")
    press(Key.Key_Return)
    assert kinds.states()[CHECK] == "deviated"
    assert "done differently 14:03" in row(kinds, CHECK + 1).accessibleName()
    assert "Asked the fitter" in timeline_of(kinds.store, kinds.incident)[-1].text
    assert "2 of 9" in texts(kinds)
    row(kinds, CHECK + 1).click()
    assert "Asked the fitter" in texts(kinds)


def test_another_process_sees_who_is_meant(kinds: Desk) -> None:
    """A gate that somebody else passed meanwhile is settled here as well."""
    go_to(kinds, GATE)
    sign_in(kinds.store, "Shift lead")
    runs.mark(kinds.store, kinds.run().id, kinds.panel.document().steps[GATE], "done")
    kinds.panel.show_incident(kinds.incident)
    assert kinds.states()[GATE] == "done"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_kind_of_step_passes_the_audit(kinds: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    for place in range(TELL + 1):
        row(kinds, place + 1).click()
        assert audited(kinds) == [], place
    press(Key.Key_O, alt=True)
    assert audited(kinds) == []
