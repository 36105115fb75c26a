"""The tasks of an incident as a list: Space takes the task one stands at a step further."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from holdfast.domain.task import Task
from holdfast.store.store import Store
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.respond.task_words import in_order, task_row
from holdfast.words import _

_MOST = 6


class TaskList(RowList):
    """Rows of tasks that count down; as high as they are, up to six."""

    stepped = Signal()
    """The task one stands at is to go a step further: acknowledged, then done."""

    def __init__(self, store: Store) -> None:
        super().__init__(_("Tasks"))
        self.setItemDelegate(RowDelegate(self, leading=False, compact=True, margin=8))
        self._store = store
        self._tasks: dict[str, Task] = {}
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these tasks; the row one stands at stays."""
        self._tasks = {task.id: task for task in in_order(tasks)}
        self.count_down(self._store.now())
        self.updateGeometry()

    def count_down(self, now: datetime) -> None:
        """The rows as they are now; only those whose words change are painted again."""
        me = self._store.by.operator if self._store.by else ""
        self._model.set_rows(
            [(ident, task_row(task, now, self._store.zone, me)) for ident, task in self._tasks.items()]
        )

    def task(self) -> Task | None:
        """The task that one stands at."""
        return self._tasks.get(str(self.current_key()))

    def stand_at(self, task: str) -> None:
        """Stand at a task, if it is there."""
        place = self._model.row_of(task)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place, 0))

    def sizeHint(self) -> QSize:
        rows = max(1, min(_MOST, len(self._tasks)))
        return QSize(super().sizeHint().width(), rows * self._row_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(2, max(1, len(self._tasks))) * self._row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit()
        else:
            super().keyPressEvent(event)

    def _row_height(self) -> int:
        return max(1, self.sizeHintForRow(0)) if self._tasks else self.fontMetrics().height() * 3
