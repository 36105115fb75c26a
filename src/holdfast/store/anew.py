"""Rows that an older program folded, folded once more where this one reads more in the same entries."""

from typing import Final

from holdfast.domain.ids import subject
from holdfast.store.marks import Marks
from holdfast.store.projections import projection
from holdfast.store.store import Store

_ROWS: Final = {"review": "", "alert": "WHERE open = 1"}
"""The kinds, each with the rows of which the fold means more."""
_MARK: Final = "folded"
_NOW: Final = "6"
"""Raised with the schema where the fold of one of these kinds comes to mean more of old entries."""


def say_folded(marks: Marks) -> None:
    """Say of a store that its rows are what this program folds."""
    marks.set(_MARK, _NOW)


def fold_anew(store: Store) -> None:
    """Fold such rows again, once in a store's life with this program; all of them or none."""
    if store.marks.get(_MARK) == _NOW:
        return
    with store.database.writing():
        for kind, which in _ROWS.items():
            for row in store.database.rows(f"SELECT id FROM {projection(kind).table} {which}"):  # noqa: S608
                name = subject(kind, row[0])
                store.rows.refold(name, store.journal.of(name))
        say_folded(store.marks)
