"""Alerts by what they are about and by how they lie in the inbox; their silences, and what they came in."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE alert (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        open INTEGER NOT NULL,
        severity INTEGER NOT NULL,
        source TEXT NOT NULL,
        service TEXT NOT NULL,
        incident TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        count INTEGER NOT NULL,
        flapping INTEGER NOT NULL,
        silence TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX alert_by_fingerprint ON alert (fingerprint)",
    "CREATE INDEX alert_inbox ON alert (open, status, severity, last)",
    "CREATE INDEX alert_groups ON alert (open, name, service, status, severity, last)",
    "CREATE INDEX alert_by_incident ON alert (incident) WHERE incident <> ''",
    "CREATE INDEX alert_flapping ON alert (last) WHERE flapping = 1",
    "CREATE INDEX alert_silenced ON alert (silence) WHERE silence <> ''",
    """CREATE TABLE silence (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        until INTEGER NOT NULL,
        ended INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX silence_by_end ON silence (ended, until)",
    """CREATE TABLE delivery (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        door TEXT NOT NULL,
        name TEXT NOT NULL,
        taken INTEGER NOT NULL
    ) STRICT""",
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Add the tables; nothing that was recorded before belongs in them."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 5")
