"""Random histories from two processes: rows equal the fold, undo restores, and no time is out of order."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.projections import folded
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.respond.acts import ACTS, in_order, state
from tests.respond.obeying import Told, obey

ROOT = Path(__file__).parents[2]
# How an act is taken on: by Ana here, by Ben in the other process, or by both in the same moment; `tried`
# takes it back at once and does it again.
hands = st.sampled_from(["ana", "ben", "ana tried", "ben tried", "both"])
words = st.sampled_from(["a", "The log fills the disk.", "Ünïcødé ✓", "b", "c", " "])
BEGINNING = (
    ("ana", "assess", 12),
    ("ana", "note", 40),
    ("ben", "note", 1),
    ("ana", "task", 2),
    ("ben", "criterion", 0),
    ("ben", "label", 2),
    ("ana", "offer", 1),
    ("ana", "start run", 1),
)
steps = st.lists(
    st.tuples(hands, st.sampled_from(sorted(ACTS)), words, st.integers(0, 99)), min_size=1, max_size=14
)


@dataclass
class Pair:
    """Ana in this process and Ben in another one, on the same store."""

    store: Store
    clock: Told
    other: "subprocess.Popen[str]"

    def order(self, act: str, two: list[str], text: str, number: int) -> dict[str, Any]:
        self.clock.at += timedelta(seconds=7 + 20 * (number % 9))
        return {"now": self.clock.at.isoformat(), "act": act, "two": two, "text": text, "number": number}

    def tell(self, order: dict[str, Any]) -> None:
        assert self.other.stdin is not None
        self.other.stdin.write(json.dumps(order) + "\n")
        self.other.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.other.stdout is not None
        assert self.other.stderr is not None
        line = self.other.stdout.readline()
        assert line, self.other.stderr.read()
        return json.loads(line)

    def do(self, who: str, order: dict[str, Any]) -> bool:
        """Let one of them, or both at once, do it; whether it was done by the one."""
        if who == "ana":
            return bool(obey(self.store, order)["done"])
        self.tell(order)
        if who == "both":
            obey(self.store, order)
        return bool(self.hear()["done"])


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    clock = Told()
    with open_store(folder, clock=clock) as store:
        sign_in(store, "Ana")
        call = [sys.executable, "-m", "tests.respond.obeying", str(folder), "Ben"]
        with subprocess.Popen(
            call,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as other:
            yield Pair(store, clock, other)


def tried(both: Pair, who: str, order: dict[str, Any], two: list[str]) -> None:
    """Do it; where it may be taken back, all is as before then, and done again it is as after it."""
    before, count = [state(both.store, each) for each in two], both.store.journal.count()
    if not both.do(who, order) or both.store.journal.count() == count or order["act"] in ("undo", "redo"):
        return
    after = [state(both.store, each) for each in two]
    if both.do(who, both.order("undo", two, "", 0)):
        assert [state(both.store, each) for each in two] == before, order
        assert both.do(who, both.order("redo", two, "", 0)), order
        assert [state(both.store, each) for each in two] == after, order


def begun(both: Pair) -> list[str]:
    """Two incidents with something of everything, so that there is something to go on with."""
    two = [declare(both.store, Declaration(f"Number {number}")).id for number in range(2)]
    both.clock.at += timedelta(hours=2)
    for who, act, number in BEGINNING:
        assert both.do(who, both.order(act, two, "to begin with", number)), act
    return two


def check(both: Pair, two: list[str]) -> None:
    for each in two:
        value = both.store.incidents.get(each)
        assert in_order(value), value.times
        assert not value.conflicts
        assert folded(f"incident/{each}", both.store.entries("incident", each)) == value
        for run in both.store.runbooks.runs_of(each):
            assert not run.conflicts
            assert folded(f"run/{run.id}", both.store.entries("run", run.id)) == run


def test_histories_of_two_processes(tmp_path: Path) -> None:
    with pair(tmp_path / "store") as both:

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(steps)
        def history(taken: list[tuple[str, str, str, int]]) -> None:
            two = begun(both)
            for who, act, text, number in taken:
                order = both.order(act, two, text, number)
                if who.endswith("tried"):
                    tried(both, who.split()[0], order, two)
                else:
                    both.do(who, order)
                check(both, two)

        history()
        assert check_store(both.store).ok
        assert rebuild(both.store).different == ()
