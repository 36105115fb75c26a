"""Documents made on another thread are those that the store's own thread would make."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from holdfast.desk.aside import beside, export_aside, read_aside
from holdfast.desk.export import keep_export
from holdfast.desk.handover_export import gather_handover, handover_handout
from holdfast.domain.incident import Incident
from holdfast.respond.incident import add_note
from holdfast.store.store import Store
from holdfast.store.verify import NotProven
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    add_note(store, made.id, "Deleted old logs", "action")
    return made


def test_it_reads_the_same(store: Store, incident: Incident) -> None:
    shown = partial(gather_handover, incident=incident.id)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(read_aside, beside(store), shown).result() == shown(store)


def test_it_writes_and_the_store_names_it(store: Store, incident: Incident, tmp_path: Path) -> None:
    ready, target = partial(handover_handout, incident=incident.id), tmp_path / "sheet.pdf"
    with ThreadPoolExecutor(1) as pool:
        proved, made = pool.submit(export_aside, beside(store), ready, target, "pdf").result()
    assert made.sha256 == sha256(target.read_bytes()).hexdigest()
    assert made.head.hash == store.journal.head().hash
    assert keep_export(store, proved, made, "pdf")
    assert store.entries("incident", incident.id)[-1].body["sha256"] == made.sha256


def test_what_does_not_prove_itself_is_not_written(store: Store, incident: Incident, tmp_path: Path) -> None:
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run("UPDATE entry SET salt = randomblob(length(salt)) WHERE kind = 'note.added'")
    ready, target = partial(handover_handout, incident=incident.id), tmp_path / "sheet.pdf"
    with ThreadPoolExecutor(1) as pool, pytest.raises(NotProven):
        pool.submit(export_aside, beside(store), ready, target, "pdf").result()
    assert not target.exists()
