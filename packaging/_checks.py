"""What must hold before a change goes in: style, types, tests."""

import os
import signal
from collections.abc import Iterable

from _setup import PYTHON
from _system import ROOT, call, install, missing_programs, missing_services, say, unpack

LINTERS = {
    "style": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--quiet", "--check", "."],
    "types": ["-m", "pyright", "--warnings"],
}
# Pyright's own copy and the pinned Node, so that nothing is fetched or looked up.
PYRIGHT = {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYRIGHT_PYTHON_GLOBAL_NODE": "0"}
# On every core. A file stays together: what it makes once for all of its tests is not made twice. The files
# begin in the order that tests/conftest.py gives them, longest first, so that no core waits for the last one.
ALL = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def lint() -> int:
    """Run every linter, also after one has complained; 1 when any did."""
    complaints = [name for name, linter in LINTERS.items() if call([PYTHON, *linter], PYRIGHT)]
    if complaints:
        say(f"Something is to be mended: {', '.join(complaints)}.")
    return int(bool(complaints))


def test(arguments: list[str]) -> int:
    """Run the linters and all tests; with arguments, only pytest with those. Its closing line comes last.

    Before all tests, programs that they call are installed where that can be, else the command is said; and
    services that they run are unpacked.
    """
    if not arguments and (packages := missing_programs()):
        install(packages)
    if not arguments and (services := missing_services()):
        unpack(services)
    linted = 0 if arguments else lint()
    return _pytest(arguments or ALL) or linted


def _pytest(arguments: Iterable[str]) -> int:
    status = call([PYTHON, "-m", "pytest", *arguments], _environment())
    if status < 0:
        say(f"pytest itself was ended by signal {-status} ({signal.Signals(-status).name}).")
    return status


def _environment() -> dict[str, str]:
    """No window on the screen, nothing compiled twice, the real runbooks where they lie beside us."""
    # Programs that tests run read what was compiled before: to compile it anew takes most of their time.
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    data = ROOT.parent / "shared" / "data"
    if data.is_dir() and "HOLDFAST_REAL_DATA" not in os.environ:
        environment["HOLDFAST_REAL_DATA"] = str(data)
    return environment
