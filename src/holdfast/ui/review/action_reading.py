"""Reading the list of actions: at once where that takes a blink, else on another thread."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.store.action_list import ActionList
from holdfast.store.database import Database
from holdfast.store.stopping import Stopped, after, stopped_by
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import CancelToken, Tasks

T = TypeVar("T")
_BLINK: Final = 0.005  # seconds that nobody notices
_QUIET: Final = 100  # milliseconds until it is said that something is being looked for


class ActionReading(QObject):
    """Reads one thing aside at a time; a later wish takes the place of an earlier one."""

    searching = Signal()
    """It takes longer than people notice."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._token = CancelToken()
        self._patient = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self.searching)

    def at_once(self, ask: Callable[[ActionList], T], *, hard: bool = False) -> T | None:
        """What is asked; None where that takes longer than a blink, as a `hard` one did once before."""
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            return ask(self._store.reviews.list)
        if hard and not self._patient:
            return None
        try:
            with stopped_by(self._store.database, after(_BLINK)):
                return ask(self._store.reviews.list)
        except Stopped:
            self._patient = self._patient and not hard
            return None

    def aside(self, ask: Callable[[ActionList], T], done: Callable[[T], None]) -> None:
        """Ask on another thread, however long it takes; `done` hears of it unless it is cancelled."""
        self.cancel()
        token = self._token = CancelToken()
        self._timer.start()

        def arrived(found: T | None) -> None:
            self.cancel()
            if found is not None:
                done(found)

        self._tasks.run(partial(_asked, self._store.database, ask, token), arrived, token=token)

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._token.cancel()
        self._timer.stop()


def _asked(database: Database, ask: Callable[[ActionList], T], token: CancelToken) -> T | None:
    beside = database.beside()
    try:
        with stopped_by(beside, lambda: token.cancelled):
            return ask(ActionList(beside))
    except Stopped:
        return None
    finally:
        beside.close()
