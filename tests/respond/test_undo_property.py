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

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.projections import folded
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.respond.acts import ACTS, in_order, parts, state
from tests.respond.obeying import Told, obey

ROOT = Path(__file__).parents[2]
# How an act is taken on: by Ana here, by Ben in the other process, or by both in the same moment; `tried`
# takes it back at once and does it again; `crossed`: Ana does it, Ben another thing, and Ana wants hers back.
hands = st.sampled_from(["ana", "ben", "ana tried", "ben tried", "both"])
EARLIER, BETWEEN = 92, 98  # triaged is corrected to 89 minutes ago, contained is 13 minutes ago
numbers = st.integers(0, 9) | st.integers(0, 99)
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
# Most things go wrong between acts on the same part, so that a history takes now all, now a few of them.
AGAIN = ("undo", "undo", "redo")
POOLS = (
    tuple(sorted(ACTS)),
    ("move", "move now", "time", "correct time", *AGAIN),
    ("assign", "offer", "answer", "move now", "assess", *AGAIN),
    ("label", "link", "unlink", "criterion", "move criterion", "source", "change", *AGAIN),
    ("note", "correct", "withdraw", "restore", "pin", *AGAIN),
    ("task", "change task", "move task", "end", "move now", *AGAIN),
    ("send", "snooze", "move now", "end", "waive", "review", *AGAIN),
    ("mark", "answer step", "wait", "add step", "demote", "finish run", *AGAIN),
)


Step = tuple[str, str, str, int, tuple[str, int] | None]


def of_pool(pool: tuple[str, ...]) -> st.SearchStrategy[list[Step]]:
    acts = st.sampled_from([act for act in pool if act not in AGAIN])
    alone = st.tuples(hands, st.sampled_from(pool), words, numbers, st.none())
    two = st.tuples(st.just("crossed"), acts, words, numbers, st.tuples(acts, numbers))
    same = st.builds(
        lambda act, text, number, more: ("crossed", act, text, number, (act, number + more)),
        acts, words, numbers, st.sampled_from([0, 2, 35]),
    )  # fmt: skip
    return st.lists(alone | two | same, min_size=4, max_size=14)


steps = st.sampled_from(POOLS).flatmap(of_pool)


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


def crossed(both: Pair, order: dict[str, Any], other: dict[str, Any], two: list[str]) -> None:
    """Ana does something, Ben something else, and Ana takes hers back: nothing of Ben's goes with it."""

    def seen() -> dict[str, object]:
        return {key: value for each in two for key, value in parts(both.store, each).items()}

    told, count = [seen()], both.store.journal.count()
    if not both.do("ana", order) or both.store.journal.count() == count or order["act"] in ("undo", "redo"):
        return
    told.append(seen())
    both.do("ben", other)
    told.append(seen())
    if not both.do("ana", both.order("undo", two, "", 0)):
        return
    told.append(seen())
    for key in {key for each in told for key in each}:
        before, done, met, now = (each.get(key) for each in told)
        if (" note " in key or " task " in key) and None in (before or now, done or met):
            continue  # hidden before and after, or meanwhile: what it says may have changed
        if now != met:
            assert (met, now) == (done, before) != (before, done), (key, order, other)
        elif done != before and not key.endswith("acknowledged"):  # another may have answered meanwhile
            assert met != done, (key, order, other)


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

        @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
        @given(steps)
        @example([("crossed", "change", "a", 1, ("change", 1))])  # Ben's words stand on Ana's
        @example([("ana", "assign", "a", 0, None), ("ana tried", "assign", "a", 2, None)])  # who, not a name
        @example([("crossed", "correct time", "a", EARLIER, ("move", BETWEEN))])  # contained before triaged
        def history(taken: list[Step]) -> None:
            two = begun(both)
            for who, act, text, number, other in taken:
                order = both.order(act, two, text, number)
                if who.endswith("tried"):
                    tried(both, who.split()[0], order, two)
                elif other is not None:
                    crossed(both, order, both.order(other[0], two, f"{text} too", other[1]), two)
                else:
                    both.do(who, order)
                check(both, two)

        history()
        assert check_store(both.store).ok
        assert rebuild(both.store).different == ()
