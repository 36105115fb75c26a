"""Drills, and what belongs to one: the incidents declared in it and the alerts that it put in."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE drill (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        title TEXT NOT NULL,
        scenario TEXT NOT NULL,
        station TEXT NOT NULL,
        state TEXT NOT NULL,
        started INTEGER NOT NULL,
        ended INTEGER
    ) STRICT""",
    "CREATE INDEX drill_by_state ON drill (state, station)",
    "CREATE INDEX drill_by_start ON drill (started)",
    "ALTER TABLE incident ADD COLUMN drill TEXT NOT NULL DEFAULT ''",
    "DROP INDEX incident_rows",
    """CREATE INDEX incident_rows ON incident (
        key, id, code, number, title, service, phase, open, severity, lead, lead_operator, review,
        declared, ended, changed, due_at, due_what, due_order, drill)""",
    "CREATE INDEX incident_by_drill ON incident (drill) WHERE drill <> ''",
    "ALTER TABLE alert ADD COLUMN drill TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX alert_by_drill ON alert (drill) WHERE drill <> ''",
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Add the table and the columns; nothing that was recorded before belongs to a drill."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 6")
