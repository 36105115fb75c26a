"""Counting beside the window: how many incidents answer to some questions, on another thread."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.store.database import Database
from holdfast.store.incidents import Incidents
from holdfast.store.stopping import Stopped, stopped_by
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import CancelToken, Tasks

_PAUSE = 30
"""Milliseconds in which several wishes to count become one."""


class Counting(QObject):
    """Counts the latest questions; the answer to earlier ones is dropped."""

    counted = Signal(object)
    """A dict of numbers, under the names of the questions."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._questions: dict[str, Query] = {}
        self._token = CancelToken()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._begin)

    def ask(self, questions: Mapping[str, Query]) -> None:
        """Count these before long."""
        self._token.cancel()
        self._questions = dict(questions)
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        self._token.cancel()

    def _begin(self) -> None:
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            self.counted.emit({name: self._store.incidents.count(q) for name, q in self._questions.items()})
            return
        self._token = CancelToken()
        work = partial(_counts, self._store.database, self._questions, self._token)
        self._tasks.run(work, self.counted.emit, self._failed, token=self._token)

    def _failed(self, problem: Exception) -> None:
        # The list itself says what can't be read; numbers that can't be had are left off.
        if not isinstance(problem, UserError):
            raise problem


def _counts(database: Database, questions: Mapping[str, Query], token: CancelToken) -> dict[str, int]:
    beside = database.beside()
    try:
        with stopped_by(beside, lambda: token.cancelled):
            incidents = Incidents(beside)
            return {name: incidents.count(query) for name, query in questions.items()}
    except Stopped:
        return {}
    finally:
        beside.close()
