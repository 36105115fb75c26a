"""The inbox of alerts: the worst first, those that are alike together, what can be done a few keys away."""

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.store.alerts import VIEWS, AlertsAsked
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.detect.acts import Acts
from holdfast.ui.detect.details import Details
from holdfast.ui.detect.inbox_list import InboxList
from holdfast.ui.detect.listing import GROUPED, STEP, Group, Line, Listed, Wanted, refreshed
from holdfast.ui.detect.reading import Reading
from holdfast.ui.detect.row_words import line_row
from holdfast.ui.detect.suggesting import suggested
from holdfast.ui.kit import theme
from holdfast.ui.kit.aside import Aside
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import Choice, button, set_words
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.page import FlowingHeader, Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows_model import GrowingRows
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, set_look
from holdfast.ui.kit.verb import Verb
from holdfast.words import _, ngettext

T = TypeVar("T")

_SOON: Final = 150  # milliseconds after a change or a key
_MOST_CHOSEN: Final = 500
_NARROW: Final = 900
_LINGER: Final = 0.4  # seconds
_PATIENCE: Final = 20.0  # seconds after which a reading that was not heard of again counts as lost
_LONGEST: Final = 2.0
_REST: Final = 8  # times as long as reading anew took, nothing is read anew by itself


def view_word(view: str) -> str:
    """What a view is called."""
    spoken = {
        "open": _("Open"),
        "firing": _("Firing"),
        "acknowledged": _("Acknowledged"),
        "silenced": _("Silenced"),
        "resolved": _("Resolved"),
        "all": _("All"),
    }
    return spoken[view]


