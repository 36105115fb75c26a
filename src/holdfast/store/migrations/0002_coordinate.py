"""Labels, tasks, handovers, the directory; the list by service and by the next status update."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE incident ADD COLUMN update_due INTEGER",  # seconds since 1970, UTC; null: none is due
    "CREATE INDEX incident_by_service ON incident (service, due_order, key)",
    "CREATE INDEX incident_by_update ON incident (update_due, key) WHERE update_due IS NOT NULL",
    """CREATE TABLE incident_label (
        label TEXT NOT NULL,
        incident INTEGER NOT NULL REFERENCES incident (key) ON DELETE CASCADE,
        PRIMARY KEY (label, incident)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX incident_label_by_incident ON incident_label (incident)",
    """CREATE TABLE task (
        id TEXT PRIMARY KEY,
        incident TEXT NOT NULL,
        state TEXT NOT NULL,
        operator TEXT NOT NULL,
        value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX task_by_incident ON task (incident)",
    "CREATE INDEX task_by_operator ON task (operator, state)",
    """CREATE TABLE handover (
        id TEXT PRIMARY KEY, incident TEXT NOT NULL, state TEXT NOT NULL, value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX handover_by_incident ON handover (incident)",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, dropped INTEGER NOT NULL, value TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE resource (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, dropped INTEGER NOT NULL, value TEXT NOT NULL
    ) STRICT""",
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Make the tables; no row that is there already has anything for them."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 2")
