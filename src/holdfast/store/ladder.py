"""Reaching a far row of a long table: rows remembered on the way, to begin near it and not at the first."""

from typing import Final

import msgspec
from msgspec.structs import replace

from holdfast.store.database import Database, Row

_STEP: Final = 16_384  # rows between two rungs: walking one step in an index takes 0.2 ms


class Walk(msgspec.Struct, frozen=True):
    """The rows that a condition leaves, in an order.

    `columns` are what is sorted by, all ASC or all DESC as `way` says, the table's key last.
    """

    where: str
    values: Row
    columns: str
    way: str

    def ordering(self) -> str:
        """What stands behind ORDER BY."""
        return ", ".join(f"{column} {self.way}" for column in self.columns.split(", "))

    def on_from(self, rung: Row) -> "Walk":
        """The rest of the walk, from the row with these columns on."""
        marks = ", ".join("?" * len(rung))
        beyond = f"({self.columns}) {'>=' if self.way == 'ASC' else '<='} ({marks})"
        return replace(self, where=f"{self.where} AND {beyond}", values=self.values + rung)


class Ladder:
    """Remembers every so-manyth row of the walks through a table, as far as somebody went.

    What it remembers holds for one state of the file; after any change it begins anew, which costs
    no more than walking there. An index should hold each walk in its order.
    """

    def __init__(self, database: Database, table: str) -> None:
        self._db, self._table = database, table
        self._rungs: dict[Walk, list[Row]] = {}
        self._state = 0, 0

    def near(self, walk: Walk, offset: int) -> tuple[Walk, int]:
        """The walk from a row near `offset` on, and how many rows then still come before that one."""
        if offset < _STEP or self._db.in_transaction():  # what is not yet committed may be taken back
            return walk, offset
        self._begin_anew_after_changes()
        rungs = self._rungs.setdefault(walk, [])
        wanted = offset // _STEP
        while len(rungs) < wanted and (rung := self._next(walk.on_from(rungs[-1]) if rungs else walk)):
            rungs.append(rung)
        climbed = min(wanted, len(rungs))
        return walk.on_from(rungs[climbed - 1]) if climbed else walk, offset - climbed * _STEP

    def _next(self, walk: Walk) -> Row | None:
        return self._db.row(
            f"SELECT {walk.columns} FROM {self._table} WHERE {walk.where} "  # noqa: S608
            f"ORDER BY {walk.ordering()} LIMIT 1 OFFSET {_STEP}",
            walk.values,
        )

    def _begin_anew_after_changes(self) -> None:
        """The first number changes with other connections' commits, the second with our own writing."""
        state = self._db.one("PRAGMA data_version"), self._db.raw().total_changes()
        if state != self._state:
            self._state = state
            self._rungs.clear()
