"""What must hold before a change goes in: style, types, tests."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from _setup import PYTHON
from _system import ROOT, call, install, missing_programs, say

LINTERS = {
    "style": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--quiet", "--check", "."],
    "types": ["-m", "pyright", "--warnings"],
}
# Pyright's own copy and the pinned Node, so that nothing is fetched or looked up.
PYRIGHT = {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYRIGHT_PYTHON_GLOBAL_NODE": "0"}
# About as long as each other. What the first does not name is in the rest, so that nothing is left out.
LONGEST = ("tests/journeys", "tests/ui/respond", "tests/ui/shell", "tests/ui/incidents")
HALVES = {"windows": [*LONGEST], "rest": [f"--ignore={folder}" for folder in LONGEST]}


def lint() -> int:
    """Run every linter, also after one has complained; 1 when any did."""
    complaints = [name for name, linter in LINTERS.items() if call([PYTHON, *linter], PYRIGHT)]
    if complaints:
        say(f"Something is to be mended: {', '.join(complaints)}.")
    return int(bool(complaints))


def test(arguments: list[str]) -> int:
    """Run the linters and all tests; with arguments, only pytest with those. Its closing line comes last.

    Before all tests, programs that they call are installed where that can be, else the command is said.
    """
    if not arguments and (packages := missing_programs()):
        install(packages)
    linted = 0 if arguments else lint()
    tested = _pytest(arguments) if arguments else _all_tests()
    return tested or linted


def _pytest(arguments: list[str]) -> int:
    return _ended(call([PYTHON, "-m", "pytest", *arguments], _environment()))


def _all_tests() -> int:
    """Both halves at once, on two cores; what the second says is heard when the first has ended."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "rest.txt").open("w+b") as heard:
        reports = {half: Path(folder) / f"{half}.xml" for half in HALVES}
        calls = {
            half: [str(PYTHON), "-m", "pytest", *which, f"--junit-xml={reports[half]}"]
            for half, which in HALVES.items()
        }
        environment = os.environ | _environment()
        rest = subprocess.Popen(calls["rest"], cwd=ROOT, env=environment, stdout=heard, stderr=heard)
        windows = call(calls["windows"], _environment())
        ended = [_ended(windows), _ended(rest.wait())]
        heard.seek(0)
        sys.stdout.flush()
        shutil.copyfileobj(heard, sys.stdout.buffer)
        say(_both(reports.values()))
    return next(filter(None, ended), 0)


def _ended(status: int) -> int:
    if status < 0:
        say(f"pytest itself was ended by signal {-status} ({signal.Signals(-status).name}).")
    return status


def _both(reports: Iterable[Path]) -> str:
    """The closing line of both halves: what pytest counted in its reports."""
    counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for report in reports:
        suites = ET.parse(report).iter("testsuite") if report.is_file() else ()  # noqa: S314  (our own)
        for suite in suites:
            counts = {name: count + int(suite.get(name, "0")) for name, count in counts.items()}
    wrong = counts["failures"] + counts["errors"]
    passed = counts["tests"] - wrong - counts["skipped"]
    return f"{wrong} failed, {passed} passed, {counts['skipped']} skipped in both halves."


def _environment() -> dict[str, str]:
    """No window on the screen, and the real runbooks where they lie beside the project."""
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    data = ROOT.parent / "shared" / "data"
    if data.is_dir() and "HOLDFAST_REAL_DATA" not in os.environ:
        environment["HOLDFAST_REAL_DATA"] = str(data)
    return environment
