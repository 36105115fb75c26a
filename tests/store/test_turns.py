"""Writers of one process take turns in the order in which they came."""

from threading import Event, Thread

from holdfast.store.turns import Turns, turns_at
from tests.beside import PATIENCE, until


def test_whoever_came_first_is_next() -> None:
    turns, order = Turns(), list[str]()

    def write(name: str) -> None:
        with turns.turn(PATIENCE):
            order.append(name)

    threads = [Thread(target=write, args=(name,)) for name in "abc"]
    with turns.turn(PATIENCE):
        for number, thread in enumerate(threads, start=1):
            thread.start()
            until(lambda number=number: len(turns._waiting) == number, "it does not wait")
        order.append("first")
    for thread in threads:
        thread.join(PATIENCE)
    assert order == ["first", "a", "b", "c"]
    with turns.turn(0):
        assert turns._owner, "it is free again"


def test_nobody_waits_for_ever_or_for_itself() -> None:
    turns, went = Turns(), Event()

    def write() -> None:
        with turns.turn(0.01):
            went.set()

    with turns.turn(PATIENCE), turns.turn(PATIENCE):
        other = Thread(target=write)
        other.start()
        assert went.wait(PATIENCE)
        other.join(PATIENCE)
    assert turns._owner is None


def test_one_file_has_one_queue() -> None:
    kept = turns_at("/a/b")
    assert turns_at("/a/b") is kept
    assert turns_at("/a/c") is not kept
