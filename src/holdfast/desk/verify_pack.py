"""What is inside an audit pack, for checking: its documents, and whether its files are the listed ones."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

import msgspec

from holdfast import paths
from holdfast.domain.errors import UserError
from holdfast.report.pack import CONTENTS, SUMS, VERIFIER, Packed
from holdfast.report.verdict import Verdict, holds, unknown, wrong
from holdfast.words import _, ngettext

_LARGEST: Final = 1024 * 1024 * 1024
_MOST: Final = 5_000
_DOCUMENTS: Final = (".pdf", ".json")
_NO_RECORDS: Final = frozenset({CONTENTS, "journal-headers.json"})
_MOST_TOLD: Final = 5
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22  # of a zip's last record, which a pack ends with


class _Contents(msgspec.Struct, frozen=True):
    """What contents.json says that a pack holds."""

    files: tuple[Packed, ...]
    chosen: tuple[str, ...] = ()


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
    """Whether a pack is whole, and its files are those that it lists; what they say is not judged here."""
    try:
        files: dict[str, str] = {}
        lists: dict[str, bytes] = {}
        for name, content in _files(data):
            files[name] = sha256(content).hexdigest()
            if name in (SUMS, CONTENTS):
                lists[name] = content
        sums, contents = _listed(lists[SUMS]), _contents(lists.get(CONTENTS, b""))
    except UserError as error:
        return Verdict((wrong("file", f"{error.what} {error.hint}".strip()),))
    found = [*_beside_sums(files, sums), *_beside_contents(files, contents), *_beside_all(data, files)]
    if found:
        return Verdict(tuple(wrong("file", told) for told in found[:_MOST_TOLD]))
    told = ngettext(
        "{count} file of the pack is what SHA256SUMS and its contents list.",
        "{count} files of the pack are what SHA256SUMS and its contents list.",
        len(sums),
    )
    whole = holds("file", told.format(count=len(sums)))
    ours = sha256((paths.resources() / "verify" / VERIFIER).read_bytes()).hexdigest()
    if files.get(VERIFIER) == ours:
        return Verdict((whole,))
    told = _("The program holdfast-verify inside is not this Holdfast's own: don't rely on what it prints.")
    return Verdict((whole, unknown("file", told)))


def _beside_sums(files: Mapping[str, str], sums: Mapping[str, str]) -> Iterator[str]:
    """What is not as SHA256SUMS lists it."""
    told = _("{file} is not what SHA256SUMS lists: it was changed, added or taken out.")
    for name in sorted((files.keys() - {SUMS}) | sums.keys()):
        if files.get(name) != sums.get(name):
            yield told.format(file=name)


def _beside_contents(files: Mapping[str, str], contents: _Contents) -> Iterator[str]:
    """What is not as contents.json lists it: whoever takes a file out can make the sums anew."""
    listed = {one.name: one.sha256 for one in contents.files}
    told = _("{file} is not what contents.json lists: it was changed, added or taken out.")
    for name in sorted((files.keys() - {SUMS, CONTENTS}) | listed.keys()):
        if files.get(name) != listed.get(name):
            yield told.format(file=name)
    for ref in contents.chosen:
        if f"records/{ref}.json" not in files:
            yield _("The record of {ref}, which the pack says it holds, is not there.").format(ref=ref)


def _beside_all(data: bytes, files: Mapping[str, str]) -> Iterator[str]:
    """What no list speaks of."""
    if not any(name.endswith(_DOCUMENTS) and name not in _NO_RECORDS for name in files):
        yield _("The pack holds no document.")
    if data.rfind(_END) != len(data) - _END_BYTES:
        yield _("Something was appended to the pack.")


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
            names = {one.filename for one in members}
            if len(names) != len(members) or len(members) > _MOST or _size(members) > _LARGEST:
                raise UserError(
                    _("The zip is none of Holdfast's packs: its files are too many or too large.")
                )
            if min((one.header_offset for one in members), default=0):
                raise UserError(_("Something stands before the pack's beginning in the file."))
            if SUMS not in names:
                raise UserError(_("The zip is none of Holdfast's packs: it lists no SHA256SUMS."))
            for one in members:
                yield one.filename, pack.read(one)
    except _DAMAGED as error:
        raise UserError(
            _("The zip is damaged and can't be read."), hint=_("Ask for a fresh copy of the pack.")
        ) from error


def _size(members: list[zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in members)


def _listed(sums: bytes) -> dict[str, str]:
    pairs = (line.partition("  ") for line in sums.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _gap, name in pairs}


def _contents(text: bytes) -> _Contents:
    try:
        return msgspec.json.decode(text, type=_Contents)
    except msgspec.DecodeError as error:
        raise UserError(_("The pack's contents.json is missing or can't be read.")) from error
