"""What people say of a runbook's steps, in a run or in the library, holds for its next run."""

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.runbook.run import document_of_run, start, start_blank
from holdfast.runbook.shaping import add_step, add_step_in_library, demote, demote_in_library
from holdfast.store.projections import folded
from holdfast.store.store import Store
from tests.runbook.books import steps_of


def names(store: Store, run: Run) -> list[str]:
    return [step.plain for step in document_of_run(store, store.runbooks.run(run.id)).steps]


def test_what_is_said_in_the_library_holds_for_the_next_run_alone(store: Store, pump: Run) -> None:
    steps = steps_of(store, pump)
    demote_in_library(store, pump.runbook, steps["fitter"])
    added = add_step_in_library(store, pump.runbook, "Open the window", steps["valve"].id)
    other = add_step_in_library(store, pump.runbook, "Tidy up", section=steps["tell"].section)
    book = store.runbooks.get(pump.runbook)
    assert (book.demoted, [step.id for step in book.added]) == ((steps["fitter"].id,), [added, other])
    assert len(names(store, pump)) == 9
    again = start(store, pump.incident, pump.runbook)
    assert names(store, again)[2:5] == ["Close the valve", "Open the window", "Note the level"]
    assert names(store, again)[-1] == "Tidy up"
    entries = store.entries("runbook", book.id)
    assert folded(f"runbook/{book.id}", entries) == store.runbooks.get(book.id)


def test_what_is_so_already_is_not_recorded(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    for act in (
        lambda to: demote(store, pump.id, valve, demoted=to),
        lambda to: demote_in_library(store, pump.runbook, valve, demoted=to),
    ):
        count = store.journal.count()
        act(False)
        assert store.journal.count() == count
    demote_in_library(store, pump.runbook, valve)
    count = store.journal.count()
    demote_in_library(store, pump.runbook, valve)
    assert store.journal.count() == count
    demote_in_library(store, pump.runbook, valve, demoted=False)
    assert store.runbooks.get(pump.runbook).demoted == ()


def test_a_step_has_words(store: Store, pump: Run) -> None:
    for act in (
        lambda: add_step(store, pump.id, " \n"),
        lambda: add_step_in_library(store, pump.runbook, ""),
        lambda: add_step_in_library(store, "nothing", "Look"),
        lambda: demote_in_library(store, "nothing", steps_of(store, pump)["valve"]),
    ):
        with pytest.raises(UserError):
            act()
    assert names(store, pump) == names(store, start(store, pump.incident, pump.runbook))


def test_a_blank_checklist_teaches_no_runbook(store: Store, pump: Run) -> None:
    blank = start_blank(store, pump.incident, "Odd")
    add_step(store, blank.id, "Look", section="somewhere")
    assert store.runbooks.get(pump.runbook).added == ()
    assert names(store, blank) == ["Look"]
