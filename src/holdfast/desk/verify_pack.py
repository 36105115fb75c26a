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
from holdfast.report.pack import CONTENTS, HEADERS, READ_ME, SUMS, VERIFIER, Packed
from holdfast.report.register import MOST_ON_PAGES
from holdfast.report.verdict import Finding, Verdict, holds, unknown, wrong
from holdfast.words import _, ngettext

_LARGEST: Final = 1024 * 1024 * 1024
_MOST: Final = 5_000
_DOCUMENTS: Final = (".pdf", ".json")
_NO_RECORDS: Final = frozenset({CONTENTS, HEADERS})
_ALWAYS: Final = (READ_ME, "register.csv", "register.json", "evidence.csv", HEADERS)
_LISTS: Final = frozenset({CONTENTS, SUMS})
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
    incidents: int = 0


def is_pack(data: bytes) -> bool:
    """Whether a file is a zip."""
    return data[:4] == b"PK\x03\x04"


def documents_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The documents of a pack by name; none where it is damaged, which `judge_pack` says."""
    try:
        for name, content in _files(data):
            if _is_document(name):
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
    return Verdict((whole, *_vouched_for(files), *_verifier(files)))


def _vouched_for(files: Mapping[str, str]) -> Iterator[Finding]:
    """What stands behind the files that the list names: it proves only that they belong together."""
    alone = sorted(name for name in files if not _is_document(name) and name not in _LISTS)
    told = _("Nothing but the list vouches for {files}: whoever makes a pack can write them as they like.")
    yield unknown("file", told.format(files=", ".join(name for name in alone if name != VERIFIER)))
    if registers := sorted(name for name in files if _is_document(name) and "/" not in name):
        told = _(
            "The signed head in {files} proves the journal, not their rows: for those nothing but the list"
            " vouches here. The records prove more."
        )
        yield unknown("file", told.format(files=", ".join(registers)))
    told = _(
        "Records and reviews prove their own entries, as is told of each below. For what else they say"
        " nothing but the list vouches, unless a signature is named there."
    )
    yield unknown("file", told)


def _verifier(files: Mapping[str, str]) -> Iterator[Finding]:
    ours = sha256((paths.resources() / "verify" / VERIFIER).read_bytes()).hexdigest()
    if VERIFIER not in files:
        told = _("The program holdfast-verify is not inside; take it from a Holdfast that you trust.")
        yield unknown("file", told)
    elif files[VERIFIER] != ours:
        told = _(
            "The program holdfast-verify inside is not this Holdfast's own: don't rely on what it prints."
        )
        yield unknown("file", told)


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
    told = _("{file}, which the pack says it holds, is not there.")
    yield from (told.format(file=name) for name in _needed(files, contents) if name not in files)


def _needed(files: Mapping[str, str], contents: _Contents) -> Iterator[str]:
    """What a pack of these incidents holds, whatever its lists say."""
    yield from _ALWAYS
    if contents.incidents <= MOST_ON_PAGES:
        yield "register.pdf"
    yield from (f"records/{ref}{ending}" for ref in contents.chosen for ending in _DOCUMENTS)
    both = {name.rpartition(".")[0] for name in files if name.startswith("reviews/")}
    yield from (f"{stem}{ending}" for stem in sorted(both) for ending in _DOCUMENTS)


def _is_document(name: str) -> bool:
    return name.endswith(_DOCUMENTS) and name not in _NO_RECORDS


def _beside_all(data: bytes, files: Mapping[str, str]) -> Iterator[str]:
    """What no list speaks of."""
    if not any(map(_is_document, files)):
        yield _("The pack holds no document.")
    if data.rfind(_END) != len(data) - _END_BYTES:
        yield _("Something was appended to the pack.")


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
            names = {one.filename for one in members}
            if len(names) != len(members):
                raise UserError(
                    _("A name stands in the zip twice: two programs could unpack two different files."),
                    hint=_("Ask for a fresh copy of the pack."),
                )
            if len(members) > _MOST or _size(members) > _LARGEST:
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
