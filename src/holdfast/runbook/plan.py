"""What an import would bring, said before it is recorded: a row for each file, and what differs in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from holdfast.domain.diff import DiffLine, diff
from holdfast.domain.document import Document
from holdfast.domain.encodings import decoded
from holdfast.domain.runbook import Runbook
from holdfast.domain.value import REMOVED
from holdfast.runbook.found import Collected, FoundFile, image_paths, is_zip
from holdfast.runbook.parse import parse
from holdfast.runbook.sources import source_name
from holdfast.store.store import Store

PlanKind = Literal["new", "changed", "unchanged", "gone", "both", "refused"]
KINDS: Final[tuple[PlanKind, ...]] = ("new", "changed", "both", "gone", "unchanged", "refused")
"""As they are read: what comes first, then what stays."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One file. `both`: changed here and in the folder, it stays as it is here unless theirs is taken.

    `id` is the runbook's, "" where it is new or refused; `here` the version that the library has, `there` the
    file's hash, each "" for none. `why` says why it is refused, or how it was read where it is not in
    UTF-8. A change may be of its images alone: then `here` and `there` are the same.
    """

    kind: PlanKind
    path: str
    title: str = ""
    id: str = ""
    here: str = ""
    there: str = ""
    why: str = ""
    file: FoundFile | None = field(default=None, repr=False)
    document: Document | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found at `place`, beside what the library has of the source; rows by KINDS, then by path."""

    source: str
    place: Path
    found: Collected = field(repr=False)
    rows: tuple[PlanRow, ...] = ()

    def of(self, kind: PlanKind) -> tuple[PlanRow, ...]:
        """The rows of a kind."""
        return tuple(row for row in self.rows if row.kind == kind)


def plan(store: Store, path: Path, found: Collected, source: str = "") -> Plan:
    """What importing what was collected from `path` would do. Records nothing."""
    name = source or source_name(store, path)
    return planned(store.runbooks.of_source(name), path, found, name)


def planned(there: Mapping[str, Runbook], path: Path, found: Collected, source: str) -> Plan:
    """The same from what the library has of the source, for any thread."""
    rows = [*_rows(there, found)]
    if path.is_dir() or is_zip(path):
        rows += _gone(there, found)
    rows += (PlanRow("refused", left.file, why=left.why) for left in found.refused)
    return Plan(source, path, found, tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), row.path))))


def diff_of(store: Store, row: PlanRow) -> tuple[DiffLine, ...]:
    """What differs between the text here and the file: all of a new one, nothing where they are alike."""
    return diff(*texts_of(store, row))


def texts_of(store: Store, row: PlanRow) -> tuple[str, str]:
    """The text here and that of the file, to be compared on any thread; two empty ones without a file."""
    if row.file is None:
        return "", ""
    return decoded(store.blobs.get(row.here) or b"")[0], row.file.text


def _rows(there: Mapping[str, Runbook], found: Collected) -> Iterator[PlanRow]:
    hashes = {image.path: sha256(image.data).hexdigest() for image in found.images}
    for file in found.files:
        known, digest = there.get(file.path), sha256(file.data).hexdigest()
        if known is None:
            document = parse(file.text, PurePosixPath(file.path).stem)
            yield PlanRow(
                "new", file.path, document.title, there=digest, why=file.remark, file=file, document=document
            )
            continue
        pictures = {path: hashes[path] for path in image_paths(file) if path in hashes}
        kind = _kind(known, digest, same_images=dict(known.images) == pictures)
        document = parse(file.text, PurePosixPath(file.path).stem) if kind in {"changed", "both"} else None
        title = document.title if document and kind == "changed" else known.title
        why = "" if kind == "unchanged" else file.remark
        yield PlanRow(kind, file.path, title, known.id, known.version, digest, why, file, document)


def _kind(known: Runbook, digest: str, *, same_images: bool) -> PlanKind:
    as_it_was = digest == known.in_folder and same_images
    if known.theirs and digest != known.version and not as_it_was:
        return "both"
    # where words were removed its text may be gone, and this brings it back
    return "unchanged" if as_it_was and not known.gone and known.title != REMOVED else "changed"


def _gone(there: Mapping[str, Runbook], found: Collected) -> Iterator[PlanRow]:
    """What is no longer there; a file that was refused is, and so is what lies in a folder that was."""
    present = {file.path for file in found.files}
    refused = {left.file for left in found.refused}
    for path, known in there.items():
        around = {str(each) for each in PurePosixPath(path).parents} | {path}
        if path not in present and not known.gone and refused.isdisjoint(around):
            yield PlanRow("gone", path, known.title, known.id, known.version)
