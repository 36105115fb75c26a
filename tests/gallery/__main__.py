"""Every page of the window, and its states, as a picture, for the eye: three themes, at 100 % and 200 %.

    python -m tests.gallery [FOLDER [SCENE …]]

The pages show the practice store, which is made anew for the pictures. Each scale is a process of
its own, since Qt reads it once. Scenes that are named are painted alone, in the order of all.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

THEMES = ("light", "dark", "contrast")
PERCENTS = (100, 200)
SIZE = (1366, 768)


def main() -> int:
    """The command: one process for each scale."""
    if sys.argv[1:] and sys.argv[1].startswith("-"):
        print(__doc__)
        return 0
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/gallery")
    folder.mkdir(parents=True, exist_ok=True)
    for percent in PERCENTS:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(percent / 100),
            "HOLDFAST_GALLERY": "|".join((str(folder), str(percent), *sys.argv[2:])),
        }
        subprocess.run([sys.executable, "-m", "tests.gallery"], env=environment, check=True)
    print(folder)
    return 0


def paint(folder: Path, percent: int, named: list[str]) -> None:
    """Paint every scene in every theme, or those that are named."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from holdfast import paths
    from holdfast.settings import Settings
    from holdfast.ui.kit import icons
    from holdfast.ui.kit.theme import Appearance
    from tests.gallery.scenes import SCENES, Room
    from tests.gallery.states import STATES

    app = QApplication([])
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("DejaVu Sans", 9))
    appearance = Appearance(app)
    appearance.changed.connect(icons.repaint)
    with TemporaryDirectory() as data:
        appearance.choose("light")
        room = Room(Path(data), Settings(None), appearance)
        room.window.resize(*SIZE)
        for name, scene in (SCENES | STATES).items():
            if not named or name in named:
                _paint_one(room, name, scene, folder, percent)
        room.close()


def _paint_one(room, name: str, scene: Callable, folder: Path, percent: int) -> None:  # noqa: ANN001
    widget = scene(room)
    for theme in THEMES:
        room.appearance.choose(theme)
        room.settle()
        file = folder / f"{name}-{theme}-{percent}.png"
        (widget or room.window).grab().save(str(file))


if __name__ == "__main__":
    asked = os.environ.get("HOLDFAST_GALLERY", "")
    if asked:
        where, at, *named = asked.split("|")
        paint(Path(where), int(at), named)
        sys.exit(0)
    sys.exit(main())
