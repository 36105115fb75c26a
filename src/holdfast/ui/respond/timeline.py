"""The timeline beside the runbook: the newest at the bottom, earlier rows when one goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QActionGroup, QFocusEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.timeline import TimelineRow
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.kit.timeline_rows import TimelineList
from holdfast.ui.respond.timeline_words import GROUPS, group_of, group_words, kit_rows, span_words
from holdfast.words import _

PIECE = 200
"""Rows that are laid out at once: laying out thousands would hold the window up."""


class _Rows(TimelineList):
    """Whoever enters the timeline stands at its newest row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        model = self.model()
        if model is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(model.rowCount() - 1, 0))
        super().focusInEvent(event)


class TimelineView(QWidget):
    """A title with the day and zone, a filter of kinds, and the rows."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._all: Sequence[TimelineRow] = ()
        self._asked: list[TimelineRow] = []
        self._group = ""
        self._shown = PIECE
        self._sticks = True
        self._back = QTimer(self)  # Qt is in the middle of scrolling when it says so
        self._back.setSingleShot(True)
        self._back.timeout.connect(self._look_back)
        self.view = _Rows(_("Timeline"))
        self._model = RowsModel(self.view)
        self._span = ElidedLabel("", "small", "muted")
        self._kinds = quiet_button(_("All kinds"), plain=True)
        self._kinds.setProperty("menu", "true")
        self._kinds.setMenu(self._kind_menu())
        self._none = label(_("Nothing of this kind yet."), "body", "muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._build()

    def show_rows(self, rows: Sequence[TimelineRow], *, anew: bool) -> None:
        """Show the timeline; `anew` for another incident, whose newest rows come into sight."""
        self._all = rows
        if anew:
            self._shown = PIECE
            self._group = ""
            self._kinds.setText(_("All kinds"))
        self._sticks = anew or self._at_end()
        self._show()

    def choose_group(self, group: str) -> None:
        """Show rows of one group only, "" for all."""
        self._group = group
        self._shown = PIECE
        self._kinds.setText(group_words(group) if group else _("All kinds"))
        self._sticks = True
        self._show()

    def reveal(self, kind: str) -> None:
        """A row of this kind was just added: it must not be hidden by the filter."""
        if self._group and group_of(kind) != self._group:
            self.choose_group("")
        self._sticks = True
        self._keep_end()

    def current_key(self) -> str:
        """The hash of the entry behind the row that one stands at, "" for none."""
        return self.view.currentIndex().data(KEY) or ""

    def kind_menu(self) -> QMenu:
        """The filter's menu."""
        return self._kinds.menu()

    def _show(self) -> None:
        self._asked = [each for each in self._all if not self._group or group_of(each.kind) == self._group]
        by = self._store.by
        me = self._store.operators.names().get(by.operator, "") if by else ""
        self._model.set_rows(kit_rows(self._asked[-self._shown :], self._store.zone, me))
        self._span.set_whole(span_words(self._asked, self._store.now(), self._store.zone))
        self._stack.setCurrentWidget(self.view if self._asked else self._none)
        self._keep_end()

    def _keep_end(self) -> None:
        """While the newest row is in sight it stays in sight, whatever is laid out anew."""
        if self._sticks:
            self.view.scrollToBottom()

    def _at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def _look_back(self) -> None:
        """The first row that is laid out is in sight: lay out earlier ones above it."""
        bar = self.view.verticalScrollBar()
        at_start = bar.value() == bar.minimum() or self.view.currentIndex().row() == 0
        if not at_start or self._shown >= len(self._asked):
            return
        below = bar.maximum() - bar.value()
        self._shown += PIECE
        self._sticks = False
        self._show()
        self.view.doItemsLayout()
        bar.setValue(bar.maximum() - below)

    def _scrolled(self, value: int) -> None:
        self._sticks = self._at_end()
        if value == self.view.verticalScrollBar().minimum() and self.view.hasFocus():
            self._back.start()

    def _moved(self) -> None:
        if self.view.currentIndex().row() == 0:
            self._back.start()

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

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        one_of = QActionGroup(menu)
        for group in ("", *GROUPS):
            words = group_words(group) if group else _("All kinds")
            action = menu.addAction(words, lambda group=group: self.choose_group(group))
            action.setCheckable(True)
            action.setChecked(not group)
            one_of.addAction(action)
        return menu
