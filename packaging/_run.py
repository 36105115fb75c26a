"""Start Holdfast, and the larger tools that live beside the tests, with the project's own interpreter."""

import argparse
import os
import shutil
import sys

from _setup import PYTHON
from _system import ROOT, Stop, call, say

DEMO = ROOT / "build" / "demo"


def run(arguments: list[str]) -> int:
    """Open the window. Without a display, do the demo (--out DIR), whose last line is the PDF's path.

    Whatever is no option of either, a verb (`run incident list`), --help, a slip, goes to the program, which
    needs no display to answer it.
    """
    options, other = _options().parse_known_args(arguments)
    if other or has_display():
        return call([PYTHON, "-m", "holdfast", *arguments])
    if options.data is not None or options.window:
        raise Stop(
            f"A window on {options.data or 'a store'} needs a display, and there is none here. "
            "Nothing was changed.\n"
            "Name a verb behind it (run --data DIR incident list), or leave the options out to see the demo."
        )
    if options.out is None:
        shutil.rmtree(DEMO, ignore_errors=True)  # what the last demo left; the demo wants a fresh store
    say("There is no display here, so this is the demo: the whole job without a window.")
    operator = [] if options.operator is None else ["--operator", options.operator]
    wanted = ["--out", str(DEMO) if options.out is None else options.out, *options.json]
    return call([PYTHON, "-m", "holdfast", *operator, "demo", *wanted])


def _options() -> argparse.ArgumentParser:
    """The options of the window and of the demo."""
    parser = argparse.ArgumentParser(prog="dev.py run", add_help=False, allow_abbrev=False)
    parser.add_argument("--out", metavar="DIR")
    parser.add_argument("--json", action="append_const", const="--json", default=[])
    parser.add_argument("--operator", metavar="NAME")
    parser.add_argument("--data", metavar="DIR")
    for name in ("--practice", "--read-only", "--passphrase", "--moved", "--copy"):
        parser.add_argument(name, action="store_true", dest="window")
    return parser


def has_display() -> bool:
    """Whether a window could be seen. QT_QPA_PLATFORM does not count: an offscreen window helps nobody."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def script(name: str) -> int:
    """Run a script that lies beside this one; its exit code."""
    return call([PYTHON, ROOT / "packaging" / name])


def module(name: str, arguments: list[str]) -> int:
    """Run a module of the test tree without a window on the screen; its exit code."""
    path = ROOT.joinpath(*name.split("."))
    if not path.with_suffix(".py").is_file() and not (path / "__main__.py").is_file():
        raise Stop(f"There is no {name} in this version of Holdfast.")
    return call([PYTHON, "-m", name, *arguments], {"QT_QPA_PLATFORM": "offscreen"})
