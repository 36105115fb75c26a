"""The rows of the library, however many there are: each is read and made when it is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from holdfast.runbook.search import Around
from holdfast.store.runbooks import RunbookRow
from holdfast.ui.kit.rows import KEY, ROW, Index, Row
from holdfast.ui.kit.snippets import line_around
from holdfast.words import _, ngettext

_ROOT = QModelIndex()
_AT_ONCE = 12  # rows that are read together: about what is in sight
_NOWHERE = Around()


@dataclass(frozen=True, slots=True)
class Found:
    """A runbook, and the place of its text that was looked for."""

    book: RunbookRow
    around: Around = _NOWHERE


Read = Callable[[Sequence[str]], Sequence[Found]]


class LibraryModel(QAbstractListModel):
    """Runbooks in the order of the ids that are given; `read` gives what some of them say."""

    def __init__(
        self, read: Read, parent: QObject | None = None, today: Callable[[], str] = lambda: ""
    ) -> None:
        super().__init__(parent)
        self._read, self._today = read, today
        self._ids: list[str] = []
        self._found: dict[str, Found] = {}
        self._rest: Callable[[], Sequence[str]] | None = None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == KEY:
            return self._ids[index.row()]
        if role in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            found = self.found(index.row())
            row = row_of(found, self._today()) if found is not None else None
            return row if role == ROW or row is None else row.spoken()
        return None

    def found(self, place: int) -> Found | None:
        """What a row shows; None where it is no longer in the library."""
        ident = self._ids[place]
        if ident not in self._found:
            start = place - place % _AT_ONCE
            found = self._read(self._ids[start : start + _AT_ONCE])
            self._found |= {each.book.id: each for each in found}
        return self._found.get(ident)

    def show_ids(self, idents: Sequence[str], rest: Callable[[], Sequence[str]] | None = None) -> None:
        """Show these; the same ones again leave selection and place as they are.

        `rest` gives all there are, where these are only the first; it is asked at the end of the list.
        """
        self._rest = rest
        self._found.clear()
        if list(idents) == self._ids:
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
            return
        self.beginResetModel()
        self._ids = list(idents)
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._rest is not None

    def fetchMore(self, parent: Index) -> None:
        if self._rest is None or parent.isValid():
            return
        rest, self._rest = self._rest, None
        there = set(self._ids)
        more = [ident for ident in rest() if ident not in there]
        if more:
            self.beginInsertRows(_ROOT, len(self._ids), len(self._ids) + len(more) - 1)
            self._ids += more
            self.endInsertRows()

    def place_of(self, ident: str) -> int:
        """The row of a runbook, -1 where it is not listed."""
        return self._ids.index(ident) if ident in self._ids else -1


def row_of(found: Found, today: str = "") -> Row:
    """What the list says about one runbook; `today` (YYYY-MM-DD) is what its review is held against."""
    book, overdue = found.book, bool(today) and found.book.is_overdue(today)
    hit = _hit(found)
    return Row(
        book.title,
        hit or "  \N{MIDDLE DOT}  ".join(_about(book)),
        age=_used(book),
        due="" if hit and not (book.gone or overdue) else _standing(book, today),
        overdue=overdue and not book.gone,
        icon="runbooks",
        quiet=book.gone,
    )


def _hit(found: Found) -> str:
    """The section and the line that has the words that were looked for; "" where that is the title alone."""
    line, section = line_around(found.around.snippet), found.around.section
    if line == found.book.title:
        return ""
    parts = (section if section != line else "", line)
    return "  \N{MIDDLE DOT}  ".join(part for part in parts if part)


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
