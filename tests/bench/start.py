"""Cold start: from starting the process to a painted list, against a bare window with a table view."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.figures import Bar, Figure, median
from tests.bench.place import Place

BARE = ("-m", "tests.bench.bare_window")


def measure(place: Place) -> Iterator[Figure]:
    """Whole processes in turns; the clock stops when the process says that it has painted."""
    holdfast = [sys.executable, "-m", "holdfast", "--data", str(place.store(place.many))]
    bare = [sys.executable, *BARE, str(place.many)]
    ours, theirs = list[float](), list[float]()
    for _ in range(place.rounds(21) + 1):
        ours.append(until_painted(holdfast))
        theirs.append(until_painted(bare))
    name = f"start to a painted list, {place.many:,} incidents"
    # the first of each reads its files from the disk, and may have to compile them
    yield Figure(name, median(ours[1:]), "ms", Bar.RATIO, 2.0, median(theirs[1:]))


def until_painted(command: list[str]) -> float:
    """Milliseconds from starting a process until it says "painted"; it then ends by itself, off the clock."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOLDFAST_BENCH": "painted"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program does not compile itself anew
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = time.perf_counter() - begun
        if said != "painted\n":
            process.kill()
            raise RuntimeError(f"{command} said {said!r} instead of painting")
    return taken * 1000
