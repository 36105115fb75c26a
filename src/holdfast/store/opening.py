"""Opening a store: what is checked first, how a new one begins, what happens when its key is gone."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false
# (peewee has no types, and APSW's say little of what a row holds)

import os
import shutil
import tempfile
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Final

import apsw

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.station import proposed_code, station_id
from holdfast.store import failures
from holdfast.store import folder as places
from holdfast.store.anew import fold_anew, say_folded
from holdfast.store.blobs import sync_folder
from holdfast.store.database import SCHEMA_VERSION, Database, assert_sound, explained
from holdfast.store.folder import Folder, size_of
from holdfast.store.journal import Head
from holdfast.store.marks import Marks
from holdfast.store.store import Clock, Store
from holdfast.words import _

_PATIENCE: Final = 20_000  # milliseconds to wait while another process begins or changes the store


def system_clock() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def open_store(
    path: Path,
    *,
    clock: Clock = system_clock,
    zone: tzinfo = UTC,
    read_only: bool = False,
    create: bool = True,
    practice: bool = False,
) -> Store:
    """Open the store in a folder, or begin one there.

    Refuses, without touching it, what is newer, not ours or on a network drive. A place that can't
    be written opens for reading only (`store.read_only` says so). A store whose key is gone goes on under
    a new station: with `create` at once, else with the first entry that is recorded.
    """
    folder = Folder(path)
    folder.check()
    if not folder.exists():
        if read_only or not create:
            raise UserError(
                _("There is no store in {folder}.").format(folder=path),
                hint=_("Give the folder of a store with --data, or start Holdfast once to begin one."),
            )
        folder.make()
        with _alone(folder):
            if not folder.exists():  # another process may have been first
                _create(folder)
    elif read_only or not places.is_writable(folder):
        return _open_read_only(folder, clock, zone)
    try:
        return _open_writable(folder, clock, zone, practice, at_once=create)
    except UserError:
        if places.has_room(folder):
            raise
        return _open_on_full_disk(folder, clock, zone)


@contextmanager
def _alone(folder: Folder) -> Generator[None, None, None]:
    """One process at a time begins or changes a store; the lock goes with the process that holds it."""
    with explained():
        lock = apsw.Connection(str(folder.lock))
        try:
            lock.set_busy_timeout(_PATIENCE)
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()


def _create(folder: Folder) -> None:
    """Make an empty store whole under another name first: a power loss leaves a store or none."""
    for left in folder.path.glob(f"{folder.unfinished.name}*"):
        left.unlink()
    with explained():
        places.for_owner_alone(folder.unfinished)
        database = Database(str(folder.unfinished))
        assert_sound(database)
        run_migrations(database)
        say_folded(Marks(database))
        database.close()  # writes the log back and removes it
    with folder.unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    folder.unfinished.replace(folder.database)
    sync_folder(folder.path)


def _open_writable(folder: Folder, clock: Clock, zone: tzinfo, practice: bool, *, at_once: bool) -> Store:
    with explained():
        _check_log(folder)
        database = Database(str(folder.database))
        try:
            assert_sound(database)
            _migrate(folder, database, clock)
            station, before = _known_station(folder, database), _station_before(database)
            store = Store(folder, database, station or before, clock, zone)
            fold_anew(store)
            if station is None:
                store.begins = partial(_take_up, store, practice)
            if at_once or not before:
                store.take_up()
        except BaseException:
            database.close()
            raise
    return store


def _station_before(database: Database) -> str:
    """The station that wrote here last, as far as is known; empty in a store that is just begun."""
    sql = (
        "SELECT station FROM head ORDER BY station = (SELECT value FROM mark WHERE name = 'station') DESC, "
        "station DESC"
    )
    return database.one(sql) or ""


def _take_up(store: Store, practice: bool) -> None:
    with _alone(store.folder):
        station = _known_station(store.folder, store.database)  # another process may have begun one just now
        if station is None:
            _begin_station(store, practice)
        else:
            store.journal.station = station


def _check_log(folder: Folder) -> None:
    """Refuse a newer store whose log was not written back yet, before anything writes it back."""
    if size_of(folder.wal) > 0:
        beside = Database(str(folder.database), read_only=True)
        try:
            places.refuse_newer(beside.one("PRAGMA user_version"), folder.database)
        finally:
            beside.close()


def _open_read_only(folder: Folder, clock: Clock, zone: tzinfo) -> Store:
    if not places.is_writable(folder):
        return _open_as_it_lies(folder, clock, zone, immutable=True)
    try:
        return _open_as_it_lies(folder, clock, zone, immutable=False)
    except UserError:
        if places.has_room(folder):
            raise
        return _open_on_full_disk(folder, clock, zone)


def _open_on_full_disk(folder: Folder, clock: Clock, zone: tzinfo) -> Store:
    """Nothing can be recorded and SQLite finds no room for its own files; everything can be read."""
    store = _open_as_it_lies(folder, clock, zone, immutable=True)
    store.database.refusal = failures.full
    return store


def _open_as_it_lies(folder: Folder, clock: Clock, zone: tzinfo, *, immutable: bool) -> Store:
    beside = folder
    # immutable=1 would ignore the log and with it the last commits
    if immutable and size_of(folder.wal) > 0:
        beside, immutable = _copied_aside(folder), False
    with explained():
        database = Database(str(beside.database), read_only=True, immutable=immutable)
        try:
            assert_sound(database)
            _check_readable(folder, database)
            station = database.one("SELECT value FROM mark WHERE name = 'station'") or ""
            store = Store(folder, database, station, clock, zone)
        except BaseException:
            database.close()
            raise
    if beside is not folder:
        store.on_close = weakref.finalize(store, shutil.rmtree, beside.path, ignore_errors=True)
    return store


def open_backup(file: Path) -> Store:
    """A backup as it is, to be read and checked: nothing in it or beside it is changed."""
    from holdfast.store.backup import check_backup  # noqa: PLC0415  (start-up time)

    check_backup(file)
    beside = Folder(file.parent)
    with explained():
        database = Database(str(file), read_only=True, immutable=True)
        try:
            _check_readable(Folder(file), database)
            return Store(beside, database, _station_before(database), system_clock, UTC)
        except BaseException:
            database.close()
            raise


def _check_readable(folder: Folder, database: Database) -> None:
    """Refuse another schema than this program's, where it can't be brought up to date."""
    version: int = database.one("PRAGMA user_version")
    places.refuse_newer(version, folder.database)
    if version < SCHEMA_VERSION:
        raise UserError(
            _("{file} was written by an older Holdfast and has to be brought up to date first.").format(
                file=folder.database
            ),
            hint=_("Open it once where it can be written, without --read-only; a backup is made before."),
        )


def _copied_aside(folder: Folder) -> Folder:
    """The database and its log in a folder for this user alone, which goes when the store is closed."""
    beside = Folder(Path(tempfile.mkdtemp(prefix="holdfast-")))
    with explained():
        for file in (folder.database, folder.wal):
            shutil.copyfile(file, beside.path / file.name)
    return beside


def _migrate(folder: Folder, database: Database, clock: Clock) -> None:
    version: int = database.one("PRAGMA user_version")
    places.refuse_newer(version, folder.database)
    if version == SCHEMA_VERSION:
        return
    from holdfast.store.backup import backup_before_migration  # noqa: PLC0415  (start-up time)

    with _alone(folder):
        version = database.one("PRAGMA user_version")  # another process may have been first
        if version < SCHEMA_VERSION:
            backup_before_migration(folder, database, version, clock())
            run_migrations(database)


def run_migrations(database: Database) -> None:
    """Bring a database to this program's schema."""
    from playhouse.migrations import Runner  # noqa: PLC0415  (start-up time: a normal start has nothing to do)

    steps = import_module("holdfast.store.migrations").__path__[0]
    with database.opened_up("migration"):
        Runner(database, steps).up()


