"""Reading rows of the list: at once where that takes a blink, else on another thread."""

from collections.abc import Callable
from functools import partial
from math import inf

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.query import Query
from holdfast.store.database import Database
from holdfast.store.incidents import IncidentRow, Incidents
from holdfast.store.list_walks import is_in_an_index
from holdfast.store.stopping import Stopped, after, stopped_by
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import CancelToken, Tasks

PATIENT = inf
"""Seconds for which the window waits for rows: however long it takes."""
BLINK = 0.005
"""Seconds that nobody notices."""
NOT_AT_ALL = 0.0
"""No seconds: a key may come any moment. What an index holds in order is there all the same."""
_QUIET = 100
"""Milliseconds until it is said that something is being looked for."""

Place = tuple[Query, str, int, int, int | None]
"""A question, its order, the first row and how many, and how many there are where that is known."""
Rows = list[IncidentRow]


class Reading(QObject):
    """Reads one place at a time; a later wish takes the place of an earlier one."""

    searching = Signal(bool)
    """Whether it takes longer than people notice."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
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

    def at_once(self, place: Place, seconds: float = BLINK) -> Rows | None:
        """The rows of a place; None where that takes longer than so many seconds. Errors as the store's."""
        if seconds == PATIENT or self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            return self._store.incidents.page(*place)
        if seconds < BLINK and not is_in_an_index(place[0], place[1]):
            return None
        try:
            with stopped_by(self._store.database, after(BLINK)):
                return self._store.incidents.page(*place)
        except Stopped:
            return None

    def aside(self, place: Place, done: Callable[[Rows], None], failed: Callable[[Exception], None]) -> None:
        """Read on another thread, however long it takes; `done` hears of it unless it is cancelled."""
        self.cancel()
        token = self._token = CancelToken()
        self._timer.start()

        def arrived(rows: Rows) -> None:
            self._end(token)
            done(rows)

        def refused(problem: Exception) -> None:
            self._end(token)
            failed(problem)

        self._tasks.run(partial(_page, self._store.database, place, token), arrived, refused, token=token)

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


def _page(database: Database, place: Place, token: CancelToken) -> Rows:
    beside = database.beside()
    try:
        with stopped_by(beside, lambda: token.cancelled):
            return Incidents(beside).page(*place)
    except Stopped:
        return []
    finally:
        beside.close()
