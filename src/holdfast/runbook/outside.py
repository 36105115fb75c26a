"""A folder outside the store that is written into, file by file, each whole or not at all."""

import errno
import os
import re
import secrets
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import Final

from holdfast.runbook import targets
from holdfast.runbook.found import LARGEST_IMAGE
from holdfast.store.blobs import sync_folder
from holdfast.words import _

_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_UNFIT_WINDOWS: Final = re.compile(r'[<>:"|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)
_UNFINISHED: Final = "UNFINISHED-EXPORT.txt"
_PART: Final = re.compile(r"\..{1,40}\.[0-9a-f]{8}\.part")
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


class NotWritten(Exception):
    """One file is left as it is, for the reason given."""


class NoRoom(Exception):
    """Nothing more can be written; the reason."""


def file_name_fault(path: str) -> str:
    """Why a file of this path is never written, "" where it may be.

    An import makes no such path; another station's entry might.
    """
    parts = path.split("/")
    if _UNFIT.search(path) or any(part.startswith(".") or not part for part in parts):
        return _("Its name would lead out of the folder, or can't be shown.")
    if sys.platform == "win32" and any(_UNFIT_WINDOWS.search(part) for part in parts):
        return _("Windows has no files of this name.")
    if not path.lower().endswith(targets.RUNBOOKS + targets.IMAGES):
        return _("Its name is not that of a runbook or an image.")
    return ""


class Folder:
    """The folder, and the names that its files have there: some systems spell letters in another way.

    From the first file that is written until `end` a file in it says that not all is there yet.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._spelled = dict(self._names())
        self._written: set[Path] = set()
        self._disk = _disk_if_there(root)  # which folder on which disk
        self._begun = False

    def read(self, path: str) -> bytes | None:
        """What is there, None where nothing is. Raises NotWritten where it must not be touched."""
        file = self._place(path)
        try:
            if file.is_symlink():
                raise NotWritten(_("It is a link; it and the file that it leads to were left alone."))
            if not file.exists():
                return None
            if not file.is_file() or file.stat().st_size > LARGEST_IMAGE:
                raise NotWritten(_("Something else of this name is there."))
            return file.read_bytes()
        except OSError as problem:
            raise NotWritten(_reason(problem)) from problem

    def write(self, path: str, data: bytes) -> None:
        """Put a file there, whole or not at all. Raises NotWritten, or NoRoom for all that would follow."""
        self._begin()
        file = self._place(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._put(file, data)
        except OSError as problem:
            raise (NoRoom if problem.errno in _NO_ROOM else NotWritten)(_reason(problem)) from problem

    def end(self, *, whole: bool) -> None:
        """Make the new names survive a power loss; where it is `whole`, nothing says otherwise any more.

        Raises NoRoom.
        """
        if not self._begun and not (self._root / _UNFINISHED).exists():
            return
        self._begin()
        try:
            for folder in self._written:
                sync_folder(folder)
            if whole:
                (self._root / _UNFINISHED).unlink(missing_ok=True)
                sync_folder(self._root)
        except OSError as problem:
            raise NoRoom(_reason(problem)) from problem

    def _begin(self) -> None:
        """Say that not all is there, the first time; then see that it is still the same folder."""
        try:
            if self._disk is None:
                self._root.mkdir(parents=True, exist_ok=True)
                self._disk = _disk_of(self._root)
            if self._disk != _disk_of(self._root):  # a disk was taken out, and its place is empty
                raise NoRoom(_("The folder is no longer there."))
            if not self._begun:
                self._clear()
                self._put(self._root / _UNFINISHED, _unfinished().encode())
                self._begun = True
        except FileNotFoundError as problem:
            raise NoRoom(_("The folder is no longer there.")) from problem
        except OSError as problem:
            raise NoRoom(_reason(problem)) from problem

    def _clear(self) -> None:
        """Take away what an export that was killed had not finished writing."""
        if (self._root / _UNFINISHED).exists():
            for folder, _folders, files in os.walk(self._root):
                for name in files:
                    if _PART.fullmatch(name):
                        Path(folder, name).unlink()

    def _put(self, file: Path, data: bytes) -> None:
        beside = file.with_name(f".{file.name[:40]}.{secrets.token_hex(4)}.part")
        try:
            with beside.open("xb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            if file.exists():
                shutil.copymode(file, beside)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        self._written.add(file.parent)

    def _place(self, path: str) -> Path:
        """Where a path of ours lies there. Raises NotWritten where a link would lead away from the folder."""
        file = self._spelled.get(path, self._root / path)
        for folder in file.relative_to(self._root).parents:
            if (self._root / folder).is_symlink() and folder != Path():
                raise NotWritten(_("Its folder is a link; those are not followed."))
        return file

    def _names(self) -> list[tuple[str, Path]]:
        """The files there whose names are spelled otherwise than ours."""
        found: list[tuple[str, Path]] = []
        for folder, _folders, files in os.walk(self._root):
            for name in files:
                file = Path(folder, name)
                ours = unicodedata.normalize("NFC", file.relative_to(self._root).as_posix())
                if ours != file.relative_to(self._root).as_posix():
                    found.append((ours, file))
        return found


def _disk_of(folder: Path) -> tuple[int, int]:
    state = folder.stat()
    return state.st_dev, state.st_ino


def _disk_if_there(folder: Path) -> tuple[int, int] | None:
    try:
        return _disk_of(folder)
    except OSError:
        return None


def _unfinished() -> str:
    return _("This export was not finished: files are missing here. Export again from Holdfast.") + "\n"


def _reason(problem: OSError) -> str:
    return _("It could not be written ({reason}).").format(reason=problem.strerror or problem)
