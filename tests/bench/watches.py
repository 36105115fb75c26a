"""Watches: rules over a table of ten million rows against `csv.reader` alone, and what they find."""

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from holdfast.detect.watches.trial import try_watch
from holdfast.detect.watches.watch import load
from tests.bench.figures import Bar, Figure
from tests.bench.place import ROOT, Place
from tests.detect.watches.labelled import RULES as LABELLED
from tests.detect.watches.labelled import by_rule, by_threshold

RULES: Final = {
    "threshold": 'kind = "threshold"\nabove = 90\nfor = "5m"',
    "absence": 'kind = "absence"\nfor = "10m"',
    "rate": 'kind = "rate"\nabove = 20\nover = "1h"',
    "deviation": 'kind = "deviation"\nover = "24h"',
}
_TIMES: Final = 8.0  # of what csv.reader alone takes
_ROOM: Final = 40.0  # MB above a process that only has the same parts loaded
_AT_LEAST: Final = 200_000
_PEAK: Final = """
import sys
from pathlib import Path
from tests.bench.watches import tried
if sys.argv[2]: tried(Path(sys.argv[1]), sys.argv[2])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
WATCH: Final = 'name = "x"\nevery = "5s"\n[source]\nkind = "csv"\npath = "x"\n[rule]\n'


def measure(place: Place) -> Iterator[Figure]:
    """One table for all rules, the bare reader in turns with each. Seconds are those of the processor, since
    nothing but that is waited for.
    """
    rows = max(10_000, 10 * place.most)
    table = place.scratch() / "series.csv"
    write(table, rows)
    for kind in RULES:
        bare, took = _timed(lambda: _bare(table)), _timed(lambda kind=kind: tried(table, kind))
        yield Figure(f"{kind} over {rows:,} rows", took, "s", Bar.RATIO, _TIMES, bare)
        yield Figure(f"{kind}: rows", rows / took, "per s", Bar.LEAST, _AT_LEAST)
    yield Figure(
        "deviation: peak memory", _peak(table, "deviation"), "MB", Bar.ABOVE, _ROOM, _peak(table, "")
    )
    yield from _found()


def _found() -> Iterator[Figure]:
    """Precision, recall and delay of each rule on labelled series; the floor is the best plain threshold."""
    for kind in LABELLED:
        ours, plain = by_rule(kind), by_threshold(kind)
        yield Figure(f"{kind}: precision", 100 * ours.precision, "%", Bar.LEAST, 80, 100 * plain.precision)
        yield Figure(f"{kind}: recall", 100 * ours.recall, "%", Bar.LEAST, 100, 100 * plain.recall)
        yield Figure(f"{kind}: delay", ours.delay / 60, "min", Bar.MOST, 35, plain.delay / 60)


def write(table: Path, rows: int) -> None:
    """A value each five seconds, with noise that no library is needed for."""
    noise = 12345
    with table.open("w", encoding="ascii") as out:
        out.write("time,value\n")
        for start in range(0, rows, 10_000):
            some: list[str] = []
            for row in range(start, min(rows, start + 10_000)):
                noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648
                second = row * 5
                day, rest = divmod(second, 86_400)
                clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
                year, inside = divmod(day, 336)
                date = f"{2000 + year}-{inside // 28 + 1:02}-{inside % 28 + 1:02}"
                some.append(f"{date}T{clock}Z,{40 + noise % 20_000 / 1000:.3f}\n")
            out.writelines(some)


def tried(table: Path, kind: str) -> None:
    """Try the rule of a kind."""
    trial = try_watch(load(WATCH + RULES[kind]), table, time.time())
    assert trial.points


def _bare(table: Path) -> None:
    with table.open(newline="", encoding="utf-8") as file:
        for _row in csv.reader(file):
            pass


def _timed(work: object) -> float:
    begun = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begun


def _peak(table: Path, kind: str) -> float:
    """The peak of a process of its own, in MB; without a kind it only loads the same parts."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(table), kind], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return int(done.stdout) / 1024
