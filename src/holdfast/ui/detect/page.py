"""The inbox of alerts: the worst first, those that are alike together, what can be done a few keys away."""

from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.store.alerts_asked import VIEWS, AlertsAsked
from holdfast.store.store import Store
from holdfast.ui.detect.acts import Acts
from holdfast.ui.detect.details import Details
from holdfast.ui.detect.inbox import Inbox
from holdfast.ui.detect.inbox_list import InboxList
from holdfast.ui.detect.listing import GROUPED, MOST_CHOSEN, Chosen, Line, Order, too_many
from holdfast.ui.detect.row_words import line_row
from holdfast.ui.detect.suggesting import Suggesting
from holdfast.ui.detect.view_bar import ViewBar
from holdfast.ui.kit.aside import Aside
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import offer
from holdfast.ui.kit.page import FlowingHeader, Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, set_look
from holdfast.ui.kit.verb import Verb
from holdfast.words import _

_SHARE, _NARROW = 0.55, 900


class AlertsPage(Page):
    """Lists alerts, the current one in full beside them. What would come, go or move waits for *show*."""

    declare_wanted = Signal(object)
    """The ids of the alerts to declare an incident from."""
    incident_wanted = Signal(str)
    runbook_wanted = Signal(str)
    manual_wanted = Signal()
    watches_wanted = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(
        self, store: Store, record: Recording, clock: Clock, bridge: Bridge, tasks: Tasks, settings: Settings
    ) -> None:
        super().__init__()
        self._store, self._settings = store, settings
        self._inbox = Inbox(self, store, tasks, lambda line: line_row(line, clock.now()))
        self.rows = self._inbox.rows
        self._acts = Acts(store, Aside(store, record, tasks, bridge), self.chosen)
        self._acts.setParent(self)
        self._build(tasks)
        self._connect()
        clock.minute.connect(lambda _now: self._pass_time())
        bridge.changed.connect(self._inbox.take)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show a view by its name; "" leaves the list as it was."""
        if what in VIEWS:
            self._bar.choose(what)

    def panes(self) -> list[QWidget]:
        return [self._head, self._bar, self.list, self._details, self._acts.place]

    def first_focus(self) -> QWidget | None:
        return self.list if self.rows.total else self._empty

    def window_title(self) -> str:
        return _("Alerts")

    def verbs(self) -> list[Verb]:
        """What can be done with the chosen alerts."""
        return self._acts.verbs()

    def chosen(self) -> Chosen:
        """What is chosen in the list; UserError where that is too much."""
        parts = self.list.chosen()
        if sum(map(len, parts)) > MOST_CHOSEN:
            raise too_many()
        return Chosen(self._inbox.asked, tuple(self._lines(parts)))

    def _lines(self, parts: list[range]) -> list[Line]:
        return [line for part in parts for line in self.rows.read(part)]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._suggesting.stop()

    # -- making ----------------------------------------------------------------------------------

    def _build(self, tasks: Tasks) -> None:
        self._pill = button("", self.reload)
        self._pill.hide()
        self._declare = button(_("Declare incident"), partial(self._acts.do, "alert.declare"), primary=True)
        self._acknowledge = button(_("Acknowledge"), partial(self._acts.do, "alert.acknowledge"))
        watches = button(_("Watches"), self.watches_wanted.emit)
        self._head = FlowingHeader(
            _("Alerts"), buttons=[self._pill, watches, self._acknowledge, self._declare]
        )
        self._bar = ViewBar()
        self._bar.find_by(self)
        self.list = InboxList(_("Alerts"))
        self.list.setModel(self.rows)
        self._details = Details(self._store)
        self._suggesting = Suggesting(self._store, tasks, self._details)
        self._clear = button(_("Clear filter"), self._bar.clear)
        self._manual = button(_("How alerts come in"), self.manual_wanted.emit)
        self._empty = EmptyState("", "", [self._clear, self._manual])
        self._middle = QStackedWidget()
        for part in (self.list, self._empty):
            self._middle.addWidget(part)
        kept = self._settings.remembered("alerts")
        self._split = TurningSplitter(self._middle, self._details, kept, _SHARE, _NARROW)
        column(self, self._head, self._bar, hairline(), self._split, self._acts.place, stretch=3)

    def _connect(self) -> None:
        self._bar.asked.connect(self._inbox.ask)
        self._bar.left.connect(self.list.setFocus)
        self._inbox.ordered.connect(self._show)
        self._inbox.counted.connect(self._bar.show_counts)
        self._inbox.offered.connect(partial(offer, self._pill))
        self.rows.failed.connect(self.failed)
        self.rows.dataChanged.connect(self._follow_change)
        self.list.opened.connect(self._open)
        self.list.fold_wanted.connect(self._fold)
        self.list.menu_wanted.connect(lambda at: self._acts.menu(at, self.list))
        self.list.selectionModel().currentChanged.connect(self._follow)
        self._details.incident_wanted.connect(self.incident_wanted)
        self._details.runbook_wanted.connect(self.runbook_wanted)
        self._acts.said.connect(self.said)
        self._acts.failed.connect(self.failed)
        self._acts.opened.connect(self._step_back)
        self._acts.done.connect(self._after)
        self._acts.declare_wanted.connect(self.declare_wanted)
        self._split.splitterMoved.connect(lambda: self._settings.remember(alerts=self._split.share()))

    # -- what is shown ---------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list anew; what is current or chosen stays so where it is still there."""
        self._inbox.reload()

    def _show(self, order: Order) -> None:
        place, scrolled = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        to_end = self.list.is_on_the_way_to_the_end()
        current = self.rows.row(place) if place >= 0 else None
        parts = self.list.chosen()
        several = 1 < sum(map(len, parts)) <= MOST_CHOSEN
        chosen = self._lines(parts) if several else []

        def shown() -> None:
            self._show_part()
            at = order.place_of(current, place) if current else -1
            self.list.verticalScrollBar().setValue(scrolled)
            self.list.go_to(at if at >= 0 else min(max(0, place), self.rows.total - 1))
            if to_end:
                self.list.go_to_end()
            self.list.choose(order.places_near(chosen, place))
            self._follow()

        self._inbox.show(order, shown)

    def _show_part(self) -> None:
        """The list, or what stands in its place."""
        there = bool(self.rows.total)
        self._pill.hide()
        self._middle.setCurrentWidget(self.list if there else self._empty)
        for part in (self._acknowledge, self._declare, self._details):
            part.setVisible(there)
        words, is_open = self._inbox.asked.words, self._inbox.asked.view in GROUPED
        self._offer_way_on(self._clear if words else self._manual)
        title = _("Nothing matches “{words}”.").format(words=words) if words else _("No alerts here")
        hint = _("Nothing of this kind came in yet.")
        if words:
            hint = _("Look in another view, or for other words.")
        elif is_open:
            hint = _(
                "Alerts come in by a drop folder or a webhook on this machine, without a network. "
                "What fires stands here until it is over."
            )
        self._empty.say(title, hint)

    def _offer_way_on(self, way: QPushButton) -> None:
        for each in (self._clear, self._manual):
            each.setVisible(each is way)
        self._empty.setFocusProxy(way)

    def _pass_time(self) -> None:
        """Ages grow, and somebody else may be asked by now."""
        if self.isVisible() and self.rows.total:
            self.rows.paint_again(lambda _line: True, self.list.rows_in_sight())
            self._follow()

    def _follow_change(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.list.currentIndex().row() <= last.row():
            self._follow()

    def _follow(self) -> None:
        """Show what is current at the right."""
        try:
            ident = self._current()
            if not ident:
                self._details.clear()
            elif self._details.show_alert(self._store.alerts.get(ident)):
                self._suggesting.follow()
        except UserError as error:
            self._details.clear()
            self.failed.emit(error)

    def _current(self) -> str:
        """The id of the current alert, of a group the first of it; "" for none."""
        line = self.rows.row(self.list.currentIndex().row()) or Line()
        if line.group is None:
            return line.alert.id if line.alert else ""
        asked = AlertsAsked(self._inbox.asked.view, line.group.name, line.group.service)
        return next(iter(self._store.alerts.idents(asked, 1)), "")

    # -- what keys do ----------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        """Enter folds a group open or shut, and goes to the details of an alert."""
        line = self.rows.row(index.row())
        if line is not None and line.group is not None:
            self._inbox.fold(index.row(), opened=not line.opened)
        else:
            self._details.take_focus()

    def _fold(self, opened: bool) -> None:
        row = self.list.currentIndex().row()
        if row >= 0 and not opened:  # as in a tree: from within to the group itself
            row = self._inbox.head_of(row)
            self.list.go_to(row)
        self._inbox.fold(row, opened=opened)

    def _after(self) -> None:
        """Something was done: read anew, once what waits in the window has had its turn."""
        QTimer.singleShot(0, self, self.reload)

    def _step_back(self, asked: bool) -> None:
        """One filled button at a time; then the focus is on the list again."""
        set_look(self._declare, "primary", not asked)
        self._bar.setVisible(not asked)
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))
        if not asked:
            (self.list if self.rows.total else self._empty).setFocus()
