"""What the inbox reads: the rows of a view, how many each view has, and what came since they were read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.changes import Changes
from holdfast.store.alerts import AlertRow
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from holdfast.ui.detect.listing import GROUPED, Group, Line, News, Order, Wanted
from holdfast.ui.detect.reading import LineReading, OrderReading
from holdfast.ui.kit.long_model import LongModel
from holdfast.ui.kit.rows import Row
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.when_shown import WhenShown
from holdfast.words import _, ngettext

T = TypeVar("T")

_PATIENCE: Final = 20.0  # seconds after which a reading that was not heard of again counts as lost
_LONGEST: Final = 2.0
_REST: Final = 8  # times as long as reading anew took, nothing is read anew by itself


class Inbox(QObject):
    """Rows change in place; what would come, go or move is only told of, until it is read anew."""

    ordered = Signal(object)
    """The `Order` that answers now; who shows the list hands it to `show`."""
    counted = Signal(object)
    """How many alerts each view has."""
    offered = Signal(str)
    """What would be different if the list were read anew; "" for nothing."""

    def __init__(self, page: QWidget, store: Store, tasks: Tasks, words: Callable[[Line], Row]) -> None:
        """It is read when `page` is shown, and looked at again while it is."""
        super().__init__(page)
        self._page, self._store, self._touched = page, store, set[str]()
        self._wanted = Wanted(AlertsAsked())
        self._asked_before: AlertsAsked | None = None
        self._lines = LineReading(store, tasks, self)
        self._orders = OrderReading(store, tasks, self)
        self.rows = LongModel[Order, Line](Order(), self._lines, lambda line: line.key, words, self)
        self._busy, self._begun, self._rested = 0, 0.0, 0.0  # what is read anew, since and until when not
        self._seen = WhenShown(page, self.reload, self.stop, self._look_again_in_turn)

    @property
    def asked(self) -> AlertsAsked:
        """What is asked for now."""
        return self._wanted.asked

    def ask(self, view: str, words: str) -> None:
        """Read the alerts of a view with these words; what was opened stays open in the same view."""
        opened = self._wanted.opened if view == self.asked.view else frozenset[Group]()
        self._wanted = Wanted(AlertsAsked(view, words=words), opened)
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        self._busy, self._begun = 1, monotonic()
        hurry = self._asked_before != self.asked and (not self.rows.total or self.asked.view not in GROUPED)
        self._asked_before = self.asked
        self._orders.ask(self._wanted, self._ordered, self.ordered.emit if hurry else None)

    def _ordered(self, order: Order) -> None:
        self._busy = 0
        self.ordered.emit(order)
        # not beside it: the window needs a processor for itself
        self._orders.count(self.asked.words, self.counted.emit)

    def show(self, order: Order, shown: Callable[[], object]) -> None:
        """Have the rows be these, and tell when they are."""

        def counted() -> None:
            if order.whole:
                self.rows.set_total(len(order.places))
            shown()

        self._touched.clear()
        self.rows.ask(order, counted)

    def stop(self) -> None:
        """Nobody looks any more."""
        self.rows.stop()
        self._orders.stop()

    def head_of(self, row: int) -> int:
        """The row of the group that a row lies under, or its own."""
        return self.rows.question.head_of(row)

    def fold(self, row: int, *, opened: bool) -> None:
        """Show the alerts of the group at a row, or no longer."""
        line = self.rows.row(row)
        if line is None or line.group is None or line.opened == opened:
            return
        named = frozenset({(line.group.name, line.group.service)})
        kept = self._wanted.opened | named if opened else self._wanted.opened - named
        self._wanted = Wanted(self.asked, kept)
        self.reload()

    # -- what comes ------------------------------------------------------------------------------

    def take(self, changes: Changes) -> None:
        """Something changed in the store."""
        if self._page.isVisible() and changes.touches("alert", "silence"):
            self._touched |= changes.ids("alert")
            self._seen.changed()

    def _look_again_in_turn(self) -> None:
        """Look again, but in a storm not so often that reading takes all there is of the machine."""
        now = monotonic()
        if (self._busy and now - self._begun < _PATIENCE) or now < self._rested:
            self._seen.changed()
        else:
            self.look_again()

    def look_again(self) -> None:
        """Change in place what is shown, and tell what would come, go or move."""
        if not self.rows.total:
            self.reload()
            return
        self._busy, self._begun = 2, monotonic()
        self._orders.look_again(self._wanted, self.rows.question, self._looked)

    def _looked(self, news: News) -> None:
        self._heard(self._take_news, news)
        self._orders.count(self.asked.words, partial(self._heard, self.counted.emit))

    def _heard(self, show: Callable[[T], object], found: T) -> None:
        show(found)
        now = monotonic()
        self._busy = max(0, self._busy - 1)
        self._rested = now + _REST * min(now - self._begun, _LONGEST)

    def _take_news(self, news: News) -> None:
        moved = self._renew(news.order)
        words = _("Order changed: show") if news.moved or moved else ""
        if news.come:
            words = ngettext("{n} new: show", "{n} new: show", news.come).format(n=news.come)
        elif news.gone:
            words = ngettext("{n} no longer matches: show", "{n} no longer match: show", news.gone)
            words = words.format(n=news.gone)
        self.offered.emit(words)

    def _renew(self, order: Order) -> bool:
        """Say of the held rows what is so by now; whether one of those without groups belongs elsewhere."""
        self.rows.question = order
        held = self.rows.held()
        touched, self._touched = self._touched & held.keys(), set()
        alerts = self._store.alerts.rows(list(touched))
        changed = self.rows.renew({key: _renewed(line, alerts, order) for key, line in held.items()})
        return not order.groups and any(_rank(new) != _rank(old) for old, new in changed)


def _renewed(line: Line, alerts: Mapping[str, AlertRow], order: Order) -> Line:
    if line.alert is not None:
        return replace(line, alert=alerts.get(line.alert.id, line.alert))
    return replace(line, group=order.groups[-line.number - 1]) if line.group else line


def _rank(line: Line) -> tuple[str, int, int] | None:
    return (line.alert.status, line.alert.severity, line.alert.last) if line.alert else None
