"""How long the window is held up at most while documents that were written to do harm are shown."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from holdfast.desk.operators import sign_in
from holdfast.domain.runbook import Runbook
from holdfast.runbook.found import Collected, FoundFile
from holdfast.runbook.library import import_folder
from holdfast.runbook.plan import Plan, PlanRow
from holdfast.store.opening import open_store
from holdfast.ui.kit.run_reader import RunbookReader
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.runbook.preview import Preview
from tests.bench.figures import Bar, Figure
from tests.bench.place import Place
from tests.bench.runbooks import Reading, application
from tests.runbook.hostile import corpus
from tests.runbook.long_texts import PAIRS
from tests.runbook.watched import fill

_TICK = 5  # milliseconds
_PATIENCE = 30
_MOST = 50
_SUSPECT = 25  # what held up the window for longer is shown again: it may have been another process


def measure(place: Place) -> Iterator[Figure]:
    """Each document counts with its best of three, since a stall that it causes is there each time."""
    folder = place.scratch()
    app = application()
    names = list(corpus())
    with open_store(folder / "store") as store:
        sign_in(store, "Ana")
        fill(store, folder)
        real = os.environ.get("HOLDFAST_REAL_DATA")
        if real:
            import_folder(store, Path(real) / "runbooks" / "openshift", "real")
        books = [store.runbooks.get(row.id) for row in store.runbooks.page(0, -1)]
        books = [book for book in books if book.source != "harmless"]
        reading = Reading(store)
        worst = {book.id: stall for stall, book in stalls(reading.reader, books[:: _every(place)])}
        again = [book for book in books if worst.get(book.id, 0) > _SUSPECT]
        for _round in range(2):
            for stall, book in stalls(reading.reader, again):
                worst[book.id] = min(worst[book.id], stall)
        reading.close()
    del app
    by = max(books, key=lambda book: worst.get(book.id, 0))
    name = names[int(by.path[:4])] if by.source == "hostile" else by.path
    sys.stderr.write(f"  The longest stall is that of {name}.\n")
    words = f"longest stall of the window over {len(worst)} documents"
    yield Figure(words, worst[by.id], "ms", Bar.MOST, _MOST)
    yield _comparing()


def _comparing() -> Figure:
    """The preview of an import, going from row to row before it has compared their texts, and waiting."""
    app = application()
    tasks, pulse = Tasks(_fail), Pulse()
    preview = Preview(lambda row: PAIRS[row.path], tasks)
    preview.resize(1000, 700)
    preview.show()
    rows = tuple(
        PlanRow("changed", name, name, file=FoundFile(name, b"", there))
        for name, (_here, there) in PAIRS.items()
    )
    plan = Plan("texts", Path("texts"), Collected((), (), ()), rows)

    def look() -> None:
        preview.show_plan(plan)
        for place in range(len(rows)):
            preview.list.setCurrentIndex(preview.list.model().index(place, 0))
            QCoreApplication.processEvents()
        for place in range(len(rows)):
            preview.list.setCurrentIndex(preview.list.model().index(place, 0))
            while tasks.is_busy():
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)

    longest = min(pulse.over(look) for _round in range(3))
    tasks.drain()
    preview.close()
    del app
    words = f"longest stall while an import's {len(rows)} longest texts are compared"
    return Figure(words, longest, "ms", Bar.MOST, _MOST)


def _fail(problem: Exception) -> None:
    raise problem


def _every(place: Place) -> int:
    return 1 if place.effort == 1 else 10


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
