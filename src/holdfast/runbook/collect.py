"""Gathering runbooks from a folder that nobody has checked.

Only text, only inside the folder, only what fits into memory; what is left out says why.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from holdfast.domain.errors import UserError
from holdfast.runbook import targets
from holdfast.runbook.parse import parse
from holdfast.words import _

LARGEST_TEXT = 256 * 1024
LARGEST_IMAGE = 4 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
MOST_ENTRIES = 100_000

_MAGIC = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
}
_UNFIT_NAME = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One runbook: its path in the folder (forward slashes), its bytes, and they as text."""

    path: str
    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class FoundImage:
    """A PNG, JPEG or GIF that a runbook shows; `path` as for files."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """What was left out, and a sentence that says why and what to do."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What a folder holds, each part in the order of the paths."""

    files: tuple[FoundFile, ...]
    images: tuple[FoundImage, ...]
    refused: tuple[Refused, ...]


class _Left(Exception):
    """A file is left out for the reason given."""


@dataclass(slots=True)
class _Basket:
    """What has been gathered so far from the folder `root`."""

    root: Path
    files: dict[str, FoundFile] = field(default_factory=dict[str, FoundFile])
    images: dict[str, FoundImage] = field(default_factory=dict[str, FoundImage])
    refused: list[Refused] = field(default_factory=list[Refused])
    total: int = 0

    def leave(self, path: str, why: str) -> None:
        self.refused.append(Refused(path, why))

    def read(self, path: Path, largest: int) -> bytes:
        """The bytes of a file of this folder. Raises _Left."""
        data = _read(path, self.root, largest)
        self.total += len(data)
        if self.total > LARGEST_TOTAL:
            raise _Left(_("The folder holds more than 256 MB of runbooks. Import it in parts."))
        return data


def collect(folder: Path) -> Collected:
    """The runbooks of a folder, or one file, with the images that they show.

    Raises UserError where there is no Markdown at all, or nothing can be read.
    """
    root = folder if folder.is_dir() else folder.parent
    basket = _Basket(root.resolve())
    for path in _walk(folder, basket):
        _take(path, basket)
    if not basket.files and not any(_is_runbook(left.file) for left in basket.refused):
        raise UserError(
            _("There is no Markdown in {folder}. Nothing was imported.").format(folder=folder.name or folder),
            hint=_("Choose a folder that holds files whose names end in .md."),
        )
    for file in tuple(basket.files.values()):
        _take_images(file, basket)
    return Collected(
        tuple(file for _path, file in sorted(basket.files.items())),
        tuple(image for _path, image in sorted(basket.images.items())),
        tuple(sorted(basket.refused, key=lambda left: left.file)),
    )


def _walk(folder: Path, basket: _Basket) -> Iterator[Path]:
    """The Markdown files below the folder, whatever their state; or the one file itself."""
    if folder.is_dir():
        yield from _walk_folder(basket)
    elif _is_runbook(folder.name) and os.path.lexists(folder):
        yield basket.root / folder.name
    else:
        what = _("{name} is neither a folder nor a Markdown file. Nothing was imported.")
        raise UserError(
            what.format(name=folder.name or folder),
            hint=_("Choose a folder, or a file whose name ends in .md."),
        )


def _walk_folder(basket: _Basket) -> Iterator[Path]:
    """Depth first, hidden names left out, links to folders not followed."""
    seen, waiting = 0, [basket.root]
    while waiting:
        entries = _entries(waiting.pop(), basket)
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
            elif _is_runbook(entry.name):
                yield path
            elif entry.is_symlink() and entry.is_dir():
                basket.leave(_name(path, basket.root), _("It is a link to a folder; those are not followed."))


def _entries(folder: Path, basket: _Basket) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            shown = [entry for entry in found if not entry.name.startswith(".")]
    except OSError as problem:
        basket.leave(_name(folder, basket.root), _cannot_read(problem))
        return []
    return sorted(shown, key=lambda entry: entry.name)


