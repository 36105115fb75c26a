"""The line to find and filter by, the groups with their counts, and the order."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.query import LONGEST
from holdfast.ui.incidents.groups import GROUPS, ORDERS, order_words
from holdfast.ui.incidents.saved import Saved
from holdfast.ui.incidents.strip import Strip
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import menu_button
from holdfast.ui.kit.completing_line import CompletingLine
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label, set_look
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.incidents.active import ActiveFilters
    from holdfast.ui.kit.completion import Offer

_PAUSE = 120
_LINE = 420  # what a question of a few words takes; with less, the groups go below


class QueryLine(CompletingLine):
    """The line itself: Enter and Down lead to the list, so does Esc; nothing is cleared by a key."""

    left = Signal()
    stopped = Signal()
    """Esc, while something is being looked for."""

    def __init__(self, names: Callable[[str], list[str]]) -> None:
        """`names` gives the names that exist of a lead or a service."""
        super().__init__(partial(_offers, names))
        self._searching = label(_("Searching… Esc stops"), "small", "muted")
        self._searching.setParent(self)
        self._searching.hide()
        self.setAccessibleName(_("Find or filter incidents"))
        self.setPlaceholderText(_("Find or filter, for example  sev:1..2 lead:me printer     Ctrl+F"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def over(self) -> QWidget:
        bar = super().over()
        return bar.parentWidget() or bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_searching()

    def show_searching(self, searching: bool) -> None:
        """Say at the end of the line that the answer takes a while, or say so no more."""
        if searching == self._searching.isHidden():
            self._searching.setVisible(searching)
            self._place_searching()
            if searching:
                announce(self, self._searching.text())

    def _place_searching(self) -> None:
        """Inside the line at its right end, so that nothing on the page moves."""
        wide = self._searching.sizeHint().width() + 8
        self._searching.setGeometry(self.width() - wide, 0, wide, self.height())
        self.setTextMargins(0, 0, 0 if self._searching.isHidden() else wide, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._searching.isHidden():
            self.stopped.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
            return
        super().keyPressEvent(event)


def _offers(names: Callable[[str], list[str]], text: str) -> "list[Offer]":
    from holdfast.ui.incidents.completing import offers  # noqa: PLC0415  (start-up time)

    return offers(text, names)


class FilterBar(QWidget):
    """Says what is asked for; where there is little room the groups stand below the line."""

    asked = Signal(str)
    """The line as it stands now: it was left, or filled by a button."""
    typed = Signal(str)
    """The line as it stands now, after a pause in typing; more keys may come."""
    ordered = Signal(str)
    left = Signal()
    """The person goes on to the list."""
    stopped = Signal()
    """The person does not want to wait for the answer."""

    def __init__(self, names: Callable[[str], list[str]] = lambda _field: []) -> None:
        """`names` gives the names that exist of a lead or a service."""
        super().__init__()
        self.order = "due"
        self.line = QueryLine(names)
        self._active: ActiveFilters | None = None
        self.strip = Strip()
        self._sort = menu_button(order_words(self.order), self._orders())
        self._problem = label("", "small", "error", wrap=True)
        self._problem.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._build()
        self._connect()

    def text(self) -> str:
        """The question as it was typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Ask this at once."""
        self.line.setText(text)
        self._ask()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Put the numbers on the groups and saved filters."""
        self.strip.show_counts(counts)
        self._arrange()

    def show_filters(self, filters: Sequence[Saved]) -> None:
        """Show these saved filters beside the groups."""
        self.strip.show_filters(filters)
        self.strip.mark(self.text())
        self._order_tabs()
        self._arrange()

    def show_searching(self, searching: bool) -> None:
        """Say that the answer takes a while, or say so no more."""
        self.line.show_searching(searching)

    def show_problem(self, words: str) -> None:
        """Say under the line what can't be understood, "" for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.line.setAccessibleDescription(words)
        set_look(self.line, "wrong", "true" if words else "")

    def group(self, group: str) -> QPushButton:
        """The button of a group."""
        return self.strip.groups[group]

    def order_menu(self) -> QMenu:
        """The menu of the orders."""
        return self._sort.menu()

    def flush(self) -> None:
        """Ask now what is typed, where it has not been asked yet."""
        if self._timer.isActive():
            self._ask()

    def minimumSizeHint(self) -> QSize:
        first = self.line.minimumSizeHint().width() + self._sort.sizeHint().width() + 8
        wide = max(first, self.strip.minimumSizeHint().width()) + 48
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Line, groups, order side by side, or the groups below."""
        beside = self.strip.sizeHint().width() + self._sort.sizeHint().width() + 64
        below = self.width() < beside + theme.px(_LINE)
        if below != self._below:
            self._below = below
            (self._grid if below else self._down).removeWidget(self.strip)
            if below:
                self._down.insertWidget(1, self.strip)
            else:
                self._grid.addWidget(self.strip, 0, 1)
        self.strip.setMinimumWidth(0 if below else self.strip.sizeHint().width())

    def _build(self) -> None:
        self._below = False
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.line, 0, 0)
        self._grid.addWidget(self.strip, 0, 1)
        self._grid.addWidget(self._sort, 0, 2)
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(24, 0, 24, 12)
        down.setSpacing(8)
        down.addLayout(self._grid)
        down.addWidget(self._problem)
        self._order_tabs()

    def _order_tabs(self) -> None:
        for before, after in pairwise((self.line, *self.strip.parts(), self._sort)):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.line.textEdited.connect(lambda _text: self._timer.start())
        self.line.textChanged.connect(self.strip.mark)
        self.strip.toggled.connect(self._toggle)
        self.strip.taken.connect(self._take)
        self.line.left.connect(self._leave)
        self.line.stopped.connect(self.stopped)
        self._timer.timeout.connect(lambda: self._ask(self.typed))

    def _orders(self) -> QMenu:
        menu = QMenu(self)
        one_of = QActionGroup(menu)
        for order in ORDERS:
            action = menu.addAction(order_words(order), partial(self.choose_order, order))
            action.setCheckable(True)
            action.setChecked(order == self.order)
            action.setData(order)
            one_of.addAction(action)
        return menu

    def choose_order(self, order: str) -> None:
        """Sort by one of `ORDERS`."""
        self.order = order
        self._sort.setText(order_words(order))
        self._sort.setAccessibleName(_("Order: {order}").format(order=order_words(order)))
        for action in self._sort.menu().actions():
            action.setChecked(action.data() == order)
        self.ordered.emit(order)

    def _take(self, query: str) -> None:
        """Ask for what a saved filter does; pressed again, for everything."""
        self.set_text("" if self.text().strip() == query else query)

    def _toggle(self, group: str) -> None:
        """Put the group's words into the line in place of another group's, or take them out."""
        typed = self.line.text().split()
        plain = [word for word in typed if word not in GROUPS.values()]
        mine = [] if GROUPS[group] in typed else [GROUPS[group]]
        self.set_text(" ".join([*mine, *plain]))

    def _ask(self, told: SignalInstance | None = None) -> None:
        self._timer.stop()
        self._show_active()
        (told or self.asked).emit(self.line.text())

    def _show_active(self) -> None:
        """A chip for each thing asked for; the row is made when there is the first."""
        text = self.line.text()
        if self._active is None and text.strip():
            from holdfast.ui.incidents.active import ActiveFilters  # noqa: PLC0415  (start-up time)

            self._active = ActiveFilters()
            self._active.changed.connect(self.set_text)
            self._active.emptied.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
            self._down.addWidget(self._active)
        if self._active is not None:
            self._active.show_line(text if len(text) <= LONGEST else "")
            for before, after in pairwise((self._sort, *self._active.parts())):
                self.setTabOrder(before, after)

    def _leave(self) -> None:
        self.flush()
        self.left.emit()
