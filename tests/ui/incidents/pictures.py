"""Paint the incident list in every theme to PNG: `python tests/ui/incidents/pictures.py FOLDER [PERCENT]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtWidgets import QApplication, QWidget

from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.tokens import THEMES
from tests.ui.incidents.making import make_page, wait_for_counts
from tests.ui.kit.gallery import use_fonts
from tests.ui.stores import make_store, tell


def full(folder: Path) -> IncidentsPage:
    store, hands = make_store(folder)
    tell(store, hands)
    page = make_page(store, hands)
    page.resize(1190, 720)
    page.show()
    page.focus_list()
    wait_for_counts(page)
    return page


def narrow(folder: Path) -> QWidget:
    page = full(folder)
    page.resize(760, 560)
    return page


def wrong(folder: Path) -> QWidget:
    page = full(folder)
    page._bar.set_text("sev:9 printer")
    return page


def nothing(folder: Path) -> QWidget:
    page = full(folder)
    page._bar.set_text("sev:1 printer")
    return page


def empty(folder: Path) -> QWidget:
    page = make_page(*make_store(folder))
    page.resize(1190, 720)
    return page


SCENES: dict[str, Callable[[Path], QWidget]] = {
    "list": full,
    "list-narrow": narrow,
    "list-wrong": wrong,
    "list-nothing": nothing,
    "list-empty": empty,
}


def main(folder: Path, percent: int) -> None:
    app = QApplication(["pictures"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEMES:
        look.choose(name, percent)
        for key, make in SCENES.items():
            with tempfile.TemporaryDirectory() as place:
                page = make(Path(place))
                page.show()
                for _layout_after_layout in range(3):
                    QApplication.processEvents()
                page.grab().save(str(folder / f"{key}-{name}.png"))
                page.close()
                QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
