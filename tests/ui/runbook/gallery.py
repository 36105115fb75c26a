"""Paint the library in every theme, for the eye: `python tests/ui/runbook/gallery.py FOLDER [PERCENT]`.

With HOLDFAST_REAL_DATA set it shows the real runbooks, else those that come with the program.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from holdfast import paths
from holdfast.runbook.render import Renderer
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.tokens import THEMES
from tests.ui.audit import shown
from tests.ui.kit.gallery import use_fonts
from tests.ui.runbook.hands import Desk, make_desk


def library(desk: Desk) -> None:
    desk.bring_in(_folder())


def reading(desk: Desk) -> None:
    desk.bring_in(_folder())
    books = desk.store.runbooks.page()
    book = next((row for row in books if row.title == "etcdHighFsyncDurations"), books[-1])
    desk.read(book.id)


def finding(desk: Desk) -> None:
    desk.bring_in(_folder())
    desk.find("disk full")
    desk.read(desk.shown_ids()[0])


def importing(desk: Desk) -> None:
    desk.page.import_from(_folder())
    loop = QEventLoop()
    QTimer.singleShot(350, loop, loop.quit)
    loop.exec()


def report(desk: Desk) -> None:
    folder = desk.path / "night-shift"
    folder.mkdir()
    (folder / "pump.md").write_text("# Pump is hot\n\n## Steps\n\n1. Look\n", encoding="utf-8")
    (folder / "latin.md").write_bytes(b"# Gr\xfc\xdfe\n")
    (folder / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "huge.md").write_text("# Huge\n" + "x" * 300_000, encoding="utf-8")
    desk.bring_in(folder)


def empty(desk: Desk) -> None:
    desk.page.show_place("")


SCENES: dict[str, Callable[[Desk], None]] = {
    "empty": empty,
    "library": library,
    "reading": reading,
    "finding": finding,
    "importing": importing,
    "report": report,
}


def _folder() -> Path:
    data = os.environ.get("HOLDFAST_REAL_DATA")
    return Path(data) / "runbooks" / "openshift" if data else paths.resources() / "sample" / "runbooks"


def _paint(scene: Callable[[Desk], None], file: Path, width: int) -> None:
    with TemporaryDirectory() as place:
        renderer = Renderer()
        desk = make_desk(Path(place), renderer.render)
        shown(desk.page, width, 690)
        scene(desk)
        for _round in range(4):
            QApplication.processEvents()
        desk.page.grab().save(str(file))
        desk.close()
        renderer.close()


def main(folder: Path, percent: int, wanted: list[str]) -> None:
    app = QApplication(["gallery"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEMES:
        look.choose(name, percent)
        for key, scene in SCENES.items():
            if not wanted or key in wanted:
                _paint(scene, folder / f"books-{key}-{name}-{percent}.png", 1190)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, sys.argv[3:])
