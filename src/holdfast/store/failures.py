"""What the world does to a database, in plain words: what happened, what is safe, what to do next."""

import errno
from collections.abc import Callable
from typing import Final

import apsw

from holdfast.domain.errors import UserError
from holdfast.words import _


def full() -> UserError:
    """What is said of a full disk."""
    return UserError(
        _("The disk is full. Nothing that was recorded before is lost; this last change was not recorded."),
        hint=_("Free some disk space, then do it again. Your text is still here."),
    )


def _busy() -> UserError:
    return UserError(
        _("Another program is holding the store. Nothing is lost; this change was not recorded."),
        hint=_("Try again in a moment, or close the other program."),
    )


def _read_only() -> UserError:
    return UserError(
        _("The store can't be written. What is in it is safe; this change was not recorded."),
        hint=_("Check the disk and its permissions, or open the store with --read-only."),
    )


class Damaged(UserError):
    """The store's file is not what it was: what goes into it now may not come out again."""


def moved() -> UserError:
    """What is said where another file, or none, lies at the place of the one that is open."""
    return UserError(
        _("The store's file was moved or removed while it was open. This change was not recorded."),
        hint=_("Put the store's folder back where it was, or open it where it lies now: --data FOLDER."),
    )


def damaged() -> UserError:
    """What is said of a file that can't be read as what it was."""
    return Damaged(
        _("The store's file is damaged. It was not changed."),
        hint=_("Restore the newest backup into a new folder: holdfast --data NEW store restore FILE."),
    )


def unreadable_row() -> UserError:
    """What is said of a row that can't be read; the journal that it was folded from is another matter."""
    return UserError(
        _("A row of the store can't be read. Rows are made from the journal; nothing was changed."),
        hint=_("Prove the journal: holdfast store check. Then make the rows again: holdfast store rebuild."),
    )


def _lacking() -> UserError:
    return UserError(
        _("The store's file lacks one of its tables. Nothing was changed."),
        hint=_("See which one: holdfast store check. It says whether to rebuild or to restore a backup."),
    )


def _cannot_open() -> UserError:
    return UserError(
        _("The store can't be opened. Nothing was changed."),
        hint=_("Check that the folder exists and that you may read and write it."),
    )


def _io() -> UserError:
    return UserError(
        _("The disk reported an error. Nothing that was recorded before is lost."),
        hint=_("Check the disk, then do it again. If it stays, restore a backup to another disk."),
    )


_TOLD: Final[dict[type[Exception], Callable[[], UserError]]] = {
    apsw.FullError: full,
    apsw.BusyError: _busy,
    apsw.LockedError: _busy,
    apsw.ReadOnlyError: _read_only,
    apsw.CorruptError: damaged,
    apsw.NotADBError: damaged,
    apsw.CantOpenError: _cannot_open,
    apsw.PermissionsError: _cannot_open,
    apsw.IOError: _io,
}


# What SQLite says of a statement that it could not run.
_BEGINS: Final[dict[str, Callable[[], UserError]]] = {
    "no such table": _lacking,
    "malformed JSON": unreadable_row,
}


# What the system says of the files beside the database: blobs, the key.
_SAID: Final[dict[int, Callable[[], UserError]]] = {
    errno.ENOSPC: full,
    errno.EDQUOT: full,
    errno.EFBIG: full,
    errno.EROFS: _read_only,
    errno.EACCES: _read_only,
    errno.EPERM: _read_only,
    errno.EIO: _io,
}


def told(error: BaseException) -> UserError | None:
    """The words for a failure of the world; None for a bug."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, apsw.SQLError):
            words = next((each for begins, each in _BEGINS.items() if str(seen).startswith(begins)), None)
        elif isinstance(seen, OSError):
            words = _SAID.get(seen.errno or 0)
        else:
            words = _TOLD.get(type(seen))  # type: ignore[arg-type]
        if words is not None:
            return words()
        seen = seen.__cause__ or seen.__context__
    return None
