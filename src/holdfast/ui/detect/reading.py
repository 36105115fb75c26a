"""Reading the inbox: at once where that takes a blink, else on another thread; counts always there."""

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import QObject

from holdfast.store.alerts import Alerts
from holdfast.store.database import Database
from holdfast.store.store import Store
from holdfast.ui.detect.listing import GROUPED, Line, News, Order, Wanted, lines, news, ordered
from holdfast.ui.kit.long_model import WINDOW
from holdfast.ui.kit.long_reading import LongReading, Place, read_at_once, read_beside
from holdfast.ui.kit.tasks import CancelToken, Tasks

T = TypeVar("T")

_SOON: Final = 0.02  # seconds: what is read so soon aside may take no more than a blink


class LineReading(LongReading[Order, Line]):
    """Reads the rows of an order near what is looked at."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(store, tasks, _page, partial(_here, store.alerts), parent)


def _page(database: Database, place: Place[Order]) -> list[Line]:
    return _here(Alerts(database), place)


def _here(alerts: Alerts, place: Place[Order]) -> list[Line]:
    return lines(alerts, place.question, place.first, place.many)


class OrderReading(QObject):
    """Answers one question at a time; a later one takes the place of an earlier one."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._asking, self._counting, self._beginning = CancelToken(), CancelToken(), CancelToken()
        self._slow: Wanted | None = None  # what took longer than a blink: it is not tried at once again

    def ask(
        self, wanted: Wanted, done: Callable[[Order], None], begun: Callable[[Order], None] | None = None
    ) -> None:
        """Tell `done` what rows there are; words are looked for aside, since no index has them.

        Where that takes long `begun` is told of the first alerts, one by one, before.
        """
        token = self._ask_anew()
        has_words = bool(wanted.asked.words) and not self._store.read_only
        alerts = self._store.alerts
        is_slow = has_words or wanted == self._slow
        found = None if is_slow else read_at_once(self._store, lambda: ordered(alerts, wanted))
        self._slow = wanted if found is None else None
        if found is not None:
            done(found)
            return
        if begun and not has_words:
            begun(ordered(alerts, wanted, WINDOW))
        elif begun and wanted.asked.view not in GROUPED:
            self._aside(self._beginning, lambda alerts: ordered(alerts, wanted, WINDOW), Order, begun)

        since = monotonic()

        def arrived(order: Order) -> None:
            if monotonic() - since < _SOON:
                self._slow = None
            self._beginning.cancel()
            done(order)

        self._aside(token, lambda alerts: ordered(alerts, wanted), Order, arrived)

    def _ask_anew(self) -> CancelToken:
        for token in (self._asking, self._beginning):
            token.cancel()
        self._asking, self._beginning = CancelToken(), CancelToken()
        return self._asking

    def look_again(self, wanted: Wanted, shown: Order, done: Callable[[News], None]) -> None:
        """Tell `done` what would be different by now from what is shown."""
        token = self._ask_anew()
        self._aside(token, lambda alerts: news(alerts, wanted, shown), lambda: News(shown), done)

    def count(self, words: str, done: Callable[[Mapping[str, int]], None]) -> None:
        """Tell `done` how many each view has that answer to these words."""
        self._counting.cancel()
        token = self._counting = CancelToken()
        self._aside(token, lambda alerts: alerts.counts(words), dict[str, int], done)

    def stop(self) -> None:
        """Nobody waits any more."""
        for token in (self._asking, self._beginning, self._counting):
            token.cancel()

    def _aside(
        self,
        token: CancelToken,
        read: Callable[[Alerts], T],
        nothing: Callable[[], T],
        done: Callable[[T], None],
    ) -> None:
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            done(read(self._store.alerts))
            return
        work = partial(read_beside, self._store.database, lambda beside: read(Alerts(beside)), token, nothing)
        self._tasks.run(work, done, token=token)
