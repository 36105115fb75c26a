"""What was found where runbooks come from, folder or zip, and what of it is fit to be taken."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from holdfast.domain.encodings import Encoding, decoded
from holdfast.runbook import targets
from holdfast.runbook.parse import parse
from holdfast.words import _

LARGEST_TEXT = 256 * 1024
LARGEST_IMAGE = 4 * 1024 * 1024

_MAGIC = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
}
_UNFIT_NAME = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One runbook: its path in the folder (forward slashes), its bytes, and they as text.

    The bytes are what is kept, whatever encoding they were read in.
    """

    path: str
    data: bytes
    text: str
    encoding: Encoding = "UTF-8"

    @property
    def remark(self) -> str:
        """What is to be said of how it was read, "" for nothing."""
        if self.encoding == "UTF-8":
            return ""
        return _("Read as {encoding}; kept as it is.").format(encoding=self.encoding)


@dataclass(frozen=True, slots=True)
class FoundImage:
    """A PNG, JPEG or GIF that a runbook shows; `path` as for files."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of which something is to be said: why it was left out and what to do, or how it was read."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What a folder or a zip holds, each part in the order of the paths."""

    files: tuple[FoundFile, ...]
    images: tuple[FoundImage, ...]
    refused: tuple[Refused, ...]


class Left(Exception):
    """A file is left out for the reason given."""


@dataclass(slots=True)
class Basket:
    """What has been gathered so far. `read(name, largest)` gives an image's bytes, or raises Left."""

    has: Callable[[str], bool]
    read: Callable[[str, int], bytes]
    files: dict[str, FoundFile] = field(default_factory=dict[str, FoundFile])
    images: dict[str, FoundImage] = field(default_factory=dict[str, FoundImage])
    refused: list[Refused] = field(default_factory=list[Refused])

    def leave(self, path: str, why: str) -> None:
        """Say why something stays behind."""
        self.refused.append(Refused(path, why))

    def check_name(self, name: str) -> None:
        """Raise Left for a name that can't be shown, or that another file has."""
        if _UNFIT_NAME.search(name):
            raise Left(_("Its name holds characters that cannot be shown. Rename it and import again."))
        if name in self.files:
            raise Left(_("Another file of the folder has the same name. Rename one of them."))

    def add(self, name: str, data: bytes) -> None:
        """Take a runbook. Raises Left where it is no text, or nothing stands in it."""
        self.files[name] = FoundFile(name, data, *_text(data))

    def collected(self) -> Collected:
        """All of it, with the images that the runbooks show."""
        for file in tuple(self.files.values()):
            self._take_images(file)
        return Collected(
            tuple(file for _path, file in sorted(self.files.items())),
            tuple(image for _path, image in sorted(self.images.items())),
            tuple(sorted(self.refused, key=lambda left: left.file)),
        )

    def _take_images(self, file: FoundFile) -> None:
        """Gather the images that this runbook shows; one that is missing is nobody's fault."""
        for name in image_paths(file):
            if PurePosixPath(name).suffix.lower() not in _MAGIC or name in self.images:
                continue
            if not self.has(name) or any(left.file == name for left in self.refused):
                continue
            try:
                self.images[name] = FoundImage(name, self._image(name))
            except Left as left:
                self.leave(name, str(left))

    def _image(self, name: str) -> bytes:
        data = self.read(name, LARGEST_IMAGE)
        if not data.startswith(_MAGIC[PurePosixPath(name).suffix.lower()]):
            raise Left(_("It is not the kind of image that its name says."))
        return data


def _text(data: bytes) -> tuple[str, Encoding]:
    """The bytes as text. Raises Left where they are none, or nothing stands in them."""
    text, encoding = decoded(data)
    if not encoding:
        raise Left(_unread(data))
    if not text.strip("\ufeff \t\r\n"):
        raise Left(_("It is empty. Write it and import again."))
    return text, encoding


def _unread(data: bytes) -> str:
    """Why these bytes can't be read as text."""
    if b"\0" in data:
        return _("It is not text, although its name ends in .md. Nothing of it was kept.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        why = _("Byte {offset} is not UTF-8. Save the file as UTF-8 and import again.")
        return why.format(offset=problem.start + 1)
    raise AssertionError("it can be read")


def image_paths(file: FoundFile) -> list[str]:
    """The images that a runbook shows, as paths of its source, whether they are there or not."""
    if "![" not in file.text and "<img" not in file.text.lower():
        return []
    return [path for target in parse(file.text, "").images if (path := targets.inside(file.path, target))]


def too_large(size: int, largest: int) -> str:
    """Why a file of this size stays behind."""
    if largest == LARGEST_TEXT:
        why = _("It is {size} kB large; one may have {most} kB. Split it and import again.")
        return why.format(size=f"{size // 1024:,}".replace(",", "\u202f"), most=largest // 1024)
    why = _("It is {size} MB large; an image may have {most} MB. Make it smaller and import again.")
    return why.format(size=size // 1024**2, most=largest // 1024**2)


def is_runbook(name: str) -> bool:
    """Whether a file of this name is taken for a runbook."""
    return name.lower().endswith(targets.RUNBOOKS)


def is_zip(path: Path) -> bool:
    """Whether this is taken for a zip: by its name, and not where it is a folder."""
    return path.name.lower().endswith(_ZIP) and not path.is_dir()


def spelled(name: str) -> str:
    """A path, the same on every system; its unreadable bytes spelled out."""
    return unicodedata.normalize("NFC", name).encode("utf-8", "backslashreplace").decode("utf-8")
