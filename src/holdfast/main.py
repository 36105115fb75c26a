"""The composition root: arguments → folders → store → a window or a verb."""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from holdfast import paths
from holdfast.domain.errors import UserError
from holdfast.words import _, use_language

# A call makes fewer objects than this, or is a long one: then what circles leave is looked for all the same.
_SELDOM: Final = 200_000
# A full look takes a window 10 ms, in which nothing else is done: not after every few thousand rows.
_NOW_AND_THEN: Final = 10_000


def main(arguments: Sequence[str]) -> int:
    """Run Holdfast with these arguments; gives the exit status."""
    use_language(paths.resources() / "i18n", os.environ.get("LANGUAGE", "").partition(":")[0] or "en")
    options, call = _options().parse_known_args(arguments)
    return _call(arguments) if call else _window(options)


def spare_what_is_loaded() -> None:
    """Never look through what a window has loaded for garbage, and seldom through the rest."""
    gc.freeze()
    gc.set_threshold(_NOW_AND_THEN)


def _call(arguments: Sequence[str]) -> int:
    # Looking through all that is loaded for garbage takes a quarter of a call, at its end more than before.
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)
    # start-up time: a window needs none of the verbs
    from holdfast.cli import parser  # noqa: PLC0415

    return parser.run(parser.parse(arguments))


def _options() -> argparse.ArgumentParser:
    """What may stand before a noun, or alone before a window opens."""
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--data")
    options.add_argument("--operator")
    options.add_argument("--passphrase", action="store_true")
    options.add_argument("--read-only", action="store_true")
    options.add_argument("--practice", action="store_true")
    options.add_argument("--exercise", action="store_true")
    return options


def _window(options: argparse.Namespace) -> int:
    if not _has_display():
        return _refuse(
            UserError(
                _("There is no display to open a window on."),
                hint=_("Use the verbs (holdfast --help), or see the whole job: holdfast demo --out DIR."),
            )
        )
    # start-up time: the verbs need no Qt, and no Qt may be there at all. What is loaded here stays to the
    # end: looking through it for garbage would take a twentieth of the start, and more at each later look.
    gc.disable()
    # first what needs no Qt: once PySide6 is there, it reads the source of each module that is imported
    for module in ("holdfast.desk.opening", "holdfast.settings", "tomllib"):
        import_module(module)

    try:
        from holdfast.ui.shell import app  # noqa: PLC0415
    except ImportError as error:
        return _refuse(
            UserError(
                _("The window can't be shown: {why}.").format(why=error),
                hint=_("Run the set-up again: python3 packaging/dev.py setup. The verbs work without it."),
            )
        )
    spare_what_is_loaded()
    gc.enable()
    folder = Path(options.data) if options.data else paths.default_store()
    return app.run(
        folder,
        operator=options.operator or "",
        read_only=options.read_only,
        practice=options.practice or options.exercise,
        exercise=options.exercise,
    )


def _has_display() -> bool:
    """Whether there is a screen; Linux alone can be without one."""
    if not sys.platform.startswith("linux"):
        return True
    offscreen = os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal", "vnc", "eglfs", "linuxfb")
    return offscreen or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(error: UserError) -> int:
    sys.stderr.write(f"{error.what}\n{error.hint}\n")
    return 1
