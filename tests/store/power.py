"""A disk that can lose its power: what was written and not synced may be there, or not, or half.

An APSW VFS over the real one writes down every write, truncation and sync of the database and its
log. From that record `disk_at` lays out the files as a power loss at any moment could have left
them: all that was synced, and of the later writes a random part, some of them torn at a sector.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import apsw

SECTOR = 512


@dataclass(frozen=True)
class Write:
    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    file: str


@dataclass(frozen=True)
class Acknowledged:
    """The store said that everything up to this entry is recorded."""

    seq: int


Event = Write | Truncate | Sync | Acknowledged


@dataclass
class Record:
    """All that happened on the disk, in order."""

    events: list[Event] = field(default_factory=list[Event])
    before: dict[str, bytes] = field(default_factory=dict[str, bytes])  # the files at the beginning

    def acknowledge(self, seq: int) -> None:
        self.events.append(Acknowledged(seq))


class PowerVFS(apsw.VFS):
    """Registers itself as the default, so that the store opens its files through it unchanged."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.vfs_name = "power"
        self.base = apsw.vfs_names()[0]  # the real one, which is the default until now
        super().__init__(self.vfs_name, self.base, makedefault=True)

    def xOpen(self, name, flags):  # noqa: ANN001, ANN201
        return _File(self.record, self.base, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, record: Record, base: str, name, flags) -> None:  # noqa: ANN001
        self._record = record
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        super().__init__(base, name, flags)

    def _noted(self) -> bool:
        return self._name.endswith((".db", ".db-wal"))

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._noted():
            self._record.events.append(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        if self._noted():
            self._record.events.append(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        if self._noted():
            self._record.events.append(Sync(self._name))


def acknowledged_before(record: Record, moment: int) -> int:
    """The last entry that was acknowledged before a moment (a place in the record)."""
    return max((event.seq for event in record.events[:moment] if isinstance(event, Acknowledged)), default=0)


def disk_at(record: Record, moment: int, dice: Random, folder: Path) -> None:
    """Lay out the files in `folder` as a power loss at this moment could have left them."""
    images = defaultdict(bytearray, {name: bytearray(data) for name, data in record.before.items()})
    pending: dict[str, list[Write | Truncate]] = defaultdict(list)
    for event in record.events[:moment]:
        if isinstance(event, Write | Truncate):
            pending[event.file].append(event)
        elif isinstance(event, Sync):
            for late in pending.pop(event.file, []):
                _apply(images[event.file], late)
    for name, events in pending.items():
        for event in events:
            fate = dice.random()
            if fate < 0.5:
                _apply(images[name], event)
            elif fate < 0.7 and isinstance(event, Write):
                torn = dice.randrange(0, len(event.data), SECTOR) if len(event.data) > SECTOR else 0
                _apply(images[name], Write(name, event.offset, event.data[:torn]))
    for name, image in images.items():
        (folder / name).write_bytes(image)


def _apply(image: bytearray, event: Write | Truncate) -> None:
    if isinstance(event, Truncate):
        del image[event.size :]
        return
    end = event.offset + len(event.data)
    if len(image) < end:
        image.extend(bytes(end - len(image)))
    image[event.offset : end] = event.data
