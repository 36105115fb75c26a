"""Undo of what was said of a run's steps: each is again what it was, or it is said why not."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.value import altered
from holdfast.respond.incident import timeline_of
from holdfast.respond.undo import undo
from holdfast.runbook.run import answer, begin_wait, document_of_run, finish, mark, start
from holdfast.runbook.shaping import add_step, demote
from holdfast.store.check import check_store
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book, steps_of

Steps = Mapping[str, Step]
Act = Callable[[Store, Run, Steps], object]


@pytest.fixture
def run(store: Store, tmp_path: Path) -> Run:
    book = add_book(store, tmp_path / "books")
    return start(store, declare(store, Declaration("The pump stands")).id, book)


def shown(store: Store, run: Run) -> object:
    """What stands of a run, without which entry says it and when a step was opened again."""
    value = store.runbooks.run(run.id)
    marks = {
        step: altered(made, entry="", number=0) for step, made in value.marks.items() if made.state != "open"
    }
    steps = [(step.id, step.plain) for step in document_of_run(store, value).steps]
    return altered(value, marks=marks, added=(), demoted=()), [*marks], steps


def nothing(_store: Store, _run: Run, _steps: Steps) -> None:
    return None


CASES: dict[str, tuple[Act, Act, str]] = {
    "done": (
        nothing,
        lambda s, r, p: mark(s, r.id, p["valve"], "done", "shut"),
        "Step 3 done: Close the valve (shut)",
    ),
    "failed": (
        lambda s, r, p: mark(s, r.id, p["valve"], "done", "shut"),
        lambda s, r, p: mark(s, r.id, p["valve"], "failed", "it sticks"),
        "Step 3 failed",
    ),
    "deviated": (
        nothing,
        lambda s, r, p: mark(s, r.id, p["valve"], "deviated", "another"),
        "done differently",
    ),
    "opened": (
        lambda s, r, p: mark(s, r.id, p["valve"], "skipped", "seen"),
        lambda s, r, p: mark(s, r.id, p["valve"], "open"),
        "Step 3 open again",
    ),
    "answer": (nothing, lambda s, r, p: answer(s, r.id, p["which"], "p1", "left"), "Step 1 answered"),
    "another answer": (
        lambda s, r, p: answer(s, r.id, p["which"], "p1"),
        lambda s, r, p: answer(s, r.id, p["which"], "p2"),
        "PUMP: p2",
    ),
    "decision": (
        lambda s, r, p: answer(s, r.id, p["leak"], "yes"),
        lambda s, r, p: answer(s, r.id, p["leak"], "no"),
        "Step 2 decided",
    ),
    "decision opened": (
        lambda s, r, p: answer(s, r.id, p["leak"], "yes"),
        lambda s, r, p: mark(s, r.id, p["leak"], "open"),
        "Step 2 open again",
    ),
    "check": (nothing, lambda s, r, p: mark(s, r.id, p["pressure"], "done"), "Step 7 passed"),
    "wait": (nothing, lambda s, r, p: begin_wait(s, r.id, p["wait"]), "Step 6 waits 10 min"),
    "wait anew": (
        lambda s, r, p: begin_wait(s, r.id, p["wait"], s.now() - timedelta(minutes=5)),
        lambda s, r, p: begin_wait(s, r.id, p["wait"]),
        "Step 6 waits 10 min",
    ),
    "waited": (
        lambda s, r, p: begin_wait(s, r.id, p["wait"]),
        lambda s, r, p: mark(s, r.id, p["wait"], "done", "it stands"),
        "Step 6 done",
    ),
    "waited and opened": (
        lambda s, r, p: (begin_wait(s, r.id, p["wait"]), mark(s, r.id, p["wait"], "done", "it stands")),
        lambda s, r, p: mark(s, r.id, p["wait"], "open"),
        "Step 6 open again",
    ),
    "demoted": (nothing, lambda s, r, p: demote(s, r.id, p["fitter"]), "No step: Call the fitter"),
    "a step again": (
        lambda s, r, p: demote(s, r.id, p["fitter"]),
        lambda s, r, p: demote(s, r.id, p["fitter"], demoted=False),
        "A step again",
    ),
    "added": (nothing, lambda s, r, p: add_step(s, r.id, "Tell Ben", p["valve"].id), "Step added: Tell Ben"),
    "finished": (nothing, lambda s, r, _p: finish(s, r.id, "it runs"), "Runbook finished: it runs"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_said_is_taken_back_and_said_again(store: Store, run: Run, name: str) -> None:
    first, act, what = CASES[name]
    steps = steps_of(store, run)
    first(store, run, steps)
    before = shown(store, run)
    act(store, run, steps)
    after = shown(store, run)
    assert after != before
    assert what in undo(store, run.incident).what
    assert shown(store, run) == before
    assert undo(store, run.incident, again=True).again
    assert shown(store, run) == after
    undo(store, run.incident)
    assert shown(store, run) == before
    assert store.runbooks.run(run.id).conflicts == ()
    assert check_store(store).ok


def test_what_was_taken_back_is_told_without_anybodys_words(store: Store, run: Run) -> None:
    steps = steps_of(store, run)
    for act, told in (
        (lambda: mark(store, run.id, steps["valve"], "done", "secret"), "the state of step 3"),
        (lambda: begin_wait(store, run.id, steps["wait"]), "the clock of step 6"),
        (lambda: add_step(store, run.id, "secret"), "a step that was added"),
        (lambda: demote(store, run.id, steps["fitter"]), "what is a step and what is none"),
        (lambda: finish(store, run.id, "secret"), "the end of a runbook's use"),
    ):
        act()
        undo(store, run.incident)
        row = next(
            row for row in timeline_of(store, run.incident) if row.text.startswith("Taken back: " + told)
        )
        assert "secret" not in row.text


def test_the_runbook_learns_that_a_step_is_taken_back(store: Store, run: Run) -> None:
    steps = steps_of(store, run)
    demote(store, run.id, steps["fitter"])
    undo(store, run.incident)
    added = add_step(store, run.id, "Tell Ben")
    undo(store, run.incident)
    book = store.runbooks.get(run.runbook)
    assert book.demoted == (added,)
    assert start(store, run.incident, run.runbook).steps == 9


def refused(store: Store, run: Run) -> str:
    count = store.journal.count()
    with pytest.raises(UserError) as told:
        undo(store, run.incident)
    assert store.journal.count() == count
    return told.value.what


def test_what_was_built_on_stands(store: Store, run: Run) -> None:
    steps = steps_of(store, run)
    ana = store.by
    mark(store, run.id, steps["valve"], "done")
    sign_in(store, "Ben")
    mark(store, run.id, steps["valve"], "failed", "it sticks")
    store.by = ana
    assert "Ben recorded" in refused(store, run)
    added = add_step(store, run.id, "Tell Ben")
    sign_in(store, "Ben")
    told = document_of_run(store, store.runbooks.run(run.id)).step(added)
    assert told
    mark(store, run.id, told, "done")
    store.by = ana
    assert "Ben recorded" in refused(store, run)
    assert store.runbooks.run(run.id).has_step(added)


def test_a_step_stays_whose_it_was_where_another_takes_back_what_they_said_of_it(
    store: Store, run: Run
) -> None:
    steps, ana = steps_of(store, run), store.by
    mark(store, run.id, steps["fitter"], "done")
    ben = sign_in(store, "Ben")
    mark(store, run.id, steps["valve"], "done")
    store.by = ana
    mark(store, run.id, steps["valve"], "failed", "it sticks")
    undo(store, run.incident)
    value = store.runbooks.run(run.id)
    assert value.marks[steps["valve"].id].by == ben.id
    assert check_store(store).ok
    sign_in(store, "Ben")
    with pytest.raises(UserError, match="needs a second person"):
        mark(store, run.id, steps["approve"], "done")


def test_taking_back_what_was_said_of_an_earlier_step_leaves_the_last_one_the_last(
    store: Store, run: Run
) -> None:
    """Else whoever did the last step could open an older one of another, undo that, and approve alone."""
    steps, ana = steps_of(store, run), store.by
    sign_in(store, "Ben")
    mark(store, run.id, steps["fitter"], "done")
    store.by = ana
    mark(store, run.id, steps["valve"], "done")
    mark(store, run.id, steps["fitter"], "open")
    undo(store, run.incident)
    assert [*store.runbooks.run(run.id).marks] == [steps["fitter"].id, steps["valve"].id]
    with pytest.raises(UserError, match="needs a second person"):
        mark(store, run.id, steps["approve"], "done")


def test_a_step_of_a_run_that_was_finished_since_stands(store: Store, run: Run) -> None:
    ana = store.by
    mark(store, run.id, steps_of(store, run)["valve"], "done")
    sign_in(store, "Ben")
    finish(store, run.id)
    store.by = ana
    assert "Runbook finished" in refused(store, run)


def test_words_that_were_removed_are_not_said_again(store: Store, run: Run) -> None:
    valve = steps_of(store, run)["valve"]
    made = mark(store, run.id, valve, "done", "the password is hunter2").marks[valve.id]
    mark(store, run.id, valve, "open")
    ana = store.by
    sign_in(store, "Ben")
    remove_words(store, made.entry, "a pasted password")
    store.by = ana
    assert "words that stood there before were removed" in refused(store, run)


def test_the_start_of_a_runbook_stands(store: Store, run: Run) -> None:
    assert "start of a runbook can't be taken back" in refused(store, run)
