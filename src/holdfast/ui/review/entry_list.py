"""The review's own timeline: painted rows, of which one may be open for editing in its place."""

from typing import Final

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.rows import KEY, Index
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.timeline_rows import TimelineDelegate, TimelineList
from holdfast.words import _

_GROUP: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_G)


class EntryList(TimelineList):
    """Enter or F2 asks to edit the current row, Ctrl+G for a heading of those chosen.

    A widget can take the place of a row.
    """

    edit_wanted = Signal(str)
    """The id of the row."""
    group_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Timeline of the review"))
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.opened.connect(lambda index: self.edit_wanted.emit(str(index.data(KEY))))

    def chosen_keys(self) -> list[str]:
        """The ids of the rows that are chosen (Shift and the arrows choose several), in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [str(self.rows.index(place, 0).data(KEY)) for place in rows]

    def put_in_place(self, key: str, widget: QWidget) -> None:
        """Show `widget` where the row `key` is; the row grows with it."""
        index = self.rows.index(self.rows.row_of(key), 0)
        self.setCurrentIndex(index)
        self.setIndexWidget(index, widget)
        self.lay_out_again()

    def take_away(self, key: str) -> None:
        """Show the row again."""
        place = self.rows.row_of(key)
        if place >= 0:
            self.setIndexWidget(self.rows.index(place, 0), None)  # pyright: ignore[reportArgumentType]
        self.lay_out_again()

    def lay_out_again(self) -> None:
        """The widget in a row wants more or less room."""
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() == _GROUP:
            self.group_wanted.emit()
            return
        if event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.edit_wanted.emit(str(self.current_key()))
            return
        super().keyPressEvent(event)


class _Delegate(TimelineDelegate):
    """Leaves a row with a widget in it to the widget."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        widget = self._widget(index)
        if widget is None:
            return super().sizeHint(option, index)
        width = self._list.viewport().width()
        layout = widget.layout()
        tall = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        return QSize(theme.px(200), max(tall, widget.sizeHint().height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._widget(index) is None:
            super().paint(painter, option, index)

    def _widget(self, index: Index) -> QWidget | None:
        return self._list.indexWidget(self._list.model().index(index.row(), 0))
