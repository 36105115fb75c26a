"""A finished file put where the person asked for it, whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.words import _

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file; as `write_pieces`."""
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> str:
    """Write what comes beside `path` under a temporary name, sync it, rename it onto `path`, sync the folder.

    Until the rename an earlier file at `path` is untouched, and no temporary file is left behind. Raises
    UserError when the disk is full or read-only, the folder is missing or forbidden, `path` is a folder or
    lies where a store keeps its own files. Gives the SHA-256 of the file in hex.
    """
    try:
        _refuse(path)
        return _write_beside(path, pieces)
    except OSError as failure:
        raise _explained(failure, path) from failure


def _refuse(path: Path) -> None:
    # late, since the worker that makes a preview writes nothing and needs no database
    from holdfast.store.folder import refuse_inside_store  # noqa: PLC0415

    refuse_inside_store(path)
    if path.is_dir():
        raise UserError(
            _("{path} is a folder.").format(path=path), hint=_("Choose a name for the file inside it.")
        )
    if path.exists() and not path.is_file():
        raise UserError(
            _("{path} is no ordinary file. It was left alone.").format(path=path),
            hint=_("Choose another name."),
        )
    if not path.parent.is_dir():
        raise UserError(
            _("The folder {folder} does not exist. Nothing was written.").format(folder=path.parent),
            hint=_("Create it or choose another folder."),
        )


def _write_beside(path: Path, pieces: Iterable[bytes]) -> str:
    # Not `tempfile`: its files are for the owner alone, a report has the rights that the person's files have.
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    digest = sha256()
    try:
        with beside.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the new name durable. Windows cannot open a folder for this and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _explained(failure: OSError, path: Path) -> UserError:
    if failure.errno in _FULL:
        what = _("There is not enough space to write {path}. An earlier file of that name is unchanged.")
        hint = _("Free some space or choose another place.")
    elif failure.errno in _FORBIDDEN:
        what = _("{path} may not be written. An earlier file of that name is unchanged.")
        hint = _("Close it if another program has it open, or choose another folder.")
    elif failure.errno == errno.EROFS:
        what = _("{path} lies on a disk that can only be read. Nothing was written.")
        hint = _("Choose another folder.")
    elif failure.errno == errno.ENAMETOOLONG:
        what = _("The name {path} is too long. Nothing was written.")
        hint = _("Choose a shorter name.")
    else:
        what = _("{path} could not be written ({reason}). An earlier file of that name is unchanged.")
        hint = _("Choose another place and try again.")
    return UserError(what.format(path=path, reason=failure.strerror or failure), hint=hint)
