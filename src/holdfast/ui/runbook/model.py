"""The rows of the library, however many there are: each is made when it is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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

    def __init__(self, parent: QObject | None = None, today: Callable[[], str] = lambda: "") -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._today = today

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._found):
            return None
        found = self._found[index.row()]
        if role == KEY:
            return found.book.id
        if role == ROW:
            return row_of(found, self._today())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_of(found, self._today()).spoken()
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


def row_of(found: Found, today: str = "") -> Row:
    """What the list says about one runbook; `today` (YYYY-MM-DD) is what its review is held against."""
    book = found.book
    return Row(
        book.title,
        found.snippet or "  \N{MIDDLE DOT}  ".join(_about(book)),
        age=_used(book),
        due=_standing(book, today),
        overdue=bool(today) and not book.gone and book.is_overdue(today),
        icon="runbooks",
        quiet=book.gone,
    )


def _about(book: RunbookRow) -> list[str]:
    parts = (book.owner, ", ".join(book.services), PurePosixPath(book.path).parent.name, book.source)
    return [part for part in parts if part]


def _used(book: RunbookRow) -> str:
    """On how many incidents it was used, and the last day of that."""
    if not book.incidents or book.last_used is None:
        return ""
    last = datetime.fromtimestamp(book.last_used, UTC).date().isoformat()
    told = ngettext("{count} incident, {day}", "{count} incidents, {day}", book.incidents)
    return told.format(count=book.incidents, day=last)


def _standing(book: RunbookRow, today: str) -> str:
    """What is most worth knowing of how far it can be trusted."""
    if book.gone:
        return _("gone from its folder")
    if today and book.is_overdue(today):
        return _("review overdue since {day}").format(day=book.review_by)
    approved = _("approved") if book.approved else _("not approved")
    return _("{approved}, edited here").format(approved=approved) if book.edited else approved
