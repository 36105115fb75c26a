"""A view of rows of one height whose cost does not grow with their number."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from holdfast.ui.kit.first import go_first
from holdfast.ui.kit.long_model import LongModel
from holdfast.ui.kit.page_acts import menu_place
from holdfast.ui.kit.rows import KEY, RowDelegate


class LongList(QTableView):
    """Rows painted by a `RowDelegate`, a million of them as quickly as ten.

    A QListView lays every row out at each change (1.4 s for a million), a table without a grid none.
    """

    opened = Signal(QModelIndex)
    width_changed = Signal(int)
    """How wide a row is now."""
    menu_wanted = Signal(QPoint)
    """The place on the screen where a menu of the chosen rows is to open."""
    glance_wanted = Signal()
    """More of the current row is to be seen, or no longer."""
    letter = Signal(str)
    """A letter was pressed; what it means, if anything, is for the page to say."""

    def __init__(self, name: str, *, margin: int = 16) -> None:
        """`name` is what a screen reader calls the list; `margin` is left of its rows."""
        super().__init__()
        self._ended_at: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(RowDelegate(self, margin=margin))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setStretchLastSection(True)
        across.setMinimumSectionSize(0)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.activated.connect(self.opened)
        self._fit()

    def paint_by(self, delegate: QStyledItemDelegate) -> None:
        """Have this paint the rows, which are as high as it says."""
        self.setItemDelegate(delegate)
        self._fit()
        self.scrollTo(self.currentIndex())

    def current_key(self) -> str:
        """The `KEY` of the current row, "" when there is none."""
        index = self.currentIndex()
        return index.data(KEY) or "" if index.isValid() else ""

    def go_to(self, row: int) -> None:
        """Make a row the current one, alone, and show it; whatever keys are held down."""
        model, flag = self.model(), QItemSelectionModel.SelectionFlag
        if model is not None and 0 <= row < model.rowCount():
            self.selectionModel().setCurrentIndex(model.index(row, 0), flag.ClearAndSelect | flag.Rows)

    def go_to_end(self) -> None:
        """Make the last row the current one, and once all rows are known the last of those.

        Whoever moves before that stays where they went.
        """
        model = self.model()
        self.go_to(model.rowCount() - 1)
        is_known = not isinstance(model, LongModel) or model.counted
        self._ended_at = None if is_known else self._place()

    def is_on_the_way_to_the_end(self) -> bool:
        """Whether `go_to_end` waits for rows still, and nobody moved meanwhile."""
        return self._ended_at is not None and self._ended_at == self._place()

    def _place(self) -> tuple[int, int]:
        return self.currentIndex().row(), self.verticalScrollBar().value()

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        goes_on = self.is_on_the_way_to_the_end()
        super().rowsInserted(parent, start, end)
        if goes_on:
            self.go_to_end()

    def rows_in_sight(self) -> range:
        """The rows of which something can be seen."""
        last = self.rowAt(self.viewport().height() - 1)
        return range(max(0, self.rowAt(0)), last + 1 if last >= 0 else self.model().rowCount())

    def chosen(self) -> list[range]:
        """The rows that are selected, as ranges from the first to the last."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.count())]
        return sorted((range(part.top(), part.bottom() + 1) for part in parts), key=lambda part: part.start)

    def keyboardSearch(self, search: str) -> None:
        # Qt would look through every row there is.
        self.letter.emit(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ended_at = None
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go_first()
        self._ended_at = None
        if event.key() == Qt.Key.Key_Home:
            self.setCurrentIndex(self.model().index(0, 0))
        elif event.key() == Qt.Key.Key_End:
            self.go_to_end()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.glance_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(menu_place(self, event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.width_changed.emit(event.size().width())  # the viewport's; asking for that itself takes a while

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Rows as high as the text size asks for."""
        hint = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QPersistentModelIndex())
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(hint.height())
