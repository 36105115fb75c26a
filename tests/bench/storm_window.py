"""Holdfast's window in a storm of alerts, looked through and answered in meanwhile.

    python -m tests.bench.storm_window DIR ALERTS SECONDS

Prints one JSON value. The senders are a process of their own, as they are in truth.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.detect.token import Token
from holdfast.main import spare_what_is_loaded
from holdfast.settings import ALERT_FOLDERS, TEXT_PERCENT, THEME, WEBHOOK, WEBHOOK_PORT, Settings
from holdfast.store.store import Store
from holdfast.ui.detect.page import AlertsPage
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.wiring import Wiring
from tests.bench.figures import p95
from tests.bench.stall import Pulse
from tests.bench.storm_sender import EACH

_MOVE = 0.25  # seconds from key to key
_ANSWER = 2.0
_PATIENCE = 120.0


def main() -> int:
    """The command."""
    folder, alerts, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    spare_what_is_loaded()
    app = QApplication(sys.argv[:1])
    settings, appearance = Settings(None), Appearance(app)
    appearance.choose(settings.value(THEME), settings.value(TEXT_PERCENT))
    drop = folder.parent / "drop"
    drop.mkdir()
    settings.put(WEBHOOK_PORT, _free_port())
    settings.put(ALERT_FOLDERS, str(drop))
    settings.put(WEBHOOK, value=True)
    with open_here(folder) as store:
        sign_in(store, "Ana")
        wiring = Wiring(store, settings, appearance)
        wiring.window.resize(1366, 768)
        wiring.start()
        wiring.window.go("alerts")
        page = wiring.window.page("alerts")
        assert isinstance(page, AlertsPage)
        _until(lambda: bool(page.rows.total) and not wiring.tasks.is_busy())
        storm = Storm(store, page, alerts)
        token = Token(store.folder.token).text()
        told = storm.told(
            [
                sys.executable,
                "-m",
                "tests.bench.storm_sender",
                str(settings.value(WEBHOOK_PORT)),
                token,
                str(drop),
                str(alerts),
                str(seconds),
            ]
        )
        wiring.window.close()
        wiring.stop()
    sys.stdout.write(json.dumps(told))
    return 0


class Storm:
    """What is done in the window meanwhile, and how long it took."""

    def __init__(self, store: Store, page: AlertsPage, alerts: int) -> None:
        self._store, self._page = store, page
        self._deliveries = len(range(0, alerts, 2 * EACH)) + sum(
            len(range(first + EACH, min(first + 2 * EACH, alerts))) for first in range(0, alerts, 2 * EACH)
        )
        self._moves, self._answers = [0.0], [0.0]
        self._asked: float | None = None  # since when an answer is under way
        page._acts.done.connect(self._answered)
        self._ended: float | None = None

    def told(self, sender: list[str]) -> dict[str, float]:
        """Let it storm until all are stored."""
        pulse = Pulse()
        stall = pulse.over(lambda: self._live(sender))
        self._last = time.perf_counter()
        assert self._ended is not None
        return {
            "stall": stall,
            "stored": self._count(),
            "move": p95(self._moves),
            "acknowledge": max(self._answers),
            "behind": self._last - self._ended,
        }

    def _count(self) -> int:
        return self._store.database.one("SELECT sum(count) FROM alert WHERE source = 'alertmanager'") or 0

    def _live(self, sender: list[str]) -> None:
        """In Qt's own loop, as the program is: one that is turned by hand takes a processor for itself."""
        loop = QEventLoop()
        with (
            subprocess.Popen(sender) as process,
            _every(_MOVE, self._move),
            _every(_ANSWER, self._answer),
            _every(1, lambda: self._look(process, loop)),
        ):
            loop.exec()

    def _move(self) -> None:
        self._moves.append(_timed(lambda: QTest.keyClick(self._page.list, Qt.Key.Key_Down)))

    def _answer(self) -> None:
        if self._asked is None:
            self._asked = time.perf_counter()
            self._page._acts.do("alert.acknowledge")

    def _look(self, process: subprocess.Popen[bytes], loop: QEventLoop) -> None:
        now = time.perf_counter()
        if self._ended is None and process.poll() is not None:
            self._ended = now
        if self._ended is not None and self._is_over(now):
            loop.quit()

    def _answered(self) -> None:
        """It is recorded and shown: that is what a person waits for, not that the window lives on."""
        assert self._asked is not None
        self._answers.append((time.perf_counter() - self._asked) * 1000)
        self._asked = None

    def _is_over(self, now: float) -> bool:
        assert self._ended is not None
        deliveries = self._store.database.one("SELECT count(*) FROM delivery")
        return deliveries >= self._deliveries or now - self._ended > _PATIENCE


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _every(seconds: float, do: Callable[[], object]) -> Generator[None, None, None]:
    timer = QTimer()
    timer.setInterval(round(seconds * 1000))
    timer.timeout.connect(do)
    timer.start()
    yield
    timer.stop()


def _until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not so():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if time.monotonic() > ends:
            raise TimeoutError("the window never came to rest")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
