"""Files read as evidence and looked at again: pure functions of paths, for another thread."""

import mimetypes
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from holdfast.domain.errors import UserError
from holdfast.store.blobs import LARGEST
from holdfast.words import _

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read."""
Stop = Callable[[], bool]

_CHUNK: Final = 1024 * 1024
_TYPES: Final = mimetypes.MimeTypes()  # the same on every machine, whatever it has in /etc
_ANY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Content:
    """What was read: `data` where it is kept in the store, else only `place`, where it lies."""

    name: str
    size: int
    sha256: str
    media: str
    place: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence to be looked at again: the hash of its entry, its SHA-256, and its file or content."""

    entry: str
    name: str
    sha256: str
    place: str
    data: bytes | None = None


def silent(_done: int, _of: int) -> None:
    """Nobody wants to know how far it is."""


def never() -> bool:
    """Nobody stops it."""
    return False


def read(path: Path, progress: Progress = silent, stop: Stop = never) -> Content:
    """A file's content and hash. UserError where it can't be read, is none, vanishes or changes meanwhile."""
    place = _place(path)
    try:
        with _opened(path) as file:
            before = os.fstat(file.fileno())
            data, digest, size = _read(file, before.st_size, progress, stop, path)
            after, there = os.fstat(file.fileno()), path.stat()
    except OSError as error:
        raise _unread(path, error) from error
    if size != before.st_size or not _same(before, after) or not _same(before, there):
        raise UserError(
            _("{file} changed while it was read. Nothing was recorded.").format(file=_shown(path)),
            hint=_("Wait until it is written to no longer, or copy it and add the copy."),
        )
    name = path.name.encode("utf-8", "replace").decode()
    return Content(name, size, digest, media_of(name), "" if data is not None else place, data)


def media_of(name: str) -> str:
    """The media type that a name speaks of."""
    return _TYPES.guess_type(name)[0] or _ANY


def of_bytes(name: str, data: bytes, media: str, progress: Progress = silent, stop: Stop = never) -> Content:
    """Content that is no file, such as pasted text. UserError where it is larger than what is kept."""
    del progress, stop
    if len(data) > LARGEST:
        raise UserError(
            _("This is larger than 64 MiB and is not kept in the store."),
            hint=_("Save it as a file and add that; nothing was recorded."),
        )
    return Content(name, len(data), sha256(data).hexdigest(), media, "", data)


def found_in(piece: Kept, progress: Progress = silent, stop: Stop = never) -> str:
    """Whether a piece of evidence is the same, altered or missing."""
    if piece.data is not None:
        return "same" if sha256(piece.data).hexdigest() == piece.sha256 else "altered"
    path = Path(piece.place)
    try:
        if path.exists() and not path.is_file():  # a folder bears its name now
            return "missing"
        with _opened(path) as file:
            _data, digest, _size = _read(file, os.fstat(file.fileno()).st_size, progress, stop, path)
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError as error:
        raise _unread(path, error) from error
    return "same" if digest == piece.sha256 else "altered"


def read_bytes(piece: Kept) -> bytes:
    """The whole content of a piece that lies in a file."""
    path = Path(piece.place)
    try:
        with _opened(path) as file:
            return file.read()
    except OSError as error:
        raise _unread(path, error) from error


def _opened(path: Path) -> BinaryIO:
    """An ordinary file, opened; a pipe would wait for ever."""
    try:
        ordinary = stat.S_ISREG(path.stat().st_mode)
    except ValueError as error:  # a NUL in its name
        raise OSError(0, str(error)) from error
    if not ordinary:
        raise UserError(
            _("{file} is no ordinary file.").format(file=_shown(path)),
            hint=_("Add a file; of a folder, add the files in it. Nothing was recorded."),
        )
    return path.open("rb")


def _read(
    file: BinaryIO, whole: int, progress: Progress, stop: Stop, path: Path
) -> tuple[bytes | None, str, int]:
    """The content where it is small enough to be kept, its SHA-256 and its size."""
    digest, size, parts = sha256(), 0, list[bytes]()
    while chunk := file.read(_CHUNK):
        if stop():
            raise UserError(_("Reading {file} was stopped. Nothing was recorded.").format(file=_shown(path)))
        digest.update(chunk)
        size += len(chunk)
        if size > whole:  # it grows: whoever writes to it might never end
            break
        if size <= LARGEST:
            parts.append(chunk)
        else:
            parts.clear()
        progress(size, whole)
    return b"".join(parts) if size <= LARGEST else None, digest.hexdigest(), size


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_ino, one.st_size, one.st_mtime_ns) == (other.st_ino, other.st_size, other.st_mtime_ns)


def _place(path: Path) -> str:
    """The whole path as text, as it is recorded where the content is not."""
    return str(path.absolute()).encode("utf-8", "replace").decode()


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _unread(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            _("{file} is not there, or not any more. Nothing was recorded.").format(file=_shown(path)),
            hint=_("Look where it lies now, and add it from there."),
        )
    return UserError(
        _("{file} can't be read: {why}. Nothing was recorded.").format(
            file=_shown(path), why=error.strerror or error
        ),
        hint=_("Copy it to a place that can be read, and add the copy."),
    )
