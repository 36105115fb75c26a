"""What the list reads: the incidents that are asked for, how many there are, and what came since."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.settings import Settings
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.ui.incidents.counting import Asked, Counting, Counts
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.ui.incidents.news import News
from holdfast.ui.incidents.reading import Reading
from holdfast.ui.incidents.row_words import incident_row, ticking
from holdfast.ui.incidents.saved import load
from holdfast.ui.incidents.strip import questions
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.rows import Row
from holdfast.ui.kit.tasks import Tasks

_LIST = "list"


class Listing(QObject):
    """Rows change in place; what would come, go or move is only told of, until it is read anew."""

    counted = Signal(int)
    """How many incidents answer to what is asked."""
    groups_counted = Signal(object)
    """The same of each group and saved filter, by its key."""
    offered = Signal(str)
    """What would be different if the list were read anew; "" for nothing."""
    filled = Signal()
    """Incidents answer now where none did: nothing is lost by reading anew."""

    def __init__(self, store: Store, clock: Clock, tasks: Tasks, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._clock, self._settings = store, clock, settings
        self.reading = Reading(store, tasks, self)
        self.rows = IncidentsModel(store.incidents, self.reading, self._words, self)
        self.stale = False
        """Something changed while nobody looked, or the reading was stopped."""
        self._query = Query()
        self._news = News(self.rows)
        self._counting = Counting(store, tasks, self)
        self._aged = clock.now()  # no row in sight was painted with older words than of then
        self._groups_old, self._counts = True, False
        self._counting.counted.connect(self._take_counts)

    def ask(self, query: Query, order: str, shown: Callable[[], object], seconds: float) -> None:
        """Read what answers to `query`, and tell when its first rows are there."""
        newest = self._store.incidents.newest()

        def there() -> None:
            self._query, self.stale = query, False
            self._news.begin(newest)
            shown()

        self._counting.stop()
        self.rows.ask((query, order), there, seconds)

    def rest(self) -> None:
        """Nobody looks any more."""
        self._counting.stop()
        self.stale = self.rows.stop() or self.stale

    def touch(self, idents: Collection[str], *, seen: bool) -> None:
        """These were changed; `seen` while somebody looks."""
        if seen:
            self._news.touch(idents)
        else:
            self.stale = True

    def grow_older(self, now: datetime, in_sight: range) -> None:
        """Paint the rows anew whose age or due time reads otherwise than at the last minute."""
        then, self._aged = self._aged, now
        self.rows.paint_again(lambda row: ticking(row, then) != ticking(row, now), in_sight)

    # -- counting --------------------------------------------------------------------------------

    def begin_to_count(self) -> None:
        """The rows come first, the numbers after them."""
        self._counts = True
        self.count()

    def count(self) -> None:
        """Count what answers, before long; groups and filters too where something changed."""
        if not self._counts:
            return
        asked = dict[str, Query]()
        for name, words in questions(load(self._settings)).items() if self._groups_old else ():
            with suppress(UserError):  # a saved filter that this program does not understand has no number
                asked[name] = self._store.query(words)
        self._counting.ask(Asked({_LIST: self._query, **asked}, self._query, self._news.touched()))

    def count_all(self) -> None:
        """Count groups and filters, too."""
        self._groups_old = True
        self.count()

    def _take_counts(self, counts: Counts) -> None:
        numbers = counts.numbers
        if "open" in numbers:
            self._groups_old = False
            self.groups_counted.emit(numbers)
        total = numbers[_LIST]
        self.counted.emit(total)
        if not self.rows.counted:
            self.rows.set_total(total)
        elif not self.rows.total and total:
            self.filled.emit()
        else:
            self.offered.emit(self._news.words(total, counts.answering))

    def _words(self, row: IncidentRow) -> Row:
        return incident_row(row, self._clock.now(), self._store.by.operator if self._store.by else "")
