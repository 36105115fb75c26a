"""The journal, its index by subject, the folded rows, the search index, and what is not journal."""

from typing import Any

STATEMENTS = (
    # -- the journal ---------------------------------------------------------------------------
    """CREATE TABLE entry (
        id INTEGER PRIMARY KEY,            -- this store's own order of arrival
        v INTEGER NOT NULL,
        station TEXT NOT NULL,
        seq INTEGER NOT NULL,
        prev BLOB NOT NULL,                -- 32 bytes; empty for a station's first
        tick INTEGER NOT NULL,
        seen TEXT,                         -- JSON
        at TEXT NOT NULL,
        by TEXT,                           -- JSON; null: the station itself
        command TEXT NOT NULL,
        subject TEXT NOT NULL,
        about TEXT,                        -- JSON array, sorted
        kind TEXT NOT NULL,
        kv INTEGER NOT NULL,
        digest BLOB NOT NULL,
        hash BLOB NOT NULL UNIQUE,
        body TEXT NOT NULL,                -- JSON object of the members that are present
        salt BLOB NOT NULL,                -- 16 bytes for each of them, in order of their names
        absent TEXT                        -- JSON {member: ["removed" | "withheld", digest]}
    ) STRICT""",
    "CREATE INDEX entry_by_station ON entry (station, seq)",
    "CREATE INDEX entry_by_command ON entry (command)",
    """CREATE TABLE entry_subject (          -- subject and about together
        subject TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (id),
        PRIMARY KEY (subject, entry)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE blob (
        hash BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        data BLOB                          -- null: in blobs/, or removed
    ) STRICT""",
    """CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER entry_header_never_changes BEFORE UPDATE OF
         id, v, station, seq, prev, tick, seen, at, by, command, subject, about, kind, kv, digest, hash
       ON entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER entry_body_only_removed BEFORE UPDATE OF body, salt, absent ON entry
       WHEN new.absent IS NULL OR length(new.body) > length(old.body)
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER entry_subject_never_deleted BEFORE DELETE ON entry_subject
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER entry_subject_never_changes BEFORE UPDATE ON entry_subject
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER blob_never_deleted BEFORE DELETE ON blob
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER blob_never_changes BEFORE UPDATE OF hash, size ON blob
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # -- the heads, for appending and for knowing what was there --------------------------------
    """CREATE TABLE head (
        station TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        tick INTEGER NOT NULL,
        at TEXT NOT NULL,                  -- what the clock said then
        seen TEXT                          -- what its own newest `seen` said
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE head_signature (
        station TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        root BLOB NOT NULL,
        signer TEXT NOT NULL,
        signature BLOB NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (station, seq, signer)
    ) STRICT, WITHOUT ROWID""",
    # -- folded rows: only the store's own recording writes them --------------------------------
    "CREATE TABLE station (id TEXT PRIMARY KEY, code TEXT NOT NULL, value TEXT NOT NULL) STRICT",
    "CREATE TABLE store (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE operator (id TEXT PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL) STRICT",
    """CREATE TABLE incident (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,                -- the reference INC-<code>-<number>
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        service TEXT NOT NULL,
        phase TEXT NOT NULL,
        open INTEGER NOT NULL,
        severity INTEGER NOT NULL,         -- 1 to 5; 9: not assessed
        lead TEXT NOT NULL,
        lead_operator TEXT NOT NULL,
        review TEXT NOT NULL,
        declared INTEGER NOT NULL,         -- seconds since 1970, UTC
        ended INTEGER,
        changed INTEGER NOT NULL,
        due_at INTEGER,
        due_what TEXT NOT NULL,
        due_order INTEGER NOT NULL,        -- what is due first comes first, then the newest
        value TEXT NOT NULL
    ) STRICT""",
    # what lists show and ask, without the value: near rows lie together, and counting reads little
    """CREATE INDEX incident_rows ON incident (
        key, id, code, number, title, service, phase, open, severity, lead, lead_operator, review,
        declared, ended, changed, due_at, due_what, due_order)""",
    "CREATE INDEX incident_by_ref ON incident (code, number)",
    "CREATE INDEX incident_by_due ON incident (due_order, key)",
    "CREATE INDEX incident_by_age ON incident (declared, key)",
    "CREATE INDEX incident_by_severity ON incident (severity, due_order, key)",
    "CREATE INDEX incident_by_change ON incident (changed, key)",
    "CREATE INDEX incident_open ON incident (open, due_order, key)",
    "CREATE INDEX incident_by_lead ON incident (lead_operator, open, due_order, key)",
    "CREATE INDEX incident_by_phase ON incident (phase, due_order, key, review)",
    """CREATE TABLE runbook (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        version TEXT NOT NULL,
        gone INTEGER NOT NULL,
        used INTEGER NOT NULL,
        value TEXT NOT NULL
    ) STRICT""",
    # not unique: two stations may have imported the same file before they met
    "CREATE INDEX runbook_by_path ON runbook (source, path)",
    "CREATE INDEX runbook_by_title ON runbook (gone, title COLLATE NOCASE, key)",
    """CREATE TABLE run (
        id TEXT PRIMARY KEY,
        incident TEXT NOT NULL,
        runbook TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX run_by_incident ON run (incident)",
    """CREATE TABLE review (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        incident TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        changed INTEGER NOT NULL,
        value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX review_by_incident ON review (incident)",
    "CREATE INDEX review_by_change ON review (state, changed, key)",
    """CREATE TABLE action (
        id TEXT PRIMARY KEY, review TEXT NOT NULL, state TEXT NOT NULL, due TEXT NOT NULL, value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX action_by_review ON action (review)",
    # -- search: the words by place, and their index over them ------------------------------------
    """CREATE TABLE place (
        id INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        spot TEXT NOT NULL,                -- which part of the subject: "", a section, an entry's hash
        kind TEXT NOT NULL,                -- the subject's kind, as a word of the index
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (subject, spot)
    ) STRICT""",
    """CREATE VIRTUAL TABLE search USING fts5(
        title, text, kind, content='place', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6 7 8')""",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    # -- what is not journal ----------------------------------------------------------------------
    """CREATE TABLE draft (
        subject TEXT NOT NULL,
        field TEXT NOT NULL,
        operator TEXT NOT NULL,
        text TEXT NOT NULL,
        base TEXT NOT NULL,                -- the hash of the entry that it started from
        saved TEXT NOT NULL,
        PRIMARY KEY (subject, field, operator)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE passphrase (operator TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT",
    "CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


def up(migrator: object, db: Any) -> None:  # noqa: ANN401  (the runner hands in its database, which has no types)
    """Create all of it."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA application_id = 1213156420")
    db.execute_sql("PRAGMA user_version = 1")
