"""Preventive actions over all reviews, overdue first."""

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
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Add the columns; what was recorded before has them in its value."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 4")
