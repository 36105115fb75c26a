"""What is opened, what is refused untouched, and what happens without a key."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note
from holdfast.store import database as sqlite
from holdfast.store.backup import back_up, restore
from holdfast.store.folder import Folder, filesystem_in
from holdfast.store.keys import make_key
from holdfast.store.opening import _create, open_store
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def test_a_new_store_has_its_folders_and_is_this_users_alone(store: Store) -> None:
    assert {part.name for part in store.path.iterdir()} >= {"holdfast.db", "station.key", "blobs", "backups"}
    assert store.path.stat().st_mode & 0o077 == 0
    raw = store.folder.database.read_bytes()
    assert raw[68:72] == b"HOLD"
    assert int.from_bytes(raw[60:64], "big") == sqlite.SCHEMA_VERSION


def test_the_pragmas_that_keep_it_safe_are_on(store: Store) -> None:
    asked = {name: store.database.one(f"PRAGMA {name}") for name in (
        "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "recursive_triggers", "temp_store",
    )}  # fmt: skip
    assert asked == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0,
        "recursive_triggers": 1, "temp_store": 2,
    }  # fmt: skip
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 51, 3)


@pytest.mark.parametrize(
    ("version", "application"), [(sqlite.SCHEMA_VERSION + 1, sqlite.APPLICATION_ID), (1, 77), (1, 0), (0, 0)]
)
def test_a_newer_or_foreign_file_is_refused_untouched(tmp_path: Path, version: int, application: int) -> None:
    file = tmp_path / "holdfast.db"
    other = apsw.Connection(str(file))
    other.execute(
        f"PRAGMA application_id = {application}; PRAGMA user_version = {version}; CREATE TABLE x (y)"
    )
    other.close()
    before = _hash(file)
    with pytest.raises(UserError, match="not touched"):
        open_store(tmp_path)
    assert _hash(file) == before
    assert [part.name for part in tmp_path.iterdir()] == ["holdfast.db"]


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_file_that_is_no_store_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holdfast.db"
    file.write_bytes(content)
    with pytest.raises(UserError):
        open_store(tmp_path)
    assert file.read_bytes() == content


def test_a_damaged_store_is_said_to_be_damaged(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    store.close()
    raw = bytearray(store.folder.database.read_bytes())
    raw[4096:] = b"\x55" * (len(raw) - 4096)
    store.folder.database.write_bytes(raw)
    with pytest.raises(UserError, match="damaged"):
        open_store(store.path).incidents.get(incident.id)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(UserError, match="not a folder"):
        open_store(tmp_path / "x")


def test_nothing_is_begun_where_only_reading_was_asked_for(tmp_path: Path) -> None:
    for read_only, create in ((True, True), (False, False)):
        with pytest.raises(UserError, match="no store"):
            open_store(tmp_path / "none", read_only=read_only, create=create)
    assert not (tmp_path / "none").exists()


def test_read_only_reads_everything_and_writes_nothing(store: Store, open_here: Callable[..., Store]) -> None:
    incident = declare(store, Declaration("Disk full"))
    reader = open_here(read_only=True)
    assert reader.incidents.get(incident.id).title == "Disk full"
    assert verify(reader.database, reader.blobs).ok
    sign = reader.operators.named("Ana")
    assert sign is not None
    with pytest.raises(UserError, match="reading only"):
        sign_in(reader, "Somebody new")
    with pytest.raises(UserError, match="reading only"):
        add_note(reader, incident.id, "no")


def test_read_only_media_show_the_last_commits_too(store: Store, tmp_path: Path) -> None:
    incident = declare(store, Declaration("Disk full"))
    copy = tmp_path / "medium"
    shutil.copytree(store.path, copy)  # with a log that was never written back
    assert (copy / "holdfast.db-wal").stat().st_size > 0
    from holdfast.store import opening

    reader = opening._open_read_only(Folder(copy), store.clock, store.zone)
    assert reader.incidents.get(incident.id).title == "Disk full"
    reader.close()


def test_a_store_without_its_key_begins_a_station_that_names_the_old_head(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    old = store.journal.head()
    store.close()
    store.folder.key.unlink()
    with open_store(store.path, clock=store.clock) as again:
        assert again.journal.station != old.station
        assert again.station.previous == {"station": old.station, "seq": old.seq, "hash": old.hash}
        assert again.station.store == again.rows.load(f"station/{old.station}").store
        sign_in(again, "Ana")
        assert declare(again, Declaration("Next")).ref != incident.ref
        assert verify(again.database, again.blobs).ok


def test_somebody_elses_key_begins_a_station_too(store: Store, open_here: Callable[..., Store]) -> None:
    old = store.journal.station
    store.close()
    other = open_here("other")
    shutil.copy(other.folder.key, store.folder.key)
    with open_store(store.path) as again:
        assert again.journal.station not in (old, other.journal.station)


def test_a_store_that_is_only_read_begins_no_station(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    old, count = store.journal.head(), store.journal.count()
    store.close()
    store.folder.key.unlink()
    with open_store(store.path, create=False, clock=store.clock) as again:
        assert again.incidents.get(incident.id).title == "Disk full"
        assert again.facts.id == store_of(again, old.station)
        assert verify(again.database, again.blobs).ok
        assert again.journal.count() == count
        assert not store.folder.key.exists()
        sign_in(again, "Ben")
        assert again.journal.station != old.station
        assert again.station.previous == {"station": old.station, "seq": old.seq, "hash": old.hash}
        assert declare(again, Declaration("Next")).ref != incident.ref
        assert verify(again.database, again.blobs).ok


def store_of(store: Store, station: str) -> str:
    return store.rows.load(f"station/{station}").store


@pytest.mark.parametrize("left", ["key", "old key", "key of the original", "backup", "content"])
@pytest.mark.parametrize("empty", [False, True])
def test_a_lost_database_is_never_replaced_by_a_new_one(store: Store, left: str, *, empty: bool) -> None:
    made = back_up(store.database, store.blobs.folder, store.folder.backups / "holdfast-2026-11-23.backup")
    incident = declare(store, Declaration("Disk full"))
    store.close()
    kept = {
        "key": store.folder.key,
        "old key": store.path / "station-1234abcd.old",
        "key of the original": store.path / "station.of-the-original",
        "backup": made.file,
        "content": store.folder.blobs / "ab" / ("ab" * 32),
    }[left]
    kept.parent.mkdir(exist_ok=True)
    store.folder.key.replace(kept) if "key" in left else store.folder.key.unlink()
    if left != "backup":
        made.file.rename(store.path.parent / "away.backup")
    if left == "content":
        kept.write_bytes(b"x")
    store.folder.database.write_bytes(b"") if empty else store.folder.database.unlink()
    before = {file: file.read_bytes() for file in store.path.rglob("*") if file.is_file()}
    for create in (True, False):
        with pytest.raises(UserError, match="missing or empty") as refused:
            open_store(store.path, create=create)
        assert "store restore" in refused.value.hint
    assert {file: file.read_bytes() for file in store.path.rglob("*") if file.is_file()} == before
    restore(made.file if left == "backup" else store.path.parent / "away.backup", store.folder)
    with open_store(store.path) as again:
        assert again.station.previous["seq"] > 0
        assert verify(again.database, again.blobs).ok
        with pytest.raises(UserError):
            again.incidents.get(incident.id)  # recorded after the backup


def test_a_key_is_kept_where_a_crash_left_it_before_its_station_began(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "store")
    folder.make()
    _create(folder)
    make_key(folder.key)
    key = folder.key.read_bytes()
    for create in (False, True):
        with open_store(folder.path, create=create) as store:
            assert verify(store.database, store.blobs).ok
            assert store.journal.count() == 1
            assert store.station.previous == {}
    (old,) = folder.path.glob("station-*.old")
    assert old.read_bytes() == key


_MOUNTS = """21 1 8:1 / / rw - ext4 /dev/sda rw
30 21 0:5 / /mnt/share rw - nfs4 host:/x rw
31 21 0:6 / /mnt/with\\040space rw - cifs //host/x rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a", "ext4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/a/b", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/with space/a", "cifs"),
    ],
)
def test_the_filesystem_of_a_path_is_known(path: str, kind: str) -> None:
    assert filesystem_in(_MOUNTS, path) == kind
