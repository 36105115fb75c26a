"""The library inside the store: importing a folder of Markdown, and reading what it holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath

from holdfast.domain.document import Document, Facts
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.domain.value import REMOVED
from holdfast.runbook.collect import Collected, FoundFile, Refused, collect
from holdfast.runbook.parse import parse
from holdfast.runbook.targets import inside
from holdfast.store.store import Store
from holdfast.words import _

_CHUNK = 25  # runbooks a transaction: the file is never held for longer than a blink
_SOURCES = "runbook_sources"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found; the counts and `refused` account for every file, unless it was stopped."""

    source: str
    new: int
    changed: int
    unchanged: int
    gone: int
    refused: tuple[Refused, ...]
    whole: bool = True


def import_folder(
    store: Store,
    path: Path,
    source: str = "",
    progress: Callable[[int, int], bool] = lambda _done, _all: True,
) -> ImportReport:
    """Import a folder of Markdown, or one file, into the library.

    The same folder again brings what is new or changed; what is no longer there is marked gone and
    kept. `progress(done, all)` may answer False to stop; what was imported by then stays.
    """
    return record_import(store, path, collect(path), source, progress)


def record_import(
    store: Store,
    path: Path,
    found: Collected,
    source: str = "",
    progress: Callable[[int, int], bool] = lambda _done, _all: True,
) -> ImportReport:
    """Record what was collected from `path`, all of it or until `progress` answers False."""
    report = None
    try:
        for done, total, report in _pieces(store, path, found, source):
            if not report.whole and not progress(done, total):
                break
    except UserError as error:
        if report is None:
            raise
        raise _stopped(report, len(found.files), error) from error
    assert report is not None
    return report


def _stopped(report: ImportReport, total: int, error: UserError) -> UserError:
    """An import that the world ended in the middle: what is in, and what ended it."""
    done = report.new + report.changed + report.unchanged
    what = _("{done} of {total} runbooks are in the library; then it stopped. {why}")
    return UserError(
        what.format(done=done, total=total, why=error.what), hint=error.hint + " " + _("Then import again.")
    )


def import_pieces(
    store: Store, path: Path, found: Collected, source: str = ""
) -> Iterator[tuple[int, int, ImportReport | None]]:
    """Record what was collected piece by piece: (done, all, None), and at last (all, all, report).

    Collecting reads the disk and may run aside; recording belongs to the store's own thread, which
    may do something else between two pieces, or stop: what was recorded by then stays.
    """
    for done, total, report in _pieces(store, path, found, source):
        yield done, total, report if report.whole else None


def _pieces(
    store: Store, path: Path, found: Collected, source: str
) -> Iterator[tuple[int, int, ImportReport]]:
    """Each piece with the report so far."""
    name = source or _source_name(store, path)
    there = store.runbooks.of_source(name)
    images = {image.path: image.data for image in found.images}
    hashes = {path: sha256(data).hexdigest() for path, data in images.items()}
    new, changed, same = _sorted(found.files, there, hashes)
    todo = iter([*new, *changed])
    done, total = 0, len(new) + len(changed)
    while chunk := list(islice(todo, _CHUNK)):
        with store.command():
            store.record(*(_imported(store, name, file, images) for file in chunk))
        done += len(chunk)
        counts = min(len(new), done), max(0, done - len(new)), len(same)
        yield done, total, ImportReport(name, *counts, 0, found.refused, whole=False)
    gone = _mark_gone(store, there, found) if path.is_dir() else 0
    _remember(store, name, path)
    yield total, total, ImportReport(name, len(new), len(changed), len(same), gone, found.refused)


def _sorted(
    files: Sequence[FoundFile], there: Mapping[str, Runbook], hashes: Mapping[str, str]
) -> tuple[list[FoundFile], list[FoundFile], list[FoundFile]]:
    """The files as new, changed and unchanged."""
    new = [file for file in files if file.path not in there]
    changed: list[FoundFile] = []
    same: list[FoundFile] = []
    for file in files:
        known = there.get(file.path)
        if known is None:
            continue
        pictures = {path: hashes[path] for path in _image_paths(file) if path in hashes}
        is_same = (
            known.in_folder == sha256(file.data).hexdigest()
            and not known.gone
            and known.title != REMOVED  # then its text may be gone, and this brings it back
            and dict(known.images) == pictures
        )
        (same if is_same else changed).append(file)
    return new, changed, same


def _imported(store: Store, source: str, file: FoundFile, images: Mapping[str, bytes]) -> New:
    known = store.runbooks.at(source, file.path)  # asked now: another process may import the same folder
    text = store.blobs.put(file.data)
    pictures = {path: store.blobs.put(images[path]) for path in _image_paths(file) if path in images}
    document = parse(file.text, PurePosixPath(file.path).stem)
    body: dict[str, object] = {
        "source": source,
        "path": file.path,
        "title": document.title,
        "version": [known.version if known else None, text["blob"]],
        "text": text,
        **facts_body(document.facts),
    }
    if pictures:
        body["images"] = pictures
    return New(subject("runbook", known.id if known else store.new_id()), "runbook.imported", body)


def facts_body(facts: Facts) -> dict[str, object]:
    """The members of an entry that say what the front matter says; nothing for what it does not."""
    said: dict[str, object] = {
        "tags": list(facts.tags),
        "services": list(facts.services),
        "alerts": list(facts.alerts),
        "severity": facts.severity,
        "owner": facts.owner,
        "reviewed": facts.reviewed,
        "review_by": facts.review_by,
    }
    return {name: value for name, value in said.items() if value}


def _image_paths(file: FoundFile) -> list[str]:
    """The images that a runbook shows, as paths of its source."""
    if "![" not in file.text and "<img" not in file.text.lower():
        return []
    return [path for target in parse(file.text, "").images if (path := inside(file.path, target))]


def _mark_gone(store: Store, there: Mapping[str, Runbook], found: Collected) -> int:
    """Mark what the folder no longer holds; a file that was refused is still there."""
    present = {file.path for file in found.files} | {refused.file for refused in found.refused}
    lost = [known for path, known in there.items() if path not in present and not known.gone]
    if lost:
        with store.command():
            store.record(
                *(New(subject("runbook", known.id), "runbook.gone", {"path": known.path}) for known in lost)
            )
    return len(lost)


def _source_name(store: Store, path: Path) -> str:
    """The folder's name; another folder that is still there and has the same name keeps its own."""
    folder = (path if path.is_dir() else path.parent).resolve()
    sources = store.marks.get_json(_SOURCES)
    name, number = folder.name or _("runbooks"), 1
    plain = name
    while name in sources and sources[name] != str(folder) and Path(sources[name]).is_dir():
        number += 1
        name = f"{plain} {number}"
    return name


def _remember(store: Store, name: str, path: Path) -> None:
    folder = (path if path.is_dir() else path.parent).resolve()
    with store.database.writing():
        store.marks.set_json(_SOURCES, store.marks.get_json(_SOURCES) | {name: str(folder)})


def text_of(store: Store, version: str) -> str:
    """The Markdown of a version by its hash; a UserError where it was removed."""
    data = store.blobs.get(version)
    if data is None:
        raise UserError(
            _("The text of this version is not in the store; it was removed."),
            hint=_("Import the runbook again."),
        )
    return data.decode("utf-8", "replace")


@lru_cache(maxsize=64)
def _parsed(text: str, title: str) -> Document:
    return parse(text, title)


def document_of(store: Store, version: str, title: str) -> Document:
    """A version of a runbook, read into sections and steps."""
    return _parsed(text_of(store, version), title)
