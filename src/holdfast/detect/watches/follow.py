"""A file that grows, is rotated, cut, taken away and comes back: what is new in it since the last look."""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from holdfast.detect.watches.lines import Lines, blocks
from holdfast.detect.watches.notes import Notes, add
from holdfast.domain.errors import UserError
from holdfast.words import _

_TAIL: Final = 256  # bytes before the place that tell whether it is still the same file
_SIBLINGS: Final = 1_000
_NUMBER: Final = re.compile(r"\d+")


class Place(msgspec.Struct):
    """How far a file was read. `tail` is a digest of what stands before; an inode of 0 is none yet."""

    inode: int = 0
    offset: int = 0
    line: int = 1
    tail: str = ""
    missed: bool = False
    """Whether it was looked for and not there: when it comes, all of it is new."""


def follow(path: Path, place: Place, notes: Notes, history: int = 0) -> Iterator[Lines]:
    """The whole lines that are new, moving `place` on with each block that is asked for.

    At the first look only the last `history` bytes count as new. The rest of a file that was rotated away is
    read first, where it still lies beside. UserError where there is no such file.
    """
    if not path.is_file():
        place.missed = place.missed or not place.inode
        raise UserError(
            _("{file} is not there.").format(file=path)
            if not path.exists()
            else _("{file} is no file.").format(file=path),
            _("It is looked for again. See whether its name is right, and what writes it."),
        )
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        if not place.inode:
            _begin(place, file, about, history)
        elif about.st_ino != place.inode:
            yield from _rotated(path, about.st_ino, place, notes)
            add(notes, "rotated")
            _anew(place, about.st_ino)
        elif about.st_size < place.offset or _tail(file, place.offset) != place.tail:
            add(notes, "truncated")
            _anew(place, about.st_ino)
        yield from _new(file, place, rest=False)


def _begin(place: Place, file: BinaryIO, about: os.stat_result, history: int) -> None:
    _anew(place, about.st_ino)
    if not place.missed and about.st_size > history:
        file.seek(about.st_size - history - 1)
        skipped = file.readline(1 << 16) if history else b""
        place.offset = (
            about.st_size - history - 1 + len(skipped) if history else _last_end(file, about.st_size)
        )
        place.line = 0
        place.tail = _tail(file, place.offset)
    place.missed = False


def _last_end(file: BinaryIO, size: int) -> int:
    """Where the line begins that is being written at the end."""
    begin = max(0, size - (1 << 16))
    file.seek(begin)
    return begin + file.read(size - begin).rfind(b"\n") + 1


def _anew(place: Place, inode: int) -> None:
    place.inode, place.offset, place.line, place.tail = inode, 0, 1, _digest(b"")


def _new(file: BinaryIO, place: Place, *, rest: bool) -> Iterator[Lines]:
    file.seek(place.offset)
    first = place.line or 2  # the first line of a table is the first of its file alone
    for lines in blocks(file, first=first, end=place.offset, rest=rest):
        here = file.tell()
        place.offset = lines.end
        place.line = lines.first + len(lines.texts) if place.line else 0
        place.tail = _tail(file, place.offset)
        file.seek(here)
        yield lines


def _rotated(path: Path, inode: int, place: Place, notes: Notes) -> Iterator[Lines]:
    """The rest of the file that was read last, then each that stood there after it and before `inode`."""
    try:
        old = _sibling(path.parent, place.inode)
        if old is None or not _is_same(old, place):
            add(notes, "missed")
            return
        newer = _newer(path, old, inode)
        yield from _whole(old, place)
        for each in newer:
            add(notes, "rotated")
            _anew(place, each.stat().st_ino)
            yield from _whole(each, place)
    except OSError:
        add(notes, "missed")


def _is_same(old: Path, place: Place) -> bool:
    with old.open("rb") as file:
        return _tail(file, place.offset) == place.tail


def _whole(file: Path, place: Place) -> Iterator[Lines]:
    with file.open("rb") as stream:
        yield from _new(stream, place, rest=True)


def _newer(path: Path, old: Path, inode: int) -> list[Path]:
    """The files beside that are called as the old one but for its number, and were written after it."""
    before, form = old.stat().st_mtime_ns, _form(old)
    with os.scandir(path.parent) as found:
        beside = [Path(entry.path) for entry in islice(found, _SIBLINGS) if entry.is_file()]
    alike = [
        (about.st_mtime_ns, each)
        for each in beside
        if each not in (path, old) and each.name.startswith(path.name) and _form(each) == form
        if (about := each.stat()).st_mtime_ns > before and about.st_ino != inode
    ]
    return [each for _at, each in sorted(alike)]


def _form(file: Path) -> str:
    return _NUMBER.sub("0", file.name)


def _sibling(folder: Path, inode: int) -> Path | None:
    """The file of an inode, if it lies in a folder."""
    with os.scandir(folder) as found:
        for entry in islice(found, _SIBLINGS):
            if entry.inode() == inode and entry.is_file(follow_symlinks=False):
                return Path(entry.path)
    return None


def _tail(file: BinaryIO, offset: int) -> str:
    begin = max(0, offset - _TAIL)
    file.seek(begin)
    return _digest(file.read(offset - begin))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
