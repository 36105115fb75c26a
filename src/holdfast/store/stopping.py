"""Reading that can be stopped in the middle: when it takes too long, or when nobody waits for it any more."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

import apsw
from peewee import OperationalError

from holdfast.store.database import Database

_STEPS: Final = 10_000  # of SQLite's machine between two looks: about 0.2 ms
ASIDE: Final = 20
"""So much more seldom other threads look: each look takes the interpreter from the window for a moment."""


class Stopped(Exception):
    """The reading was stopped; nothing came of it."""


@contextmanager
def stopped_by(database: Database, stop: Callable[[], bool], seldom: int = 1) -> Generator[None, None, None]:
    """Read inside as long as `stop` says no; it is asked again and again, on this thread. Raises Stopped."""
    connection = database.raw()
    connection.set_progress_handler(stop, _STEPS * seldom)
    try:
        yield
    except (apsw.InterruptError, OperationalError) as error:
        if not isinstance(error, apsw.InterruptError) and not isinstance(
            error.__context__, apsw.InterruptError
        ):
            raise
        raise Stopped from error
    finally:
        connection.set_progress_handler(None)


def after(seconds: float) -> Callable[[], bool]:
    """Says yes from so many seconds on."""
    end = perf_counter() + seconds
    return lambda: perf_counter() > end
