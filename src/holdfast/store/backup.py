"""Backups: a verified, synced copy under a temporary name, then renamed; restoring begins a new station."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false
# (peewee has no types, and APSW's say little of what a row holds)

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import apsw

from holdfast.domain.errors import UserError
from holdfast.store.blobs import Blobs, sync_folder
from holdfast.store.database import APPLICATION_ID, Database, explained
from holdfast.store.folder import Folder, for_owner_alone, refuse_inside_store, refuse_newer
from holdfast.store.verify import Progress, Verdict, going_on, verify
from holdfast.words import _

KEPT: Final = 7
_SUFFIX: Final = ".backup"
_STEP: Final = 4_000  # pages copied at a time
_ROOM: Final = 1.1  # times the store's size must be free


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup's file, its size in bytes and when it was made (seconds since 1970)."""

    file: Path
    size: int
    made: float


def back_up(database: Database, blobs: Path, target: Path) -> Backup:
    """Write one file that holds the whole store, blobs too; check it, sync it, then give it its name.

    What SQLite says of the copy is checked here; `prove_backup` reads its journal. It never lies where a
    store keeps its own files, except among its backups.
    """
    refuse_inside_store(target, backup=True)
    if target.exists() and not target.is_file():
        raise UserError(
            _("{file} is no ordinary file. It was left alone.").format(file=target),
            hint=_("Choose another name."),
        )
    _check_room(database, blobs, target)
    try:
        # Of one moment: SQLite begins a copy anew whenever another connection writes, in a storm without end.
        with _whole_or_not_at_all(target) as temporary, explained(), database.at_one_moment():
            _copy(database.raw(), temporary, blobs)
    except OSError as error:
        raise UserError(
            _("The backup can't be written to {file}: {why}. The store is safe.").format(
                file=target, why=error.strerror
            ),
            hint=_("Choose another folder, or free some space."),
        ) from error
    return _described(target)


