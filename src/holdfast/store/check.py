"""Checking a whole store without changing it: the file, the journal, and the rows folded from it."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.store.database import GUARDS, explained
from holdfast.store.store import Store
from holdfast.store.verify import Verdict, verify


@dataclass(frozen=True, slots=True)
class Checked:
    """SQLite's word on the file, the journal's verdict, and the subjects whose rows differ."""

    file: str
    journal: Verdict
    different: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.file == "ok" and self.journal.ok and not self.different


def check_store(store: Store, progress: Callable[[int, int], bool] = lambda _done, _all: True) -> Checked:
    """Check everything; `progress` may answer False to stop."""
    with explained():
        problems = [row[0] for row in store.database.rows("PRAGMA integrity_check(20)")]
        problems += [f"foreign key: {row}" for row in store.database.rows("PRAGMA foreign_key_check")]
        triggers = store.database.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        problems += [f"trigger {name} is missing" for name in sorted(GUARDS - {row[0] for row in triggers})]
        verdict = verify(store.database, store.blobs, progress)
        # what doesn't prove itself may not even be readable: there is nothing to compare rows with
        different = _different(store) if verdict.ok else ()
    wrong = [problem for problem in problems if problem != "ok"]
    return Checked("; ".join(wrong) or "ok", verdict, different)


def _different(store: Store) -> tuple[str, ...]:
    return tuple(name for name, entries in store.journal.by_subject() if store.rows.differs(name, entries))
