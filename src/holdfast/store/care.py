"""Work on a store from another thread, over a read-only connection that ends with it."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

from holdfast.store.backup import Daily, back_up_daily
from holdfast.store.blobs import Blobs
from holdfast.store.database import Database
from holdfast.store.folder import Folder
from holdfast.store.marks import Mark
from holdfast.store.verify import Problem, Progress, Verdict, going_on, verify, verify_on


@contextmanager
def reading_aside(database: Database) -> Generator[Database, None, None]:
    """A connection of its own for one piece of work."""
    beside = database.beside()
    try:
        yield beside
    finally:
        beside.close()


def verify_aside(
    database: Database, mark: Mark, at: str, progress: Progress = going_on
) -> tuple[Mark, tuple[Problem, ...]]:
    """Verify on from a mark; see `verify_on`."""
    with reading_aside(database) as beside:
        return verify_on(beside, mark, at, progress)


def verify_whole_aside(
    database: Database, folder: Folder, at: str, progress: Progress = going_on
) -> tuple[Mark, Verdict]:
    """Verify from the first entry on; gives the mark to go on from, where all of it proved itself."""
    with reading_aside(database) as beside, beside.at_one_moment():
        arrival: int = beside.one("SELECT max(id) FROM entry") or 0
        verdict = verify(beside, Blobs(beside, folder.blobs), progress)
    heads = {head.station: head for head in verdict.stations}
    return Mark(arrival, verdict.entries, at, heads, at, verdict.entries), verdict


def back_up_aside(
    database: Database, folder: Folder, now: datetime, proven: str = "", progress: Progress = going_on
) -> Daily | None:
    """Make today's backup where there is none, and prove it unless it is the `proven` one."""
    with reading_aside(database) as beside:
        return back_up_daily(beside, folder.blobs, folder.backups, now, proven, progress)
