"""The window goes first: others wait for it, never for ever, and it waits for none of those that do."""

from contextlib import closing
from pathlib import Path
from threading import Event

from holdfast.precedence import PRECEDENCE, Precedence
from holdfast.store.opening import open_store
from holdfast.store.turns import Turns
from tests.beside import PATIENCE, Beside, goes_first, going_first, until, until_somebody_waits


def test_others_wait_until_the_end() -> None:
    precedence = Precedence(PATIENCE)
    precedence.give_way()  # nobody goes first: nobody waits
    with going_first(precedence):
        precedence.give_way()  # nor for oneself
        other = Beside(precedence.give_way)
        until_somebody_waits(precedence)
        assert not other.did.is_set()
    assert other.ends()


def test_who_waited_takes_a_step_although_the_next_stretch_begins_at_once() -> None:
    precedence, steps = Precedence(PATIENCE), list[int]()

    def work() -> None:
        for step in range(3):
            precedence.give_way()
            steps.append(step)

    precedence.begin()
    other = Beside(work)
    for step in range(3):
        until_somebody_waits(precedence)
        assert len(steps) == step
        precedence.end()
        precedence.begin()
    precedence.end()
    assert other.ends()
    assert steps == [0, 1, 2]


def test_nobody_waits_for_ever() -> None:
    precedence = Precedence(0.001)
    precedence.begin()
    assert Beside(precedence.give_way).ends()


def test_a_stretch_does_not_grow_by_saying_so_again() -> None:
    precedence = Precedence(0.001)
    precedence.begin()
    ends = precedence._ends
    precedence.begin()
    assert precedence._ends == ends


def test_who_waits_for_a_turn_does_not_go_first_meanwhile() -> None:
    turns, held = Turns(), Event()

    def write() -> None:
        with turns.turn(PATIENCE):
            held.set()
            until(lambda: turns._waiting, "nobody wanted the turn")
            PRECEDENCE.give_way()

    other = Beside(write)
    assert held.wait(PATIENCE)
    with going_first():
        with turns.turn(PATIENCE):
            went_first = goes_first()
        assert not went_first
    assert other.ends()


def test_a_statement_gives_way(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store, closing(store.database.beside()) as beside:
        with going_first():
            assert store.database.one("SELECT 1") == 1, "who goes first does not wait"
            other = Beside(lambda: beside.rows("SELECT 1"))
            until_somebody_waits()
            assert not other.did.is_set()
        assert other.ends()


def test_reading_row_by_row_gives_way_at_each(tmp_path: Path) -> None:
    begun, goes_on, rows = Event(), Event(), list[object]()
    with open_store(tmp_path / "store") as store, closing(store.database.beside()) as beside:

        def read() -> None:
            for row in beside.stream("SELECT value FROM json_each('[1, 2]')"):
                rows.append(row)
                begun.set()
                assert goes_on.wait(PATIENCE)

        other = Beside(read)
        assert begun.wait(PATIENCE)
        with going_first():
            goes_on.set()
            until_somebody_waits()
            assert rows == [(1,)]
        assert other.ends()
        assert rows == [(1,), (2,)]
