"""Reaching a far row of a long table: rows remembered on the way, to begin near it and not at the first."""

from typing import Final

import msgspec
from msgspec.structs import replace

from holdfast.store.database import Database, Row

_STEP: Final = 16_384  # rows between two rungs: walking one step in an index takes 0.2 ms


class Arm(msgspec.Struct, frozen=True):
    """Some of the rows of a table: those that a condition leaves. `source` may name the index to take."""

    source: str
    where: str
    values: Row


class Walk(msgspec.Struct, frozen=True):
    """Rows in an order: those of one arm, or of several that share none.

    `columns` are what is sorted by, all ASC or all DESC as `way` says, the table's key last. With
    `until` it is only the beginning of the walk without it: the rows for which that condition holds.
    """

    arms: tuple[Arm, ...]
    columns: str
    way: str
    in_index: bool = False  # an index holds every arm in this order
    until: tuple[str, Row] | None = None
    start: str = ""  # where the index is entered: further on, a row takes its place as the lower bound

    def ordering(self) -> str:
        """What stands behind ORDER BY."""
        return ", ".join(f"{column} {self.way}" for column in self.columns.split(", "))

    def sql(self) -> str:
        """The statement that gives `columns`, row by row."""
        until = f" AND {self.until[0]}" if self.until else ""
        until += f" AND {self.start}" if self.start else ""
        parts = (
            f"SELECT {self.columns} FROM {arm.source} WHERE {arm.where}{until}"  # noqa: S608
            for arm in self.arms
        )
        return f"{' UNION ALL '.join(parts)} ORDER BY {self.ordering()}"

    def values(self) -> Row:
        """The values of the statement."""
        until = self.until[1] if self.until else ()
        return tuple(value for arm in self.arms for value in (*arm.values, *until))

    def backwards(self) -> "Walk":
        """The same rows from the last to the first."""
        return replace(self, way="ASC" if self.way == "DESC" else "DESC")

    def on_from(self, rung: Row) -> "Walk":
        """The rest of the walk, from the row with these columns on."""
        marks = ", ".join("?" * len(rung))
        beyond = f"({self.columns}) {'>=' if self.way == 'ASC' else '<='} ({marks})"
        arms = (
            replace(arm, where=f"{arm.where} AND {beyond}", values=arm.values + rung) for arm in self.arms
        )
        # SQLite takes one lower bound, and not always the nearer one
        return replace(self, arms=tuple(arms), start=self.start if self.way == "DESC" else "")


class Ladder:
    """Remembers every so-manyth row of the walks through a table, as far as somebody went.

    What it remembers holds for one state of the file; after any change it begins anew, which costs
    no more than walking there.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._rungs: dict[Walk, list[Row]] = {}
        self._state = 0, 0

    def near(self, walk: Walk, offset: int) -> tuple[Walk, int]:
        """The walk from a row near `offset` on, and how many rows then still come before that one."""
        if offset < _STEP or not self._may_climb(walk):
            return walk, offset
        rungs = self._climb(walk, offset // _STEP)
        climbed = min(offset // _STEP, len(rungs))
        return walk.on_from(rungs[climbed - 1]) if climbed else walk, offset - climbed * _STEP

    def length(self, walk: Walk) -> int:
        """How many rows there are on it."""
        if not self._may_climb(walk):
            return self._count(walk)
        rungs = self._climb(walk, None)
        return len(rungs) * _STEP + self._count(walk.on_from(rungs[-1]) if rungs else walk)

    def _may_climb(self, walk: Walk) -> bool:
        # what is not yet committed may be taken back
        return walk.in_index and not self._db.in_transaction()

    def _climb(self, walk: Walk, wanted: int | None) -> list[Row]:
        """The rungs of a walk, up to this one at least; None: all of them."""
        self._begin_anew_after_changes()
        whole = replace(walk, until=None)
        rungs = self._rungs.setdefault(whole, [])
        while wanted is None or len(rungs) < wanted:
            rung = self._next(whole.on_from(rungs[-1]) if rungs else whole)
            if rung is None:
                break
            rungs.append(rung)
        return rungs

    def _count(self, walk: Walk) -> int:
        return self._db.one(f"SELECT count(*) FROM ({walk.sql()})", walk.values())  # noqa: S608

    def _next(self, walk: Walk) -> Row | None:
        return self._db.row(f"{walk.sql()} LIMIT 1 OFFSET {_STEP}", walk.values())

    def _begin_anew_after_changes(self) -> None:
        """The first number changes with other connections' commits, the second with our own writing."""
        state = self._db.one("PRAGMA data_version"), self._db.raw().total_changes()
        if state != self._state:
            self._state = state
            self._rungs.clear()
