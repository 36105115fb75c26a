"""Where a bench works: a folder on a disk that syncs, and stores in it that are made once and kept."""

import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from holdfast.store.database import SCHEMA_VERSION
from tests.bench.populate import populate

ROOT = Path(__file__).resolve().parents[2]
_PIECE = 1 << 20
_IN_MEMORY = ("tmpfs", "ramfs")


@dataclass(frozen=True)
class Place:
    """The work folder, and how much is measured: how many incidents, how often."""

    folder: Path
    few: int = 10_000
    many: int = 100_000
    most: int = 1_000_000
    effort: float = 1.0

    def rounds(self, full: int) -> int:
        """How often something is repeated that a whole run repeats `full` times."""
        return max(3, int(full * self.effort))

    def store(self, incidents: int) -> Path:
        """The store with this many incidents, made now if it isn't there. Nothing may be taken out of it.

        Its file has been read since the bench began, so the system holds it: figures are of a warm disk.
        """
        folder = self.folder / f"incidents-{incidents}-schema{SCHEMA_VERSION}"
        unfinished = folder.with_name(folder.name + ".part")
        if not folder.is_dir():
            sys.stderr.write(f"Making a store of {incidents:,} incidents, once: {folder}\n")
            populate(unfinished, incidents)
            unfinished.rename(folder)
        _warm(folder / "holdfast.db")
        return folder

    def scratch(self) -> Path:
        """A new folder on the same disk; the next run of the bench clears it away."""
        return Path(mkdtemp(prefix="scratch-", dir=self.folder))


@cache
def _warm(file: Path) -> None:
    """Read a file through, so that the next reading finds it in memory, as far as that goes."""
    with file.open("rb", buffering=0) as stream:
        while stream.read(_PIECE):
            pass


def prepared(folder: Path) -> None:
    """Make the work folder and clear what an earlier run left; refuse memory: syncing is free there."""
    folder.mkdir(parents=True, exist_ok=True)
    if _kind_of_disk(folder) in _IN_MEMORY:
        sys.exit(f"{folder} is in memory, where a sync costs nothing. Give a folder on a disk: --data DIR.")
    for left in folder.glob("scratch-*"):
        shutil.rmtree(left)


def _kind_of_disk(folder: Path) -> str:
    """The type of the filesystem that holds the folder; "" where the system does not say."""
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return ""
    parts = (line.split() for line in mounts.read_text("utf-8").splitlines())
    holding = [(part[1], part[2]) for part in parts if folder.resolve().is_relative_to(part[1])]
    return max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]
