"""Start Holdfast, and the larger tools that live beside the tests, with the project's own interpreter."""

import os
import shutil
import sys

from _setup import PYTHON
from _system import ROOT, Stop, call, say

DEMO = ROOT / "build" / "demo"


def run(arguments: list[str]) -> int:
    """Open the window. Without a display, do the demo (--out DIR), whose last line is the PDF's path.

    Whatever names a verb of the command line (`run incident list`) needs no display and goes there.
    """
    noun = bool(arguments) and not arguments[0].startswith("-")
    if noun or has_display():
        return call([PYTHON, "-m", "holdfast", *arguments])
    if "--out" not in arguments:
        shutil.rmtree(DEMO, ignore_errors=True)  # what the last demo left; the demo wants a fresh store
        arguments = [*arguments, "--out", str(DEMO)]
    say("There is no display here, so this is the demo: the whole job without a window.")
    return call([PYTHON, "-m", "holdfast", "demo", *arguments])


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
