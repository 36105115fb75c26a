"""Paint the shell in every theme to PNG, for the eye: `python tests/ui/shell/gallery.py FOLDER [PERCENT]`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtWidgets import QApplication, QWidget

from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.confirm import ConfirmDialog
from holdfast.ui.kit.crash import CrashDialog
from holdfast.ui.kit.tokens import THEMES
from holdfast.ui.shell.operator_dialog import OperatorDialog
from holdfast.ui.shell.shortcuts import ShortcutSheet
from tests.ui.kit.gallery import use_fonts
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


def main(folder: Path, percent: int) -> None:
    app = QApplication(["gallery"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEMES:
        look.choose(name, percent)
        for key, make in SCENES.items():
            scene = make()
            scene.show()
            QApplication.processEvents()
            scene.grab().save(str(folder / f"{key}-{name}.png"))
            scene.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
