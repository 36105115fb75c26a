"""How long the metrics of very many incidents take, and how long the window is held up at most meanwhile."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEventLoop

from holdfast.desk.metrics_read import Asked, read_metrics
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.insights.page import InsightsPage, Services
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from tests.bench.figures import Bar, Figure
from tests.bench.place import Place
from tests.bench.runbooks import application
from tests.bench.stall import Pulse
from tests.ui.asking import ScriptedAsking

_SECONDS, _MOST = 10.0, 50.0
_BEGAN = datetime(2000, 1, 1, tzinfo=UTC)


def measure(place: Place) -> Iterator[Figure]:
    """The reading alone, then the page that reads, lists what is behind each figure, and is not held up."""
    app = application()
    with open_store(place.store(place.many), read_only=True) as store:
        now = store.now()
        begun = time.perf_counter()
        read = read_metrics(store, Asked(_BEGAN, now, now))
        took = time.perf_counter() - begun
        words = f"metrics of {len(read.metrics.rows):,} incidents read"
        yield Figure(words, took, "s", Bar.MOST, _SECONDS)
        del read
        first = min(_shown_first(store) for _round in range(3))
        yield Figure("longest stall while insights are shown first", first, "ms", Bar.MOST, _MOST)
        longest, shown = _looked_at(store)
        yield Figure(f"insights over {place.many:,} incidents shown", shown, "s", Bar.MOST, _SECONDS)
        yield Figure("longest stall of the window meanwhile", longest, "ms", Bar.MOST, _MOST)
    del app


def _shown_first(store: Store) -> float:
    """Made, painted, read and filled, as when somebody goes there for the first time."""
    tasks, pages = Tasks(_fail), list[InsightsPage]()

    def go() -> None:
        pages.append(_page(store, tasks))
        pages[0].show()
        pages[0].show_place("")
        wait(tasks)

    longest = Pulse().over(go)
    tasks.drain()
    pages[0].close()
    return longest


def _page(store: Store, tasks: Tasks) -> InsightsPage:
    notices = Notices(_fail)
    record = Recording(lambda: True, lambda: False, notices.error, lambda: None)
    page = InsightsPage(Services(store, Bridge(store), record, notices, tasks, ScriptedAsking()))
    page.resize(1366, 768)
    page._choices.since.set_text("2000-01-01 00:00")
    return page


def _looked_at(store: Store) -> tuple[float, float]:
    tasks = Tasks(_fail)
    page = _page(store, tasks)
    page.show()
    wait(tasks)
    took = [0.0]

    def look() -> None:
        begun = time.perf_counter()
        page.ask()
        wait(tasks)
        took[0] = time.perf_counter() - begun
        for at in range(page.figures.topLevelItemCount()):
            page.figures.setCurrentItem(page.figures.topLevelItem(at))
            wait(tasks)

    longest = min(Pulse().over(look) for _round in range(3))
    tasks.drain()
    page.close()
    return longest, took[0]


def wait(tasks: Tasks) -> None:
    """Until nothing is read aside any more."""
    QCoreApplication.processEvents()
    while tasks.is_busy():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)


def _fail(problem: BaseException) -> None:
    sys.stderr.write(f"{problem}\n")
    raise problem
