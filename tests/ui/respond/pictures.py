"""Paint the live view in every theme to PNG: `python tests/ui/respond/pictures.py FOLDER [PERCENT]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.tokens import THEMES
from holdfast.ui.respond.page import LivePage
from tests.ui.kit.gallery import use_fonts
from tests.ui.respond.making import make_page
from tests.ui.stores import make_store, tell


def live(folder: Path) -> LivePage:
    store, hands = make_store(folder)
    page = make_page(store, hands, tell(store, hands).live.id)
    page.resize(1190, 720)
    page.show()
    page.compose()
    QApplication.processEvents()
    return page


def narrow(folder: Path) -> LivePage:
    page = live(folder)
    page.resize(700, 720)
    return page


def typing(folder: Path) -> LivePage:
    page = live(folder)
    QTest.keyClicks(page._composer.edit, "13:52 Writes are accepted again")
    page._header.situation.texts["plan"].edit()
    return page


def resolving(folder: Path) -> LivePage:
    page = live(folder)
    page._bottom.next.click()
    panel = page._panel
    assert panel is not None
    QTest.keyClicks(panel.focusWidget(), "13:40")
    panel.submit()
    return page


def roles(folder: Path) -> LivePage:
    page = live(folder)
    page._ask_roles()
    return page


def closing(folder: Path) -> LivePage:
    store, hands = make_store(folder)
    told = tell(store, hands)
    page = make_page(store, hands, told.all[4].id)
    page.resize(1190, 720)
    page.show()
    page._bottom.next.click()
    return page


def declared(folder: Path) -> LivePage:
    from holdfast.triage.declare import Declaration, declare

    store, hands = make_store(folder)
    page = make_page(store, hands, declare(store, Declaration("Smoke in hall 3")).id)
    page.resize(1190, 720)
    hands.forward(minutes=17)
    page.show()
    return page


SCENES: dict[str, Callable[[Path], LivePage]] = {
    "live": live,
    "live-narrow": narrow,
    "live-typing": typing,
    "live-resolving": resolving,
    "live-roles": roles,
    "live-closing": closing,
    "live-declared": declared,
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
                for _layout_after_layout in range(3):
                    QApplication.processEvents()
                page.grab().save(str(folder / f"{key}-{name}.png"))
                page.close()
                QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
