"""How long the window is held up at most while documents that were written to do harm are shown."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from holdfast.domain.runbook import Runbook
from holdfast.ui.kit.run_reader import RunbookReader

_TICK = 5  # milliseconds
_PATIENCE = 30


class Pulse:
    """A timer that should tick every few milliseconds, and the longest time in which it did not."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._beat)

    def over(self, work: Callable[[], None]) -> float:
        """The longest time without a tick while `work` runs, in milliseconds."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        work()
        self._beat()
        self._timer.stop()
        return self.longest * 1000

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def stalls(reader: RunbookReader, books: list[Runbook]) -> Iterator[tuple[float, Runbook]]:
    """For each runbook the longest stall while it is laid out, unfolded and scrolled through."""
    pulse = Pulse()
    shown = [False]
    reader.shown.connect(lambda: shown.__setitem__(0, True))

    def wait() -> None:
        begun = time.perf_counter()
        while not shown[0]:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)
            if time.perf_counter() - begun > _PATIENCE:
                raise TimeoutError("a document was never shown")

    def read(book: Runbook) -> None:
        shown[0] = False
        reader.read(book)
        wait()
        shown[0] = True
        reader.view.unfold_all()
        shown[0] = reader.view.is_filled()
        wait()
        bar = reader.view.verticalScrollBar()
        for place in range(0, bar.maximum() + 1, max(1, bar.maximum() // 5)):
            bar.setValue(place)
            QCoreApplication.processEvents()

    for book in books:
        yield pulse.over(lambda book=book: read(book)), book
