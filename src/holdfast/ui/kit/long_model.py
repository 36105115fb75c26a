"""A long ordered answer as a model that only ever holds rows near what is looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from holdfast.domain.errors import UserError
from holdfast.ui.kit.long_reading import BLINK, Place
from holdfast.ui.kit.rows import KEY, ROW, Index, Row
from holdfast.words import _

Q = TypeVar("Q")
R = TypeVar("R")

WINDOW = 200
"""Rows read at once, around the one that was asked for."""
_KEPT = 4
_ROOT = QModelIndex()
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class Reads(Protocol[Q, R]):
    """What the model asks of a `LongReading`."""

    def here(self, place: Place[Q], /) -> list[R]:
        """The rows of a place, however long it takes."""
        ...

    def at_once(self, place: Place[Q], seconds: float = BLINK) -> list[R] | None:
        """The rows of a place; None where that takes longer than so many seconds."""
        ...

    def aside(
        self, place: Place[Q], done: Callable[[list[R]], None], failed: Callable[[Exception], None]
    ) -> None:
        """Read on another thread."""
        ...

    def cancel(self) -> bool:
        """Stop what is being read."""
        ...


class LongModel(QAbstractListModel, Generic[Q, R]):
    """Answers `KEY`, `ROW` and the spoken row from a few windows of rows, read when they are needed.

    How many rows there are is told from outside (`set_total`): counting may take longer than showing.
    """

    failed = Signal(object)
    """The UserError of rows that could not be read; sent once until reading succeeds again."""

    def __init__(
        self,
        question: Q,
        reading: Reads[Q, R],
        key_of: Callable[[R], str],
        words: Callable[[R], Row],
        parent: QObject | None = None,
    ) -> None:
        """`question` stands until another one is asked, and has no answer."""
        super().__init__(parent)
        self.question = question
        self._reading, self._key_of, self._words = reading, key_of, words
        self._total = 0
        self._counted = False
        self._windows: OrderedDict[int, list[R]] = OrderedDict()
        self._failing = False
        self._asking = False  # another question is being read aside
        self._awaited = range(0)  # the rows that are read aside for this one

    # -- the question ----------------------------------------------------------------------------

    def ask(self, question: Q, shown: Callable[[], object] = bool, seconds: float = BLINK) -> None:
        """Show the answer to another question, or to the same one anew, and tell that it is `shown`.

        Where it takes longer than so many seconds the rows stay as they are until then.
        """
        self.stop()
        place = Place(question, 0, WINDOW)

        def show(first: list[R]) -> None:
            self._asking = False
            self._show(question, first)
            shown()

        try:
            first = self._reading.at_once(place, seconds)
        except UserError as error:
            self._fail(error)
            first = []
        if first is None:
            self._asking = True
            self._reading.aside(place, show, self._refused)
        else:
            show(first)

    def stop(self) -> bool:
        """Read nothing more aside; whether another question was being asked."""
        asking, self._asking, self._awaited = self._asking, False, range(0)
        self._reading.cancel()
        return asking

    def _show(self, question: Q, first: list[R]) -> None:
        self.beginResetModel()
        self._windows.clear()
        self.question, self._total = question, len(first)
        self._counted = len(first) < WINDOW
        if first:
            self._keep(0, first)
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, as far as it is known."""
        return self._total

    @property
    def counted(self) -> bool:
        """Whether the total is known to be all there are, not only the first rows that were read."""
        return self._counted

    def set_total(self, total: int) -> None:
        """How many rows the question has: rows appear or go at the end."""
        self._counted = True
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    # -- rows ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SPOKEN and role not in (ROW, KEY):
            return None
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return _("Not read yet") if role in _SPOKEN else None
        if role == KEY:
            return self._key_of(row)
        words = self._words(row)
        return words if role == ROW else words.spoken()

    def read(self, places: range) -> list[R]:
        """The rows at these places, read for the purpose; UserError where they can't be."""
        total = self._total if self._counted else None
        return self._reading.here(Place(self.question, places.start, len(places), total))

    def near(self, key: str, place: int) -> int:
        """Where the row of a key stands, looked for around a place; -1 where it is not there."""
        self.row(min(place, self._total - 1))
        found = (
            start + at
            for start, rows in self._windows.items()
            for at, row in enumerate(rows)
            if self._key_of(row) == key
        )
        return next(found, -1)

    def renew(self, fresh: Mapping[str, R]) -> list[tuple[R, R]]:
        """Put these in the place of the held rows of their keys; each that differs, as it was and is."""
        changed: list[tuple[R, R]] = []
        for start, rows in self._windows.items():
            runs = list[range]()
            for at, old in enumerate(rows, start):
                new = fresh.get(self._key_of(old), old)
                if new != old:
                    rows[at - start] = new
                    changed.append((old, new))
                    begins = runs.pop().start if runs and runs[-1].stop == at else at
                    runs.append(range(begins, at + 1))
            for run in runs:  # each telling is some calls to Qt, and a storm changes every row
                self.dataChanged.emit(self.index(run.start), self.index(run.stop - 1))
        return changed

    def paint_again(self, changed: Callable[[R], bool], places: range) -> None:
        """Have those of the held rows at these places painted anew that are `changed`; nothing is read."""
        for start, rows in self._windows.items():
            for place in range(max(start, places.start), min(start + len(rows), places.stop)):
                if changed(rows[place - start]):
                    self.dataChanged.emit(self.index(place), self.index(place), [ROW])

    def held(self) -> dict[str, R]:
        """The rows that are held, by their keys."""
        return {self._key_of(row): row for rows in self._windows.values() for row in rows}

    def row(self, place: int) -> R | None:
        """The row at a place; None where there is none, or it is not read yet."""
        for start, rows in self._windows.items():
            if start <= place < start + len(rows):
                return rows[place - start]
        if not 0 <= place < self._total:
            return None
        if place in self._awaited:
            return None
        start = max(0, min(place - WINDOW // 2, self._total - WINDOW))
        rows = self._read(start)
        return rows[place - start] if place - start < len(rows) else None

    def _read(self, start: int) -> list[R]:
        """Read a window; it takes the place of the one read longest ago."""
        if start in self._windows:
            return self._windows[start]
        place = Place(self.question, start, WINDOW, self._total if self._counted else None)
        try:
            rows = self._reading.at_once(place)
        except UserError as error:
            self._fail(error)
            return []
        if rows is None:
            self._await(start, place)
            return []
        self._keep(start, rows)
        return rows

    def _await(self, start: int, place: Place[Q]) -> None:
        """Read a window aside; what is asked for next comes first."""
        if self._asking or start in self._awaited:
            return
        self._awaited = range(start, start + WINDOW)

        def arrived(rows: list[R]) -> None:
            self._awaited = range(0)
            self._keep(start, rows)
            self.dataChanged.emit(self.index(start), self.index(start + len(rows) - 1))

        self._reading.aside(place, arrived, self._refused)

    def _keep(self, start: int, rows: list[R]) -> None:
        self._failing = False
        self._windows[start] = rows
        while len(self._windows) > _KEPT:
            self._windows.popitem(last=False)

    def _refused(self, problem: Exception) -> None:
        self._asking, self._awaited = False, range(0)
        if not isinstance(problem, UserError):
            raise problem
        self._fail(problem)

    def _fail(self, error: UserError) -> None:
        if not self._failing:
            self.failed.emit(error)
        self._failing = True
