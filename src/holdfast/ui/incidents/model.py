"""The incident list as a long model: what moves a row in each of the shipped orders."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from holdfast.domain.query import Query
from holdfast.store.incidents import IncidentRow, Incidents
from holdfast.store.projections import NOT_ASSESSED
from holdfast.ui.incidents.reading import Question
from holdfast.ui.kit.long_model import LongModel, Reads
from holdfast.ui.kit.rows import Row

_NOT_DUE = 1 << 40  # later than anything that is due


class IncidentsModel(LongModel[Question, IncidentRow]):
    """Its question is a query and one of the shipped orders."""

    def __init__(
        self,
        incidents: Incidents,
        reading: Reads[Question, IncidentRow],
        words: Callable[[IncidentRow], Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__((Query(), "due"), reading, lambda row: row.id, words, parent)
        self._incidents = incidents

    @property
    def _order(self) -> str:
        return self.question[1]

    def refresh(self, idents: Collection[str]) -> bool:
        """Read these incidents again where they are held, in place. Whether one belongs elsewhere now."""
        held = self.held()
        fresh = self._incidents.rows([ident for ident in idents if ident in held])
        changed = self.renew(fresh)
        moved = any(self._sort_key(new) != self._sort_key(old) for old, new in changed)
        return moved or (self._order == "changed" and bool(fresh))

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
