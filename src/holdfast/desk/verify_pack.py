"""What is inside an audit pack, for checking: its documents, and whether its files are the listed ones."""

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.report.pack import SUMS
from holdfast.report.verdict import Verdict, holds, wrong
from holdfast.words import _, ngettext

_LARGEST: Final = 1024 * 1024 * 1024
_MOST: Final = 5_000
_DOCUMENTS: Final = (".pdf", ".json")
_NO_RECORDS: Final = frozenset({"contents.json", "journal-headers.json"})


def is_pack(data: bytes) -> bool:
    """Whether a file is a zip."""
    return data[:4] == b"PK\x03\x04"


def documents_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The documents of a pack by name; none where it is damaged, which `judge_pack` says."""
    try:
        for name, content in _files(data):
            if name.endswith(_DOCUMENTS) and name not in _NO_RECORDS:
                yield name, content
    except UserError:
        return


def judge_pack(data: bytes) -> Verdict:
    """Whether the files of a pack are those that it lists; what they say is not judged here."""
    try:
        sums = {name: sha256(content).hexdigest() for name, content in _files(data) if name != SUMS}
        listed = _listed(data)
    except UserError as error:
        return Verdict((wrong("file", f"{error.what} {error.hint}".strip()),))
    other = sorted(name for name in sums.keys() | listed.keys() if sums.get(name) != listed.get(name))
    if other:
        told = _("{file} is not what SHA256SUMS lists: it was changed, added or taken out.")
        return Verdict(tuple(wrong("file", told.format(file=name)) for name in other[:5]))
    told = ngettext(
        "{count} file of the pack is what SHA256SUMS lists.",
        "{count} files of the pack are what SHA256SUMS lists.",
        len(sums),
    )
    return Verdict((holds("file", told.format(count=len(sums))),))


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
            names = {one.filename for one in members}
            if len(names) != len(members) or len(members) > _MOST or _size(members) > _LARGEST:
                raise UserError(
                    _("The zip is none of Holdfast's packs: its files are too many or too large.")
                )
            if SUMS not in names:
                raise UserError(_("The zip is none of Holdfast's packs: it lists no SHA256SUMS."))
            for one in members:
                yield one.filename, pack.read(one)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise UserError(
            _("The zip is damaged and can't be read."), hint=_("Ask for a fresh copy of the pack.")
        ) from error


def _size(members: list[zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in members)


def _listed(data: bytes) -> dict[str, str]:
    text = next(content for name, content in _files(data) if name == SUMS).decode("utf-8", "replace")
    pairs = (line.partition("  ") for line in text.splitlines())
    return {name: digest for digest, _gap, name in pairs}
