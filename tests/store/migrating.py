"""Opens a store with a program whose schema is one step further, and may be killed on the way.

    python tests/store/migrating.py FOLDER STEPS [KILL_AT | real]

STEPS is a folder of migrations; the newest one's number is the program's schema version. Prints how
many times the disk was touched (each write, truncation and sync counts); with KILL_AT the process
ends with SIGKILL right before that touch, or, where there are fewer, before it closes the store. `real`
leaves the disk as it is: closing a connection that only reads, SQLite may ask for a lock that it can't get
and thinks nothing of it; through a disk written in Python that would be an error.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

import apsw

from holdfast.store import database, folder, migrations, opening


def become(steps: Path, attribute=setattr) -> int:  # noqa: ANN001
    """Make this the program of those steps; gives its schema version."""
    version = max(int(step.name[:4]) for step in steps.glob("[0-9]*.py"))
    attribute(migrations, "__path__", [str(steps)])
    for module in (database, folder, opening):
        attribute(module, "SCHEMA_VERSION", version)
    return version


class Mortal(apsw.VFS):
    """The real disk, which counts each touch and ends (or halts) the process at one of them."""

    def __init__(self, kill_at: int, by: signal.Signals = signal.SIGKILL) -> None:
        self.kill_at, self.by, self.touches, self.base = kill_at, by, count(1), apsw.vfs_names()[0]
        super().__init__("mortal", self.base, makedefault=True)

    def touch(self) -> None:
        if next(self.touches) == self.kill_at:
            os.kill(os.getpid(), self.by)

    def xOpen(self, name, flags):  # noqa: ANN001, ANN201
        return _File(self, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, disk: Mortal, name, flags) -> None:  # noqa: ANN001
        self.disk = disk
        super().__init__(disk.base, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.touch()
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self.disk.touch()
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self.disk.touch()
        super().xSync(flags)


if __name__ == "__main__":
    become(Path(sys.argv[2]))
    if sys.argv[3:] == ["real"]:
        opening.open_store(Path(sys.argv[1])).close()
        sys.exit()
    disk = Mortal(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    store = opening.open_store(Path(sys.argv[1]))
    if disk.kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    print(next(disk.touches) - 1)
    store.close()
