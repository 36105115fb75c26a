"""A model for short lists of rows (hundreds): replaced as a whole, changed row by row."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from holdfast.ui.kit.rows import KEY, ROW, Index, Row
from holdfast.ui.kit.timeline_rows import TimelineRow

_ROOT = QModelIndex()
Line = Row | TimelineRow


class RowsModel(QAbstractListModel):
    """Rows with keys. `set_rows` keeps selection and scroll place: it inserts, removes and changes by key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._rows: dict[str, Line] = {}

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key = self._keys[index.row()]
        if role == ROW:
            return self._rows[key]
        if role == KEY:
            return key
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[key].spoken()
        return None

    def row_of(self, key: str) -> int:
        """The place of `key`, -1 when it is not in the list."""
        return self._keys.index(key) if key in self._rows else -1

    def set_rows(self, rows: Sequence[tuple[str, Line]]) -> None:
        """Show `rows`, each with its key, in this order."""
        wanted = dict(rows)
        self._remove([key for key in self._keys if key not in wanted])
        kept = [key for key in wanted if key in self._rows]
        if kept != self._keys:
            self._reorder(kept)
        for place, (key, row) in enumerate(wanted.items()):
            self._show(place, key, row)

    def _remove(self, keys: list[str]) -> None:
        for key in keys:
            place = self._keys.index(key)
            self.beginRemoveRows(QModelIndex(), place, place)
            self._keys.pop(place)
            self._rows.pop(key)
            self.endRemoveRows()

    def _reorder(self, keys: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._keys[index.row()] for index in before]
        self._keys = keys
        self.changePersistentIndexList(before, [self.index(keys.index(key), 0) for key in held])
        self.layoutChanged.emit()

    def _show(self, place: int, key: str, row: Line) -> None:
        if key not in self._rows:
            self.beginInsertRows(QModelIndex(), place, place)
            self._keys.insert(place, key)
            self._rows[key] = row
            self.endInsertRows()
        elif self._rows[key] != row:
            self._rows[key] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, 0))


class GrowingRows(RowsModel):
    """Asks for more when the view comes to its end."""

    more_wanted = Signal()
    has_more = False

    def canFetchMore(self, parent: QModelIndex) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        return not parent.isValid() and self.has_more

    def fetchMore(self, parent: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.has_more = False
        self.more_wanted.emit()
