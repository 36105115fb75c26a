"""The library back into a folder: byte for byte as it came, and with what was written here.

Nothing of anybody else's is lost: only an empty folder is written into, an earlier export, or the folder that
a source came from; and a file there is written over only where its content is a version that this store has.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.domain.value import REMOVED
from holdfast.runbook.found import Refused
from holdfast.runbook.outside import Folder, NoRoom, NotWritten, file_name_fault
from holdfast.runbook.sources import place_of, source_called, spelled_path
from holdfast.store.folder import refuse_inside_store
from holdfast.store.store import Store
from holdfast.words import _

_EXPORTS: Final = "runbook_exports"  # folder -> the source that was written there, or _ALL
_ALL: Final = "*"
_OWN_FOLDER: Final = "written-here"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written into `folder`, as paths in it, how many files were so already, and what was left.

    It is not `whole` where somebody stopped it; then the folder says so in a file, until all is there.
    """

    folder: str
    written: tuple[str, ...]
    unchanged: int
    left: tuple[Refused, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: the blob that it is made of, and those that it may take the place of."""

    path: str
    blob: str
    versions: frozenset[str] = frozenset()  # none: whatever the store has
    removed: bool = False


Progress = Callable[[int, int], bool]


def _to_the_end(_done: int, _all: int) -> bool:
    return True


def export(
    store: Store, target: Path, source: str | None = None, progress: Progress = _to_the_end
) -> ExportReport:
    """Write a source into `target`; without one all of them, each into a folder of its name.

    What is gone from its source is not written. UserError where `target` holds what is somebody else's, lies
    in a store, or has no room; each file is then whole, as it was or as it is here. `progress(done, all)` may
    answer False to stop.
    """
    check_export(store, target, source)
    remember_export(store, target, source)
    return write_export(store, target, source, progress)


def check_export(store: Store, target: Path, source: str | None) -> None:
    """Refuse, by UserError, a target that is not ours to write into, or a source that is not there."""
    if source is not None:
        source_called(store, source)
    _check(store, target, source)


def write_export(
    store: Store, target: Path, source: str | None = None, progress: Progress = _to_the_end
) -> ExportReport:
    """The same as `export` once `check_export` allowed it and `remember_export` has said where it goes.

    It records nothing, so that it may run aside, with a store that can only be read.
    """
    names = [source] if source is not None else list(store.runbooks.by_source())
    files, left = _files(store, names, alone=source is not None)
    written, unchanged, whole = list[str](), 0, True
    try:
        folder = Folder(target)
        for done, file in enumerate(files):
            whole = progress(done, len(files))
            if not whole:
                break
            try:
                if _write(store, folder, file):
                    written.append(file.path)
                else:
                    unchanged += 1
            except NotWritten as why:
                left.append(Refused(file.path, str(why)))
        folder.end(whole=whole)
    except NoRoom as problem:
        raise _stopped(len(written), len(files), str(problem)) from problem
    return ExportReport(str(target), tuple(written), unchanged, tuple(left), whole)


def _check(store: Store, target: Path, source: str | None) -> None:
    """Refuse a target that is not ours to write into."""
    for place in (target, target / "runbook.md"):
        refuse_inside_store(place)
    real = Path(os.path.realpath(target))
    if real.is_relative_to(store.path.resolve()):
        raise UserError(
            _("{folder} lies in the folder of the store. Nothing was written.").format(folder=target),
            hint=_("Choose a folder outside the store."),
        )
    try:
        if target.exists() and not target.is_dir():
            raise UserError(
                _("{folder} is no folder. Nothing was written.").format(folder=target),
                hint=_("Choose a folder, or a name for a new one."),
            )
        empty = not target.is_dir() or not any(target.iterdir())
    except OSError as problem:
        raise UserError(
            _("{folder} can't be read: {why}. Nothing was written.").format(
                folder=target, why=problem.strerror
            ),
            hint=_("Choose another folder."),
        ) from problem
    if not empty and not _is_ours(store, real, source):
        raise UserError(
            _("{folder} is not empty and no earlier export. Nothing was written.").format(folder=target),
            hint=_("Choose an empty folder, or the one that the runbooks came from."),
        )


def _is_ours(store: Store, real: Path, source: str | None) -> bool:
    name = _ALL if source is None else source
    if store.marks.get_json(_EXPORTS).get(spelled_path(real)) == name:
        return True
    try:
        return bool(source) and place_of(store, str(source)).resolve() == real
    except UserError:
        return False


def remember_export(store: Store, target: Path, source: str | None) -> None:
    """Where it is written, so that it can be written there again; not in a store that can only be read."""
    if store.read_only:
        return
    name = _ALL if source is None else source
    place = spelled_path(Path(os.path.realpath(target)))
    with store.database.writing():
        store.marks.set_json(_EXPORTS, store.marks.get_json(_EXPORTS) | {place: name})


def rename_exports(store: Store, name: str, new: str) -> None:
    """A source has another name: where it was written, it can be written again."""
    with store.database.writing():
        places = store.marks.get_json(_EXPORTS)
        store.marks.set_json(
            _EXPORTS, {place: new if each == name else each for place, each in places.items()}
        )


def _files(store: Store, names: Iterable[str], *, alone: bool) -> tuple[list[_File], list[Refused]]:
    """All files by path, and those that can't be written, with the reason."""
    files: dict[str, _File] = {}
    left: list[Refused] = []
    taken: set[str] = set()
    for name in names:
        top = "" if alone else _top(name, taken)
        for file in _of_source(store.runbooks.of_source(name)):
            fault = file_name_fault(file.path) or file_name_fault(f"{top}{file.path}")
            fault = _("Its words were removed for cause.") if file.removed else fault
            path = f"{top}{file.path}"
            if fault:
                left.append(Refused(path, fault))
            else:
                files[path] = _File(path, file.blob, file.versions)
    return [files[path] for path in sorted(files)], left


def _of_source(books: Mapping[str, Runbook]) -> Iterator[_File]:
    """The texts and the pictures; where two runbooks have another picture at one path, the newest."""
    there = sorted((book for book in books.values() if not book.gone), key=_age)
    pictures = {path: digest for book in there for path, digest in book.images.items()}
    for book in there:
        yield _File(book.path, book.version, frozenset(book.versions), book.title == REMOVED)
    for path, digest in pictures.items():
        yield _File(path, digest)


def _age(book: Runbook) -> tuple[str, str]:
    return (book.imported.isoformat() if book.imported else "", book.path)


def _top(source: str, taken: set[str]) -> str:
    """The folder of a source among others: its name, told apart from others on every system."""
    name, number = source or _OWN_FOLDER, 1
    plain = name
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return f"{name}/"


def _write(store: Store, folder: Folder, file: _File) -> bool:
    """Write a file unless it is there as it should be; says whether it was written. Raises NotWritten."""
    there = folder.read(file.path)
    digest = "" if there is None else sha256(there).hexdigest()
    if digest == file.blob:
        return False
    if there is not None and not _may_replace(store, file, digest):
        raise NotWritten(_("It was changed in the folder since it was imported. Import it first."))
    data = store.blobs.get(file.blob)
    if data is None:
        raise NotWritten(_("Its content is not in the store; it was removed."))
    folder.write(file.path, data)
    return True


def _may_replace(store: Store, file: _File, digest: str) -> bool:
    return digest in file.versions or (not file.versions and store.blobs.get(digest) is not None)


def _stopped(done: int, total: int, why: str) -> UserError:
    return UserError(
        _("{done} of {total} files are written; then it stopped. {why}").format(
            done=done, total=total, why=why
        ),
        hint=_(
            "Make room there, or choose another folder, then export again: what is written already is not "
            "written twice."
        ),
    )
