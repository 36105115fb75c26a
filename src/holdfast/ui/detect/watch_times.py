"""Each time that a watch would have fired, a row of a table."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from holdfast.detect.watches.told import Told
from holdfast.ui.kit import theme
from holdfast.words import _

_SHOWN: Final = 8  # rows in sight at once, at most
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Times(QTreeWidget):
    """As high as its rows, or scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Times that it would have fired"))
        self.setHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setColumnCount(4)
        self.header().setStretchLastSection(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setSectionsMovable(False)
        for column in range(4):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_times(self, words: Told) -> None:
        """Show these, the first one current."""
        self.clear()
        self.setHeaderLabels(words.titles)
        for each in words.times:
            item = QTreeWidgetItem([each.start, each.end, each.lasted, each.value])
            for column in (2, 3):
                item.setTextAlignment(column, _RIGHT)
            self.addTopLevelItem(item)
        for column in (2, 3):
            self.headerItem().setTextAlignment(column, _RIGHT)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        self._fit()
        self.setVisible(bool(words.times))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        row = max(self.sizeHintForRow(0), theme.px(20))
        shown = min(_SHOWN, max(1, self.topLevelItemCount()))
        self.setFixedHeight(row * shown + self.header().sizeHint().height() + theme.px(22))


class _Head(QHeaderView):
    """As high as its words; a Qt header asks for the room of a whole list."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


def as_text(words: Told) -> str:
    """All of it in one text, for those who can't see the chart."""
    told = _("{start} to {end}, {lasted}, {value}")
    rows = (
        told.format(start=each.start, end=each.end, lasted=each.lasted, value=each.value)
        for each in words.times
    )
    return f"{words.sentence} {'; '.join(rows)}"
