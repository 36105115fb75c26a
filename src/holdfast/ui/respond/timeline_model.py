"""The model of the timeline's rows: thousands of them, of which a few change or come at either end."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from holdfast.ui.kit.rows import KEY, ROW, Index
from holdfast.ui.kit.timeline_rows import TimelineRow

_ROOT = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Rows with keys. `set_rows` keeps selection and place: it inserts and removes in runs, by key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, TimelineRow]] = []
        self._places: dict[str, int] = {}

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key, row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == KEY:
            return key
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        return None

    def row_of(self, key: str) -> int:
        """The place of `key`, -1 when it is not in the list."""
        return self._places.get(key, -1)

    def set_rows(self, rows: Sequence[tuple[str, TimelineRow]]) -> None:
        """Show `rows`, each with its key, in this order."""
        self._remove({key for key, _row in rows})
        there = {key for key, _row in self._rows}
        self._reorder([key for key, _row in rows if key in there])
        self._insert(rows)
        self._change(rows)
        self._places = {key: place for place, (key, _row) in enumerate(self._rows)}

    def _reorder(self, keys: list[str]) -> None:
        """Rows may have changed places among each other, which is rare: a time was corrected."""
        if keys == [key for key, _row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()][0] for index in before]
        rows, places = dict(self._rows), {key: place for place, key in enumerate(keys)}
        self._rows = [(key, rows[key]) for key in keys]
        self.changePersistentIndexList(before, [self.index(places[key], 0) for key in held])
        self.layoutChanged.emit()

    def _remove(self, wanted: set[str]) -> None:
        """Take out what is no longer there, run by run from the end."""
        last = len(self._rows) - 1
        while last >= 0:
            first = last
            if self._rows[last][0] in wanted:
                last -= 1
                continue
            while first > 0 and self._rows[first - 1][0] not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _insert(self, rows: Sequence[tuple[str, TimelineRow]]) -> None:
        """Put in what is new, run by run; what is there stands in the same order."""
        place = 0
        while place < len(rows):
            if place < len(self._rows) and self._rows[place][0] == rows[place][0]:
                place += 1
                continue
            end = place
            there = self._rows[place][0] if place < len(self._rows) else None
            while end < len(rows) and rows[end][0] != there:
                end += 1
            self.beginInsertRows(QModelIndex(), place, end - 1)
            self._rows[place:place] = rows[place:end]
            self.endInsertRows()
            place = end

    def _change(self, rows: Sequence[tuple[str, TimelineRow]]) -> None:
        for place, each in enumerate(rows):
            if self._rows[place][1] != each[1]:
                self._rows[place] = each
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
