"""Drop folders: files with alerts are taken when they are whole, each exactly once, and moved out of the way.

Beside what is dropped stand `working` (being taken), `done`, `refused` (each with its reason in a file
beside it) and `mappings` (mapping files for forms of one's own).
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from holdfast.detect import claims, mapping
from holdfast.detect.claims import Claim
from holdfast.detect.intake import Arrived, Taken, take
from holdfast.detect.mapping import MappingFile
from holdfast.detect.reading import read
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.store.folder import Folder
from holdfast.store.store import Store
from holdfast.words import _

DOOR: Final = "folder"
_UNFINISHED: Final = (".part", ".tmp", ".filepart", ".partial", ".crdownload", "~")
_BATCH: Final = 16  # files of one commit
_STILL: Final = 1.5  # seconds that a file has to rest before it counts as whole
_PATIENCE: Final = 30.0  # seconds of rest after which what reads like half a file is refused
_OLD: Final = 60.0  # seconds since a file's own time: nobody writes on it any more


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gave no alert: its name, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What one look into a folder found. `waiting` are files that are not whole yet, `unread` parts of files
    that gave alerts, each named with its place.

    `problem` says what keeps files from being taken; "" where all is well. `folders` lie in it and are not
    looked into.
    """

    files: int = 0
    unread: tuple[Refused, ...] = ()
    taken: Taken = field(default_factory=Taken)
    refused: tuple[Refused, ...] = ()
    waiting: int = 0
    problem: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """How a file lay there, and since when by the clock that never jumps."""

    size: int
    changed: int
    inode: int
    since: float = field(compare=False)


class _Half(Exception):
    """A file that seems to be the beginning of one."""


class DropFolder:
    """A folder that is looked into again and again; it remembers how files lay there at the last look."""

    def __init__(
        self, path: Path, *, still: float = _STILL, patience: float = _PATIENCE, batch: int = _BATCH
    ) -> None:
        """`batch` is how many files share a commit."""
        self.path, self._batch = path.absolute(), batch
        self._still = still
        self._patience = patience
        self._seen: dict[str, _Seen] = {}
        self._folders: tuple[str, ...] = ()

    def visit(self, store: Store, going_on: Callable[[], bool] = lambda: True) -> Visit:
        """Take every file that is whole. A folder that is not there is told, and looked for at the next.

        UserError where the store can't take them; they stay where they lie.
        """
        if _is_ours(self.path):
            return Visit(problem=_not_from(self.path))
        try:
            with claims.alone(self.path) as is_alone:
                if not is_alone:
                    return Visit(
                        problem=_("Another program takes the files of {folder}.").format(folder=self.path)
                    )
                return self._visit(store, going_on)
        except OSError as error:
            return Visit(problem=_not_usable(self.path, error))

    def _visit(self, store: Store, going_on: Callable[[], bool]) -> Visit:
        mappings, problem = _mappings(self.path / claims.MAPPINGS)
        files, taken, refused, unread = 0, Taken(), list[Refused](), list[Refused]()
        ready, waiting = self._ready()
        for batch in self._batches(store, ready):
            if not going_on():
                break
            arrived: list[tuple[Claim, Arrived]] = []
            for one in batch:
                try:
                    arrived.append((one, self._read(one, mappings, is_sure=not problem)))
                except _Half:
                    claims.put_back(one, self.path)
                    waiting += 1
                except UserError as error:
                    claims.refused(one, self.path, error)
                    refused.append(Refused(one.name, str(error)))
            taken += take(store, *(each for _one, each in arrived))
            for one, each in arrived:
                claims.done(one, self.path)
                unread += (Refused(f"{one.name}, {part.place}", part.why) for part in each.reading.unread)
            files += len(arrived)
        return Visit(files, tuple(unread), taken, tuple(refused), waiting, problem, self._folders)

    def _read(self, one: Claim, mappings: Sequence[MappingFile], *, is_sure: bool) -> Arrived:
        """What a file says; _Half where its rest may still come, a UserError where it says nothing.

        Unless `is_sure` a mapping file is broken, which may be the one that reads it.
        """
        try:
            data = claims.content(one)
            reading = read(one.name, data, mappings)
        except claims.NoFile:
            raise
        except UserError:
            if self._may_grow(one) or not is_sure:
                raise _Half from None
            raise
        if not data.endswith((b"\n", b"}", b"]")) and self._may_grow(one):
            raise _Half
        return Arrived(one.id, DOOR, one.name, data, reading)

    def _batches(self, store: Store, ready: Sequence[str]) -> Iterator[list[Claim]]:
        """Files to take together: first those that a stopped program had claimed."""
        before, names = iter(claims.left(self.path)), iter(ready)
        while batch := list(islice(before, self._batch)):
            yield batch
        while batch := list(islice(names, self._batch)):
            yield claims.claim(store, self.path, batch)

    def _ready(self) -> tuple[list[str], int]:
        """The files that are whole, the oldest first, and how many are not yet."""
        now, clock = time.monotonic(), time.time()
        seen: dict[str, _Seen] = {}
        ready: list[tuple[int, str]] = []
        folders: list[str] = []
        with os.scandir(self.path) as found:
            for entry in found:
                if not _is_dropped(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                    continue
                about = entry.stat(follow_symlinks=False)
                lies = _Seen(about.st_size, about.st_mtime_ns, about.st_ino, now)
                before = self._seen.get(entry.name)
                since = before.since if before is not None and before == lies else None
                seen[entry.name] = lies if since is None else replace(lies, since=since)
                is_still = since is not None and now - since >= self._still
                if is_still or clock - about.st_mtime > _OLD:
                    ready.append((about.st_mtime_ns, entry.name))
        self._seen, self._folders = seen, tuple(sorted(map(claims.readable, folders)))
        return [name for _changed, name in sorted(ready)], len(seen) - len(ready)

    def _may_grow(self, one: Claim) -> bool:
        """Whether the rest of a file that can't be read may still come."""
        lies = self._seen.get(one.name)
        if lies is None or time.time() - lies.changed / 1e9 > _OLD:
            return False
        return time.monotonic() - lies.since < self._patience


def _is_ours(path: Path) -> bool:
    """Whether it is a store's own folder: its journal and its key would be taken for dropped files."""
    store, above = Folder(path), Folder(path.parent)
    return store.exists() or (above.exists() and path in (above.blobs, above.backups))


def _not_from(folder: Path) -> str:
    return _(
        "{folder} is where a store keeps its own files; no alerts are taken from there. "
        "Nothing was moved. Name another folder."
    ).format(folder=folder)


def _is_dropped(name: str) -> bool:
    """Whether something in the folder was dropped: not Holdfast's own, not hidden, not half written."""
    hidden = name.startswith(".") or name.lower().endswith(_UNFINISHED)
    return not hidden and name not in claims.OWN


def _mappings(folder: Path) -> tuple[list[MappingFile], str]:
    """The mapping files, by name; and which of them can't be used, and why."""
    found: list[MappingFile] = []
    problems: list[str] = []
    files = sorted(file for file in folder.glob("*.toml") if file.is_file()) if folder.is_dir() else ()
    for file in files:
        try:
            found.append(mapping.load(decoded(file.read_bytes())[0]))
        except UserError as error:
            problems.append(f"{file.name}: {error.what}")
        except OSError as error:
            problems.append(f"{file.name}: {error.strerror or error}")
    return found, " ".join(problems)


def _not_usable(folder: Path, error: OSError) -> str:
    return _("{folder} can't be used: {why}. What was taken is stored; it is looked for again.").format(
        folder=folder, why=error.strerror or error
    )