def _take(path: Path, basket: _Basket) -> None:
    """Put a runbook into the basket, or say why it stays behind."""
    name = _name(path, basket.root)
    try:
        _check_name(path, name, basket)
        data = basket.read(path, LARGEST_TEXT)
        basket.files[name] = FoundFile(name, data, _text(data))
    except _Left as left:
        basket.leave(name, str(left))


def _check_name(path: Path, name: str, basket: _Basket) -> None:
    if _UNFIT_NAME.search(str(path.relative_to(basket.root))):
        raise _Left(_("Its name holds characters that cannot be shown. Rename it and import again."))
    if name in basket.files:
        raise _Left(_("Another file of the folder has the same name. Rename one of them."))


def _text(data: bytes) -> str:
    """The bytes as text. Raises _Left where they are none, or nothing stands in them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Left(_("It is UTF-16. Save it as UTF-8 and import again."))
    if b"\0" in data:
        raise _Left(_("It is not text, although its name ends in .md. Nothing of it was kept."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        why = _("Byte {offset} is not UTF-8. Save the file as UTF-8 and import again.")
        raise _Left(why.format(offset=problem.start + 1)) from problem
    if not text.strip("\ufeff \t\r\n"):
        raise _Left(_("It is empty. Write its steps and import again."))
    return text


def _take_images(file: FoundFile, basket: _Basket) -> None:
    """Gather the images of the folder that this runbook shows; one that is missing is nobody's fault."""
    if "![" not in file.text and "<img" not in file.text.lower():
        return
    for target in parse(file.text, "").images:
        name = targets.inside(file.path, target)
        if name is None or Path(name).suffix.lower() not in _MAGIC or name in basket.images:
            continue
        if not os.path.lexists(basket.root / name) or any(left.file == name for left in basket.refused):
            continue
        try:
            basket.images[name] = FoundImage(name, _image(name, basket))
        except _Left as left:
            basket.leave(name, str(left))


def _image(name: str, basket: _Basket) -> bytes:
    """The bytes of an image of the folder. Raises _Left."""
    data = basket.read(basket.root / name, LARGEST_IMAGE)
    if not data.startswith(_MAGIC[Path(name).suffix.lower()]):
        raise _Left(_("It is not the kind of image that its name says."))
    return data


def _read(path: Path, root: Path, largest: int) -> bytes:
    """The bytes of an ordinary file inside the folder. Raises _Left, having read none or all of them."""
    try:
        real = Path(os.path.realpath(path, strict=True))
        if not real.is_relative_to(root):
            raise _Left(_("It is a link to a file outside the folder. Copy the file itself."))
        info = real.stat()
        if not stat.S_ISREG(info.st_mode):
            raise _Left(_("It is not an ordinary file."))
        if info.st_size <= largest:
            with real.open("rb") as file:
                data = file.read(largest + 1)
            if len(data) <= largest:
                return data
    except OSError as problem:
        raise _Left(_cannot_read(problem)) from problem
    raise _Left(_too_large(info.st_size, largest))


def _too_large(size: int, largest: int) -> str:
    if largest == LARGEST_TEXT:
        why = _("It is {size} kB large; a runbook may have {most} kB. Split it and import again.")
        return why.format(size=f"{size // 1024:,}".replace(",", "\u202f"), most=largest // 1024)
    why = _("It is {size} MB large; an image may have {most} MB. Make it smaller and import again.")
    return why.format(size=size // 1024**2, most=largest // 1024**2)


def _cannot_read(problem: OSError) -> str:
    reason = os.strerror(problem.errno) if problem.errno else str(problem)
    return _("It cannot be read ({reason}). Check its permissions and import again.").format(reason=reason)


def _is_runbook(name: str) -> bool:
    return name.lower().endswith(targets.RUNBOOKS)


def _name(path: Path, root: Path) -> str:
    """The path within the folder, the same on every system; its unreadable bytes spelled out."""
    name = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