@contextmanager
def _whole_or_not_at_all(target: Path) -> Generator[Path, None, None]:
    """A new file for this user alone to be written; synced, it takes the target's name."""
    temporary = target.with_name(target.name + ".part")
    try:
        temporary.unlink(missing_ok=True)
        for_owner_alone(temporary)
        yield temporary
        _sync(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        _drop(temporary)


def _copy(source: apsw.Connection, path: Path, blobs: Path) -> None:
    copy = apsw.Connection(str(path))
    try:
        with copy.backup("main", source, "main") as running:
            while not running.done:
                running.step(_STEP)
                _sync(path)  # bit by bit: a gigabyte at once holds up whoever else waits for the disk
        copy.execute("PRAGMA journal_mode = DELETE")
        # Passphrases stay here, and whoever opens a copy begins a station of its own.
        copy.execute("DELETE FROM passphrase")
        copy.execute("DELETE FROM mark WHERE name IN ('station', 'key')")
        for file in sorted(blobs.glob("??/*")):
            if len(file.name) == 64:
                whole = (file.read_bytes(), bytes.fromhex(file.name))
                copy.execute("UPDATE blob SET data = ? WHERE hash = ? AND data IS NULL", whole)
        verdict = copy.execute("PRAGMA integrity_check").get
        if verdict != "ok":
            raise apsw.CorruptError(str(verdict))
    finally:
        copy.close()


def _check_room(database: Database, blobs: Path, target: Path) -> None:
    pages, size = database.one("PRAGMA page_count"), database.one("PRAGMA page_size")
    needed = int((pages * size + sum(f.stat().st_size for f in blobs.glob("??/*"))) * _ROOM)
    if not target.parent.is_dir():
        raise UserError(
            _("There is no folder {folder}. The store is safe.").format(folder=target.parent),
            hint=_("Make the folder, or choose another one."),
        )
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise UserError(
            _("A backup needs {needed} MB and {folder} has {free} MB free. The store is safe.").format(
                needed=needed // 1_000_000 + 1, folder=target.parent, free=free // 1_000_000
            ),
            hint=_("Free some space, or choose another folder."),
        )


def _drop(path: Path) -> None:
    """Take a half-written file away; where even that is refused, the reason was told already."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _described(file: Path) -> Backup:
    said = file.stat()
    return Backup(file, said.st_size, said.st_mtime)


def backup_name(now: datetime) -> str:
    """What the backup of a day is called."""
    return f"holdfast-{now:%Y-%m-%d}{_SUFFIX}"


def backups(folder: Path) -> list[Backup]:
    """The daily backups in a folder, the newest first."""
    return sorted(
        (_described(f) for f in folder.glob(f"holdfast-*{_SUFFIX}")), key=lambda b: b.made, reverse=True
    )


@dataclass(frozen=True, slots=True)
class Daily:
    """Today's backup, and what its journal proved."""

    backup: Backup
    verdict: Verdict


def back_up_daily(
    database: Database,
    blobs: Path,
    folder: Path,
    now: datetime,
    proven: str = "",
    progress: Progress = going_on,
) -> Daily | None:
    """Make today's backup where there is none yet, and prove it; None where it is the `proven` one.

    Older ones beyond the newest seven go when the new one verifies, and never before: among them may be
    the last that does.
    """
    target = folder / backup_name(now)
    if target.name == proven and target.exists():
        return None
    if target.exists():
        check_backup(target)
        made = _described(target)
    else:
        made = back_up(database, blobs, target)
    verdict = prove_backup(made.file, progress)
    if verdict.ok:
        _rotate(folder)
    return Daily(made, verdict)


def copy_backup(file: Path, folder: Path, *, proven: bool) -> Path | None:
    """Put a backup into a second folder too, whole or not at all; None where it lies there already.

    Seven are kept there as well; the older ones go once this one is `proven`.
    """
    target = folder / file.name
    refuse_inside_store(target, backup=True)
    try:
        there = target.exists()
        if not there:
            with _whole_or_not_at_all(target) as temporary:
                shutil.copyfile(file, temporary)
                shutil.copystat(file, temporary)
        if proven:
            _rotate(folder)
    except OSError as error:
        raise UserError(
            _("The backup can't be copied to {folder}: {why}. It is in the store's own folder.").format(
                folder=folder, why=error.strerror
            ),
            hint=_("Put the medium in, or choose another folder in the settings."),
        ) from error
    return None if there else target


def prove_backup(file: Path, progress: Progress = going_on) -> Verdict:
    """Read every entry of a backup that was just made or checked, and prove it; the file is not changed."""
    copy = Database(str(file), read_only=True, immutable=True)
    try:
        return verify(copy, Blobs(copy, file.parent / "none"), progress)  # a backup's blobs are all in it
    finally:
        copy.close()


def _rotate(folder: Path) -> None:
    for old in backups(folder)[KEPT:]:
        old.file.unlink(missing_ok=True)


def backup_before_migration(folder: Folder, database: Database, version: int, now: datetime) -> None:
    """The verified copy that stands behind every change of the schema."""
    folder.backups.mkdir(exist_ok=True)
    back_up(database, folder.blobs, folder.backups / f"before-{version}-{now:%Y-%m-%dT%H%M%S}{_SUFFIX}")


def restore(file: Path, target: Folder) -> None:
    """Lay a backup's store into a folder that has none; the store that opens there begins a new station.

    What lay there before is never overwritten.
    """
    if target.exists():
        raise UserError(
            _("{folder} already holds a store. It was not touched.").format(folder=target.path),
            hint=_("Give an empty folder with --data, or move the old store away first."),
        )
    target.check(restoring=True)
    check_backup(file)
    target.make()
    temporary = target.database.with_name("restoring.part")
    try:
        temporary.unlink(missing_ok=True)
        for_owner_alone(temporary)
        shutil.copyfile(file, temporary)
        _sync(temporary)
        temporary.replace(target.database)
        sync_folder(target.path)
    except OSError as error:
        _drop(temporary)
        raise UserError(
            _("The backup can't be restored to {folder}: {why}. The backup is safe.").format(
                folder=target.path, why=error.strerror
            ),
            hint=_("Choose another folder with --data."),
        ) from error


def check_backup(file: Path) -> None:
    """Refuse a file that SQLite can't read whole, or that is no backup of ours; it is not changed."""
    if not file.is_file():
        raise UserError(
            _("There is no file {file}. Nothing was changed.").format(file=file), hint=_("Check the name.")
        )
    try:
        with explained():
            copy = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
            try:
                sound = copy.execute("PRAGMA integrity_check").get == "ok"
                ours = copy.execute("PRAGMA application_id").get == APPLICATION_ID
                version: int = copy.execute("PRAGMA user_version").get
            finally:
                copy.close()
    except UserError as error:
        raise UserError(
            _("{file} can't be read as a backup. Nothing was changed.").format(file=file),
            hint=_("Choose another backup file."),
        ) from error
    if not (sound and ours):
        raise UserError(
            _("{file} is not a sound backup of a Holdfast store. Nothing was changed.").format(file=file),
            hint=_("Choose another backup file."),
        )
    refuse_newer(version, file)
