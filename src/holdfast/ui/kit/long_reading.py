"""Reading rows of a long list: at once where that takes a blink, else on another thread."""

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.store.database import Database
from holdfast.store.stopping import ASIDE, Stopped, after, stopped_by
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import CancelToken, Tasks

Q = TypeVar("Q")
R = TypeVar("R")
T = TypeVar("T")

PATIENT = inf
"""Seconds for which the window waits for rows: however long it takes."""
BLINK = 0.005
"""Seconds that nobody notices."""
_QUIET = 100
"""Milliseconds until it is said that something is being looked for."""


class Place(NamedTuple, Generic[Q]):
    """Some rows of the answer to a question: the first, how many, and of how many where that is known."""

    question: Q
    first: int
    many: int
    total: int | None = None


def read_beside(
    database: Database, read: Callable[[Database], T], token: CancelToken, nothing: Callable[[], T]
) -> T:
    """What `read` finds over a connection of its own, or `nothing` once it is cancelled; for any thread."""
    beside = database.beside()
    try:
        with stopped_by(beside, lambda: token.cancelled, ASIDE):
            return read(beside)
    except Stopped:
        return nothing()
    finally:
        beside.close()


def read_at_once(store: Store, read: Callable[[], T]) -> T | None:
    """What `read` finds in the store; None where that takes longer than a blink."""
    if store.read_only:
        # Another connection may not see what this one does (a copy, a disk that cannot be written).
        return read()
    try:
        with stopped_by(store.database, after(BLINK)):
            return read()
    except Stopped:
        return None


class LongReading(QObject, Generic[Q, R]):
    """Reads one place at a time; a later wish takes the place of an earlier one."""

    searching = Signal(bool)
    """Whether it takes longer than people notice."""

    def __init__(
        self,
        store: Store,
        tasks: Tasks,
        page: Callable[[Database, Place[Q]], list[R]],
        here: Callable[[Place[Q]], list[R]],
        parent: QObject | None = None,
    ) -> None:
        """`page` reads the rows of a place over a database, `here` over the store's own."""
        super().__init__(parent)
        self._store, self._tasks, self._page, self.here = store, tasks, page, here
        self._token = CancelToken()
        self._token.cancel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(lambda: self.searching.emit(True))

    @property
    def is_busy(self) -> bool:
        """Whether something is being read aside."""
        return not self._token.cancelled

    def at_once(self, place: Place[Q], seconds: float = BLINK) -> list[R] | None:
        """The rows of a place; None where that takes longer than so many seconds. Errors as the store's."""
        if seconds == PATIENT:
            return self.here(place)
        return read_at_once(self._store, partial(self.here, place))

    def aside(
        self, place: Place[Q], done: Callable[[list[R]], None], failed: Callable[[Exception], None]
    ) -> None:
        """Read on another thread, however long it takes; `done` hears of it unless it is cancelled."""
        self.cancel()
        token = self._token = CancelToken()
        self._timer.start()

        def arrived(rows: list[R]) -> None:
            self._end(token)
            done(rows)

        def refused(problem: Exception) -> None:
            self._end(token)
            failed(problem)

        page = self._page
        work = partial(read_beside, self._store.database, lambda beside: page(beside, place), token, list[R])
        self._tasks.run(work, arrived, refused, token=token)

    def cancel(self) -> bool:
        """Stop what is being read; whether there was anything."""
        was_busy = self.is_busy
        self._end(self._token)
        return was_busy

    def _end(self, token: CancelToken) -> None:
        token.cancel()
        if token is self._token:
            self._timer.stop()
            self.searching.emit(False)
