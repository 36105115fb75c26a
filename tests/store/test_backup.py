"""A backup is one checked file that holds everything; what is restored goes on as a new station."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.backup import KEPT, back_up, back_up_daily, backups, restore
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare


def test_a_backup_restores_to_the_same_record_under_a_new_station(store: Store, tmp_path: Path) -> None:
    incident = declare(store, Declaration("Disk full"))
    add_note(store, incident.id, "a note")
    with store.command():
        large = store.blobs.put(b"x" * 3_000_000)["blob"]
    old = store.journal.head()
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    assert made.size > 3_000_000
    target = Folder(tmp_path / "restored")
    restore(made.file, target)
    with open_store(target.path) as again:
        assert again.blobs.get(str(large)) == b"x" * 3_000_000
        assert again.station.previous["hash"] == old.hash
        told = [row.text for row in timeline_of(again, incident.id)]
        assert told == [row.text for row in timeline_of(store, incident.id)]
        sign_in(again, "Ana")
        add_note(again, incident.id, "goes on")
        verdict = verify(again.database, again.blobs)
        assert verdict.ok
        assert len(verdict.stations) == 2


def test_no_key_and_no_passphrase_lies_in_a_backup(store: Store, tmp_path: Path) -> None:
    ana = store.operators.named("Ana")
    assert ana is not None
    with store.command():
        store.operators.keep(ana.id, "correct horse battery")
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    raw = made.file.read_bytes()
    assert b"argon2id" not in raw
    assert b"PRIVATE KEY" not in raw


def test_a_store_is_never_overwritten_by_a_restore(store: Store, tmp_path: Path) -> None:
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    before = store.folder.database.read_bytes()
    with pytest.raises(UserError, match="already holds a store"):
        restore(made.file, store.folder)
    assert store.folder.database.read_bytes() == before


def test_what_is_no_sound_backup_is_refused(store: Store, tmp_path: Path) -> None:
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    raw = bytearray(made.file.read_bytes())
    raw[5000:9000] = bytes(4000)
    (tmp_path / "torn.backup").write_bytes(raw)
    (tmp_path / "text.backup").write_text("no database")
    foreign = apsw.Connection(str(tmp_path / "foreign.backup"))
    foreign.execute("CREATE TABLE x (y)")
    foreign.close()
    for name in ("torn.backup", "text.backup", "foreign.backup", "none.backup"):
        with pytest.raises(UserError, match="Nothing was changed"):
            restore(tmp_path / name, Folder(tmp_path / "restored"))
    assert not (tmp_path / "restored").exists()


def test_a_day_has_one_backup_and_seven_are_kept(store: Store) -> None:
    day = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for number in range(KEPT + 3):
        now = day + timedelta(days=number)
        assert back_up_daily(store.database, store.blobs.folder, store.folder.backups, now) is not None
        assert back_up_daily(store.database, store.blobs.folder, store.folder.backups, now) is None
    assert len(backups(store.folder.backups)) == KEPT
    assert all(one.file.suffix == ".backup" for one in backups(store.folder.backups))


def test_a_target_that_is_not_there_is_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        back_up(store.database, store.blobs.folder, tmp_path / "none" / "copy.backup")
