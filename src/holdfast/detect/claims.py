"""Files of a drop folder on their way: claimed under an id, then done, refused with a reason, or put back.

A claim is a rename into `working`: `<id>~<name>`. The id is that of the delivery, so that a file which a
stopped program had claimed is taken again under the same id, and not twice.
"""

import os
import stat
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from holdfast.detect import json_text
from holdfast.domain.errors import UserError
from holdfast.store.blobs import sync_folder
from holdfast.store.store import Store
from holdfast.words import _

WORKING, DONE, REFUSED, MAPPINGS = OWN = "working", "done", "refused", "mappings"
_MARK: Final = "~"
_LONGEST: Final = 140  # bytes of a name, so that an id and a reason's ending fit beside it
_HOW: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is being taken: the delivery's id, the name it was dropped under, where it lies now."""

    id: str
    name: str
    path: Path


class NoFile(UserError):
    """What was dropped is no file, and will be none."""


@contextmanager
def alone(folder: Path) -> Generator[bool, None, None]:
    """Whether no other program looks after this folder; the lock goes with the program that holds it."""
    (folder / WORKING).mkdir(exist_ok=True)
    descriptor = os.open(folder / WORKING / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield locked(descriptor)
    finally:
        os.close(descriptor)


def locked(descriptor: int) -> bool:
    """Whether an open file is locked for this program from now on, until it is closed."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  (there is none elsewhere)

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415  (there is none on Windows)

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def left(folder: Path) -> list[Claim]:
    """What a program that was stopped had claimed."""
    found: list[Claim] = []
    for path in sorted((folder / WORKING).iterdir()):
        ident, mark, name = path.name.partition(_MARK)
        if mark and name:
            found.append(Claim(ident, readable(name), path))
    return found


def claim(store: Store, folder: Path, names: Sequence[str]) -> list[Claim]:
    """Claim files; one that went away meanwhile is left out. A power loss after this can't undo it."""
    claims: list[Claim] = []
    for name in names:
        ident = store.new_id()
        path = folder / WORKING / f"{ident}{_MARK}{_short(name)}"
        try:
            (folder / name).rename(path)
        except FileNotFoundError:
            continue
        claims.append(Claim(ident, readable(name), path))
    if claims:
        sync_folder(folder / WORKING)
        sync_folder(folder)
    return claims


def _short(name: str) -> str:
    """The end of a name, in bytes, since that is what disks count."""
    return os.fsdecode(os.fsencode(name)[-_LONGEST:])


def readable(name: str) -> str:
    """A name as text: bytes that are none stand as signs for what can't be read."""
    return os.fsencode(name).decode("utf-8", "replace")


def content(one: Claim) -> bytes:
    """What a claimed file holds; NoFile for what is none, UserError for what is not readable or too large."""
    try:
        _check_plain(one.path.lstat().st_mode)
        descriptor = os.open(one.path, _HOW)
    except OSError as error:
        raise _unreadable(error) from error
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(file.fileno())
        _check_plain(about.st_mode)
        if about.st_size > json_text.LARGEST:
            raise json_text.too_large(about.st_size)
        return file.read()


def _check_plain(mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise NoFile(
            _("It is a link, and links are not followed: what it leads to was not read."),
            hint=_("Drop the file itself."),
        )
    if not stat.S_ISREG(mode):
        raise NoFile(
            _("It is no file but a pipe, a socket or a device: nothing was read from it."),
            hint=_("Let what writes there write a file, and drop that."),
        )


def _unreadable(error: OSError) -> UserError:
    if isinstance(error, PermissionError):
        return UserError(
            _("This user has no right to read it; it lies here unchanged."),
            hint=_("Give the right, then move the file back into the drop folder."),
        )
    return UserError(
        _("The disk does not give it out ({why}); it lies here unchanged.").format(
            why=error.strerror or error
        ),
        hint=_("Look at the disk, then move the file back into the drop folder, or drop it anew."),
    )


def put_back(one: Claim, folder: Path) -> None:
    """Let a file lie where it was dropped, for another look; under another name if that was taken again."""
    _move(one, folder)


def done(one: Claim, folder: Path) -> None:
    """Move a file that was taken out of the way."""
    _move(one, folder / DONE)


def refused(one: Claim, folder: Path, why: UserError) -> None:
    """Move a file that gave nothing out of the way, its reason beside it."""
    kept = _move(one, folder / REFUSED)
    reason = kept.with_name(f"{kept.name}.reason.txt")
    reason.write_text("\n".join(filter(None, (why.what, why.hint))) + "\n", encoding="utf-8")


def _move(one: Claim, to: Path) -> Path:
    to.mkdir(exist_ok=True)
    target = to / one.path.name.partition(_MARK)[2]
    if os.path.lexists(target):
        target = to / f"{target.stem}-{one.id[-12:]}{target.suffix}"
    one.path.rename(target)
    return target
