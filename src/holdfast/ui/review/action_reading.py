"""Reading the list of actions: at once where that takes a blink, else on another thread."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.store.action_list import ActionList
from holdfast.store.store import Store
from holdfast.ui.kit.long_reading import read_at_once, read_beside
from holdfast.ui.kit.tasks import CancelToken, Tasks

T = TypeVar("T")
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
        if hard and not self._patient:
            return None
        found = read_at_once(self._store, partial(ask, self._store.reviews.list))
        self._patient = self._patient and not (hard and found is None)
        return found

    def aside(self, ask: Callable[[ActionList], T], done: Callable[[T], None]) -> None:
        """Ask on another thread, however long it takes; `done` hears of it unless it is cancelled."""
        self.cancel()
        token = self._token = CancelToken()
        self._timer.start()

        def arrived(found: T | None) -> None:
            self.cancel()
            if found is not None:
                done(found)

        read = partial(
            read_beside, self._store.database, lambda beside: ask(ActionList(beside)), token, lambda: None
        )
        self._tasks.run(read, arrived, token=token)

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._token.cancel()
        self._timer.stop()
