"""A runbook of what was done: in its order, with what was done instead and what was left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import AddedStep, Document
from holdfast.domain.run import Run, StepMark
from holdfast.domain.value import REMOVED
from holdfast.runbook.parse import parse
from holdfast.runbook.run import document_of_run, finish, mark, start_blank
from holdfast.runbook.save_as import runbook_of
from holdfast.runbook.shaping import add_step
from holdfast.runbook.writing import create
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import NAMES, PUMP

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOOK = parse(PUMP, "")
IDS = dict(zip(NAMES, (step.id for step in BOOK.steps), strict=True))


def marked(run: Run, step: str, minutes: int, state: str = "done", remark: str = "") -> Run:
    made = StepMark(state, remark, NOON + timedelta(minutes=minutes))
    return replace(run, marks={**run.marks, step: made})


def test_what_was_done_stands_in_its_order() -> None:
    run = marked(Run("r", title="Restart a pump"), IDS["fitter"], 5, "done", "he comes\nat noon")
    run = marked(run, IDS["pressure"], 2)
    run = marked(run, IDS["valve"], 7, "deviated", "Closed the main valve")
    run = marked(run, IDS["level"], 8, "failed", "no gauge")
    run = marked(run, IDS["wait"], 9, "skipped", "it stood")
    for name in ("which", "leak", "approve", "tell"):
        run = marked(run, IDS[name], 10, "open")
    assert runbook_of(BOOK, run, "INC-K7-4") == (
        "---\ntitle: Restart a pump\nsource: INC-K7-4\n---\n\n"
        "# Restart a pump\n\n## Mitigation\n\n"
        "1. Look at the pressure\n\n"
        '   ```sh {kind=check expect="2 bar" timebox=5m}\n   pressure $PUMP\n   ```\n\n'
        "2. Call the fitter\n\n   > he comes\n   > at noon\n\n"
        "3. Closed the main valve (instead of: Close the valve)\n\n"
        "4. Note the level\n\n   > It failed: no gauge\n\n"
        "## Notes\n\n"
        "> Not done: Which pump?\n> Not done: Does it leak?\n"
        "> Skipped: Wait until it has run down (it stood)\n"
        "> Not done: Let it be approved\n> Not done: Tell the control room\n"
    )


def test_what_is_made_reads_as_what_was_done() -> None:
    run = Run("r", title="Restart a pump")
    for minutes, name in enumerate(NAMES):
        run = marked(run, IDS[name], minutes, "done", "seen")
    made = parse(runbook_of(BOOK, run, "INC-1"), "")
    assert (made.title, made.facts.others) == ("Restart a pump", (("source", "INC-1"),))
    assert [step.plain for step in made.steps] == [step.plain for step in BOOK.steps]
    assert [step.annotation for step in made.steps] == [step.annotation for step in BOOK.steps]
    assert [step.code for step in made.steps] == [step.code for step in BOOK.steps]


def test_removed_words_are_not_repeated() -> None:
    run = marked(Run("r", title=REMOVED), IDS["valve"], 1, "deviated", REMOVED)
    run = marked(run, IDS["fitter"], 2, "done", REMOVED)
    run = marked(run, IDS["level"], 3, "skipped", REMOVED)
    text = runbook_of(BOOK, run, "INC-1")
    assert REMOVED not in text
    assert "1. Close the valve\n\n2. Call the fitter\n" in text
    assert 'title: "(title removed)"' in text


def test_code_that_is_only_indented_stays_code() -> None:
    document = parse("# T\n\n## Mitigation\n\n    df -h\n    du -s\n", "")
    run = marked(Run("r", title="T"), document.steps[0].id, 1)
    (step,) = parse(runbook_of(document, run, "INC-1"), "").steps
    assert step.code == document.steps[0].code


def test_another_title_may_be_given() -> None:
    text = runbook_of(BOOK, Run("r", title="Odd"), "INC-1", 'A: "b" #c')
    assert parse(text, "").title == 'A: "b" #c'
    assert 'title: "A: \\"b\\" #c"' in text
    assert 'title: "no"' in runbook_of(BOOK, Run("r", title="no"), "INC-1")


def test_a_blank_checklist_becomes_a_runbook_of_the_library(store: Store) -> None:
    incident = declare(store, Declaration("Odd smell"))
    run = start_blank(store, incident.id, "Odd smell")
    for words in ("Open the window", "Find where it comes from", "Switch that off"):
        add_step(store, run.id, words)
    steps = document_of_run(store, store.runbooks.run(run.id)).steps
    for step in (steps[1], steps[0]):
        mark(store, run.id, step, "done")
    run = finish(store, run.id)
    text = runbook_of(document_of_run(store, run), run, incident.ref)
    book = create(store, text)
    assert (book.title, book.path) == ("Odd smell", "odd-smell.md")
    assert [step.plain for step in parse(text, "").steps] == ["Find where it comes from", "Open the window"]


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=60)
marked_words = st.text(st.sampled_from("#>-*+1.)=`~|[]!<a: \n\\_"), min_size=1, max_size=30)


@given(
    st.lists(
        st.tuples(st.sampled_from(["done", "failed", "deviated", "skipped"]), words | marked_words),
        max_size=5,
    )
)
def test_whatever_was_said_every_step_is_one_step(said: list[tuple[str, str]]) -> None:
    document = Document("x").with_changes((), [AddedStep(f"n{at}", f"Step {at}") for at in range(len(said))])
    run = Run("r", title="Words")
    for at, (state, remark) in enumerate(said):
        run = marked(run, f"n{at}", at, state, remark.strip() or "x")
    made = parse(runbook_of(document, run, "INC-1"), "")
    assert len(made.steps) == sum(state != "skipped" for state, _remark in said)
    assert made.title == "Words"
    assert not made.code or "`" in str(said) or "~" in str(said)


@given(words | marked_words)
def test_an_added_step_of_any_words_is_one_step(text: str) -> None:
    document = Document("x").with_changes((), [AddedStep("n", "a " + text)])
    run = marked(Run("r", title="Words"), "n", 1)
    assert len(parse(runbook_of(document, run, "INC-1"), "").steps) == 1


@pytest.mark.real_data
def test_every_step_of_the_real_runbooks_survives(real_runbooks: Path) -> None:
    files = sorted(real_runbooks.rglob("*.md"))
    assert len(files) > 200
    for file in files:
        document = parse(file.read_text(encoding="utf-8"), file.stem)
        run = Run("r", title="All")
        for at, step in enumerate(document.steps):
            run = marked(run, step.id, at)
        made = parse(runbook_of(document, run, "INC-1"), "")
        assert [step.plain for step in made.steps] == [step.plain for step in document.steps], file
        assert [step.code for step in made.steps] == [step.code for step in document.steps], file
