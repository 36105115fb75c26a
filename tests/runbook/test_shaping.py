"""What people say of a runbook's steps, in a run, holds for its next run."""

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.runbook.run import document_of_run, start, start_blank
from holdfast.runbook.shaping import add_last, add_step, demote
from holdfast.store.projections import folded
from holdfast.store.store import Store
from tests.runbook.books import steps_of


def names(store: Store, run: Run) -> list[str]:
    return [step.plain for step in document_of_run(store, store.runbooks.run(run.id)).steps]


def test_what_is_said_in_a_run_holds_for_the_next_one(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    before = start(store, pump.incident, pump.runbook)
    demote(store, pump.id, steps["fitter"])
    added = add_step(store, pump.id, "Open the window", steps["valve"].id)
    other = add_step(store, pump.id, "Tidy up", section=steps["tell"].section)
    book = store.runbooks.get(pump.runbook)
    assert (book.demoted, [step.id for step in book.added]) == ((steps["fitter"].id,), [added, other])
    assert len(names(store, before)) == 9
    again = start(store, pump.incident, pump.runbook)
    assert names(store, again) == names(store, pump)
    assert names(store, again)[2:5] == ["Close the valve", "Open the window", "Note the level"]
    assert names(store, again)[-1] == "Tidy up"
    entries = store.entries("runbook", book.id)
    assert folded(f"runbook/{book.id}", entries) == store.runbooks.get(book.id)


def test_what_is_so_already_is_not_recorded(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    for to in (False, True, True, False):
        count, was = store.journal.count(), valve.id in store.runbooks.run(pump.id).demoted
        demote(store, pump.id, valve, demoted=to)
        assert store.journal.count() == count + (was != to)
    assert store.runbooks.get(pump.runbook).demoted == ()


def test_a_step_has_words(store: Store, pump: Run) -> None:
    with pytest.raises(UserError):
        add_step(store, pump.id, " \n")
    assert names(store, pump) == names(store, start(store, pump.incident, pump.runbook))


def test_a_step_can_be_added_as_done(store: Store, pump: Run) -> None:
    count = store.journal.count()
    blank = start_blank(store, pump.incident, "Odd smell")
    looked, opened = (add_last(store, blank.id, words, done=words == "Look") for words in ("Look", "Open it"))
    run = store.runbooks.run(blank.id)
    assert [run.state_of(each) for each in (looked, opened)] == ["done", "open"]
    assert store.journal.count() == count + 4


def test_a_blank_checklist_teaches_no_runbook(store: Store, pump: Run) -> None:
    blank = start_blank(store, pump.incident, "Odd")
    add_step(store, blank.id, "Look", section="somewhere")
    assert store.runbooks.get(pump.runbook).added == ()
    assert names(store, blank) == ["Look"]
