"""Gathering runbooks from a zip that nobody has checked: read in memory, never unpacked to a disk.

Every entry is judged before any is read, and one that is not to be trusted refuses the whole zip: who packs
one such entry may have packed others. Only Markdown and the images that it shows are read, each at most as
far as it may be long.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.runbook.found import LARGEST_TEXT, Basket, Collected, Left, is_runbook, spelled, too_large
from holdfast.words import _

MOST_ENTRIES: Final = 10_000
LARGEST_TOTAL: Final = 64 * 1024 * 1024
HIGHEST_RATIO: Final = 100
DEEPEST: Final = 40

_SMALL: Final = 64 * 1024  # however well it packs, it does no harm
_LONGEST_NAME: Final = 1000
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_ENTRY: Final = b"PK\x01\x02"
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_MODES: Final = (0, stat.S_IFREG, stat.S_IFDIR)
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    IndexError,
    OSError,
    struct.error,
    zlib.error,
)
_MACINTOSH: Final = "__MACOSX"  # what it puts beside each file; of no use to anybody else


class _Distrusted(Exception):
    """An entry that refuses the zip: its name, and what is wrong with it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name, self.why = name, why


def collect_zip(path: Path) -> Collected:
    """The runbooks in a zip. UserError, with the entry named, where it is not to be trusted or damaged."""
    try:
        data = _data(path)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries)
            return _collected(archive, _named(entries, path.stem))
    except _Distrusted as found:
        raise UserError(
            _("{zip} was not imported. {entry}: {why}").format(
                zip=path.name, entry=_shown(found.name), why=found.why
            ),
            hint=_("Ask who made the zip for another one, or unpack it and import the folder."),
        ) from found
    except _DAMAGED as problem:
        raise UserError(
            _("{zip} is cut off, damaged or no zip. Nothing was imported.").format(zip=path.name),
            hint=_("Copy it again from where it came from."),
        ) from problem


def _data(path: Path) -> bytes:
    """All of the file, which is looked at once: what is checked is what is read."""
    with path.open("rb") as file:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError
        data = file.read(LARGEST_TOTAL + 1)
    if len(data) > LARGEST_TOTAL:
        raise _Distrusted(path.name, _("It is larger than {most} MB.").format(most=LARGEST_TOTAL // 1024**2))
    if not data.startswith(b"PK"):
        raise ValueError
    if data.count(_ENTRY) > MOST_ENTRIES:  # whatever its own count says
        raise _Distrusted(path.name, _("It holds more than {most} entries.").format(most=MOST_ENTRIES))
    return data


def _check(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Raise _Distrusted for the first entry that no honest zip has."""
    for info in entries:
        name = info.orig_filename
        for is_so, why in _FAULTS:
            if is_so(info, name):
                raise _Distrusted(name, why())
    _check_names(entries)
    _check_sizes(entries)


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Names that are one name on some system, or a file that is also a folder."""
    seen: dict[str, str] = {}
    files: set[str] = set()
    for info in entries:
        key = _key(info.orig_filename)
        if key in seen:
            why = _("Another entry has the same name ({other}).").format(other=_shown(seen[key]))
            raise _Distrusted(info.orig_filename, why)
        seen[key] = info.orig_filename
        if not info.orig_filename.endswith("/"):
            files.add(key)
    for key, name in seen.items():
        parts = key.split("/")
        if any("/".join(parts[:length]) in files for length in range(1, len(parts))):
            raise _Distrusted(name, _("It lies in an entry that is a file."))


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    total = 0
    for info in entries:
        total += info.file_size
        if info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * info.compress_size:
            why = _("It would unpack to more than {ratio} times its size.").format(ratio=HIGHEST_RATIO)
            raise _Distrusted(info.orig_filename, why)
        if total > LARGEST_TOTAL:
            why = _("With it, more than {most} MB would be unpacked.").format(most=LARGEST_TOTAL // 1024**2)
            raise _Distrusted(info.orig_filename, why)


def _key(name: str) -> str:
    """What a name is on a system that tells neither case nor spelling apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.rstrip("/")).casefold())


def _parts(name: str) -> list[str]:
    return name.removesuffix("/").split("/")


# Each fault that refuses the whole zip: whether an entry has it, and what is said.
_FAULTS: Final[Sequence[tuple[Callable[[zipfile.ZipInfo, str], object], Callable[[], str]]]] = (
    (lambda _info, name: not name or len(name) > _LONGEST_NAME, lambda: _("Its name is empty or too long.")),
    (lambda _info, name: _UNFIT.search(name), lambda: _("Its name holds characters that cannot be shown.")),
    (lambda _info, name: "\\" in name, lambda: _("Its name holds a backslash.")),
    (lambda _info, name: name.startswith("/"), lambda: _("It would lie outside the folder.")),
    (lambda _info, name: _DRIVE.match(name), lambda: _("Its name begins with a drive.")),
    (lambda _info, name: ".." in _parts(name), lambda: _("It would lie outside the folder.")),
    (lambda _info, name: {"", "."} & {*_parts(name)}, lambda: _("Its path is not written plainly.")),
    (lambda _info, name: len(_parts(name)) > DEEPEST, lambda: _("It lies in too many folders.")),
    (
        lambda info, _name: stat.S_IFMT(info.external_attr >> 16) not in _MODES,
        lambda: _("It is a link or another thing that is no file."),
    ),
    (lambda info, _name: info.flag_bits & _ENCRYPTED, lambda: _("It is encrypted.")),
    (
        lambda info, _name: info.compress_type not in _PACKED,
        lambda: _("It is packed in a way that can't be read."),
    ),
)


def _named(entries: Sequence[zipfile.ZipInfo], stem: str) -> dict[str, zipfile.ZipInfo]:
    """The files by their paths in the source, without a folder called as the zip that holds them all."""
    files = {spelled(info.orig_filename): info for info in entries if not info.is_dir()}
    shown = {name: info for name, info in files.items() if not _is_hidden(name)}
    top = spelled(stem) + "/"
    if all(name.startswith(top) for name in shown):
        return {name.removeprefix(top): info for name, info in shown.items()}
    return shown


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == _MACINTOSH for part in name.split("/"))


def _collected(archive: zipfile.ZipFile, files: Mapping[str, zipfile.ZipInfo]) -> Collected:
    basket = Basket(files.__contains__, partial(_read, archive, files))
    for name in _runbooks(files):
        try:
            basket.check_name(name)
            basket.add(name, _read(archive, files, name, LARGEST_TEXT))
        except Left as left:
            basket.leave(name, str(left))
    return basket.collected()


def _runbooks(files: Mapping[str, zipfile.ZipInfo]) -> Iterator[str]:
    return (name for name in sorted(files) if is_runbook(name))


def _read(archive: zipfile.ZipFile, files: Mapping[str, zipfile.ZipInfo], name: str, largest: int) -> bytes:
    """The bytes of an entry. Raises Left where it is too large; what is damaged refuses the zip."""
    info = files[name]
    if info.file_size > largest:
        raise Left(too_large(info.file_size, largest))
    try:
        with archive.open(info) as entry:
            data = entry.read(info.file_size + 1)  # one more reaches its end, where its sum is checked
    except _DAMAGED as problem:
        raise _Distrusted(info.orig_filename, _("It is cut off or damaged.")) from problem
    if len(data) != info.file_size:
        raise _Distrusted(info.orig_filename, _("It is not as long as it says."))
    return data


def _shown(name: str) -> str:
    """A name that can be read in a sentence, whatever it holds."""
    return _UNFIT.sub("?", name)[:200]
