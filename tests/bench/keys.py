"""Typing in the query line of the largest store: how long the window stands still after a key."""

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Bar, Figure, median
from tests.bench.place import Place

_BAR = 16


def measure(place: Place) -> Iterator[Figure]:
    """In a process of its own: questions that an index answers, and some that none does."""
    command = ["-m", "tests.bench.typing_window", str(place.store(place.most)), str(place.rounds(5))]
    said = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    gaps = sorted(float(line) for line in said.stdout.split())
    p99 = gaps[max(0, -(-len(gaps) * 99 // 100) - 1)]
    name = f"the window stands still after a key, {place.most:,}, p99 (median {median(gaps):.1f} ms)"
    yield Figure(name, p99, "ms", Bar.MOST, _BAR)