class AlertsPage(Page):
    """Lists alerts. Rows change in place; what would come, go or move waits for *show*."""

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
        self._store, self._clock, self._tasks, self._settings = store, clock, tasks, settings
        self._view, self._opened, self._most = "open", frozenset[Group](), STEP
        self._lines: tuple[Line, ...] = ()
        self._stale, self._asked_before, self._is_placing = True, False, False
        self._reading = Reading(store, tasks, self)
        self._books = CancelToken()
        self._acts = Acts(store, Aside(store, record, tasks, bridge), self.chosen)
        self._acts.setParent(self)
        self._build()
        self._connect(bridge)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show a view by its name, or an alert by its id; "" leaves the list as it was."""
        if what in VIEWS:
            self._views.choose(what)
            self._choose_view(what)
        elif what:
            self._details.show_alert(self._store.alerts.get(what))

    def panes(self) -> list[QWidget]:
        return [self._head, self._bar, self.list, self._details, self._acts.place]

    def first_focus(self) -> QWidget | None:
        return self.list if self._lines else self._empty

    def window_title(self) -> str:
        return _("Alerts")

    def verbs(self) -> list[Verb]:
        """What can be done with the chosen alerts."""
        return self._acts.verbs()

    def chosen(self) -> list[str]:
        """The ids of the chosen alerts, those of a chosen group all; UserError where they are too many."""
        found = dict[str, None]()
        for index in self.list.selectionModel().selectedIndexes():
            line = self._lines[index.row()]
            if line.alert is not None:
                found[line.alert.id] = None
            elif line.group is not None:
                asked = AlertsAsked(self._view, line.group.name, line.group.service, self._words())
                found |= {row.id: None for row in self._store.alerts.page(asked, _MOST_CHOSEN + 1)}
        if len(found) > _MOST_CHOSEN:
            what = _("More than {most} alerts are selected. Nothing was done.")
            raise UserError(
                what.format(most=_MOST_CHOSEN), hint=_("Select fewer, or silence them by a label.")
            )
        return list(found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reading.stop()
        self._lingers.stop()
        self._books.cancel()
        self._stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._split.turn(narrow=self.width() < theme.px(_NARROW))

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pill = button("", self.reload)
        self._pill.hide()
        self._declare = button(_("Declare incident"), partial(self._acts.do, "alert.declare"), primary=True)
        self._acknowledge = button(_("Acknowledge"), partial(self._acts.do, "alert.acknowledge"))
        watches = button(_("Watches"), self.watches_wanted.emit)
        self._head = FlowingHeader(
            _("Alerts"), buttons=[self._pill, watches, self._acknowledge, self._declare]
        )
        self._views = Choice(_("Which alerts"), [(key, view_word(key)) for key in VIEWS], flows=True)
        self._views.choose(self._view)
        self._find = QLineEdit()
        self._find.setPlaceholderText(_("Find by name, service, source or any label"))
        self._find.setAccessibleName(_("Find alerts"))
        self._find.setClearButtonEnabled(True)
        self._bar = QWidget()
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(24, 0, 24, 12)
        bar.setSpacing(8)
        bar.addWidget(self._views)
        bar.addWidget(self._find)
        self.list = InboxList(_("Alerts"))
        self.rows = GrowingRows(self.list)
        self.list.setModel(self.rows)
        self._details = Details(self._store)
        manual = button(_("How alerts come in"), self.manual_wanted.emit)
        self._empty = EmptyState("", "", [manual])
        self._middle = QStackedWidget()
        for part in (self.list, self._empty):
            self._middle.addWidget(part)
        kept = self._settings.remembered("alerts")
        self._split = _Split(self._middle, self._details, kept, 0.55)
        column(self, self._head, self._bar, hairline(), self._split, self._acts.place, stretch=3)
        self._find_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        self._busy, self._begun, self._rested = 0, 0.0, 0.0  # what is read anew, since and until when not
        self._soon, self._typed = self._timer(self._refresh_in_turn), self._timer(self.reload)
        self._shown, self._lingers = 0.0, self._timer(self._suggest)
        self._lingers.setInterval(int(_LINGER * 1000))

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_SOON)
        timer.timeout.connect(then)
        return timer

    def _connect(self, bridge: Bridge) -> None:
        self._views.chosen.connect(self._choose_view)
        self._find.textChanged.connect(lambda _text: self._typed.start())
        self._find.returnPressed.connect(self._to_list)
        self._find_key.activated.connect(self._find.setFocus)
        self.list.opened.connect(self._open)
        self.list.fold_wanted.connect(self._fold)
        self.list.menu_wanted.connect(lambda at: self._acts.menu(at, self.list))
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.rows.more_wanted.connect(self._show_more)
        self._details.incident_wanted.connect(self.incident_wanted)
        self._details.runbook_wanted.connect(self.runbook_wanted)
        self._acts.said.connect(self.said)
        self._acts.failed.connect(self.failed)
        self._acts.opened.connect(self._step_back)
        self._acts.done.connect(self._after)
        self._acts.declare_wanted.connect(self.declare_wanted)
        self._split.splitterMoved.connect(lambda: self._settings.remember(alerts=self._split.share()))
        self._clock.minute.connect(lambda _now: self._pass_time())
        bridge.changed.connect(self._changed)

    # -- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list anew; what is current stays so where it is still there."""
        self._stale, self._busy = False, 0
        self._soon.stop()
        self._typed.stop()
        hurry, self._asked_before = not self._asked_before, True
        self._reading.ask(self._wanted(), self._show, hurry=hurry)
        self._reading.count(self._words(), self._show_counts)

    def _wanted(self) -> Wanted:
        return Wanted(AlertsAsked(self._view, words=self._words()), self._opened, self._most)

    def _words(self) -> str:
        return self._find.text().strip()

    def _show(self, found: Listed) -> None:
        self._pill.hide()
        place, key = self.list.currentIndex().row(), str(self.list.current_key() or "")
        self._lines, self.rows.has_more = found.lines, found.has_more
        self._is_placing = True  # rows that go move the current one along, which nobody meant
        self._paint()
        self._middle.setCurrentWidget(self.list if found.lines else self._empty)
        for part in (self._acknowledge, self._declare, self._details):
            part.setVisible(bool(found.lines))
        if not found.lines:
            self._say_empty()
        at = self.rows.row_of(key)
        if at < 0 and found.lines:
            at = min(max(0, place), len(found.lines) - 1)
        if found.lines and self.list.currentIndex().row() != at:
            self.list.setCurrentIndex(self.rows.index(at, 0))
        self._is_placing = False
        self._follow()

    def _paint(self) -> None:
        now = self._clock.now()
        self.rows.set_rows([(line.key, line_row(line, now)) for line in self._lines])

    def _pass_time(self) -> None:
        """Ages grow, and somebody else may be asked by now."""
        self._paint()
        if self.isVisible() and self._lines:
            self._follow()

    def _refresh_in_turn(self) -> None:
        """Read anew, but in a storm not so often that reading takes all there is of the machine."""
        now = monotonic()
        if (self._busy and now - self._begun < _PATIENCE) or now < self._rested:
            self._soon.start()
        else:
            self._refresh()

    def _refresh(self) -> None:
        """Change what is shown in place, and offer what would come, go or move."""
        if not self.isVisible():
            self._stale = True
        elif not self._lines:
            self.reload()
        else:
            self._busy, self._begun = 2, monotonic()
            self._reading.ask(self._wanted(), partial(self._read_anew, self._renew))
            self._reading.count(self._words(), partial(self._read_anew, self._show_counts))

    def _read_anew(self, show: Callable[[T], object], found: T) -> None:
        show(found)
        now = monotonic()
        self._busy = max(0, self._busy - 1)
        self._rested = now + _REST * min(now - self._begun, _LONGEST)

    def _renew(self, fresh: Listed) -> None:
        there = [line.alert.id for line in self._lines if line.alert]
        before = [line.key for line in self._lines]
        self._lines = refreshed(self._lines, fresh, self._store.alerts.rows(there))
        self._paint()
        self._follow()
        self._offer(before, [line.key for line in fresh.lines])

    def _offer(self, before: list[str], after: list[str]) -> None:
        come, gone = len(set(after) - set(before)), len(set(before) - set(after))
        words = _("Order changed: show") if before != after else ""
        if come:
            words = ngettext("{n} new: show", "{n} new: show", come).format(n=come)
        elif gone:
            words = ngettext("{n} no longer matches: show", "{n} no longer match: show", gone).format(n=gone)
        if words and (self._pill.isHidden() or self._pill.text() != words):
            announce(self, words)
        set_words(self._pill, words)
        self._pill.setVisible(bool(words))

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        for view, count in counts.items():
            each = self._views.button(view)
            words = f"{view_word(view)}  {count:,}" if count else view_word(view)
            each.setText(words)
            each.setAccessibleName(
                _("Which alerts: {view}, {count}").format(view=view_word(view), count=count)
            )
            each.updateGeometry()

    def _say_empty(self) -> None:
        if self._words():
            what = _("Nothing matches “{words}”.").format(words=self._words())
            self._empty.say(what, _("Look in another view, or clear the line above."))
        elif self._view in GROUPED:
            self._empty.say(
                _("No alerts here"),
                _(
                    "Alerts come in by a drop folder or a webhook on this machine, without a network. "
                    "What fires stands here until it is over."
                ),
            )
        else:
            self._empty.say(_("No alerts here"), _("Nothing of this kind came in yet."))

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.touches("alert", "silence") and not self._soon.isActive():
            self._soon.start()

    def _after(self) -> None:
        """Something was done: read anew, once what waits in the window has had its turn."""
        QTimer.singleShot(0, self, self.reload)

    def _choose_view(self, view: str) -> None:
        self._view, self._most, self._opened = view, STEP, frozenset()
        self.reload()

    def _show_more(self) -> None:
        self._most += STEP
        self.reload()

    def _to_list(self) -> None:
        self.reload()
        self.list.setFocus()

    def _open(self, index: QModelIndex) -> None:
        """Enter folds a group open or shut, and goes to the details of an alert."""
        line = self._lines[index.row()]
        if line.group is not None:
            self._fold(not line.opened)
        else:
            self._details.take_focus()

    def _fold(self, opened: bool) -> None:
        row = self.list.currentIndex().row()
        line = self._lines[row] if 0 <= row < len(self._lines) else Line()
        if line.inner and not opened:  # as in a tree: first to the group itself
            while self._lines[row].inner:
                row -= 1
            self.list.setCurrentIndex(self.rows.index(row, 0))
            line = self._lines[row]
        if line.group is not None and line.opened != opened:
            group = (line.group.name, line.group.service)
            self._opened = self._opened | {group} if opened else self._opened - {group}
            self.reload()

    def _follow(self) -> None:
        """Show what is current at the right."""
        if self._is_placing:
            return
        row = self.list.currentIndex().row()
        line = self._lines[row] if 0 <= row < len(self._lines) else Line()
        if line.alert is not None:
            self._show_details(line.alert.id)
        elif line.group is not None:
            asked = AlertsAsked(self._view, line.group.name, line.group.service, "")
            first = self._store.alerts.page(asked, 1)
            if first:
                self._show_details(first[0].id)
        else:
            self._details.clear()

    def _show_details(self, ident: str) -> None:
        if not self._details.show_alert(self._store.alerts.get(ident)):
            return
        self._books.cancel()
        hurried = monotonic() - self._shown < _LINGER
        self._shown = monotonic()
        self._lingers.start() if hurried else self._suggest()

    def _suggest(self) -> None:
        """Look for the runbooks of the alert that is shown; not for each that one passes on the way."""
        ident = self._details.shown()

        def show(books: list[RunbookRow]) -> None:
            if self._details.shown() == ident:
                self._details.show_runbooks(books)

        self._books = CancelToken()
        if ident and not self._store.read_only:
            self._tasks.run(partial(suggested, self._store.path, ident), show, token=self._books)

    def _step_back(self, asked: bool) -> None:
        """One filled button at a time; then the focus is on the list again."""
        set_look(self._declare, "primary", not asked)
        self._bar.setVisible(not asked)
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))
        if not asked:
            (self.list if self._lines else self._empty).setFocus()


class _Split(SharedSplitter):
    """List and details side by side, under each other where there is no room."""

    def turn(self, *, narrow: bool) -> None:
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.orientation() != wanted:
            self.setOrientation(wanted)
            self.lay_out()
