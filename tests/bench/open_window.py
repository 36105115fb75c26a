"""Holdfast's window on a store, used for a moment, and how much memory it then takes.

    python -m tests.bench.open_window DIR JUMPS

Prints its resident megabytes after the list has been painted and counted, and after JUMPS to rows
anywhere in it. There is no daily backup, which is work of the disk and not of the window.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from holdfast.desk.opening import open_here
from holdfast.settings import TEXT_PERCENT, THEME, Settings
from holdfast.ui.kit.long_list import LongList
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.wiring import Wiring
from tests.bench.rss import resident

_PATIENCE = 120  # seconds


def main() -> int:
    """The command."""
    folder, jumps = Path(sys.argv[1]), int(sys.argv[2])
    app = QApplication(sys.argv[:1])
    settings, appearance = Settings(None), Appearance(app)
    appearance.choose(settings.value(THEME), settings.value(TEXT_PERCENT))
    with open_here(folder) as store:
        wiring = Wiring(store, settings, appearance)
        wiring.window.go("incidents")
        wiring.window.show()
        wiring.clock.start()
        wiring.bridge.start()
        view = wiring.window.page("incidents").findChild(LongList)
        assert view is not None
        total = store.incidents.count(store.query(""))
        _until(lambda: view.model().rowCount() == total and not wiring.tasks.is_busy())
        dice = Random(1)
        for _ in range(jumps):
            view.go_to(dice.randrange(total))
            view.viewport().repaint()
            QCoreApplication.processEvents()
        sys.stdout.write(f"{resident()}\n")
        sys.stdout.flush()
        wiring.window.close()
        wiring.stop()
    return 0


def _until(so: Callable[[], bool]) -> None:
    ends = monotonic() + _PATIENCE
    while not so():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if monotonic() > ends:
            raise TimeoutError("the list was never counted")


if __name__ == "__main__":
    sys.exit(main())
