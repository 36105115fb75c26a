"""Work on a store from another thread, over a read-only connection that ends with it."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

from holdfast.store.backup import Backup, back_up_daily
from holdfast.store.database import Database
from holdfast.store.folder import Folder
from holdfast.store.marks import Mark
from holdfast.store.verify import Problem, verify_on


@contextmanager
def reading_aside(database: Database) -> Generator[Database, None, None]:
    """A connection of its own for one piece of work."""
    beside = database.beside()
    try:
        yield beside
    finally:
        beside.close()


def verify_aside(database: Database, mark: Mark, at: str) -> tuple[Mark, tuple[Problem, ...]]:
    """Verify on from a mark; see `verify_on`."""
    with reading_aside(database) as beside:
        return verify_on(beside, mark, at)


def back_up_aside(database: Database, folder: Folder, now: datetime) -> Backup | None:
    """Make today's backup where there is none."""
    with reading_aside(database) as beside:
        return back_up_daily(beside, folder.blobs, folder.backups, now)
