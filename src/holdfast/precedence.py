"""The window goes first: while it works, the threads beside it wait before their next step.

Threads share one interpreter, and each call to Qt gives it away. Beside threads that want it all the time the
window waited for it 500 times within a stall of 80 ms (counted in a storm of alerts), mostly for a few tenths
of a millisecond each. So what holds up a window says `first`, and what works beside it in small steps
says `give_way` before each. In a program without a window nobody goes first, and to ask costs nothing.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from threading import Event, get_ident
from time import monotonic
from typing import Concatenate, Final, ParamSpec, TypeVar

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")

LONGEST: Final = 0.05
"""Seconds after which nobody waits any more for one stretch of work, whatever it is held up by."""


class Precedence:
    """Of one thread over all others that ask. Who waits goes on after the stretch of work, and takes a step
    before the next one can make it wait again.
    """

    def __init__(self, longest: float = LONGEST) -> None:
        self._free, self._longest = Event(), longest
        self._free.set()
        self._owner, self._ends = 0, 0.0

    @contextmanager
    def first(self) -> Generator[None, None, None]:
        """Go first inside; for one thread of the process. Inside another `first` it is a part of that."""
        me = get_ident()
        if self._owner == me:
            yield
            return
        self._ends, self._owner = monotonic() + self._longest, me
        self._free.clear()
        try:
            yield
        finally:
            self._owner = 0
            self._free.set()

    def give_way(self) -> None:
        """Wait while another thread goes first; before a step that it does not wait for."""
        if not self._free.is_set() and self._owner != get_ident():
            self._free.wait(max(0.0, self._ends - monotonic()))

    def let_go(self) -> None:
        """Go first no longer in this stretch: this thread is about to wait for another one."""
        if self._owner == get_ident():
            self._free.set()


PRECEDENCE: Final = Precedence()
"""That of the window's thread; one, as the interpreter is."""


def goes_first(
    method: Callable[Concatenate[S, P], T],
) -> Callable[Concatenate[S, P], T]:
    """A method of the window, or of what works for it on its thread, that goes first."""

    @wraps(method)
    def going_first(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        with PRECEDENCE.first():
            return method(self, *args, **kwargs)

    return going_first