def _known_station(folder: Folder, database: Database) -> str | None:
    """The station that writes here: the one whose key lies in the folder, if the store knows it."""
    station = database.one("SELECT value FROM mark WHERE name = 'station'")
    key = database.one("SELECT value FROM mark WHERE name = 'key'")
    if station is None or not folder.key.is_file():
        return None
    if key == _file_hash(folder.key):
        return station
    from holdfast.store.keys import public_key  # noqa: PLC0415  (start-up time: cryptography is large)

    public = public_key(folder.key)
    return station if public is not None and station_id(public) == station else None


def _begin_station(store: Store, practice: bool) -> None:
    """Begin a new station: the first of a new store, or one that continues a head whose key is gone.

    A key that lies there is kept under another name.
    """
    from holdfast.store.keys import make_key  # noqa: PLC0415  (start-up time: cryptography is large)

    before = _station_before(store.database)
    old = next((head for head in store.journal.heads() if head.station == before), None)
    if store.folder.key.exists():
        store.folder.key.replace(store.folder.path / f"station-{_file_hash(store.folder.key)[:8]}.old")
    public = make_key(store.folder.key)
    store.journal.station = station_id(public)
    try:
        with store.command():
            store.marks.set("station", store.journal.station)
            store.marks.set("key", _file_hash(store.folder.key))
            store.record(_beginning(store, public, old, practice), by_station=True)
    except BaseException:
        store.journal.station = before
        raise


def _beginning(store: Store, public: bytes, old: Head | None, practice: bool) -> New:
    taken = {row[0] for row in store.database.rows("SELECT code FROM station")}
    code = proposed_code(store.journal.station)
    if code in taken:
        code += store.journal.station[-2:].upper()
    before = None if old is None else store.rows.load(subject("station", old.station))
    body: dict[str, object] = {
        "public_key": public.hex(),
        "store": before.store if before else store.new_id(),
        "code": code,
    }
    if practice or (before is not None and before.practice):
        body["practice"] = True
    if old is not None:
        body["previous"] = {"station": old.station, "seq": old.seq, "hash": old.hash}
        body["reason"] = store.marks.get("restored") or "the station's key was not here"
    return New(subject("station", store.journal.station), "station.began", body)


def _file_hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
