"""Scores of a good, a slow and a silent team, from entries alone."""

import pytest

from holdfast.domain.drill import Drill
from holdfast.drill import play
from holdfast.drill.facts import happened
from holdfast.drill.score import Score, progress, score
from holdfast.store.store import Store
from tests.drill.conftest import Clock
from tests.drill.small import SMALL
from tests.drill.teams import GOOD, SILENT, SLOW, declare, played

TEAMS = {
    "good": (
        GOOD,
        [
            ("answered", "met", 50), ("declared", "met", 120), ("bad", "met", 120), ("lead", "met", 150),
            ("told", "met", 50), ("held", "met", 400), ("calm", "to_judge", None),
        ],
        {"declare": 120, "acknowledge": 110, "contain": 280},
        ["disk", "call", "gone", "log"],
    ),
    "slow": (
        SLOW,
        [
            ("answered", "missed", 190), ("declared", "missed", 400), ("bad", "met", 400),
            ("lead", "missed", 500), ("told", "missed", 570), ("held", "missed", 1100),
            ("calm", "to_judge", None),
        ],
        {"declare": 400, "acknowledge": 390, "contain": 700},
        ["disk", "gone", "log", "call", "worse"],
    ),
    "silent": (
        SILENT,
        [
            ("answered", "missed", None), ("declared", "missed", None), ("bad", "missed", None),
            ("lead", "missed", None), ("told", "not_expected", None), ("held", "missed", None),
            ("calm", "to_judge", None),
        ],
        {},
        ["disk", "gone", "log", "worse"],
    ),
}  # fmt: skip


def scored(store: Store, drill: Drill) -> Score:
    return score(play.scenario_of(store, drill), drill, happened(store, drill), store.clock())


@pytest.mark.parametrize("team", TEAMS)
def test_a_team_is_scored_as_it_did(store: Store, clock: Clock, team: str) -> None:
    acts, expected, times, injects = TEAMS[team]
    drill = played(store, clock, SMALL, acts)
    result = scored(store, drill)
    assert [(one.expectation.key, one.outcome, one.took) for one in result.expectations] == expected
    assert dict(result.times) == times
    assert [one.inject for one in drill.injected] == injects
    met = sum(outcome == "met" for _key, outcome, _took in expected)
    assert (result.met, result.of) == (met, 6 if team == "silent" else 7)
    clock.pass_(5 * 365 * 86400)
    assert scored(store, store.drills.get(drill.id)) == result
    (held,) = progress(store)
    assert (held.key, held.met, held.of, dict(held.times)) == ("small", result.met, result.of, times)


def test_people_judge_objectives_and_what_no_entry_can_tell(store: Store, clock: Clock) -> None:
    drill = played(store, clock, SMALL, GOOD)
    play.judge(store, drill.id, "calm", "met", "Nobody shouted")
    play.judge(store, drill.id, "see", "S")
    drill = play.judge(store, drill.id, "act", "P")
    result = scored(store, drill)
    assert [(one.objective.key, one.met, one.of, one.rating) for one in result.objectives] == [
        ("see", 3, 3, "S"),
        ("act", 4, 4, "P"),
    ]
    drill = play.judge(store, drill.id, "see", "")
    assert scored(store, drill).objectives[0].rating is None
    for key, verdict in (("see", "met"), ("calm", "P"), ("answered", "met"), ("nowhere", "P")):
        with pytest.raises(play.UserError, match="Nothing was recorded"):
            play.judge(store, drill.id, key, verdict)


def test_what_is_not_yet_late_is_open_and_a_pause_takes_no_time(store: Store, clock: Clock) -> None:
    drill = play.start(store, SMALL)
    clock.pass_(20)
    assert play.step(store, drill.id) == ("disk",)
    play.pause(store, drill.id)
    clock.pass_(100_000)
    assert play.step(store, drill.id) == ()
    assert {one.outcome for one in scored(store, store.drills.get(drill.id)).expectations} == {
        "open",
        "to_judge",
    }
    declare(store, drill)
    drill = play.resume(store, drill.id)
    clock.pass_(60)
    found = {one.expectation.key: one for one in scored(store, drill).expectations}
    assert (found["declared"].outcome, found["declared"].took) == ("met", 20)
    assert (found["lead"].outcome, drill.elapsed(clock.at)) == ("open", 80)
