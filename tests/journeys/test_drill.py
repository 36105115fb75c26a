"""A drill played to its end through the real window: by a good, a slow and a silent team, and over a kill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.opening import open_here
from holdfast.drill import play
from holdfast.drill.score import score
from holdfast.store.store import Store
from tests.conftest import Look
from tests.journeys.drill_story import DrillStory
from tests.journeys.keyboard import focused, press, until
from tests.journeys.killed import Killed
from tests.journeys.room import OpenWindow


@pytest.fixture
def team(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[DrillStory]:
    room = OpenWindow(tmp_path / "store", look.appearance)
    yield DrillStory(room, lambda _point, _what: None, tmp_path / "none.pdf")
    room.close()


def _outcomes(store: Store) -> dict[str, str]:
    """What became of each expectation of the only drill."""
    (row,) = store.drills.page()
    drill = store.drills.get(row.id)
    found = score(play.scenario_of(store, drill), drill, play.happened(store, drill), store.clock())
    return {each.expectation.key: each.outcome for each in found.expectations}


def test_a_good_team_meets_everything(team: DrillStory) -> None:
    for act in ("start", "answer", "declare", "lead", "tell_desk", "contain", "finish", "review"):
        team.play(act)
    met = dict.fromkeys(("answered", "declared", "lead", "told", "held"), "met")
    assert _outcomes(team.store) == {**met, "calm": "to_judge"}


def test_a_slow_team_meets_what_it_was_in_time_for(team: DrillStory) -> None:
    team.play("start")
    team.after("disk", 125)
    team.play("answer")
    team.play("declare")
    team.play("lead")
    team.at(370)
    team.play("contain")
    team.play("finish")
    late = dict.fromkeys(("answered", "told", "held"), "missed")
    assert _outcomes(team.store) == {**late, "declared": "met", "lead": "met", "calm": "to_judge"}


def test_a_silent_team_misses_everything(team: DrillStory) -> None:
    team.play("start")
    team.after("disk", 125)
    assert _outcomes(team.store)["answered"] == "missed"
    team.play("finish")
    missed = dict.fromkeys(("answered", "declared", "lead", "held"), "missed")
    assert _outcomes(team.store) == {**missed, "told": "not_expected", "calm": "to_judge"}


def test_one_key_and_enter_stop_a_drill_when_it_gets_real(team: DrillStory) -> None:
    team.play("start")
    before = focused()
    press("Ctrl+Alt+R")
    press("Escape")
    assert focused() is before, "it goes on, and so does the person"
    assert team.drill().state == "running"
    press("Ctrl+Alt+R")
    press("Return")
    until(lambda: team.drill().state == "cancelled", "it is stopped")
    press("Ctrl+N")
    team.type("The real disk is full")
    team.records("Ctrl+Return")
    assert team.incident().ref.startswith("INC-")


def test_a_window_killed_in_a_drill_goes_on_where_it_was(tmp_path: Path) -> None:
    killed = Killed(tmp_path, "drill")
    killed.play("start", "answer recorded")
    killed.play("declare", "tell_desk recorded")
    killed.check()
    with open_here(tmp_path / "store") as store:
        (row,) = store.drills.page()
        drill = store.drills.get(row.id)
        keys = [each.inject for each in drill.injected]
        assert len(keys) == len(set(keys)), "each came once"
        assert {"disk", "call"} <= set(keys)
        assert [each.ref.split("-")[0] for each in store.incidents.of_drill(drill.id)] == ["DRILL"]
