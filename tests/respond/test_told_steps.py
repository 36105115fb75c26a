"""Where others read of runs: handovers, updates, the shared screen, the review's timeline and its report."""

from pathlib import Path

import pytest

from holdfast.desk.export import export_review
from holdfast.desk.operators import sign_in
from holdfast.domain.run import Run
from holdfast.domain.told_steps import numbers_text
from holdfast.report.gather import gather_review
from holdfast.respond.handover_sheet import compose
from holdfast.respond.incident import timeline_of
from holdfast.respond.shared_screen import shared
from holdfast.review.writing import begin, import_rows, offered_rows
from holdfast.runbook.run import answer, begin_wait, document_of_run, finish, mark, start
from holdfast.runbook.shaping import add_step, demote
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book, steps_of


@pytest.fixture
def pump(store: Store, tmp_path: Path) -> Run:
    """A run in which everything happened that can."""
    book = add_book(store, tmp_path / "books")
    run = start(store, declare(store, Declaration("The pump stands")).id, book)
    steps = steps_of(store, run)
    answer(store, run.id, steps["which"], "admin-pump-7")
    answer(store, run.id, steps["leak"], "no")
    begin_wait(store, run.id, steps["wait"])
    mark(store, run.id, steps["pressure"], "done", "2.0")
    mark(store, run.id, steps["tell"], "deviated", "Told the gate by 030 1234567")
    added = add_step(store, run.id, "Write it down")
    demote(store, run.id, steps["fitter"])
    ana = store.by
    sign_in(store, "Ben")
    mark(store, run.id, steps["approve"], "done")
    store.by = ana
    step = document_of_run(store, store.runbooks.run(run.id)).step(added)
    assert step
    mark(store, run.id, step, "done")
    return store.runbooks.run(run.id)


TOLD = [
    "Runbook started: Restart a pump",
    "Step 1 answered: Which pump? (PUMP: admin-pump-7)",
    "Step 2 decided: Does it leak? (LEAK: no; not needed: 3–5)",
    "Step 6 waits 10 min: Wait until it has run down",
    "Step 7 passed: Look at the pressure (expected: 2 bar; 2.0)",
    "Step 9 done differently: Tell the control room (Told the gate by 030 1234567)",
    "Step added: Write it down",
    "No step: Call the fitter",
    "Step 8 approved: Let it be approved",
    "Step 9 done: Write it down",
]


def test_the_timeline_tells_all_of_it(store: Store, pump: Run) -> None:
    rows = [row for row in timeline_of(store, pump.incident) if row.kind in ("runbook", "change")]
    assert [row.text for row in rows] == TOLD
    assert [row.kind for row in rows if row.text.startswith("No step")] == ["change"]


def test_a_review_is_offered_all_of_it_and_its_report_shows_it(
    store: Store, pump: Run, tmp_path: Path
) -> None:
    review = begin(store, pump.incident)
    rows = [row for row, _there in offered_rows(store, review.id)]
    assert set(TOLD) <= {row.text for row in rows}
    import_rows(store, review.id, rows)
    report = gather_review(store, review.id)
    assert set(TOLD) <= {row.text for row in report.timeline}
    text = " ".join(
        Path(export_review(store, review.id, tmp_path / "r.md", "markdown").file).read_text().split()
    )
    for told in (
        "done differently",
        "LEAK: no; not needed: 3–5",
        "Step 8 approved",
        "Step added",
        "expected: 2 bar",
    ):
        assert told in text


def test_a_handover_says_what_is_being_followed(store: Store, pump: Run) -> None:
    texts = compose(store, pump.incident).texts
    (line,) = texts["tasks"].split("\n")
    assert line.startswith("- Runbook Restart a pump, since ")
    assert ", 6 steps settled, a wait ends " in line
    assert "done differently" in texts["actions"]
    assert "No step" not in texts["actions"]
    finish(store, pump.id)
    assert compose(store, pump.incident).texts["tasks"] == ""


def test_a_shared_screen_shows_steps_but_no_answers_and_no_numbers(store: Store, pump: Run) -> None:
    told = [row.text for row in shared(store, pump.incident, most=30).rows]
    assert "Step 1 answered: Which pump?" in told
    assert "Step 2 decided: Does it leak? (LEAK: no; not needed: 3–5)" in told
    assert "Step added: Write it down" in told
    assert not [text for text in told if "admin-pump-7" in text or "1234567" in text or "No step" in text]


def test_numbers_are_told_in_spans() -> None:
    assert numbers_text([5, 3, 8, 6, 7, 5]) == "3, 5–8"
    assert numbers_text([1, 2, 4]) == "1–2, 4"
    assert numbers_text([]) == ""
