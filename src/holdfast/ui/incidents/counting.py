"""Counting beside the window: how many incidents answer to some questions, on another thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.store.incidents import IncidentRow, Incidents
from holdfast.store.store import Store
from holdfast.ui.kit.long_reading import read_beside
from holdfast.ui.kit.tasks import CancelToken, Tasks

_PAUSE = 30
"""Milliseconds in which several wishes to count become one."""


@dataclass(frozen=True)
class Asked:
    """Questions under names, and the touched incidents of which one wants to know who answers to `listed`."""

    questions: Mapping[str, Query] = field(default_factory=dict[str, Query])
    listed: Query = Query()  # noqa: RUF009  (frozen)
    touched: Sequence[str] = ()


@dataclass(frozen=True)
class Counts:
    """Numbers under the names of the questions, and those of the touched that answer, by their number."""

    numbers: Mapping[str, int]
    answering: Mapping[int, IncidentRow]


class Counting(QObject):
    """Counts the latest questions; the answer to earlier ones is dropped."""

    counted = Signal(object)
    """The `Counts`."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._asked = Asked()
        self._token = CancelToken()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._begin)

    def ask(self, asked: Asked) -> None:
        """Count these before long."""
        self._token.cancel()
        self._asked = asked
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        self._token.cancel()

    def _begin(self) -> None:
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            self.counted.emit(_counts(self._store.incidents, self._asked))
            return
        self._token = CancelToken()
        asked = self._asked
        work = partial(
            read_beside,
            self._store.database,
            lambda beside: _counts(Incidents(beside), asked),
            self._token,
            lambda: Counts({}, {}),
        )
        self._tasks.run(work, self.counted.emit, self._failed, token=self._token)

    def _failed(self, problem: Exception) -> None:
        # The list itself says what can't be read; numbers that can't be had are left off.
        if not isinstance(problem, UserError):
            raise problem


def _counts(incidents: Incidents, asked: Asked) -> Counts:
    numbers = {name: incidents.count(query) for name, query in asked.questions.items()}
    return Counts(numbers, incidents.answering(asked.listed, asked.touched))
