"""The list and what belongs to it: heads of columns, more of the current row, what stands in its place."""

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from holdfast.domain.changes import Changes
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.long_list import LongList
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import RowDelegate
from holdfast.ui.kit.text import hairline
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.incidents.compact import Heads
    from holdfast.ui.incidents.preview import Preview

_ROWS = "list_rows"  # how the rows look, as the settings remember it


class ListArea(QWidget):
    """Shows the rows, or why there are none. Heads and preview are made when they are first wanted."""

    order_wanted = Signal(str)
    """A head was pressed: sort by this."""
    cleared = Signal()
    """All incidents are wanted, not only those that are asked for."""

    def __init__(self, store: Store, clock: Clock, settings: Settings, begin: list[QPushButton]) -> None:
        """`begin` is offered where no incident was declared yet."""
        super().__init__()
        self._store, self._clock, self._settings = store, clock, settings
        self._order = ""
        self._heads: Heads | None = None
        self._preview: Preview | None = None
        self.view = LongList(_("Incidents"))
        self._empty = EmptyState(
            _("No incidents yet"),
            _("Declare one when something is wrong; you can change everything later."),
            begin,
        )
        self._nothing = EmptyState("", "", [button(_("Clear filter"), self.cleared.emit)])
        self._line = hairline()
        self.stack = QStackedWidget()
        for part in (self.view, self._empty, self._nothing):
            self.stack.addWidget(part)
        self._column = column(self, self._line, self.stack, stretch=1)
        self._show_rows()
        self.view.glance_wanted.connect(self._glance)

    def show_model(self, model: QAbstractItemModel, order: str) -> None:
        """Show the rows of this model, which are in this order."""
        self.view.setModel(model)
        self.show_order(order)

    # -- the list, or what stands in its place ---------------------------------------------------

    def show_part(self, asked: str, total: int) -> bool:
        """Show so many rows of what was asked for, or why there are none; whether there is any incident."""
        if not total and asked.strip():
            typed = shorten(asked, 80, placeholder="…")
            title = _("Nothing matches “{query}”").format(query=typed)
            self._nothing.say(title, _("There are incidents beyond this filter."))
        part = self._part(asked, total)
        empty = part is self._empty
        self._line.setVisible(not empty)
        if self._heads is not None:
            self._heads.setVisible(self._is_compact() and part is self.view)
        self.stack.setCurrentWidget(part)
        return not empty

    def _part(self, asked: str, total: int) -> QWidget:
        if total:
            return self.view
        return self._nothing if asked.strip() else self._empty

    def part(self) -> QWidget:
        """The list, or what stands in its place now."""
        return self.stack.currentWidget() or self.view

    # -- rows of two lines, or of one in columns -------------------------------------------------

    def show_order(self, order: str) -> None:
        """Say by what the rows are sorted."""
        self._order = order
        if self._heads is not None:
            self._heads.show_order(order)

    def turn_compact(self) -> None:
        """Rows of one line in columns, or of two again; the next start remembers."""
        self._settings.remember(**{_ROWS: "" if self._is_compact() else "compact"})
        self._show_rows()

    def _is_compact(self) -> bool:
        return self._settings.remembered(_ROWS) == "compact"

    def _show_rows(self) -> None:
        compact = self._is_compact()
        if compact and self._heads is None:
            self._make_heads()
        if compact:
            from holdfast.ui.incidents.compact import CompactDelegate  # noqa: PLC0415  (start-up time)

            self.view.paint_by(CompactDelegate(self.view))
        elif self._heads is not None:
            self.view.paint_by(RowDelegate(self.view))
        if self._heads is not None:
            self._heads.show_order(self._order)
            self._heads.setVisible(compact)

    def _make_heads(self) -> None:
        from holdfast.ui.incidents.compact import Heads  # noqa: PLC0415  (start-up time)

        self._heads = Heads()
        self._heads.order_wanted.connect(self.order_wanted)
        self.view.width_changed.connect(self._heads.show_room)
        self._heads.show_room(self.view.viewport().width())
        self._column.insertWidget(0, self._heads)
        self.setTabOrder(self._line, self._heads)

    # -- more of the current row -----------------------------------------------------------------

    def follow(self) -> None:
        """Tell more of the row that is current now, where that is wanted."""
        if self._preview is not None and self._preview.isVisible():
            self._preview.show_incident(self.view.current_key())

    def show_changes(self, changes: Changes) -> None:
        """Tell anew what was touched."""
        if self._preview is not None:
            self._preview.show_changes(changes)

    def close_preview(self) -> bool:
        """Tell no more of the current row; whether it was told."""
        if self._preview is None or not self._preview.isVisible():
            return False
        self._preview.show_incident("")
        return True

    def _glance(self) -> None:
        """More of the current incident below the list, or no longer."""
        if self._preview is None:
            from holdfast.ui.incidents.preview import Preview  # noqa: PLC0415  (start-up time)

            self._preview = Preview(self._store, self._clock)
            self._column.addWidget(self._preview)
            self.view.selectionModel().currentChanged.connect(self.follow)
        shown = self._preview.isVisible() or self.view.currentIndex().row() < 0
        self._preview.show_incident("" if shown else self.view.current_key())
        self.view.scrollTo(self.view.currentIndex())
