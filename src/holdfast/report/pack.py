"""An audit pack: one zip of documents, with a list of what is in it and the SHA-256 of each."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, cast

import msgspec

from holdfast.report.content import RENDERER

FORMAT: Final = "holdfast.audit-pack"
READ_ME: Final = "READ-ME.md"
CONTENTS: Final = "contents.json"
HEADERS: Final = "journal-headers.json"
VERIFIER: Final = "holdfast-verify"
SUMS: Final = "SHA256SUMS"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; the true ones are in the documents
_RIGHTS: Final = 0o644 << 16
_UNIX: Final = 3
_LEVEL: Final = 6
_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Packed(msgspec.Struct, frozen=True):
    """A file of a pack."""

    name: str
    size: int
    sha256: str


def packed_zip(files: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> Iterator[bytes]:
    """The zip, piece by piece as it grows: the files, then the list of them, and sums for `sha256sum -c`.

    The same files give the same bytes: no clock, no rights of this machine, no order but the given one.
    """
    out = _Pipe()
    listed: list[Packed] = []
    with zipfile.ZipFile(cast("Any", out), "w") as pack:
        for name, data in files:
            _put(pack, name, data)
            listed.append(Packed(name, len(data), sha256(data).hexdigest()))
            yield out.taken()
        whole = _encode({"format": FORMAT, "renderer": RENDERER, "files": listed, **about})
        _put(pack, CONTENTS, whole)
        listed.append(Packed(CONTENTS, len(whole), sha256(whole).hexdigest()))
        _put(pack, SUMS, "".join(f"{one.sha256}  {one.name}\n" for one in listed).encode())
    yield out.taken()


def _put(pack: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system, info.external_attr = _UNIX, _RIGHTS
    pack.writestr(info, data, zipfile.ZIP_DEFLATED, _LEVEL)


class _Pipe:
    """What a zip is written into and taken away from while it grows: it can't go back in it."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self._kept += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def taken(self) -> bytes:
        data, self._kept = bytes(self._kept), bytearray()
        return data


def drawn(seed: str, refs: Iterable[str], count: int) -> list[str]:
    """So many of these references, drawn by a seed: those with the smallest SHA-256 of "SEED REF".

    Anybody can draw them again: `printf '%s' 'SEED REF' | sha256sum`.
    """
    return sorted(refs, key=lambda ref: sha256(f"{seed} {ref}".encode()).digest())[:count]
