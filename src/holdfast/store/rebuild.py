"""Rebuilding: every folded row and search word made again from the journal, and compared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from holdfast.domain.changes import Changes
from holdfast.domain.ids import id_of, kind_of
from holdfast.store.projections import FOLDED, projection
from holdfast.store.store import Store
from holdfast.store.verify import UNINDEXED

_CHUNK: Final = 500  # subjects a transaction: others wait no longer than a blink


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many subjects were folded again, and the names of those whose rows were different."""

    subjects: int
    different: tuple[str, ...]


def rebuild(store: Store, progress: Callable[[int], bool] = lambda _done: True) -> Rebuilt:
    """Fold every subject from its first entry; put right what differs.

    `progress` may answer False to stop.
    """
    different: list[str] = []
    done = 0
    _index(store)
    names = _names(store)
    for start in range(0, len(names), _CHUNK):
        with store.database.writing():
            for name in names[start : start + _CHUNK]:
                if store.rows.refold(name, store.journal.of(name)):
                    different.append(name)
                done += 1
        if not progress(done):
            break
    different += _strangers(store)
    if different:
        store.announce(Changes(frozenset(different)))
    return Rebuilt(done, tuple(different))


def _index(store: Store) -> None:
    """Put what the index by subject leaves out back into it."""
    missing = [row[:2] for row in store.database.rows(UNINDEXED)]
    if missing:
        with store.database.writing():
            store.database.many("INSERT INTO entry_subject VALUES (?, ?)", missing)


def _names(store: Store) -> list[str]:
    rows = store.database.rows("SELECT DISTINCT subject FROM entry_subject ORDER BY subject")
    return [row[0] for row in rows if kind_of(row[0]) in FOLDED]


def _strangers(store: Store) -> list[str]:
    """Rows and words that no entry stands behind: they go."""
    found: list[str] = []
    with store.database.writing():
        for kind in FOLDED:
            table = projection(kind).table
            rows = store.database.rows(
                f"SELECT id FROM {table} WHERE NOT EXISTS "  # noqa: S608
                "(SELECT 1 FROM entry_subject s WHERE s.subject = ? || id)",
                (f"{kind}/",),
            )
            for row in rows:
                name = f"{kind}/{row[0]}"
                store.database.run(f"DELETE FROM {table} WHERE id = ?", (id_of(name),))  # noqa: S608
                store.search.make(name, [])
                found.append(name)
    return found
