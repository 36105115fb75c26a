"""The timeline beside the runbook: the newest at the bottom, earlier rows when one goes there."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.timeline import TimelineRow
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.text import ElidedLabel, label, literal
from holdfast.ui.respond.timeline_filter import Narrowed, fill
from holdfast.ui.respond.timeline_list import TimelineRows
from holdfast.ui.respond.timeline_model import TimelineModel
from holdfast.ui.respond.timeline_words import Made, group_of, kit_rows, span_words
from holdfast.words import _

PIECE = 80
"""Rows that are laid out at first: laying out thousands would hold the window up."""
STEP = 24
"""Rows that are laid out further when one comes near the first or the last of them."""
MOST = 160
"""Rows that are laid out at most; those far from where one is are let go of again."""


class TimelineView(QWidget):
    """A title with the day and zone, a filter, and the rows."""

    menu_wanted = Signal(QPoint)
    """The menu of the row that one stands at is wanted, at this point of the screen."""
    open_wanted = Signal()
    """What the row names is to be opened."""
    files_dropped = Signal(list)
    pasted = Signal()
    """What is on the clipboard is to become evidence."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._all: Sequence[TimelineRow] = ()
        self._asked: list[TimelineRow] = []
        self._narrowed = Narrowed()
        self._told: set[str] = set()
        self._made: Made = {}
        self._first, self._last = 0, 0  # of those asked for, what is laid out
        self._sticks = True
        self._more = QTimer(self)  # Qt is in the middle of scrolling when it says so
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._look_on)
        self.view = TimelineRows(_("Timeline"))
        self._model = TimelineModel(self.view)
        self._span = ElidedLabel("", "small", "muted")
        self._kinds = quiet_button(_("All kinds"), plain=True)
        self._kinds.setProperty("menu", "true")
        self._kinds.setMenu(QMenu(self))
        self._kinds.menu().aboutToShow.connect(self._fill_menu)
        self._none = label(_("Nothing of this kind yet."), "body", "muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._build()

    def show_rows(self, rows: Sequence[TimelineRow], *, anew: bool, at_end: bool = False) -> None:
        """Show the timeline; `anew` for another incident, whose newest rows come into sight."""
        self._all = rows
        if anew:
            self._told, self._made = set(), {}
            self._narrow(Narrowed())
        self._sticks = anew or at_end or self._at_end()
        self._ask()

    def choose_group(self, group: str) -> None:
        """Show rows of one group only, "" for all."""
        self.choose(replace(self._narrowed, group=group))

    def choose(self, narrowed: Narrowed) -> None:
        """Show only rows that are all of this."""
        self._narrow(narrowed)
        self._sticks = True
        self._ask()

    def _narrow(self, narrowed: Narrowed) -> None:
        self._narrowed = narrowed
        self._kinds.setText(literal(narrowed.words()))
        self._kinds.setAccessibleName(_("Shown: {what}").format(what=narrowed.words()))

    def _fill_menu(self) -> None:
        fill(self._kinds.menu(), self._narrowed, self._all, self.choose)

    def reveal(self, kind: str) -> None:
        """A row of this kind was just added: it must not be hidden by the filter."""
        narrowed = self._narrowed
        if narrowed != Narrowed() and (narrowed != Narrowed(group_of(kind))):
            self.choose(Narrowed())
        self._sticks = True
        self._keep_end()

    def current_row(self) -> TimelineRow | None:
        """The row that one stands at."""
        key = self.current_key()
        return next((each for each in self._asked if each.entry == key), None)

    def stand_at(self, key: str) -> None:
        """Go to a row, if it is among those asked for."""
        if self._model.row_of(key) < 0:
            place = next((at for at, each in enumerate(self._asked) if each.entry == key), -1)
            if place < 0:
                return
            self._lay_out(place - PIECE // 2, place + PIECE // 2)
        self.view.setCurrentIndex(self._model.index(self._model.row_of(key), 0))

    def show_row(self, key: str) -> None:
        """Go to a row and say all of it, whatever was asked for."""
        if all(each.entry != key for each in self._asked):
            self.choose(Narrowed())
        self._told |= {key}
        self._sticks = False
        self._show()
        self.stand_at(key)
        self.view.setFocus()

    def tell(self) -> None:
        """Say all of the row that one stands at, or no longer."""
        if key := self.current_key():
            self._told ^= {key}
            self._sticks = False
            self._show()
            self.view.scrollTo(self.view.currentIndex())

    def current_key(self) -> str:
        """The hash of the entry behind the row that one stands at, "" for none."""
        return self.view.currentIndex().data(KEY) or ""

    def kind_menu(self) -> QMenu:
        """The filter's menu."""
        return self._kinds.menu()

    def _ask(self) -> None:
        """Show what is asked for: its end, or else where one is."""
        narrowed, was = self._narrowed, self._asked
        self._asked = [each for each in self._all if narrowed.shows(each)]
        count = len(self._asked)
        first, last = count - PIECE, count
        if not self._sticks and was:
            at = was[min(self._first, len(was) - 1)].entry
            first = next((place for place, each in enumerate(self._asked) if each.entry == at), first)
            last = count if self._last == len(was) else first + self._last - self._first
        self._lay_out(first, last)
        self._span.set_whole(span_words(self._asked, self._store.now(), self._store.zone))
        self._stack.setCurrentWidget(self.view if self._asked else self._none)
        self._keep_end()

    def _lay_out(self, first: int, last: int) -> None:
        self._first, self._last = max(0, first), min(len(self._asked), last)
        self._show()

    def _show(self) -> None:
        by = self._store.by
        me = self._store.operators.names().get(by.operator, "") if by else ""
        rows = self._asked[self._first : self._last]
        refs = self._store.incidents.refs
        self._model.set_rows(kit_rows(rows, self._store.zone, me, self._told, self._made, refs))

    def _keep_end(self) -> None:
        """While the newest row is in sight it stays in sight, whatever is laid out anew."""
        if self._sticks:
            self.view.scrollToBottom()

    def _at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return self._last >= len(self._asked) and bar.value() >= bar.maximum() - 2

    def _nears(self) -> int:
        """-1 where the first row that is laid out is near and there are earlier ones, 1 at the other end."""
        bar, near = self.view.verticalScrollBar(), self.view.viewport().height()
        if self._first > 0 and bar.value() - bar.minimum() < near:
            return -1
        if self._last < len(self._asked) and bar.maximum() - bar.value() < near:
            return 1
        return 0

    def _look_on(self) -> None:
        """Lay out further rows above or below; what is in sight stays where it is."""
        way, bar = self._nears(), self.view.verticalScrollBar()
        if not way:
            return
        held = self.view.indexAt(QPoint(5, self.view.viewport().height() // 2))
        key, was = held.data(KEY), self.view.visualRect(held).top()
        self._sticks = False
        if way < 0:
            first = self._first - STEP
            self._lay_out(first, min(self._last, first + MOST))
        else:
            last = self._last + STEP
            self._lay_out(max(self._first, last - MOST), last)
        self.view.doItemsLayout()
        if (place := self._model.row_of(key)) >= 0:
            bar.setValue(bar.value() + self.view.visualRect(self._model.index(place, 0)).top() - was)

    def _go_far(self, at_end: bool) -> None:
        """To the very first row, or the very last."""
        count = len(self._asked)
        self._lay_out(*((count - PIECE, count) if at_end else (0, PIECE)))
        self.view.setCurrentIndex(self._model.index(self._model.rowCount() - 1 if at_end else 0, 0))

    def _scrolled(self) -> None:
        self._sticks = self._at_end()
        self._moved()

    def _moved(self) -> None:
        if self.view.isVisible() and self._nears():
            self._more.start()

    def _build(self) -> None:
        self.view.setModel(self._model)
        head = row(label(_("Timeline"), "item_strong"), None, self._span, self._kinds)
        head.setContentsMargins(24, 8, 16, 4)
        for each in (self.view, self._none):
            self._stack.addWidget(each)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(self._stack, 1)
        self.view.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._keep_end())
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self._listen()

    def _ask_menu(self, at: QPoint) -> None:
        """By the mouse at its point, by Shift+F10 beside the row."""
        index = self.view.indexAt(at)
        if not index.isValid():
            index = self.view.currentIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))

    def _listen(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_menu)
        self.view.told.connect(self.tell)
        self.view.far.connect(self._go_far)
        self.view.entered.connect(self.open_wanted)
        self.view.doubleClicked.connect(lambda _index: self.open_wanted.emit())
        if not self._store.read_only:
            self.view.setAcceptDrops(True)
            self.view.viewport().setAcceptDrops(True)
            self.view.files_dropped.connect(self.files_dropped)
            self.view.pasted.connect(self.pasted)
