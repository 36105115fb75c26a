"""A run, and then its runbook in the editor, in a process that is killed at twelve points."""

import json
from pathlib import Path
from typing import Any

import pytest

from holdfast.desk.opening import open_here
from tests.journeys.killed import Killed
from tests.journeys.runbook_story import ACTS, ADDED, BOOK, INSTEAD, STATES

POINTS = (
    "start_run recorded",
    "asked draft",
    "check_failed draft",
    "evidence recorded",
    "chosen recorded",
    "wait_begun recorded",
    "skipped draft",
    "failed recorded",
    "deviated draft",
    "finish recorded",
    "improve draft",
    "improve recorded",
)


def _places(killed: Killed) -> list[dict[str, Any]]:
    """Where the run stood, each time that it was told, in the window that was opened last."""
    return [json.loads(line["text"]) for line in killed.heard if line["point"].endswith(" place")]


@pytest.mark.slow
def test_a_run_killed_at_twelve_points_goes_on_exactly_where_it_was(tmp_path: Path) -> None:
    acts, killed, begin = list(ACTS), Killed(tmp_path, "runbook"), next(iter(ACTS))
    place: dict[str, Any] = {}
    written = ""
    for point in POINTS:
        killed.play(begin, point)
        killed.check()
        if place and _places(killed):
            assert _places(killed)[0] == place, f"before {point}"
        if written:
            assert killed.shown()["improve"] == written
        act, what = point.split()
        place = _places(killed)[-1] if _places(killed) else {}
        written = killed.heard[-1]["text"] if point == "improve draft" else ""
        begin = act if what == "draft" else acts[acts.index(act) + 1]
    with open_here(tmp_path / "store") as store:
        (book,) = (each for each in store.runbooks.page() if each.title == BOOK)
        first, second = store.runbooks.runs_of_book(book.id)
        assert [mark.state for mark in first.marks.values()] == [each for each in STATES if each != "open"]
        assert not second.is_running
        assert ADDED in (store.blobs.get(book.version) or b"").decode()
        assert INSTEAD in (store.blobs.get(book.version) or b"").decode()
