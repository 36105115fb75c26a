"""Resident memory of the window on the largest store, against a bare window with a table view."""

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Bar, Figure, median
from tests.bench.place import Place
from tests.bench.rss import resident
from tests.bench.start import BARE

_BAR = 60


def measure(place: Place) -> Iterator[Figure]:
    """Each in a process of its own, after the list was painted, counted and jumped about in."""
    if not resident():
        sys.stderr.write("This system does not say how much memory is resident; memory is left out.\n")
        return
    holdfast = ["-m", "tests.bench.open_window", str(place.store(place.most)), str(place.rounds(200))]
    bare = [*BARE, str(place.most), "--memory"]
    ours, theirs = list[float](), list[float]()
    for _ in range(3):
        ours.append(_megabytes(holdfast))
        theirs.append(_megabytes(bare))
    name = f"resident memory, {place.most:,} incidents in the window"
    yield Figure(name, median(ours), "MB", Bar.ABOVE, _BAR, median(theirs))


def _megabytes(command: list[str]) -> float:
    """What a process says of itself in its last line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(said.stdout.split()[-1])
