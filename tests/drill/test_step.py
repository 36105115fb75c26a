"""However many programs step a drill, and whenever they die: each inject is put in once, in its order."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.drill import Drill, PutIn
from holdfast.domain.scenario import Awaited, Inject, Scenario
from holdfast.drill import play
from holdfast.drill.due import all_done, comes_at, due
from holdfast.drill.facts import Fact, Happened
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.drill.conftest import Clock
from tests.drill.small import SMALL

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
MANY = 24


def storm(count: int) -> str:
    """The small scenario with many more injects, each an alert of its own, all due at once."""
    head, alert = SMALL.split("+++\nIt is Friday.")[0], SMALL.split("```json db9.json\n")[1].split("```")[0]
    more = "".join(f'[[injects]]\nkey = "a{n}"\nkind = "alert"\nat = "{20 + n}s"\n\n' for n in range(count))
    texts = "".join(
        f"\n## Alert {n} {{#a{n}}}\n\n```json a{n}.json\n{alert.replace('00c0ffee', f'{n:08x}')}```\n"
        for n in range(count)
    )
    return head + "\n" + more + "+++\nIt is Friday." + SMALL.split("+++\nIt is Friday.")[1] + texts


def put_in_once(store: Store, drill: str, expected: list[str]) -> None:
    value = store.drills.get(drill)
    assert [one.inject for one in value.injected] == expected
    assert value.conflicts == ()
    alerts = store.alerts.of_drill(drill)
    assert len(alerts) == sum(key == "disk" or key.startswith("a") for key in expected)
    assert {alert.count for alert in alerts} == {1}


EXPECTED = ["disk", *(f"a{n}" for n in range(MANY)), "gone", "log", "worse"]


def test_programs_that_are_killed_while_they_step_put_each_inject_in_once(tmp_path: Path) -> None:
    clock = Clock()
    with open_store(tmp_path / "store", clock=clock) as store:
        sign_in(store, "Ana")
        drill = play.start(store, storm(MANY))
    at = clock.at + timedelta(minutes=19)
    call = [sys.executable, str(Path(__file__).parent / "stepping.py"), str(tmp_path / "store"), drill.id]
    seen, killed = 0, 0
    while seen < len(EXPECTED):
        two = [
            subprocess.Popen([*call, at.isoformat()], stdout=subprocess.PIPE, text=True) for _one in range(2)
        ]
        for one in two:
            one.stdout.readline()
        with open_store(tmp_path / "store", clock=lambda: at) as store:
            was = seen
            while seen < min(was + 5, len(EXPECTED)) and any(one.poll() is None for one in two):
                seen = len(store.drills.get(drill.id).injected)
            seen = len(store.drills.get(drill.id).injected)
        for one in two:
            one.send_signal(signal.SIGKILL)
            killed += one.wait() == -9
            one.stdout.close()
    assert killed
    with open_store(tmp_path / "store", clock=lambda: at) as store:
        assert play.step(store, drill.id) == ()
        put_in_once(store, drill.id, EXPECTED)
        assert check_store(store).ok


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.tuples(st.booleans(), st.integers(0, 200)), min_size=1, max_size=12))
def test_any_interleaving_of_two_steppers_is_one_drill(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[bool, int]]
) -> None:
    clock = Clock()
    folder = tmp_path_factory.mktemp("two")
    with open_store(folder, clock=clock) as one, open_store(folder, clock=clock) as other:
        sign_in(one, "Ana")
        drill = play.start(one, SMALL)
        came: list[str] = []
        for first, seconds in [*turns, (True, 1000)]:
            clock.pass_(seconds)
            came += play.step(one if first else other, drill.id)
            assert play.step(other if first else one, drill.id) == ()
        assert came == ["disk", "gone", "log", "worse"]
        put_in_once(other, drill.id, came)


def test_a_step_that_fails_in_its_middle_leaves_nothing_half(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = play.start(store, SMALL)
    clock.pass_(20)
    record = store.record

    def failing(*news: object, **more: object) -> object:
        if any(getattr(new, "kind", "") == "drill.injected" for new in news):
            raise OSError("the disk is gone")
        return record(*news, **more)

    with monkeypatch.context() as patched:
        patched.setattr(store, "record", failing)
        with pytest.raises(OSError, match="the disk is gone"):
            play.step(store, drill.id)
    assert store.alerts.of_drill(drill.id) == []
    assert play.step(store, drill.id) == ("disk",)
    put_in_once(store, drill.id, ["disk"])


# --- when an inject comes ------------------------------------------------------------------------------

seconds = st.integers(0, 600)


@given(
    at=st.none() | seconds,
    delay=seconds,
    first=st.none() | seconds,
    unless=st.none() | seconds,
    now=seconds,
)
def test_an_inject_comes_by_its_time_or_its_condition_and_never_after_what_stops_it(
    at: int | None, delay: int, first: int | None, unless: int | None, now: int
) -> None:
    inject = Inject(
        "x", "fact", "X", at=at, when=(Awaited("declared"),), delay=delay, unless=(Awaited("contained"),)
    )
    facts = [
        Fact(what, NOON + timedelta(seconds=when))
        for what, when in (("declared", first), ("contained", unless))
        if when is not None
    ]
    so_far = Happened(tuple(sorted(facts, key=lambda one: one.at)))
    drill = Drill("d", started=NOON)
    possible = [*([at] if at is not None else []), *([first + delay] if first is not None else [])]
    comes = min(possible, default=None)
    if comes is not None and unless is not None and unless < comes:
        comes = None
    assert comes_at(drill, so_far, inject) == comes
    scenario = Scenario("s", "S", "", 10, True, (), (), (inject,), (), ())
    ready = due(scenario, drill, so_far, NOON + timedelta(seconds=now))
    assert ready == ((inject,) if comes is not None and comes <= now else ())
    held = Drill("d", started=NOON, held=("x",))
    put = Drill("d", started=NOON, injected=(PutIn("x", NOON, "fact", "X"),))
    for other in (held, put, Drill("d", started=NOON, state="paused")):
        assert due(scenario, other, so_far, NOON + timedelta(seconds=now)) == ()
    assert all_done(scenario, held, so_far) == (comes is None)
    assert all_done(scenario, put, so_far)
