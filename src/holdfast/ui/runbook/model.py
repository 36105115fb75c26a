"""The rows of the library, however many there are: each is made when it is painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from holdfast.store.runbooks import RunbookRow
from holdfast.ui.kit.rows import KEY, ROW, Index, Row
from holdfast.words import _, ngettext

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Found:
    """A runbook, and the place of its text that was looked for, "" where it is listed by its title."""

    book: RunbookRow
    snippet: str = ""


class LibraryModel(QAbstractListModel):
    """Runbooks in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._found):
            return None
        found = self._found[index.row()]
        if role == KEY:
            return found.book.id
        if role == ROW:
            return row_of(found)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_of(found).spoken()
        return None

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these; the same ones again leave selection and place as they are."""
        if [each.book.id for each in found] == [each.book.id for each in self._found]:
            self._found = list(found)
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, 0))
            return
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def place_of(self, ident: str) -> int:
        """The row of a runbook, -1 where it is not listed."""
        return next((place for place, each in enumerate(self._found) if each.book.id == ident), -1)


def row_of(found: Found) -> Row:
    """What the list says about one runbook."""
    book = found.book
    used = ngettext("used once", "used {count} times", book.used).format(count=book.used) if book.used else ""
    return Row(
        book.title,
        found.snippet
        or "  ·  ".join(part for part in (PurePosixPath(book.path).parent.name, book.source) if part),
        age=used,
        due=_("gone from its folder") if book.gone else "",
        icon="runbooks",
        quiet=book.gone,
    )
