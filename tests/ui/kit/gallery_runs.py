"""Paint the run panel in every theme, for the eye: `python tests/ui/kit/gallery_runs.py FOLDER [PERCENT]`."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from holdfast import paths
from holdfast.runbook.library import import_folder
from holdfast.runbook.render import Renderer
from holdfast.store.store import Store
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.tokens import THEMES
from tests.ui.audit import shown
from tests.ui.kit.gallery import use_fonts
from tests.ui.stores import Told, make_store, tell

Scene = Callable[[Store, Told, RunPanel], None]


def running(_store: Store, told: Told, panel: RunPanel) -> None:
    panel.show_incident(told.live.id)


def skipping(_store: Store, told: Told, panel: RunPanel) -> None:
    panel.show_incident(told.live.id)
    shown(panel, 642, 552)
    panel._steps.card().skip()  # type: ignore[union-attr]


def mixed(store: Store, told: Told, panel: RunPanel) -> None:
    """A longer runbook, its steps with mixed outcomes."""
    import_folder(store, paths.resources() / "sample" / "runbooks")
    book = next(row for row in store.runbooks.page() if row.path == "switch-uplink-lost.md")
    panel.show_incident(told.all[0].id)
    panel._start(book.id)
    for state, remark in (
        ("done", ""),
        ("skipped", "Nobody is in the hall at night; the display at the door says the same."),
        ("failed", "The port answers, the uplink does not"),
        ("done", "LACP was off"),
    ):
        panel._mark(state, remark)


def choosing(_store: Store, told: Told, panel: RunPanel) -> None:
    import_folder(_store, paths.resources() / "sample" / "runbooks")
    panel.show_incident(told.all[4].id)


def reading(_store: Store, told: Told, panel: RunPanel) -> None:
    panel.show_incident(told.live.id)
    shown(panel, 642, 552)
    wait = QEventLoop()
    panel._reader.shown.connect(wait.quit)
    panel.read_whole()
    wait.exec()


def settled(_store: Store, told: Told, panel: RunPanel) -> None:
    panel.show_incident(told.live.id)
    panel._mark("done", "")
    panel._mark("done", "")


SCENES: dict[str, Scene] = {
    "running": running,
    "skipping": skipping,
    "mixed": mixed,
    "choosing": choosing,
    "reading": reading,
    "settled": settled,
}


def _raise(error: BaseException) -> None:
    raise error


def _paint(scene: Scene, file: Path) -> None:
    with TemporaryDirectory() as place:
        store, hands = make_store(Path(place))
        told = tell(store, hands)
        renderer, tasks = Renderer(), Tasks(partial(_raise))
        panel = RunPanel(store, renderer.render, lambda: True, Notices(_raise), tasks, Clock(store.now))
        scene(store, told, panel)
        shown(panel, 642, 552)
        panel.begin()
        for _round in range(4):
            QApplication.processEvents()
        panel.grab().save(str(file))
        panel.close()
        panel.deleteLater()
        tasks.drain()
        renderer.close()
        store.close()


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
                _paint(scene, folder / f"run-{key}-{name}-{percent}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, sys.argv[3:])
