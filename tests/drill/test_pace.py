"""The pace belongs to the drill: whichever program looks at it computes the same time and the same score."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.desk.practice import begin_practice
from holdfast.detect.acts import acknowledge
from holdfast.domain.errors import UserError
from holdfast.drill import play
from holdfast.drill.score import Score, happened, score
from holdfast.respond.incident import assign
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.drill.conftest import Clock
from tests.drill.small import SMALL


@pytest.fixture
def practice(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    begin_practice(tmp_path / "practice").close()
    with open_store(tmp_path / "practice", clock=clock) as one:
        sign_in(one, "Ana")
        yield one


@pytest.fixture
def other(practice: Store, clock: Clock, tmp_path: Path) -> Iterator[Store]:
    """The same store in another program."""
    with open_store(tmp_path / "practice", clock=clock) as one:
        sign_in(one, "Ben")
        yield one


def _score(store: Store, ident: str) -> Score:
    drill = store.drills.get(ident)
    return score(play.scenario_of(store, drill), drill, happened(store, drill), store.clock())


def test_another_program_computes_the_drills_own_time_and_goes_on_with_it(
    practice: Store, other: Store, clock: Clock
) -> None:
    drill = play.start(practice, SMALL, ["Ana"], pace=60)
    clock.pass_(3)
    assert other.drills.get(drill.id).elapsed(clock()) == 180
    assert play.step(other, drill.id) == ("disk", "gone")
    assert play.step(practice, drill.id) == ()
    declare(practice, Declaration("Full"), drill=drill.id)
    clock.pass_(1)
    assert play.step(practice, drill.id) == ("call", "log")
    acknowledge(practice, [practice.alerts.of_drill(drill.id)[0].id])
    assert dict(_score(other, drill.id).times) == {"declare": 180}
    taken = {one.expectation.key: (one.outcome, one.took) for one in _score(other, drill.id).expectations}
    assert taken["declared"] == ("met", 180)
    assert taken["answered"] == ("met", 60)
    assert taken["told"][0] == "open"
    assert _score(practice, drill.id) == _score(other, drill.id)


def test_the_pace_may_change_and_no_pause_is_hurried(practice: Store, other: Store, clock: Clock) -> None:
    drill = play.start(practice, SMALL, ["Ana"])
    clock.pass_(10)
    play.hurry(other, drill.id, 60)
    clock.pass_(2)
    assert other.drills.get(drill.id).elapsed(clock()) == 130
    play.pause(practice, drill.id)
    clock.pass_(50)
    assert other.drills.get(drill.id).elapsed(clock()) == 130
    play.resume(practice, drill.id)
    clock.pass_(1)
    assert other.drills.get(drill.id).elapsed(clock()) == 190
    play.hurry(practice, drill.id, 1)
    clock.pass_(7)
    play.finish(practice, drill.id)
    clock.pass_(1000)
    ended = other.drills.get(drill.id)
    assert (ended.elapsed(clock()), ended.pace, ended.conflicts) == (197, 1, ())
    assert check_store(practice).ok


def test_the_times_of_metrics_are_told_in_the_drills_own_time(practice: Store, clock: Clock) -> None:
    drill = play.start(practice, SMALL, ["Ana"], pace=60)
    clock.pass_(1)
    incident = declare(practice, Declaration("Full"), drill=drill.id)
    clock.pass_(2)
    assign(practice, incident.id, "commander", "Ana", "")
    assert dict(_score(practice, drill.id).times) == {"declare": 60, "acknowledge": 120}


def test_a_real_store_goes_by_the_clock(store: Store, clock: Clock) -> None:
    with pytest.raises(UserError, match="go by the clock"):
        play.start(store, SMALL, pace=2)
    drill = play.start(store, SMALL)
    with pytest.raises(UserError, match="go by the clock"):
        play.hurry(store, drill.id, 2)
    for pace in (0, 3601):
        with pytest.raises(UserError, match="from 1 to 3600"):
            play.hurry(store, drill.id, pace)


def test_a_drill_in_a_hurry_that_nobody_ends_is_still_read(practice: Store, clock: Clock) -> None:
    drill = play.start(practice, SMALL, pace=3600)
    clock.pass_(20 * 365 * 86400)
    assert practice.drills.get(drill.id).elapsed(clock()) > 0
    assert _score(practice, drill.id).met == 0
