"""Large content, once, by its SHA-256: in the database up to 1 MiB, above that as synced files."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.words import _

INLINE: Final = 1024 * 1024
LARGEST: Final = 64 * 1024 * 1024


class Blobs:
    """The blob table and the files beside it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._db = database
        self.folder = folder

    def put(self, data: bytes) -> dict[str, str | int]:
        """Keep content; gives the reference that an entry names, `{"blob": hex, "size": bytes}`.

        Call it inside the command that records the entry. A file is synced before it returns.
        """
        if len(data) > LARGEST:
            raise UserError(
                _("This is larger than 64 MiB and is not kept in the store."),
                hint=_("Keep the file where it is and note its name and SHA-256."),
            )
        digest = sha256(data)
        row = self._db.row("SELECT data IS NOT NULL FROM blob WHERE hash = ?", (digest.digest(),))
        inline = len(data) <= INLINE and row is None
        if not inline and not (row and row[0]):  # removed content comes back as a file, whatever its size
            self._write_file(digest.hexdigest(), data)
        if row is None:
            self._db.run(
                "INSERT INTO blob VALUES (?, ?, ?)", (digest.digest(), len(data), data if inline else None)
            )
        return {"blob": digest.hexdigest(), "size": len(data)}

    def get(self, name: str) -> bytes | None:
        """The content of a hash (hex); None where it isn't here or was removed."""
        if not name:
            return None
        row = self._db.row("SELECT data FROM blob WHERE hash = ?", (bytes.fromhex(name),))
        if row is None:
            return None
        if row[0] is not None:
            return row[0]
        file = self.file(name)
        return file.read_bytes() if file.is_file() else None

    def holding(self, words: bytes, longest: int) -> Iterator[bytes]:
        """The content of up to so many bytes, kept in the database, in which these bytes stand.

        All such content is read for it: this is for what somebody does once in a while.
        """
        asked = "SELECT data FROM blob WHERE size <= ? AND data IS NOT NULL AND instr(data, ?)"
        for row in self._db.stream(asked, (longest, words)):
            yield row[0]

    def file(self, name: str) -> Path:
        """Where a large blob's file lies."""
        return self.folder / name[:2] / name

    def _write_file(self, name: str, data: bytes) -> None:
        path = self.file(name)
        if path.is_file() and sha256(path.read_bytes()).hexdigest() == name:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)  # on a full disk half a file only takes room
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power loss (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
