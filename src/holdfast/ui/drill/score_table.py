"""The table of what was expected: what became of it, measured against what was allowed."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from holdfast.domain.text import first_upper
from holdfast.drill.score import Score, Scored, outcome_word
from holdfast.ui.drill.words import clock_words
from holdfast.ui.kit import theme
from holdfast.ui.kit.table_head import TableHead
from holdfast.words import _

_BESIDE, _OVER = 24, 10  # what a cell keeps free beside its words, and above and below
_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ScoreTable(QTreeWidget):
    """One row for each expectation."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Expectations"))
        self.setHeader(TableHead(Qt.Orientation.Horizontal, self))
        self.setHeaderLabels([_("Expectation"), _("Outcome"), _("Measured"), _("Allowed")])
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapping(self))
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in (1, 2, 3):
            self.header().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.header().sectionResized.connect(lambda *_sizes: self.scheduleDelayedItemsLayout())
        for place in (2, 3):
            self.headerItem().setTextAlignment(place, _RIGHT)

    def show_score(self, found: Score) -> None:
        """Show these; the current row stays the same."""
        before = self.key()
        with QSignalBlocker(self):
            self.clear()
            self.addTopLevelItems([_item(each) for each in found.expectations])
        items = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        kept = next((each for each in items if each and each.data(0, _KEY) == before), None)
        current = kept or next(iter(items), None)
        if current is not None:
            self.setCurrentItem(current)

    def key(self) -> str:
        """The key of the expectation that is current, "" for none."""
        item = self.currentItem()
        return str(item.data(0, _KEY)) if item is not None else ""


class _Wrapping(QStyledItemDelegate):
    """Rows as high as their first column needs."""

    def __init__(self, table: ScoreTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        if index.column():
            return hint
        room = QRect(0, 0, max(1, self._table.columnWidth(0) - theme.px(_BESIDE)), 0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        high = self._table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(hint.width(), max(hint.height(), high + theme.px(_OVER)))


def _item(each: Scored) -> QTreeWidgetItem:
    took = "–" if each.took is None else clock_words(each.took)
    allowed = "–" if each.allowed is None else clock_words(each.allowed)
    words = each.expectation.text, first_upper(outcome_word(each.outcome)), took, allowed
    item = QTreeWidgetItem(list(words))
    item.setData(0, _KEY, each.expectation.key)
    item.setToolTip(0, each.expectation.text)
    for place in (2, 3):
        item.setTextAlignment(place, _RIGHT)
    return item
