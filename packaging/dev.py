"""The one tool of this project: `python3 packaging/dev.py VERB`. Standard library only.

setup     make .venv from the hashed requirements; instant when nothing changed
run       set up and open the window; without a display, make the demo's PDF and say where it is
test      lint, then all tests; with arguments, only pytest with those
lint      ruff, its formatter and pyright
bench     the speed table (--json FILE)
gallery   a picture of every page in every theme
populate  a realistic store (--data DIR --incidents N)
package   a wheelhouse and a portable folder, both proved without a network
words     bring the translated words of documents up to date with the sources
pin       write the hashed requirements anew (needs uv; --upgrade for newer versions)
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (whoever has an older one deserves a sentence)
    sys.exit("Holdfast needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import argparse

import _checks
import _pin
import _run
import _setup
from _system import Stop

VERBS = {
    "setup": lambda _: 0,
    "run": _run.run,
    "test": _checks.test,
    "lint": lambda _: _checks.lint(),
    "bench": lambda rest: _run.module("tests.bench", rest),
    "gallery": lambda rest: _run.module("tests.gallery", rest),
    "populate": lambda rest: _run.module("tests.bench.populate", rest),
    "words": lambda _: _run.script("translate.py"),
    "package": lambda _: _run.script("_package.py"),
    "pin": _pin.pin,
}


def main(arguments: list[str]) -> int:
    """Do one verb; its exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=VERBS)
    verb = parser.parse_args(arguments[:1] or ["--help"]).verb
    try:
        if verb != "pin":
            _setup.ensure()
        return VERBS[verb](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
