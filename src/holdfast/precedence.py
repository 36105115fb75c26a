"""The window goes first where it says so: the threads beside it wait before their next step.

Threads share one interpreter, and each call to Qt gives it away. Beside threads that want it all the time the
window waited for it 500 times within a stall of 80 ms (counted in a storm of alerts), mostly for a few tenths
of a millisecond each. So the window says that it goes first, and what works beside it in small steps gives
way before each. In a program without a window nobody goes first, and to ask costs nothing.
"""

import os
import sys
from contextlib import suppress
from threading import Event, get_ident, get_native_id
from time import monotonic
from typing import Final

_NICE: Final = 10  # of a thread beside the window, which has 0

LONGEST: Final = 0.1
"""Seconds after which nobody waits for a stretch of work any more: a window that is never idle, or that waits
for one of the others, goes first no longer.
"""


class Precedence:
    """Of one thread over all others that ask. Who waited takes its next step even if the first one begins
    again at once.
    """

    def __init__(self, longest: float = LONGEST) -> None:
        self._free, self._longest = Event(), longest
        self._free.set()
        self._owner, self._ends = 0, 0.0

    def begin(self) -> None:
        """This thread goes first until it says `end`. Only one thread may; begun already, it gets no more."""
        if self._free.is_set():
            self._owner, self._ends = get_ident(), monotonic() + self._longest
            self._free.clear()

    def end(self) -> None:
        """Go first no longer."""
        self._free.set()

    def give_way(self) -> None:
        """Wait while another thread goes first."""
        if not self._free.is_set() and self._owner != get_ident():
            self._free.wait(max(0.0, self._ends - monotonic()))

    def let_go(self) -> None:
        """End where it is this thread that goes first: it is about to wait for another one."""
        if self._owner == get_ident():
            self.end()


def step_back() -> None:
    """Let the window have a processor before this thread; on Linux, where threads have ranks of their own."""
    if sys.platform == "linux":
        with suppress(OSError):  # all of the program gives way still more
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)


PRECEDENCE: Final = Precedence()
"""That of the window's thread; one, as the interpreter is."""
