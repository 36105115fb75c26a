"""A store's folder: what lies in it, and whether it is a place that can be trusted with it."""

import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.store import failures
from holdfast.store.database import APPLICATION_ID, SCHEMA_VERSION
from holdfast.words import _

_MAGIC: Final = b"SQLite format 3\0"
_HEADER_BYTES: Final = 100
_ROOM_TO_OPEN: Final = 256 * 1024
_NETWORK: Final = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "gfs2",
        "ocfs2",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.s3fs",
    ]
)
# Sub-folders that the store keeps for itself; any other one is the person's.
_OURS: Final = frozenset({"blobs", "backups"})
_REMOTE_DRIVE: Final = 4  # GetDriveTypeW: DRIVE_REMOTE


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one store."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "holdfast.db"

    @property
    def wal(self) -> Path:
        return self.path / "holdfast.db-wal"

    @property
    def unfinished(self) -> Path:
        return self.path / "holdfast.new"

    @property
    def lock(self) -> Path:
        return self.path / "holdfast.lock"

    @property
    def key(self) -> Path:
        return self.path / "station.key"

    @property
    def token(self) -> Path:
        return self.path / "webhook.token"

    @property
    def refusals(self) -> Path:
        return self.path / "webhook.log"

    @property
    def blobs(self) -> Path:
        return self.path / "blobs"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    def exists(self) -> bool:
        """Whether there is a store here. A store gets its name when it is whole: an empty file is none."""
        return size_of(self.database) > 0

    def make(self) -> None:
        """Create the folder for a new store, for this user alone."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not any(self.path.iterdir()):
                self.path.chmod(stat.S_IRWXU)
            self.blobs.mkdir(exist_ok=True)
            self.backups.mkdir(exist_ok=True)
        except OSError as error:
            raise UserError(
                _("The folder {folder} can't be made: {why}.").format(folder=self.path, why=error.strerror),
                hint=_("Choose another folder with --data."),
            ) from error

    def check(self, *, restoring: bool = False) -> None:
        """Refuse a place or a file that is not for us, without touching it.

        Where the database alone is lost, only `restoring` may put one there.
        """
        if self.path.exists() and not self.path.is_dir():
            raise UserError(
                _("{path} is a file, not a folder.").format(path=self.path),
                hint=_("Give the folder of a store with --data."),
            )
        kind = network_filesystem(self.path)
        if kind:
            raise UserError(
                _("{folder} lies on a network drive ({kind}), where a database can be damaged.").format(
                    folder=self.path, kind=kind
                ),
                hint=_("Keep the store on a local disk and carry a backup file over the network."),
            )
        if self.exists():
            _check_file(self.database)
        else:
            self._check_no_log()
            if not restoring and self._holds_remains() and not self.exists():  # it may have begun just now
                raise UserError(
                    _(
                        "The database {file} is missing or empty, and what belongs to it still lies there. "
                        "Nothing was changed."
                    ).format(file=self.database),
                    hint=_(
                        "Put the database back, or restore the newest backup: "
                        "holdfast --data {folder} store restore FILE."
                    ).format(folder=self.path),
                )

    def _holds_remains(self) -> bool:
        """Whether there was a store: a key, a backup or content. All of these come after the database."""
        kept = (self.path.glob("station*"), self.backups.glob("*.backup"), self.blobs.glob("??/*"))
        return any(file.name != f"{self.key.name}.new" for files in kept for file in files)

    def _check_no_log(self) -> None:
        """A log without its database would be played back into whatever database is put beside it."""
        if size_of(self.wal) > 0:
            raise UserError(
                _(
                    "{folder} holds the log of a store whose file {file} is missing. Nothing was touched."
                ).format(folder=self.path, file=self.database.name),
                hint=_("Put the file back beside its log, or give another folder with --data."),
            )


def refuse_inside_store(target: Path, *, backup: bool = False) -> None:
    """Refuse to write a file where a store keeps its own, whichever store that is and by whatever link.

    A `backup` may lie among the backups.
    """
    ours = _OURS - {"backups"} if backup else _OURS
    for place in (Path(os.path.realpath(target)), Path(os.path.realpath(target.parent)) / target.name):
        for folder in place.parents:
            parts = place.relative_to(folder).parts
            if (len(parts) == 1 or parts[0].casefold() in ours) and _holds_store(folder):
                raise UserError(
                    _("{file} lies in the folder of a store. Nothing was written; the store is safe.").format(
                        file=target
                    ),
                    hint=_("Choose a folder outside the store, {folder}.").format(folder=folder),
                )


def _holds_store(path: Path) -> bool:
    folder = Folder(path)
    try:
        return any(file.exists() for file in (folder.database, folder.wal, folder.key))
    except OSError:
        return False  # a folder that can't be looked into can't be written to either


def for_owner_alone(path: Path) -> None:
    """Make a new, empty file that this user alone may read, for a database to be written into it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where there is none, also when another process takes it away meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def write_for_owner(path: Path, data: bytes) -> None:
    """Put a file there, whole and synced, that this user alone may read."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}.").format(file=path, why=error.strerror),
            hint=_("Check the permissions; nothing was changed."),
        ) from error
    version, application = int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
    if not head.startswith(_MAGIC) or application != APPLICATION_ID:
        raise UserError(
            _("{file} is not a Holdfast store. It was not touched.").format(file=path),
            hint=_("Choose another folder with --data."),
        )
    refuse_newer(version, path)
    forms = head[18:20], int.from_bytes(head[44:48], "big")
    if forms[0] not in (b"\1\1", b"\2\2") or forms[1] not in range(1, 5):
        raise failures.damaged()


def refuse_newer(version: int, path: Path) -> None:
    """Refuse a store that a newer program wrote."""
    if version > SCHEMA_VERSION:
        raise UserError(
            _(
                "{file} was written by a newer Holdfast (format {found}; this one reads {ours}). "
                "It was not touched."
            ).format(file=path, found=version, ours=SCHEMA_VERSION),
            hint=_("Open it with the newer program."),
        )


def network_filesystem(path: Path) -> str:
    """The kind of network filesystem that a path lies on; empty for a local disk."""
    if sys.platform == "win32":
        return _windows_remote(path)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # no Linux: nothing to ask
    kind = filesystem_in(mounts, os.path.realpath(path))
    return kind if kind in _NETWORK else ""


def filesystem_in(mountinfo: str, path: str) -> str:
    """The filesystem type of a path, from the text of proc(5) mountinfo."""
    best, found = "", ""
    for line in mountinfo.splitlines():
        left, _dash, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        mount = fields[4].encode().decode("unicode_escape")
        inside = path == mount or path.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, found = mount, right.split()[0]
    return found


def _windows_remote(path: Path) -> str:
    absolute = str(path.absolute())
    if absolute.startswith("\\\\"):
        return "UNC"
    import ctypes  # noqa: PLC0415  (Windows only)

    drive = f"{absolute[:2]}\\"
    return "remote drive" if ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE else ""  # type: ignore[attr-defined]


def is_writable(folder: Folder) -> bool:
    """Whether this process may write the store where it lies."""
    files = [folder.path, *(f for f in (folder.database, folder.wal) if f.exists())]
    return all(os.access(file, os.W_OK) for file in files) and not _mounted_read_only(folder.path)


def has_room(folder: Folder) -> bool:
    """Whether the little space is free that SQLite needs beside a database to open it for several."""
    return shutil.disk_usage(folder.path).free >= _ROOM_TO_OPEN


def _mounted_read_only(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
