"""The main job in a process that is killed at 20 points: what was recorded is there, what was typed too."""

from pathlib import Path

import pytest

from holdfast.desk.opening import open_here
from holdfast.domain.phase import Phase
from tests.journeys.killed import Killed
from tests.journeys.story import ACTS

POINTS = (
    "declare draft",
    "declare recorded",
    "bring_runbooks recorded",
    "note_seen draft",
    "note_decided draft",
    "note_told recorded",
    "situation draft",
    "start_runbook recorded",
    "step_done recorded",
    "step_skipped draft",
    "step_failed draft",
    "contain recorded",
    "resolve draft",
    "begin_review recorded",
    "summary draft",
    "lessons draft",
    "import_timeline recorded",
    "add_action draft",
    "export recorded",
    "close recorded",
)


@pytest.mark.slow
def test_a_window_killed_at_twenty_points_loses_nothing(tmp_path: Path) -> None:
    acts, killed, begin = list(ACTS), Killed(tmp_path), next(iter(ACTS))
    typed: tuple[str, str] = ("", "")
    for point in POINTS:
        killed.play(begin, point)
        killed.check()
        if typed[0]:
            assert killed.shown()[typed[0]] == typed[1], f"after {point}"
        act, what = point.split()
        typed = (act, killed.heard[-1]["text"]) if what == "draft" else ("", "")
        begin = act if what == "draft" else acts[min(acts.index(act) + 1, len(acts) - 1)]
    with open_here(tmp_path / "store") as store:
        (row,) = store.incidents.page(store.query(""), "due", 0, 2)
        assert store.incidents.get(row.id).phase == Phase.CLOSED
    assert (tmp_path / "review.pdf").read_bytes().startswith(b"%PDF")
