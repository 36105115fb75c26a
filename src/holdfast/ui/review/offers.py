"""The entries that a review is offered, each with a tick; those that it has already keep theirs."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionButton, QStyleOptionViewItem

from holdfast.domain.timeline import TimelineRow as Told
from holdfast.ui.kit import theme
from holdfast.ui.kit.rows import KEY, ROW, Index, marks, paint_focus
from holdfast.ui.kit.timeline_rows import TimelineDelegate, TimelineList, TimelineRow
from holdfast.words import _

_ROOT = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


class OfferModel(QAbstractListModel):
    """Rows to tick. A row that the review has is ticked and can't be changed."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Told] = []
        self._told: list[Told] = []  # those of them that are in sight
        self._shown: dict[str, TimelineRow] = {}
        self._there: frozenset[str] = frozenset()
        self._ticked: set[str] = set()

    def offer(
        self,
        rows: Sequence[Told],
        shown: Sequence[tuple[str, TimelineRow]],
        there: frozenset[str],
        ticked: frozenset[str],
    ) -> None:
        """Offer `rows`, shown as `shown` says; `there` are in the review, `ticked` are proposed."""
        self.beginResetModel()
        self._all, self._told, self._shown = list(rows), list(rows), dict(shown)
        self._there, self._ticked = there, set(ticked - there)
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> list[Told]:
        """The ticked rows that the review does not have yet, in order, in sight or not."""
        return [row for row in self._all if row.entry in self._ticked]

    def show_only(self, words: str) -> None:
        """Show the rows that hold all of these words; the others keep their ticks."""
        wanted = words.casefold().split()
        self.beginResetModel()
        spoken = ((row, self._shown[row.entry].spoken().casefold()) for row in self._all)
        self._told = [row for row, said in spoken if all(word in said for word in wanted)]
        self.endResetModel()

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every row that is in sight, or none of them."""
        here = {row.entry for row in self._told} - self._there
        self._ticked = self._ticked | here if ticked else self._ticked - here
        if self._told:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._told) - 1, 0), [_CHECK])
        self.ticked.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._told)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key = self._told[index.row()].entry
        if role == ROW:
            return self._shown[key]
        if role == KEY:
            return key
        if role == _CHECK:
            return Qt.CheckState.Checked if self._is_ticked(key) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._state_words(key)}: {self._shown[key].spoken()}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        key = self._told[index.row()].entry if index.isValid() else ""
        if role != _CHECK or not key or key in self._there:
            return False
        change = self._ticked.add if value == Qt.CheckState.Checked else self._ticked.discard
        change(key)
        self.dataChanged.emit(index, index, [_CHECK])
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        there = self._told[index.row()].entry in self._there
        return usual if there else usual | Qt.ItemFlag.ItemIsUserCheckable

    def _is_ticked(self, key: str) -> bool:
        return key in self._there or key in self._ticked

    def _state_words(self, key: str) -> str:
        if key in self._there:
            return _("In the review")
        return _("Ticked") if key in self._ticked else _("Not ticked")


class OfferList(TimelineList):
    """Space ticks the current row, Ctrl+A all, Ctrl+Shift+A none, Enter takes what is ticked."""

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Entries of the incident's timeline"))
        self.setItemDelegate(OfferDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.offers = OfferModel(self)
        self.setModel(self.offers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_A:
            self.offers.tick_all(ticked=not held & Qt.KeyboardModifier.ShiftModifier)
        elif key == Qt.Key.Key_Space:
            self._turn_chosen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.import_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._turn(self.indexAt(event.position().toPoint()))

    def _turn_chosen(self) -> None:
        """Tick what is chosen (Shift and the arrows choose several) as the current one is turned."""
        now = self.currentIndex().data(_CHECK)
        turned = Qt.CheckState.Unchecked if now == Qt.CheckState.Checked else Qt.CheckState.Checked
        for index in self.selectionModel().selectedIndexes():
            self.offers.setData(index, turned, _CHECK)

    def _turn(self, index: QModelIndex) -> None:
        now = index.data(_CHECK)
        turned = Qt.CheckState.Unchecked if now == Qt.CheckState.Checked else Qt.CheckState.Checked
        self.offers.setData(index, turned, _CHECK)


class OfferDelegate(TimelineDelegate):
    """A tick box, and the row beside it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        width = self._list.viewport().width() - _box_room()
        return QSize(theme.px(200), self._height(row, width) if isinstance(row, TimelineRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, TimelineRow):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        selected, hovered, focused = marks(option, index)
        look = theme.current()
        body = rect.adjusted(0, self._day_height(row), 0, 0)
        # ground and ring go over the whole row, tick box and all
        self._paint_ground(painter, QRectF(body), look, selected=selected, hovered=hovered)
        self.paint_row(painter, QRectF(rect.adjusted(_box_room(), 0, 0, 0)), index)
        self._paint_box(painter, body, index)
        if focused:
            paint_focus(painter, QRectF(body), look)

    def editorEvent(self, event: QEvent, *_rest: object) -> bool:
        """The list turns ticks itself, the same by mouse and by key."""
        return False

    def _paint_box(self, painter: QPainter, rect: QRect, index: Index) -> None:
        box = QStyleOptionButton()
        size = theme.px(18)
        box.rect = QRect(rect.left() + 24, rect.top() + theme.px(4), size, size)  # pyright: ignore[reportAttributeAccessIssue]
        ticked = index.data(_CHECK) == Qt.CheckState.Checked
        state = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            state |= QStyle.StateFlag.State_Enabled
        box.state = state  # pyright: ignore[reportAttributeAccessIssue]
        style = self._list.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, self._list)


def _box_room() -> int:
    return theme.px(28)
