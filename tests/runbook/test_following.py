"""Steps that ask for something: an answer, a second person, time; and runs beside each other."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.respond.incident import timeline_of
from holdfast.runbook.run import (
    STATES,
    answer,
    begin_wait,
    document_of_run,
    finish,
    mark,
    start,
    start_blank,
)
from holdfast.runbook.shaping import add_step, demote
from holdfast.store.store import Store
from tests.runbook.books import PUMP, add_book, steps_of
from tests.store.conftest import Hands

Attempt = Callable[[], object]


def told(store: Store, run: Run) -> list[str]:
    return [row.text for row in timeline_of(store, run.incident) if row.kind in ("runbook", "change")]


# --- answers --------------------------------------------------------------------------------------


def test_an_answer_is_remembered_told_and_forgotten_when_the_step_is_open_again(
    store: Store, pump: Run
) -> None:
    which = steps_of(store, pump)["which"]
    after = answer(store, pump.id, which, " p1.site ", "it is the left one")
    assert (after.answers, after.asked) == ({"PUMP": "p1.site"}, {"PUMP": which.id})
    assert told(store, pump)[-1] == "Step 1 answered: Which pump? (PUMP: p1.site; it is the left one)"
    again = answer(store, pump.id, which, "p2.site")
    assert again.answers == {"PUMP": "p2.site"}
    opened = mark(store, pump.id, which, "open")
    assert (opened.answers, opened.asked, opened.state_of(which.id)) == ({}, {}, "open")


@pytest.mark.parametrize("state", ["skipped", "failed", "deviated"])
def test_an_answer_does_not_outlive_its_step(store: Store, pump: Run, state: str) -> None:
    which = steps_of(store, pump)["which"]
    answer(store, pump.id, which, "p1")
    assert mark(store, pump.id, which, state, "there is none").answers == {}


def test_an_input_is_not_done_without_its_answer(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    attempts: list[tuple[Attempt, str]] = [
        (lambda: mark(store, pump.id, steps["which"], "done"), "The answer is empty"),
        (lambda: answer(store, pump.id, steps["which"], "a b"), "is no name or address of a host"),
        (lambda: answer(store, pump.id, steps["leak"], "perhaps"), "is none of the answers"),
        (lambda: answer(store, pump.id, steps["valve"], "yes"), "Step 3 asks for no answer"),
        (lambda: answer(store, pump.id, steps["pressure"], "yes"), "asks for no answer"),
    ]
    for attempt, words in attempts:
        with pytest.raises(UserError, match=words):
            attempt()
    assert store.runbooks.run(pump.id) == pump


def test_a_decision_says_what_it_leaves_out(store: Store, pump: Run) -> None:
    leak = steps_of(store, pump)["leak"]
    after = answer(store, pump.id, leak, "NO")
    assert after.answers == {"LEAK": "no"}
    assert told(store, pump)[-1] == "Step 2 decided: Does it leak? (LEAK: no; not needed: 3–5)"
    answer(store, pump.id, leak, "yes")
    assert told(store, pump)[-1] == "Step 2 decided: Does it leak? (LEAK: yes; not needed: 6–8)"
    answer(store, pump.id, leak, "unsure")
    assert told(store, pump)[-1] == "Step 2 decided: Does it leak? (LEAK: unsure; not needed: 3–5)"


def test_an_answer_without_a_name_is_told_alone(store: Store, tmp_path: Path, pump: Run) -> None:
    text = PUMP.replace(" name=LEAK", "").replace("yes=#stop|no=#restart|unsure", "yes|no")
    book = add_book(store, tmp_path / "pumps", text, "other.md")
    run = start(store, pump.incident, book)
    leak = steps_of(store, run)["leak"]
    assert answer(store, run.id, leak, "yes").answers == {leak.id: "yes"}
    assert told(store, run)[-1] == "Step 2 decided: Does it leak? (yes)"


# --- checks, waits, approval ------------------------------------------------------------------------


def test_a_check_passes_with_what_it_expects(store: Store, pump: Run) -> None:
    pressure = steps_of(store, pump)["pressure"]
    mark(store, pump.id, pressure, "done", "2.1")
    assert told(store, pump)[-1] == "Step 7 passed: Look at the pressure (expected: 2 bar; 2.1)"
    mark(store, pump.id, pressure, "failed", "0 bar")
    assert told(store, pump)[-1] == "Step 7 failed: Look at the pressure (0 bar)"


def test_a_timer_is_done_when_its_time_has_passed(store: Store, pump: Run, hands: Hands) -> None:
    wait = steps_of(store, pump)["wait"]
    with pytest.raises(UserError, match="has not passed yet"):
        mark(store, pump.id, wait, "done")
    begun = begin_wait(store, pump.id, wait)
    assert begun.waits[wait.id].seconds == 600
    assert told(store, pump)[-1] == "Step 6 waits 10 min: Wait until it has run down"
    hands.at += timedelta(minutes=9)
    with pytest.raises(UserError, match="has not passed yet") as refused:
        mark(store, pump.id, wait, "done")
    assert "say in the remark" in refused.value.hint
    hands.at += timedelta(minutes=1)
    done = mark(store, pump.id, wait, "done")
    assert (done.waits, done.marks[wait.id].waited) == ({}, begun.waits[wait.id])
    opened = mark(store, pump.id, wait, "open")
    assert opened.waits == begun.waits  # its clock is where it was
    anew = begin_wait(store, pump.id, wait).waits[wait.id]
    assert anew.since > begun.waits[wait.id].since


def test_a_wait_may_be_cut_short_with_a_reason_or_have_been_waited_elsewhere(store: Store, pump: Run) -> None:
    wait = steps_of(store, pump)["wait"]
    assert mark(store, pump.id, wait, "done", "it stands already").state_of(wait.id) == "done"
    mark(store, pump.id, wait, "open")
    begin_wait(store, pump.id, wait, store.now() - timedelta(minutes=20))
    with pytest.raises(UserError, match="has not passed yet"):
        mark(store, pump.id, wait, "done", occurred=store.now() - timedelta(minutes=15))
    assert mark(store, pump.id, wait, "done", occurred=store.now() - timedelta(minutes=5)).waits == {}


def test_what_was_waited_for_by_another_clock_is_entered_later(store: Store, pump: Run) -> None:
    wait = steps_of(store, pump)["wait"]
    then = store.now() - timedelta(hours=1)
    assert mark(store, pump.id, wait, "done", occurred=then).marks[wait.id].at == then


def test_only_an_open_step_with_a_time_waits(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    with pytest.raises(UserError, match="no time to wait for"):
        begin_wait(store, pump.id, steps["valve"])
    mark(store, pump.id, steps["wait"], "skipped", "no time")
    with pytest.raises(UserError, match="settled already"):
        begin_wait(store, pump.id, steps["wait"])


def test_a_gate_needs_somebody_else_than_who_did_the_last_step(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    with pytest.raises(UserError, match="needs a second person"):
        mark(store, pump.id, steps["approve"], "done")  # Ana started the run
    sign_in(store, "Ben")
    mark(store, pump.id, steps["valve"], "done")
    with pytest.raises(UserError, match="needs a second person"):
        mark(store, pump.id, steps["approve"], "done", "it is fine")
    sign_in(store, "Ana")
    mark(store, pump.id, steps["approve"], "done")
    assert told(store, pump)[-1] == "Step 8 approved: Let it be approved"


def test_a_gate_asks_who_recorded_last_and_not_what_happened_last(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    ana = store.by
    sign_in(store, "Ben")
    mark(store, pump.id, steps["valve"], "done")
    store.by = ana
    mark(store, pump.id, steps["fitter"], "done", occurred=store.now() - timedelta(hours=2))
    with pytest.raises(UserError, match="needs a second person"):
        mark(store, pump.id, steps["approve"], "done")
    assert mark(store, pump.id, steps["approve"], "skipped", "nobody is here").settled == 3


# --- runs -----------------------------------------------------------------------------------------


def test_done_differently_says_what_was_done_instead(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    after = mark(store, pump.id, valve, "deviated", "closed the main valve")
    assert (after.marks[valve.id].state, after.marks[valve.id].remark) == (
        "deviated",
        "closed the main valve",
    )
    assert told(store, pump)[-1] == "Step 3 done differently: Close the valve (closed the main valve)"


def test_an_open_step_is_not_opened_again(store: Store, pump: Run) -> None:
    count = store.journal.count()
    assert mark(store, pump.id, steps_of(store, pump)["valve"], "open") == pump
    assert store.journal.count() == count


def test_a_finished_run_refuses_everything(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    begin_wait(store, pump.id, steps["wait"])
    finished = finish(store, pump.id)
    attempts: list[Attempt] = [
        *(lambda state=state: mark(store, pump.id, steps["valve"], state, "x") for state in STATES),
        lambda: answer(store, pump.id, steps["which"], "p1"),
        lambda: begin_wait(store, pump.id, steps["wait"]),
        lambda: add_step(store, pump.id, "Look again"),
        lambda: demote(store, pump.id, steps["valve"]),
    ]
    for attempt in attempts:
        with pytest.raises(UserError, match="This run of Restart a pump is finished"):
            attempt()
    assert store.runbooks.run(pump.id) == finished


def test_two_runs_on_one_incident_know_nothing_of_each_other(store: Store, pump: Run) -> None:
    other = start(store, pump.incident, pump.runbook)
    which = steps_of(store, pump)["which"]
    answer(store, pump.id, which, "p1")
    answer(store, other.id, which, "p2")
    mark(store, other.id, steps_of(store, other)["valve"], "done")
    finish(store, other.id)
    first, second = store.runbooks.runs_of(pump.incident)
    assert (first.answers, first.settled, first.is_running) == ({"PUMP": "p1"}, 1, True)
    assert (second.answers, second.settled, second.is_running) == ({"PUMP": "p2"}, 2, False)


def test_a_run_may_be_asked_for_by_a_step_of_another(store: Store, pump: Run, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "pumps", "# Vent\n\n1. Open the vent\n", "vent.md")
    step = steps_of(store, pump)["valve"].id
    then = store.now() - timedelta(minutes=3)
    vent = start(store, pump.incident, book, (pump.id, step), then)
    assert (vent.parent, vent.parent_step, vent.started, vent.title) == (pump.id, step, then, "Vent")
    with pytest.raises(UserError, match="There is no run"):
        start(store, pump.incident, book, ("nothing", step))
    with pytest.raises(UserError, match="has not come yet"):
        start(store, pump.incident, book, occurred=store.now() + timedelta(hours=1))


def test_a_blank_checklist_grows_as_it_is_followed(store: Store, pump: Run) -> None:
    run = start_blank(store, pump.incident, "  Odd smell ")
    assert (run.runbook, run.title, run.steps) == ("", "Odd smell", 0)
    assert told(store, run)[-1] == "Checklist started: Odd smell"
    for words in ("Open the window", "Find where it comes from", "Switch that off"):
        add_step(store, run.id, words)
    steps = document_of_run(store, store.runbooks.run(run.id)).steps
    assert [(step.number, step.plain) for step in steps] == [
        (1, "Open the window"), (2, "Find where it comes from"), (3, "Switch that off"),
    ]  # fmt: skip
    mark(store, run.id, steps[1], "done")
    assert told(store, run)[-1] == "Step 2 done: Find where it comes from"
    with pytest.raises(UserError, match="The title is empty"):
        start_blank(store, pump.incident, " ")


def test_a_run_reads_its_version_whatever_is_said_of_the_runbook_later(
    store: Store, pump: Run, tmp_path: Path
) -> None:
    fitter = steps_of(store, pump)["fitter"]
    added = add_step(store, pump.id, "Call the shift lead too", fitter.id)
    demote(store, pump.id, steps_of_all(store, pump)[2])
    again = start(store, pump.incident, pump.runbook)
    assert [step.plain for step in steps_of_all(store, again)][2:5] == [
        "Call the fitter", "Call the shift lead too", "Note the level",
    ]  # fmt: skip
    assert again.steps == 9
    assert steps_of_all(store, again)[3].id == added
    demote(store, again.id, steps_of_all(store, again)[3])
    assert added in {step.id for step in steps_of_all(store, pump)}  # the first run keeps what it has
    add_book(store, tmp_path / "pumps", PUMP.replace("Note the level", "Note both levels"))
    third = start(store, pump.incident, pump.runbook)
    assert [step.plain for step in steps_of_all(store, third)][2:4] == ["Call the fitter", "Note both levels"]


def steps_of_all(store: Store, run: Run):  # noqa: ANN201
    return document_of_run(store, store.runbooks.run(run.id)).steps
