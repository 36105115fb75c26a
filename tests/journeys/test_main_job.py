"""The whole main job through the real window, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.domain.phase import Phase
from holdfast.domain.review import SECTIONS, section_title
from holdfast.respond.incident import timeline_of
from holdfast.store.verify import verify
from tests.conftest import Look
from tests.journeys.pdf_text import plain, printed
from tests.journeys.room import OpenWindow
from tests.journeys.story import ACTION, ACTS, NOTES, TEXTS, Story


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def test_an_incident_goes_from_declared_to_a_pdf_review_by_keyboard_alone(
    room: OpenWindow, tmp_path: Path
) -> None:
    pdf = tmp_path / "review.pdf"
    story = Story(room, lambda _point, _what: None, pdf)
    for act in ACTS:
        story.play(act)
    assert room.asked_who == 1
    assert room.fronts == {"MainWindow", "OperatorDialog", "Picker"}, "no other window came up"
    assert story.incident().phase == Phase.CLOSED
    assert story.review().state == "released"
    _everything_is_on_the_timeline(story)
    _the_pdf_holds_everything(story, pdf)
    assert room.store.database.one("PRAGMA integrity_check") == "ok"
    assert verify(room.store.database, room.store.blobs).ok


def _everything_is_on_the_timeline(story: Story) -> None:
    rows = timeline_of(story.store, story.incident().id)
    told = {(row.kind, row.text) for row in rows}
    assert {(kind, text) for _keys, _when, text, kind in NOTES} <= told
    late = {row.text for row in rows if row.late}
    assert NOTES[0][2] in late
    run = story.store.runbooks.runs_of(story.incident().id)[0]
    assert sum(row.kind == "runbook" for row in rows) >= run.steps >= 4
    assert [mark.state for mark in run.marks.values()][:3] == ["done", "skipped", "failed"]


def _the_pdf_holds_everything(story: Story, pdf: Path) -> None:
    on_paper = printed(pdf)
    review = story.review()
    missing = [row.text for row in review.rows if plain(row.text) not in on_paper]
    missing += [section_title(key) for key in SECTIONS if plain(section_title(key)) not in on_paper]
    missing += [text for text in TEXTS.values() if plain(text) not in on_paper]
    missing += [text for name, text in ACTION.items() if name != "Due date" and plain(text) not in on_paper]
    assert len(review.rows) > 10
    assert not missing
