"""Calls that go on until they are told to end."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def until_told() -> Generator[Event, None, None]:
    """An event that Ctrl+C and the system's wish to end set; both end it in order."""
    ending = Event()

    def end(_wish: int, _frame: FrameType | None) -> None:
        ending.set()

    wishes = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(wish, end) for wish in wishes]
    try:
        yield ending
    finally:
        for wish, handler in zip(wishes, before, strict=True):
            signal.signal(wish, handler)
