"""The speed table: every bar of the project, held against its floor in one run.

    python packaging/dev.py bench [NAME …] [--small] [--data DIR] [--json FILE]

The first whole run makes a store of 1,000,000 incidents, which takes an hour and 6 GB; it is kept in
the work folder (build/bench, or DIR) for the next. Exits with 1 when a bar is missed.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.bench.figures import Figure, table
from tests.bench.place import ROOT, Place, prepared

# Each is a module beside this one with a `measure`, imported when it is its turn: none weighs on another's.
NAMES = (
    "start",
    "notes",
    "timeline",
    "jump",
    "keys",
    "search",
    "seen",
    "report",
    "export",
    "record",
    "language",
    "reviews",
    "runbooks",
    "library",
    "stall",
    "insights",
    "webhook",
    "actions",
    "alerts",
    "storm",
    "watches",
    "memory",
    "rebuild",
)
SMALL = {"many": 10_000, "most": 10_000, "effort": 0.1}
Measure = Callable[[Place], Iterator[Figure]]


def measured(name: str) -> Measure:
    """The bench of a name."""
    measure: Measure = import_module(f"tests.bench.{name}").measure
    return measure


def run(names: list[str], place: Place) -> list[Figure]:
    """Run benches one after the other, and say each figure as it comes."""
    figures: list[Figure] = []
    for name in names:
        for figure in measured(name)(place):
            sys.stderr.write(f"  {figure.name}: {figure.figure:.2f} {figure.unit}\n")
            figures.append(figure)
    return figures


def main() -> int:
    """The command."""
    args = _arguments()
    prepared(args.data)
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "default.warning=false",
    }  # it has no size hints
    figures = run(args.names or list(NAMES), Place(args.data, **SMALL if args.small else {}))
    sys.stdout.write(f"{machine()}\n\n{table(figures)}\n")
    if args.json:
        args.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=2) + "\n", "utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def machine() -> str:
    """What it ran on, and how busy that was: a busy machine tells little."""
    busy = f", {os.getloadavg()[0]:.1f} waiting" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors{busy}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--small", action="store_true", help="10,000 incidents, few repetitions")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "bench", metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
