"""Runbooks by what they are about and who stands behind them; runs by their runbook and time."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE runbook ADD COLUMN edited INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runbook ADD COLUMN approved TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runbook ADD COLUMN reviewed TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runbook ADD COLUMN review_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runbook ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runbook ADD COLUMN severity INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runbook ADD COLUMN tags TEXT NOT NULL DEFAULT ''",  # these three a line each
    "ALTER TABLE runbook ADD COLUMN services TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runbook ADD COLUMN alerts TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE run ADD COLUMN started INTEGER NOT NULL DEFAULT 0",  # seconds since 1970, UTC
    # without its fraction, which the column does not have either: rounding would make another second
    """UPDATE run SET started = coalesce(unixepoch(substr(json_extract(value, '$.started'), 1, 19)), 0)""",
    "CREATE INDEX run_by_runbook ON run (runbook, started, incident)",
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Add the columns; what was imported before says nothing for most of them."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 3")
