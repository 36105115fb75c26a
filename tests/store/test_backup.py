"""A backup is one checked file that holds everything; what is restored goes on as a new station."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread

import apsw
import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.backup import (
    KEPT,
    back_up,
    back_up_daily,
    backups,
    copy_backup,
    prove_backup,
    restore,
)
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
        daily = back_up_daily(store.database, store.blobs.folder, store.folder.backups, now)
        assert daily is not None
        assert daily.verdict.ok
        name = daily.backup.file.name
        assert back_up_daily(store.database, store.blobs.folder, store.folder.backups, now, name) is None
    assert len(backups(store.folder.backups)) == KEPT
    assert all(one.file.suffix == ".backup" for one in backups(store.folder.backups))


def test_a_target_that_is_not_there_is_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        back_up(store.database, store.blobs.folder, tmp_path / "none" / "copy.backup")


@pytest.mark.parametrize(
    "name", ["holdfast.db", "holdfast.db-wal", "station.key", "other.backup", "blobs/ab/x", "Blobs/x"]
)
def test_a_backup_never_lies_where_the_store_keeps_its_own(store: Store, name: str) -> None:
    target = store.path / name
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    with pytest.raises(UserError, match="store is safe"):
        back_up(store.database, store.blobs.folder, target)
    assert (target.read_bytes() if target.exists() else None) == before
    assert verify(store.database, store.blobs).ok


def test_a_backup_may_lie_among_the_backups_and_by_no_link_elsewhere(store: Store, tmp_path: Path) -> None:
    assert back_up(store.database, store.blobs.folder, store.folder.backups / "by hand.backup").size > 0
    (store.path / "mine").mkdir()
    assert back_up(store.database, store.blobs.folder, store.path / "mine" / "copy.backup").size > 0
    (tmp_path / "link").symlink_to(store.path)
    (tmp_path / "copy.backup").symlink_to(store.folder.database)
    (store.path / "out.backup").symlink_to(tmp_path / "nothing")
    for target in (tmp_path / "link" / "x.backup", tmp_path / "copy.backup", store.path / "out.backup"):
        with pytest.raises(UserError, match="lies in the folder of a store"):
            back_up(store.database, store.blobs.folder, target)


@pytest.mark.skipif(os.name == "nt", reason="the system has no modes")
def test_the_database_and_its_copies_are_this_users_alone(store: Store, tmp_path: Path) -> None:
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    restore(made.file, Folder(tmp_path / "again"))
    for file in (store.folder.database, store.folder.wal, made.file, tmp_path / "again" / "holdfast.db"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


@pytest.mark.parametrize("already", [False, True])
def test_a_disk_that_refuses_to_delete_is_told_in_words(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, already: bool
) -> None:
    if already:
        (tmp_path / "copy.backup.part").touch()

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        del missing_ok
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(UserError, match="can't be written to"):
        back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")


def _alter(store: Store) -> None:
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        store.database.run("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 2")


def test_no_backup_is_rotated_out_by_one_that_does_not_verify(store: Store, tmp_path: Path) -> None:
    day = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for number in range(KEPT):
        back_up_daily(store.database, store.blobs.folder, store.folder.backups, day + timedelta(days=number))
    _alter(store)
    later = day + timedelta(days=KEPT)
    daily = back_up_daily(store.database, store.blobs.folder, store.folder.backups, later)
    assert daily is not None
    assert daily.verdict.problems[0].seq == 2
    kept = backups(store.folder.backups)
    assert len(kept) == KEPT + 1
    assert prove_backup(kept[-1].file).ok
    for one in kept:
        copy_backup(one.file, tmp_path, proven=False)
    assert len(backups(tmp_path)) == KEPT + 1


def test_a_second_folder_takes_whole_files_once_and_keeps_seven(store: Store, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    day = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for number in range(KEPT + 2):
        now = day + timedelta(days=number)
        daily = back_up_daily(store.database, store.blobs.folder, store.folder.backups, now)
        assert daily is not None
        assert copy_backup(daily.backup.file, second, proven=True) is not None
        assert copy_backup(daily.backup.file, second, proven=True) is None
    assert len(list(second.iterdir())) == KEPT
    assert all(prove_backup(one.file).ok for one in backups(second))


def test_a_backup_comes_to_its_end_while_others_write_without_end(store: Store, tmp_path: Path) -> None:
    """SQLite begins the copying anew at each write of another connection."""
    store.database.run("CREATE TABLE filling (bytes BLOB)")
    store.database.many("INSERT INTO filling VALUES (zeroblob(?))", [(1 << 20,)] * 32)
    begun, ending, twin = Event(), Event(), store.twin()

    def write() -> None:
        with twin:
            for number in count():
                twin.marks.set("written", str(number))
                begun.set()
                if ending.is_set():
                    break

    target = tmp_path / "busy.backup"
    copying = Thread(target=back_up, args=(store.database, store.folder.blobs, target), daemon=True)
    writing = Thread(target=write)
    writing.start()
    assert begun.wait(30)
    copying.start()
    copying.join(30)
    was_copying = copying.is_alive()
    ending.set()
    writing.join()
    copying.join()
    assert not was_copying
    assert target.is_file()
