"""Gathering runbooks from a folder or a zip that nobody has checked.

Only text, only inside the folder, only what fits into memory; what is left out says why.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from holdfast.domain.errors import UserError
from holdfast.runbook.archive import collect_zip
from holdfast.runbook.found import (
    LARGEST_IMAGE,
    LARGEST_TEXT,
    Basket,
    Collected,
    FoundFile,
    FoundImage,
    Left,
    Refused,
    is_runbook,
    is_zip,
    spelled,
    too_large,
)
from holdfast.words import _

__all__ = [
    "LARGEST_IMAGE",
    "LARGEST_TEXT",
    "LARGEST_TOTAL",
    "MOST_ENTRIES",
    "Collected",
    "FoundFile",
    "FoundImage",
    "Refused",
    "collect",
]

LARGEST_TOTAL = 256 * 1024 * 1024
MOST_ENTRIES = 100_000


def collect(place: Path) -> Collected:
    """The runbooks of a folder or a zip, or one file, with the images that they show.

    Raises UserError where there is no Markdown at all, nothing can be read, or a zip is not to be trusted.
    """
    found = collect_zip(place) if is_zip(place) and os.path.lexists(place) else _Folder(place).collected()
    if not found.files and not any(is_runbook(left.file) for left in found.refused):
        raise UserError(
            _("There is no Markdown in {folder}. Nothing was imported.").format(folder=place.name or place),
            hint=_("Choose a folder that holds files whose names end in .md."),
        )
    return found


class _Folder:
    """A folder that is being read, or the one of a single file."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._root = (place if place.is_dir() else place.parent).resolve()
        self._total = 0
        self._basket = Basket(self._has, lambda name, largest: self._read(self._root / name, largest))

    def collected(self) -> Collected:
        for path in self._walk():
            self._take(path)
        return self._basket.collected()

    def _walk(self) -> Iterator[Path]:
        """The Markdown files below the folder, whatever their state; or the one file itself."""
        place = self._place
        if place.is_dir():
            yield from self._walk_folder()
        elif is_runbook(place.name) and os.path.lexists(place):
            yield self._root / place.name
        else:
            what = _("{name} is neither a folder nor a Markdown file nor a zip. Nothing was imported.")
            raise UserError(
                what.format(name=place.name or place),
                hint=_("Choose a folder, a zip, or a file whose name ends in .md."),
            )

    def _walk_folder(self) -> Iterator[Path]:
        """Depth first, hidden names left out, links to folders not followed."""
        seen, waiting = 0, [self._root]
        while waiting:
            entries = self._entries(waiting.pop())
            seen += len(entries)
            if seen > MOST_ENTRIES:
                raise UserError(
                    _("The folder holds more than {count} files. Nothing was imported.").format(
                        count=MOST_ENTRIES
                    ),
                    hint=_("Choose the folder that holds the runbooks themselves."),
                )
            for entry in entries:
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif is_runbook(entry.name):
                    yield path
                elif entry.is_symlink() and entry.is_dir():
                    why = _("It is a link to a folder; those are not followed.")
                    self._basket.leave(self._name(path), why)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as found:
                shown = [entry for entry in found if not entry.name.startswith(".")]
        except OSError as problem:
            self._basket.leave(self._name(folder), _cannot_read(problem))
            return []
        return sorted(shown, key=lambda entry: entry.name)

    def _take(self, path: Path) -> None:
        """Put a runbook into the basket, or say why it stays behind."""
        name = self._name(path)
        try:
            self._basket.check_name(name)
            self._basket.add(name, self._read(path, LARGEST_TEXT))
        except Left as left:
            self._basket.leave(name, str(left))

    def _has(self, name: str) -> bool:
        return os.path.lexists(self._root / name)

    def _name(self, path: Path) -> str:
        return spelled(path.relative_to(self._root).as_posix())

    def _read(self, path: Path, largest: int) -> bytes:
        """The bytes of a file of this folder. Raises Left."""
        data = _bytes_of(path, self._root, largest)
        self._total += len(data)
        if self._total > LARGEST_TOTAL:
            raise Left(_("The folder holds more than 256 MB of runbooks. Import it in parts."))
        return data


def _bytes_of(path: Path, root: Path, largest: int) -> bytes:
    """The bytes of an ordinary file inside the folder. Raises Left, having read none or all of them."""
    try:
        real = Path(os.path.realpath(path, strict=True))
        if not real.is_relative_to(root):
            raise Left(_("It is a link to a file outside the folder. Copy the file itself."))
        info = real.stat()
        if not stat.S_ISREG(info.st_mode):
            raise Left(_("It is not an ordinary file."))
        if info.st_size <= largest:
            with real.open("rb") as file:
                data = file.read(largest + 1)
            if len(data) <= largest:
                return data
    except OSError as problem:
        raise Left(_cannot_read(problem)) from problem
    raise Left(too_large(info.st_size, largest))


def _cannot_read(problem: OSError) -> str:
    reason = os.strerror(problem.errno) if problem.errno else str(problem)
    return _("It cannot be read ({reason}). Check its permissions and import again.").format(reason=reason)
