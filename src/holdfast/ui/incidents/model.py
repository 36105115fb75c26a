"""The incident list as a model that only ever holds rows near what is looked at."""

from collections import OrderedDict
from collections.abc import Callable, Collection

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.store.incidents import IncidentRow, Incidents
from holdfast.store.projections import NOT_ASSESSED
from holdfast.ui.incidents.reading import BLINK, Place, Reading
from holdfast.ui.kit.rows import KEY, ROW, Index, Row
from holdfast.words import _

WINDOW = 200
"""Rows read at once, around the one that was asked for."""
_KEPT = 4
_NOT_DUE = 1 << 40  # later than anything that is due
_ROOT = QModelIndex()
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class IncidentsModel(QAbstractListModel):
    """Answers `KEY`, `ROW` and the spoken row from a few windows of rows, read when they are needed.

    How many rows there are is told from outside (`set_total`): counting may take longer than showing.
    """

    failed = Signal(object)
    """The UserError of rows that could not be read; sent once until reading succeeds again."""

    def __init__(
        self,
        incidents: Incidents,
        reading: Reading,
        words: Callable[[IncidentRow], Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._incidents, self._reading, self._words = incidents, reading, words
        self._query, self._order = Query(), "due"
        self._total = 0
        self._counted = False
        self._windows: OrderedDict[int, list[IncidentRow]] = OrderedDict()
        self._failing = False
        self._asking = False  # another question is being read aside
        self._awaited = range(0)  # the rows that are read aside for this one

    # -- the question ----------------------------------------------------------------------------

    def ask(
        self, query: Query, order: str, shown: Callable[[], object] = bool, seconds: float = BLINK
    ) -> None:
        """Show the answer to another question, or to the same one anew, and tell that it is `shown`.

        Where it takes longer than so many seconds the rows stay as they are until then.
        """
        self.stop()
        place = (query, order, 0, WINDOW, None)

        def show(first: list[IncidentRow]) -> None:
            self._asking = False
            self._show(query, order, first)
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

    def _show(self, query: Query, order: str, first: list[IncidentRow]) -> None:
        self.beginResetModel()
        self._windows.clear()
        self._query, self._order, self._total = query, order, len(first)
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
        row = self._row(index.row()) if index.isValid() else None
        if row is None:
            return _("Not read yet") if role in _SPOKEN else None
        if role == KEY:
            return row.id
        words = self._words(row)
        return words if role == ROW else words.spoken()

    def read(self, places: range) -> list[IncidentRow]:
        """The incidents at these places, read for the purpose; UserError where they can't be."""
        total = self._total if self._counted else None
        return self._incidents.page(self._query, self._order, places.start, len(places), total)

    def near(self, ident: str, place: int) -> int:
        """Where an incident stands, looked for around a place; -1 where it is not there."""
        self._row(min(place, self._total - 1))
        found = (
            start + at
            for start, rows in self._windows.items()
            for at, row in enumerate(rows)
            if row.id == ident
        )
        return next(found, -1)

    def refresh(self, idents: Collection[str]) -> bool:
        """Read these incidents again where they are held, in place. Whether one belongs elsewhere now."""
        held = self.held()
        fresh = self._incidents.rows([ident for ident in idents if ident in held])
        moved = False
        for start, rows in self._windows.items():
            for at, old in enumerate(rows):
                new = fresh.get(old.id, old)
                if new != old:
                    rows[at] = new
                    moved = moved or self._sort_key(new) != self._sort_key(old)
                    self.dataChanged.emit(self.index(start + at), self.index(start + at))
        return moved or (self._order == "changed" and bool(fresh))

    def paint_again(self, changed: Callable[[IncidentRow], bool], places: range) -> None:
        """Have those of the held rows at these places painted anew that are `changed`; nothing is read."""
        for start, rows in self._windows.items():
            for place in range(max(start, places.start), min(start + len(rows), places.stop)):
                if changed(rows[place - start]):
                    self.dataChanged.emit(self.index(place), self.index(place), [ROW])

    def held(self) -> frozenset[str]:
        """The ids of the rows that are held."""
        return frozenset(row.id for rows in self._windows.values() for row in rows)

    def belongs_here(self, row: IncidentRow) -> bool:
        """Whether a changed row that is not held would stand among those that are, in this order."""
        key = self._sort_key(row)
        return self._order == "changed" or any(
            (start == 0 or self._sort_key(rows[0]) < key) and key < self._sort_key(rows[-1])
            for start, rows in self._windows.items()
            if rows
        )

    def _sort_key(self, row: IncidentRow) -> tuple[str | int, ...]:
        due = _NOT_DUE - row.declared if row.due_at is None else row.due_at
        keys: dict[str, tuple[str | int, ...]] = {
            "due": (due,),
            "severity": (NOT_ASSESSED if row.severity is None else row.severity, due),
            "age": (-row.declared,),
            "service": (int(not row.service), row.service, due),
        }
        return keys.get(self._order, ())

    def _row(self, place: int) -> IncidentRow | None:
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

    def _read(self, start: int) -> list[IncidentRow]:
        """Read a window; it takes the place of the one read longest ago."""
        if start in self._windows:
            return self._windows[start]
        place = (self._query, self._order, start, WINDOW, self._total if self._counted else None)
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

    def _await(self, start: int, place: Place) -> None:
        """Read a window aside; what is asked for next comes first."""
        if self._asking or start in self._awaited:
            return
        self._awaited = range(start, start + WINDOW)

        def arrived(rows: list[IncidentRow]) -> None:
            self._awaited = range(0)
            self._keep(start, rows)
            self.dataChanged.emit(self.index(start), self.index(start + len(rows) - 1))

        self._reading.aside(place, arrived, self._refused)

    def _keep(self, start: int, rows: list[IncidentRow]) -> None:
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
