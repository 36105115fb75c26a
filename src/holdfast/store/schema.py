"""What tables a store has, asked of a fresh one: which are missing, and making those of rows again."""

import tempfile
from pathlib import Path
from typing import Final

from holdfast.store.database import Database
from holdfast.store.opening import run_migrations

JOURNAL: Final = frozenset({"entry", "entry_subject", "blob", "head", "mark"})
"""The tables that nothing else can make again."""
# Virtual tables keep theirs themselves.
_TABLES: Final = (
    "SELECT tbl_name, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') "
    "AND name NOT LIKE 'search\\__%' ESCAPE '\\' ORDER BY type = 'index'"
)


def _fresh() -> tuple[tuple[str, str, str], ...]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(str(Path(folder) / "fresh.db"))
        try:
            run_migrations(database)
            return tuple((row[0], row[1], row[2]) for row in database.rows(_TABLES))
        finally:
            database.close()


def missing_tables(database: Database) -> tuple[str, ...]:
    """The tables of a store that this one lacks."""
    there = {row[0] for row in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return tuple(sorted({table for table, _name, _sql in _fresh()} - there))


def make_rows_tables(database: Database) -> tuple[str, ...]:
    """Make missing tables of rows again, empty; gives the tables that can't be made again."""
    missing = missing_tables(database)
    if missing and JOURNAL.isdisjoint(missing):
        with database.writing():
            for table, _name, sql in _fresh():
                if table in missing:
                    database.run(sql)
            if "search" in missing:
                database.run("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
                database.run("INSERT INTO search (search) VALUES ('rebuild')")
    return tuple(name for name in missing if name in JOURNAL)
