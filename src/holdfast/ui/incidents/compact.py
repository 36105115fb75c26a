"""The list as a table of one-line rows: its columns, how they are painted, the heads that sort by them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from holdfast.ui.incidents.row_words import IncidentWords
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.chips import chip_size, paint_chip
from holdfast.ui.kit.one_line import write
from holdfast.ui.kit.rows import ROW, Index, marks, paint_focus, paint_ground
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

_MARGIN = 16
_GAP = 16


@dataclass(frozen=True)
class Column:
    """One column. `wide` is a text that fits in it; "" takes the room that is left."""

    key: str
    title: Callable[[], str]
    wide: str
    order: str = ""  # what its head sorts by
    right: bool = False
    style: str = "small"


COLUMNS = (
    Column("severity", lambda: _("Severity"), "SEV1 Critical", "severity"),
    Column("reference", lambda: _("Reference"), "INC-XXXX-000000", style="mono_small"),
    Column("title", lambda: _("Title"), "", style="body"),
    Column("phase", lambda: _("Phase"), "contained xx"),
    Column("service", lambda: _("Service"), "directory-core x", "service"),
    Column("lead", lambda: _("Lead"), "network duty xx"),
    Column(
        "due",
        lambda: _("Due"),
        "! update overdue by 23 h 51 min x",
        "due",
        right=True,
        style="small_strong",
    ),
    Column("age", lambda: _("Age"), "000 d 00", "age", right=True),
)
_GO_FIRST = ("lead", "service", "phase", "reference", "age")  # where the title would have too little room


def places(width: float) -> Mapping[str, tuple[float, float]]:
    """Where each column that has room stands: its left edge and its width."""
    shown = {column.key: column for column in COLUMNS}
    free = _free(shown.values(), width)
    for key in _GO_FIRST:
        if free >= theme.px(220):
            break
        del shown[key]
        free = _free(shown.values(), width)
    found, left = dict[str, tuple[float, float]](), float(_MARGIN)
    for column in shown.values():
        wide = _wide(column) or max(theme.px(60), free)
        found[column.key] = left, wide
        left += wide + _GAP
    return found


def _free(columns: Iterable[Column], width: float) -> float:
    taken = [_wide(column) for column in columns]
    return width - 2 * _MARGIN - sum(taken) - _GAP * (len(taken) - 1)


def _wide(column: Column) -> float:
    if column.key == "severity":
        return float(chip_size(1).width())
    return theme.metrics(column.style).horizontalAdvance(column.wide) if column.wide else 0.0


class CompactDelegate(QStyledItemDelegate):
    """Paints one incident in one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = max(chip_size(1).height(), theme.metrics("body").height()) + theme.px(10)
        return QSize(theme.px(240), high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = index.data(ROW), theme.current()
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        selected, hovered, focused = marks(option, index)
        painter.save()
        paint_ground(painter, rect, look, selected=selected, hovered=hovered)
        if isinstance(row, IncidentWords):
            self._paint_row(painter, rect, row, look)
        if focused:
            paint_focus(painter, rect, look)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRectF, row: IncidentWords, look: Theme) -> None:
        for column in COLUMNS:
            place = places(rect.width()).get(column.key)
            if place is None:
                continue
            cell = QRectF(rect.left() + place[0], rect.top(), place[1], rect.height() - 1)
            if column.key == "severity":
                paint_chip(painter, cell, row.severity)
            elif column.key == "title":
                self._paint_title(painter, cell, row, look)
            else:
                write(painter, cell, *_cell(column, row, look), right=cell.width() if column.right else 0)

    def _paint_title(self, painter: QPainter, cell: QRectF, row: IncidentWords, look: Theme) -> None:
        colour = look.muted if row.quiet else look.text
        taken = write(painter, cell, row.title, "body", colour)
        rest = cell.adjusted(taken + theme.px(12), 0, 0, 0)
        if row.labels and rest.width() > theme.px(40):
            write(painter, rest, row.labels, "small", look.muted)


def _cell(column: Column, row: IncidentWords, look: Theme) -> tuple[str, str, QColor]:
    """What stands in a column, its style and its colour."""
    if column.key == "due" and row.overdue:
        return f"! {row.due}", "small_strong", look.error
    style = "small" if column.key == "due" else column.style
    return str(getattr(row, column.key)), style, look.muted


class Heads(QWidget):
    """The names of the columns above the table; those that one can sort by are buttons."""

    order_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heads = {column.key: self._head(column) for column in COLUMNS}
        self._room = 0

    def show_room(self, width: int) -> None:
        """How wide the rows are; a scroll bar may stand beside them."""
        self._room = width
        self._lay()

    def show_order(self, order: str) -> None:
        """Mark the column that the list is sorted by."""
        for column in COLUMNS:
            head, sorted_by = self._heads[column.key], column.order == order and bool(order)
            head.setText(f"{column.title()} ▾" if sorted_by else column.title())
            said = _("{column}, sorted by it") if sorted_by else _("Sort by {column}")
            head.setAccessibleName(said.format(column=column.title()))
        self._lay()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), max(head.sizeHint().height() for head in self._heads.values()) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _head(self, column: Column) -> QPushButton:
        head = quiet_button(column.title(), partial(self.order_wanted.emit, column.order), plain=True)
        head.setParent(self)
        head.setEnabled(bool(column.order))
        return head

    def _lay(self) -> None:
        shown, right = places(self._room or self.width()), {column.key for column in COLUMNS if column.right}
        for key, head in self._heads.items():
            head.setVisible(key in shown)
            if key in shown:
                left, wide = shown[key]
                hint = head.sizeHint()
                own = min(hint.width(), int(wide) + _GAP)
                inset = (hint.width() - head.fontMetrics().horizontalAdvance(head.text())) // 2
                at = left + wide - own + inset if key in right else left - inset
                head.setGeometry(int(at), 2, own, hint.height())
