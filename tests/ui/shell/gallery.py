"""Scenes of the shell with stand-ins for pages, for the audit at another scale."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.confirm import ConfirmDialog
from holdfast.ui.kit.crash import CrashDialog
from holdfast.ui.shell.operator_dialog import OperatorDialog
from holdfast.ui.shell.shortcuts import ShortcutSheet
from tests.ui.shell.fakes import dress, make_shell


def window() -> QWidget:
    return dress(make_shell())


def live() -> QWidget:
    shell = make_shell()
    shell.window.go("live")
    shell.window.put_banner(
        "practice", "Practice store: nothing here is real.", "Back to the real store", lambda: None
    )
    shell.notices.say("Contained at 13:52.", verb="Undo", act=lambda: None)
    return dress(shell)


def palette() -> QWidget:
    shell = make_shell()
    shell.standard.open_palette()
    return shell.standard.picker("palette")


def quick() -> QWidget:
    shell = make_shell()
    shell.standard.open_quick()
    return shell.standard.picker("quick")


def keys() -> QWidget:
    return ShortcutSheet(make_shell().actions)


def crash() -> QWidget:
    dialog = CrashDialog()
    dialog.add("Holdfast 0.1.0, Python 3.11\n\nTraceback (most recent call last):\n  …\nKeyError: 'phase'")
    return dialog


def operator() -> QWidget:
    dialog = OperatorDialog([("Operator 1", True)], lambda _name, _secret: None)
    dialog.type_name("Operator 1")
    return dialog


def confirm() -> QWidget:
    return ConfirmDialog(
        "Remove the body of this entry?", "Its hash stays and the reason is shown.", "Remove body"
    )


SCENES: dict[str, Callable[[], QWidget]] = {
    "window": window,
    "live": live,
    "palette": palette,
    "quick": quick,
    "keys": keys,
    "crash": crash,
    "operator": operator,
    "confirm": confirm,
}
