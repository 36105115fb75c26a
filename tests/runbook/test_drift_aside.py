"""What is worked out aside is what the room says; and a finding names its runs."""

from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.runbook.drift import Finding, drift_of, proposed_of
from holdfast.runbook.drift_aside import gather, runs_behind
from holdfast.runbook.run import mark, start
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book, steps_of


def test_it_is_the_same_as_in_the_room_and_finds_the_runs(store: Store, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "books")
    runs = []
    for state in ("skipped", "skipped", "open"):
        run = start(store, declare(store, Declaration("Pump")).id, book)
        runs.append(run.id)
        for name, became in (("valve", state), ("fitter", "failed"), ("tell", "done")):
            if became != "open":
                mark(store, run.id, steps_of(store, run)[name], became, "shut")
    gathered = gather(store, book)
    drift = gathered.drift()
    assert drift == drift_of(store, book)
    assert gathered.proposed(drift) == proposed_of(store, drift) != gathered.text
    behind = {each.sort: [run.id for run in runs_behind(each, gathered.runs)] for each in drift.findings}
    assert behind == {"skipped": runs[:2], "failing": runs}
    valve = next(each.step for each in drift.findings if each.sort == "skipped")
    slow = Finding("slow", valve, 2, 2)
    assert [run.id for run in runs_behind(slow, gathered.runs)] == runs[:2], "those that settled it"


def test_nothing_is_gathered_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(UserError, match="no runbook"):
        gather(store, "nowhere")
