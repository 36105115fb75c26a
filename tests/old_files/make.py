"""Makes the store that is kept for this schema version, once: python tests/old_files/make.py

Real commands tell one incident from declared to closed. The key is not kept, so that whoever opens
the store begins a station of their own.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from holdfast.desk.operators import set_passphrase, sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, assign, change
from holdfast.review.actions import add_action
from holdfast.review.writing import begin, import_rows, offered_rows, release, write
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of, import_folder
from holdfast.store.database import SCHEMA_VERSION
from holdfast.store.opening import open_store
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare

BOOK = "# Disk full\n\n## Mitigation\n\n1. Look with `df`\n2. Shorten the retention\n3. Look again\n"


class Clock:
    """A minute passes at each look."""

    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def tell(store: Store, books: Path) -> None:
    """The incident, with every kind of entry that commands record."""
    ana = sign_in(store, "Ana")
    set_passphrase(store, ana, "correct horse battery")
    import_folder(store, books)
    said = Declaration(
        "Disk full on db-core", "db-core", "alert", detected=store.now() - timedelta(minutes=9)
    )
    incident = declare(store, said, Answers(Answer.HIGH, Answer.UNSURE)).id
    assign(store, incident, "commander", "Ana", ana.id)
    change(
        store,
        incident,
        know="The log fills the disk.",
        plan="Shorten its retention.",
        need="Eyes",
    )
    secret = add_note(store, incident, "the password is hunter2", "observation")
    remove_words(store, secret.entry, "a pasted password")
    run = runs.start(store, incident, store.runbooks.page()[0].id)
    steps = document_of(store, run.version, run.title).steps
    runs.mark(store, run.id, steps[0], "done")
    runs.mark(store, run.id, steps[1], "failed", "no rights")
    runs.mark(store, run.id, steps[1], "open")
    runs.mark(store, run.id, steps[2], "skipped", "not needed")
    runs.finish(store, run.id)
    move(store, incident, Phase.CONTAINED)
    move(store, incident, Phase.RESOLVED, reason="The retention is a week now.")
    review = begin(store, incident).id
    write(store, review, "summary", "The log filled the disk of db-core for an hour.")
    import_rows(store, review, [row for row, _there in offered_rows(store, review)])
    add_action(store, review, "Watch the disks", "Ben", "2026-12-24", "An alert comes at 80 %")
    release(store, review)
    move(store, incident, Phase.CLOSED)


def main() -> None:
    """The command."""
    kept = Path(__file__).parent / f"v{SCHEMA_VERSION}"
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder) / "books"
        books.mkdir()
        (books / "disk.md").write_text(BOOK, encoding="utf-8")
        with open_store(Path(folder) / "store", clock=Clock()) as store:
            tell(store, books)
        file = apsw.Connection(str(store.folder.database))
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("VACUUM")
        file.close()
        store.folder.database.replace(kept / "holdfast.db")


if __name__ == "__main__":
    main()
