"""A runbook through the real window, by keyboard alone: brought in, followed, told, and improved by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.respond.evidence import content
from holdfast.respond.incident import timeline_of
from holdfast.runbook.run import document_of_run
from holdfast.store.verify import verify
from tests.conftest import Look
from tests.journeys.pdf_text import plain, printed
from tests.journeys.room import OpenWindow
from tests.journeys.runbook_story import (
    ACTS,
    BOOK,
    FAILED,
    INSTEAD,
    LOG,
    NOT_SHUT,
    PUMP,
    SKIPPED,
    STATES,
    RunbookStory,
)


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def test_a_runbook_is_followed_told_and_improved_by_keyboard_alone(room: OpenWindow, tmp_path: Path) -> None:
    pdf = tmp_path / "review.pdf"
    story = RunbookStory(room, lambda _point, _what: None, pdf)
    for act in ACTS:
        story.play(act)
    assert room.asked_who == 1
    assert room.fronts <= {"MainWindow", "OperatorDialog", "Picker"}, "no other window came up"
    first = story.runs()[0]
    assert [first.state_of(step.id) for step in document_of_run(story._panel()._store, first).steps] == STATES
    _the_evidence_is_what_was_pasted(story)
    _the_timeline_tells_each(story)
    _the_review_tells_each(story, pdf)
    assert verify(room.store.database, room.store.blobs).ok


OUTCOMES = (
    f"Runbook started: {BOOK}",
    "Step 1 done: Tell the control room",
    f"PUMP: {PUMP}",
    f"Step 3 failed: Is the valve of the pump shut? ({NOT_SHUT})",
    "Step 5 decided: Does it leak? (LEAK: No; not needed: 6)",
    "Step 7 waits",
    f"Step 8 skipped: Ask the shift lead whether maintenance is going on. ({SKIPPED})",
    f"Step 9 failed: Start the pump from the panel. ({FAILED})",
    f"Step 10 done differently: Fill in form 12 on paper. ({INSTEAD})",
    "Runbook finished",
)


def _the_evidence_is_what_was_pasted(story: RunbookStory) -> None:
    ((entry,),) = story.runs()[0].evidence.values()
    assert content(story.store, story.incident().id, entry).decode() == LOG


def _the_timeline_tells_each(story: RunbookStory) -> None:
    told = "\n".join(row.text for row in timeline_of(story.store, story.incident().id))
    missing = [words for words in OUTCOMES if words not in told]
    assert not missing, told


def _the_review_tells_each(story: RunbookStory, pdf: Path) -> None:
    review = story.store.reviews.get(story.incident().review_id)
    told, on_paper = "\n".join(row.text for row in review.rows), printed(pdf)
    missing = [words for words in OUTCOMES if words not in told or plain(words) not in on_paper]
    assert not missing, told
    version = story.runs()[0].version[:12]
    counts = "5 done, 1 skipped, 2 failed, 1 done differently"
    instead = f"Step 10: {INSTEAD} (instead of: Fill in form 12 on paper.)"
    for words in ("Runbooks used", f"version {version}", counts, instead):
        assert plain(words) in on_paper, words
