"""Preventive actions by due date; reviews by the file they came from; the hashes of a chain by themselves."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE action ADD COLUMN incident TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN title TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
    """UPDATE action SET
        incident = coalesce(json_extract(value, '$.incident'), ''),
        title = coalesce(json_extract(value, '$.title'), ''),
        owner = coalesce(json_extract(value, '$.owner'), '')""",
    "CREATE INDEX action_by_due ON action (state, due, id)",
    "ALTER TABLE review ADD COLUMN origin TEXT NOT NULL DEFAULT ''",  # the file it was brought in from
    "ALTER TABLE review ADD COLUMN source TEXT NOT NULL DEFAULT ''",  # the SHA-256 of that
    "CREATE INDEX review_by_source ON review (source) WHERE source <> ''",
    "CREATE INDEX review_by_origin ON review (origin) WHERE origin <> ''",
    "DROP INDEX entry_by_station",
    "CREATE INDEX entry_by_station ON entry (station, seq, hash)",  # the leaves of a tree, read from it alone
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Add the columns; what was recorded before has them in its value."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 4")
