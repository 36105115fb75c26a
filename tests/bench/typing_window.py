"""Holdfast's window on a store, typed into, and how long its event loop then stood still.

    python -m tests.bench.typing_window DIR ROUNDS

Prints the longest gap between two turns of the event loop after each key, in milliseconds, one a line.
"""

import sys
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.desk.opening import open_here
from holdfast.settings import TEXT_PERCENT, THEME, Settings
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.wiring import Wiring

TYPED = (
    "phase:open sev:1..2",
    "label:noise disk",
    "-label:noise turbine",
    "sev:5 review:needed",
    "service:db -restart",
    "phase:dismissed printer",
)
_PAUSE = 180  # milliseconds from key to key, more than the pause after which the list is asked


def main() -> int:
    """The command."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    app = QApplication(sys.argv[:1])
    settings, appearance = Settings(None), Appearance(app)
    appearance.choose(settings.value(THEME), settings.value(TEXT_PERCENT))
    with open_here(folder) as store:
        wiring = Wiring(store, settings, appearance)
        wiring.care.stop()
        wiring.window.resize(1366, 768)
        wiring.window.go("incidents")
        wiring.window.show()
        page = wiring.window.page("incidents")
        assert isinstance(page, IncidentsPage)
        for _ in range(rounds):
            for words in TYPED:
                _type(page, words)
        wiring.stop()
        wiring.window.close()
    return 0


def _type(page: IncidentsPage, words: str) -> None:
    page._bar.set_text("")
    page.focus_query()
    _longest_gap(1000)
    for letter in words:
        QTimer.singleShot(1, lambda letter=letter: QTest.keyClicks(page._bar.line, letter))
        sys.stdout.write(f"{_longest_gap(_PAUSE):.2f}\n")


def _longest_gap(milliseconds: int) -> float:
    """Let the window run so long; the longest that it did not come round, in milliseconds."""
    loop, gaps, last = QEventLoop(), [0.0], [perf_counter()]

    def tick() -> None:
        now = perf_counter()
        gaps.append((now - last[0]) * 1000)
        last[0] = now

    ticking = QTimer()
    ticking.timeout.connect(tick)
    ticking.start(0)
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    ticking.stop()
    QCoreApplication.processEvents()
    return max(gaps)


if __name__ == "__main__":
    sys.exit(main())
