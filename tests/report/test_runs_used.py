"""What a review says of the runbooks that were followed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.export import review_handout
from holdfast.desk.operators import add_operator, sign_in
from holdfast.domain.ids import subject
from holdfast.domain.run import Run
from holdfast.report.content import ReviewReport, RunRow
from holdfast.report.gather import gather_review
from holdfast.report.text import render_markdown
from holdfast.runbook import run as runs
from holdfast.runbook import shaping
from holdfast.runbook.writing import create
from holdfast.store.removal import remove_words
from tests.report.conftest import make_review
from tests.ui.review.story import Story, tell

DISK = "# Disk full\n\n## Mitigation\n\n1. Look\n2. Delete logs\n3. Grow the volume\n4. Call storage\n"


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    told = tell(tmp_path / "store")
    yield told
    told.store.close()


def _start(story: Story) -> Run:
    return runs.start(story.store, story.incident.id, create(story.store, DISK).id)


def _mark(story: Story, run: Run, *said: tuple[int, str, str]) -> Run:
    steps = runs.document_of_run(story.store, run).steps
    for number, state, remark in said:
        run = runs.mark(story.store, run.id, steps[number - 1], state, remark)
    return run


def _rows(story: Story) -> tuple[RunRow, ...]:
    return gather_review(story.store, story.review().id).runs


def test_a_run_stands_with_its_version_people_times_and_counts(story: Story) -> None:
    run = _start(story)
    _mark(story, run, (1, "done", ""), (2, "skipped", "None old enough"), (3, "failed", "No room left"))
    add_operator(story.store, "Ben")
    sign_in(story.store, "Ben")
    _mark(story, run, (4, "deviated", "Called the data centre"))
    story.hands.pass_minutes(20)
    runs.finish(story.store, run.id)
    (row,) = _rows(story)
    assert (row.title, row.version, row.who) == ("Disk full", run.version[:12], "Ana, Ben")
    assert (row.done, row.skipped, row.failed, row.deviated) == (1, 1, 1, 1)
    assert row.deviations == ("Step 4: Called the data centre (instead of: Call storage)",)
    assert row.started < row.ended
    assert row.ended.endswith("UTC+1")


def test_what_was_said_last_of_a_step_counts_and_what_is_no_step_does_not(story: Story) -> None:
    run = _start(story)
    steps = runs.document_of_run(story.store, run).steps
    _mark(story, run, (1, "failed", "It hung"), (1, "open", ""), (1, "done", ""), (2, "done", ""))
    shaping.demote(story.store, run.id, steps[1])
    (row,) = _rows(story)
    assert (row.done, row.failed) == (1, 0)


BRANCHES = """# Disk full

## Mitigation

1. Look

```holdfast {"kind": "choice", "name": "way", "options": ["Grow=#grow", "Move=#move"]}
Which way?
```

## Grow

1. Grow it
2. Check it

## Move

1. Move it
"""


def test_steps_that_an_answer_left_out_are_told_from_those_that_nobody_settled(story: Story) -> None:
    store = story.store
    run = runs.start(store, story.incident.id, create(store, BRANCHES).id)
    steps = runs.document_of_run(store, run).steps
    assert len(steps) == 5
    assert _exported(story) == (0, 5)
    runs.answer(store, run.id, steps[1], "Grow")
    assert _exported(story) == (1, 3)
    runs.mark(store, run.id, steps[4], "done")
    assert _exported(story) == (0, 3)
    told = render_markdown(review_handout(store, story.review().id).document)
    assert "2 done, 3 not settled" in told


def test_a_review_is_made_where_the_text_of_a_run_was_removed(story: Story) -> None:
    run = _mark(story, _start(story), (1, "done", ""))
    for name in (subject("runbook", run.runbook), subject("run", run.id)):
        entry = next(iter(story.store.journal.of(name)))
        remove_words(story.store, entry.hash, "a password")
    assert _exported(story) == (0, 0)


def _exported(story: Story) -> tuple[int, int]:
    report = review_handout(story.store, story.review().id).document
    assert isinstance(report, ReviewReport)
    (row,) = report.runs
    return row.left_out, row.unsettled


def test_a_run_that_goes_on_has_no_end(story: Story) -> None:
    run = _start(story)
    assert _rows(story)[0].ended == ""
    runs.finish(story.store, run.id)
    assert _rows(story)[0].ended


def test_a_blank_checklist_has_no_version(story: Story) -> None:
    runs.start_blank(story.store, story.incident.id, "Readers in hall 1")
    (row,) = _rows(story)
    assert (row.title, row.version) == ("Readers in hall 1", "")


def test_runs_stand_in_the_order_of_their_starts(story: Story) -> None:
    first, second = _start(story), _start(story)
    _mark(story, first, (1, "done", ""))
    assert [row.done for row in _rows(story)] == [1, 0]
    assert first.id != second.id


def test_removed_words_are_gone_from_what_was_done_instead(story: Story) -> None:
    run = _mark(story, _start(story), (1, "deviated", "Asked Ms Roth at home"))
    ((entry),) = (mark.entry for mark in run.marks.values())
    remove_words(story.store, entry, "a private number")
    assert "Roth" not in str(_rows(story))


def test_the_report_says_it_behind_the_timeline_and_nothing_where_none_was_used() -> None:
    row = RunRow(
        "Disk full", "1f2e3d4c5b6a", "Ana", "13:20", "", 3, 0, 1, 1, ("Step 4: Called (instead of: X)",)
    )
    told = render_markdown(make_review(runs=(row,)))
    head, _middle, rest = told.partition("## Runbooks used")
    assert "## Timeline" in head
    assert "## What helped" in rest
    for words in (
        "version 1f2e3d4c5b6a",
        "goes on",
        "3 done, 1 failed, 1 done differently",
        "Step 4: Called",
    ):
        assert words in rest
    assert "skipped" not in rest
    assert "Runbooks used" not in render_markdown(make_review(runs=()))
