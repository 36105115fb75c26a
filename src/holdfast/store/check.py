"""Checking a whole store without changing it: the file, the journal, and the rows folded from it."""

from dataclasses import dataclass

from holdfast.store.database import GUARDS, explained
from holdfast.store.schema import JOURNAL, missing_tables
from holdfast.store.store import Store
from holdfast.store.verify import Problem, Progress, Verdict, going_on, verify
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Checked:
    """SQLite's word on the file, the journal's verdict, and the subjects whose rows differ.

    `different` is None where the rows were not compared: the journal does not verify, or tables are
    `missing`.
    """

    file: str
    journal: Verdict
    different: tuple[str, ...] | None
    missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.file == "ok" and self.journal.ok and self.different == ()


def check_store(store: Store, progress: Progress = going_on) -> Checked:
    """Check everything; `progress` may answer False to stop."""
    with explained():
        problems = [row[0] for row in store.database.rows("PRAGMA integrity_check(20)")]
        missing = missing_tables(store.database)
        problems += [f"table {name} is missing" for name in missing]
        if not missing:
            problems += [f"foreign key: {row}" for row in store.database.rows("PRAGMA foreign_key_check")]
        triggers = store.database.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        problems += [f"trigger {name} is missing" for name in sorted(GUARDS - {row[0] for row in triggers})]
        lost = sorted(JOURNAL.intersection(missing))
        verdict = _unreadable(lost) if lost else verify(store.database, store.blobs, progress)
        # what doesn't prove itself may not even be readable: there is nothing to compare rows with
        different = _different(store) if verdict.ok and not missing else None
    wrong = [problem for problem in problems if problem != "ok"]
    return Checked("; ".join(wrong) or "ok", verdict, different, missing)


def _unreadable(lost: list[str]) -> Verdict:
    what = _("the table {name} of the journal is missing: restore the newest backup")
    return Verdict(0, (), tuple(Problem("", 0, what.format(name=name)) for name in lost))


def _different(store: Store) -> tuple[str, ...]:
    return tuple(name for name, entries in store.journal.by_subject() if store.rows.differs(name, entries))
