"""Turns at a file: the writers of one process wait for each other in the order in which they came.

SQLite lets a writer wait in sleeps that grow to a tenth of a second, and whoever writes most wins: in a storm
of alerts the window waited for seconds. Other processes still wait as SQLite has it.
"""

from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Lock, get_ident
from typing import Final
from weakref import WeakValueDictionary

from holdfast.precedence import PRECEDENCE


class Turns:
    """One writer at a time, the others in a queue."""

    def __init__(self) -> None:
        self._lock, self._waiting = Lock(), deque[Event]()
        self._owner: int | None = None  # 0 while the turn is on its way to the next

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for the turn."""
        return bool(self._waiting)

    @contextmanager
    def turn(self, seconds: float) -> Generator[None, None, None]:
        """Wait for the turn, so long at most; then go on without it, and let SQLite decide.

        A thread that has the turn never waits for itself.
        """
        has_turn = self._take(seconds)
        try:
            yield
        finally:
            if has_turn:
                self._pass_on()

    def _take(self, seconds: float) -> bool:
        me = get_ident()
        with self._lock:
            if self._owner is None:
                self._owner = me
                return True
            if self._owner == me:
                return False
            mine = Event()
            self._waiting.append(mine)
        PRECEDENCE.let_go()  # who has the turn may be giving way to this thread
        came = mine.wait(seconds)
        with self._lock:
            if came or mine.is_set():
                self._owner = me
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        with self._lock:
            self._owner = 0 if self._waiting else None
            if self._waiting:
                self._waiting.popleft().set()


_ALL: Final[WeakValueDictionary[str, Turns]] = WeakValueDictionary()
_ALL_LOCK: Final = Lock()


def turns_at(file: str) -> Turns:
    """The turns at a file, the same for all who write there and keep them."""
    with _ALL_LOCK:
        found = _ALL.get(file)
        if found is None:
            found = _ALL[file] = Turns()
        return found
