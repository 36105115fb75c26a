"""Rebuilding: every folded row and search word made again from the journal, and compared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of, kind_of
from holdfast.store.projections import FOLDED, projection
from holdfast.store.schema import make_rows_tables
from holdfast.store.store import Store
from holdfast.store.verify import UNINDEXED, Problem, verify
from holdfast.words import _

_CHUNK: Final = 500  # subjects a transaction: others wait no longer than a blink


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many subjects were folded again, and the names of those whose rows were different."""

    subjects: int
    different: tuple[str, ...]


def rebuild(store: Store, progress: Callable[[int], bool] = lambda _done: True) -> Rebuilt:
    """Fold every subject from its first entry; put right what differs.

    `progress` may answer False to stop. UserError where an entry can't be read: what was not folded again
    until then stays as it is.
    """
    lost = make_rows_tables(store.database)
    if lost:
        raise UserError(
            _("The table {name} of the journal is missing. Nothing was changed.").format(name=lost[0]),
            hint=_("Restore the newest backup into a new folder: holdfast --data NEW store restore FILE."),
        )
    try:
        return _rebuilt(store, progress)
    except Exception as error:
        # what can't be folded may be an altered entry; else it is a fault of ours and told as one
        verdict = verify(store.database, store.blobs)
        if verdict.ok:
            raise
        raise _not_folded(verdict.problems[0]) from error


def _not_folded(problem: Problem) -> UserError:
    return UserError(
        _(
            "Entry {seq} of station {station} can't be folded: {what}. The journal was not changed, and rows "
            "that were not made again are as they were."
        ).format(seq=problem.seq, station=problem.station[:8], what=problem.what),
        hint=_("Copy the store's folder as it is. Then restore the newest backup that verifies elsewhere."),
    )


def _rebuilt(store: Store, progress: Callable[[int], bool]) -> Rebuilt:
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
