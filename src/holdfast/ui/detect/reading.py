"""Reading the inbox: at once where that takes a blink, else on another thread; counts always there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from holdfast.store.alerts import VIEWS, Alerts, AlertsAsked
from holdfast.store.database import Database
from holdfast.store.stopping import Stopped, after, stopped_by
from holdfast.store.store import Store
from holdfast.ui.detect.listing import STEP, Line, Listed, Wanted, listed
from holdfast.ui.kit.tasks import CancelToken, Tasks

BLINK = 0.008
"""Seconds that nobody notices."""
Done = Callable[[Listed], None]
T = TypeVar("T")


class Reading(QObject):
    """Answers one question at a time; a later one takes the place of an earlier one."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._token, self._counting = CancelToken(), CancelToken()

    def ask(self, wanted: Wanted, done: Done, *, hurry: bool = False) -> None:
        """Tell `done` what answers; words are looked for aside, since no index has them.

        In a `hurry`, where groups take long to gather, `done` has the first alerts one by one before them.
        """
        self._token.cancel()
        has_words = bool(wanted.asked.words.strip()) and not self._store.read_only
        found = None if has_words else self._at_once(wanted)
        if found is not None:
            done(found)
            return
        if hurry and not has_words:
            done(Listed(tuple(Line(alert=row) for row in self._store.alerts.page(wanted.asked, STEP))))
        token = self._token = CancelToken()
        self._tasks.run(partial(_listed, self._store.database, wanted, token), done, token=token)

    def count(self, words: str, done: Callable[[Mapping[str, int]], None]) -> None:
        """Tell `done` how many each view has that answer to these words."""
        self._counting.cancel()
        token = self._counting = CancelToken()
        if self._store.read_only:
            done(_counts(self._store.alerts, words))
            return
        self._tasks.run(partial(_counted, self._store.database, words, token), done, token=token)

    def stop(self) -> None:
        """Nobody waits any more."""
        self._token.cancel()
        self._counting.cancel()

    def _at_once(self, wanted: Wanted) -> Listed | None:
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            return listed(self._store.alerts, wanted)
        try:
            with stopped_by(self._store.database, after(BLINK)):
                return listed(self._store.alerts, wanted)
        except Stopped:
            return None


def _listed(database: Database, wanted: Wanted, token: CancelToken) -> Listed:
    return _aside(database, token, lambda alerts: listed(alerts, wanted), Listed())


def _counted(database: Database, words: str, token: CancelToken) -> Mapping[str, int]:
    return _aside(database, token, lambda alerts: _counts(alerts, words), {})


def _counts(alerts: Alerts, words: str) -> Mapping[str, int]:
    return {view: alerts.count(AlertsAsked(view, words=words)) for view in VIEWS}


def _aside(database: Database, token: CancelToken, read: Callable[[Alerts], T], nothing: T) -> T:
    beside = database.beside()
    try:
        with stopped_by(beside, lambda: token.cancelled):
            return read(Alerts(beside))
    except Stopped:
        return nothing
    finally:
        beside.close()
