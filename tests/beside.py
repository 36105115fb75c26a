"""A thread beside the window, and whether it waits."""

from collections.abc import Callable, Generator, Sized
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from holdfast.precedence import PRECEDENCE, Precedence

PATIENCE = 20.0


class Beside:
    """Another thread that does one thing; `did` says whether it has."""

    def __init__(self, do: Callable[[], object]) -> None:
        self.did, self._do = Event(), do
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._do()
        self.did.set()

    def ends(self) -> bool:
        """It did it, and is gone."""
        self._thread.join(PATIENCE)
        return self.did.is_set()


@contextmanager
def going_first(precedence: Precedence = PRECEDENCE) -> Generator[None, None, None]:
    """This thread goes first, for as long as it takes."""
    precedence.end()  # a window of another test may have left it begun
    precedence.begin()
    precedence._ends = monotonic() + PATIENCE
    try:
        yield
    finally:
        precedence.end()


def until(so: Callable[[], object], told: str) -> None:
    """Look until it is so."""
    ends = monotonic() + PATIENCE
    while not so():
        assert monotonic() < ends, told
        Event().wait(0.001)


def goes_first(precedence: Precedence = PRECEDENCE) -> bool:
    """Whether some thread goes first now."""
    return not precedence._free.is_set()


def until_somebody_waits(precedence: Precedence = PRECEDENCE) -> None:
    # what an Event does not tell: who waits for it
    waiting: Sized = vars(precedence._free)["_cond"]._waiters
    until(lambda: len(waiting), "nobody gave way")
