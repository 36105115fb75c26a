"""Two-line rows: what a list says about one thing, painted by a delegate."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from holdfast.ui.kit import icons, shapes, theme
from holdfast.ui.kit.chips import chip_size, paint_chip, severity_words
from holdfast.ui.kit.one_line import write
from holdfast.ui.kit.run_box import box_size, paint_box
from holdfast.ui.kit.shapes import Shape
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

ROW = Qt.ItemDataRole.UserRole + 1
"""Role under which a model gives the whole `Row`: one call for one row."""
KEY = Qt.ItemDataRole.UserRole + 2
"""Role under which a model gives the id of what the row shows."""

Index = QModelIndex | QPersistentModelIndex
UNMARKED = (False, False, False)


@dataclass(frozen=True)
class Row:
    """What one row says. `severity` is 1 to 5, None for *not assessed*, 0 for what has no severity."""

    title: str
    meta: str = ""
    severity: int | None = 0
    reference: str = ""
    age: str = ""
    due: str = ""
    overdue: bool = False
    icon: str = ""
    quiet: bool = False  # steps back: closed, unavailable
    box: str = ""  # where it can be ticked: done or open
    chip: str = ""  # what stands in the chip in place of the severity's own words
    mark: Shape | None = None  # before the reference
    fold: str = ""  # of a row that others lie under: open or closed; inner for one of those

    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        severity = self.chip or ("" if self.severity == 0 else severity_words(self.severity))
        ticked = {"done": _("ticked"), "open": _("not ticked")}.get(self.box, "")
        fold = {"open": _("open"), "closed": _("folded")}.get(self.fold, "")
        parts = (severity, self.reference, self.title, self.meta, self.age, self.due, ticked, fold)
        return ", ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints `Row`s: chip and reference, title and meta, age and due; selected is a soft fill and a bar."""

    def __init__(
        self, parent: QWidget | None = None, *, leading: bool = True, compact: bool = False, margin: int = 16
    ) -> None:
        """With `leading` a column for the severity chip and the reference stands at the left.

        With `compact` the row is one line: title, meta, and what is due or the age at the right.
        """
        super().__init__(parent)
        self._leading = leading
        self._compact = compact
        self._margin = margin

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(240), self._height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        look, rect = theme.current(), QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        selected, hovered, focused = marks(option, index)
        painter.save()
        paint_ground(painter, rect, look, selected=selected, hovered=hovered)
        if isinstance(row, Row):
            paint = self._paint_one_line if self._compact else self._paint_row
            paint(painter, rect, row, look)
        if focused:
            paint_focus(painter, rect, look)
        painter.restore()

    def _height(self) -> int:
        if self._compact:
            return max(chip_size(1).height(), theme.metrics("body").height()) + theme.px(14)
        return sum(_heights()) + 20

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row, look: Theme) -> None:
        first, second = _two_lines(rect.adjusted(self._margin, 0, -16, 0))
        if self._leading:
            width = _lead_width()
            if row.severity != 0:
                chip = QRectF(first.left(), first.top(), width, first.height())
                paint_chip(painter, chip, row.severity, words=row.chip)
            self._paint_reference(
                painter, QRectF(second.left(), second.top(), width, second.height()), row, look
            )
            first, second = first.adjusted(width, 0, 0, 0), second.adjusted(width, 0, 0, 0)
            if row.fold:
                first, second = self._paint_fold(painter, first, second, row, look)
        elif row.box:
            size = box_size()
            paint_box(painter, QPointF(first.left(), rect.center().y() - size / 2), row.box, look)
            first, second = first.adjusted(size + 12, 0, 0, 0), second.adjusted(size + 12, 0, 0, 0)
        elif row.icon:
            size = theme.px(20)
            spot = QRectF(first.left(), rect.center().y() - size / 2, size, size)
            icons.paint(painter, spot, row.icon, look.muted)
            first, second = first.adjusted(size + 12, 0, 0, 0), second.adjusted(size + 12, 0, 0, 0)
        self._paint_words(painter, first, second, row, look)

    def box_of(self, rect: QRect) -> QRectF:
        """Where the box stands in a row at this place that has a leading column."""
        _first, second = _two_lines(QRectF(rect).adjusted(self._margin, 0, -16, 0))
        size = box_size()
        return QRectF(second.left(), second.center().y() - size / 2, size, size)

    def _paint_reference(self, painter: QPainter, rect: QRectF, row: Row, look: Theme) -> None:
        if row.box:
            size = box_size()
            paint_box(painter, QPointF(rect.left(), rect.center().y() - size / 2), row.box, look)
            write(painter, rect.adjusted(size + 8, 0, 0, 0), row.reference, "small", look.muted)
            return
        if row.mark is None:
            write(painter, rect, row.reference, "mono_small", look.muted)
            return
        size = theme.px(9)
        spot = QPointF(rect.left() + size, rect.center().y())
        shapes.paint(painter, row.mark, spot, size, look.muted if row.quiet else look.text, look.base)
        write(painter, rect.adjusted(size * 2 + 4, 0, 0, 0), row.reference, "small", look.muted)

    def _paint_fold(
        self, painter: QPainter, first: QRectF, second: QRectF, row: Row, look: Theme
    ) -> tuple[QRectF, QRectF]:
        """The arrow of a row that others lie under; what is left beside it."""
        size = theme.px(16)
        if row.fold != "inner":
            spot = QRectF(first.left(), first.center().y() - size / 2, size, size)
            icons.paint(painter, spot, "down" if row.fold == "open" else "right", look.muted)
        wide = size * (2 if row.fold == "inner" else 1) + theme.px(6)
        return first.adjusted(wide, 0, 0, 0), second.adjusted(wide, 0, 0, 0)

    def _paint_one_line(self, painter: QPainter, rect: QRectF, row: Row, look: Theme) -> None:
        line = rect.adjusted(self._margin, 0, -16, -1)
        if self._leading:
            if row.severity != 0:
                paint_chip(painter, line, row.severity)
            line = line.adjusted(_lead_width(), 0, 0, 0)
            line = line.adjusted(write(painter, line, row.reference, "mono_small", look.muted) + 16, 0, 0, 0)
        words, style = row.due or row.age, "small_strong" if row.overdue else "small"
        colour = look.error if row.overdue else look.muted
        words = f"! {words}" if row.overdue and words else words
        taken = _write_right(painter, line, words, style, colour, line.width() * 0.45)
        line = line.adjusted(0, 0, -taken, 0)
        wide = write(painter, line, row.title, "body", look.muted if row.quiet else look.text)
        write(painter, line.adjusted(wide + theme.px(16), 0, 0, 0), row.meta, "small", look.muted)

    def _paint_words(self, painter: QPainter, first: QRectF, second: QRectF, row: Row, look: Theme) -> None:
        room = first.width() * 0.45
        due = f"! {row.due}" if row.overdue and row.due else row.due
        due_style, due_colour = ("small_strong", look.error) if row.overdue else ("small", look.muted)
        wide = theme.metrics("item").horizontalAdvance(row.title)
        beside = first.width() - wide - theme.px(16)  # what the title leaves free
        taken = _write_right(painter, first, row.age, "small", look.muted, max(room, beside))
        title_colour = look.muted if row.quiet else look.text
        write(painter, first.adjusted(0, 0, -taken, 0), row.title, "item", title_colour)
        taken = _write_right(painter, second, due, due_style, due_colour, room)
        meta = second.adjusted(0, 0, -taken, 0)
        if row.reference and not self._leading:
            wide = write(painter, meta, row.reference, "mono_small", look.muted)
            meta = meta.adjusted(wide + theme.px(12), 0, 0, 0)
        write(painter, meta, row.meta, "small", look.muted)


def marks(option: QStyleOptionViewItem, index: Index) -> tuple[bool, bool, bool]:
    """Whether an index is selected, under the mouse, and has the focus.

    Asked of the view: reading `option.state` makes all of QStyle's enums, a twentieth of a start, and
    asking for the viewport those of every kind of widget.
    """
    view = cast("QAbstractItemView", option.widget)  # pyright: ignore[reportAttributeAccessIssue]
    hovered = view.underMouse() and view.indexAt(view.viewport().mapFromGlobal(QCursor.pos())) == index
    focused = view.hasFocus() and view.currentIndex() == index
    return view.selectionModel().isSelected(index), hovered, focused


def paint_ground(painter: QPainter, rect: QRectF, look: Theme, *, selected: bool, hovered: bool) -> None:
    """The fill of a row: hairline below, soft and a bar when selected."""
    if selected:
        painter.fillRect(rect, look.soft)
    elif hovered:
        painter.fillRect(rect, look.hover)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.row_line)
    if selected:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), look.accent)


def paint_focus(painter: QPainter, rect: QRectF, look: Theme) -> None:
    """The ring around the row that has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.focus, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(4, 2, -2, -3), 4, 4)


@theme.measured
def _lead_width() -> int:
    reference = theme.metrics("mono_small").horizontalAdvance("INC-XXXX-0000")
    return max(chip_size(1).width(), reference) + theme.px(24)


@theme.measured
def _heights() -> tuple[int, int, int]:
    """Of the upper line, the gap and the lower line."""
    upper = max(chip_size(1).height(), theme.metrics("item").height())
    return upper, theme.px(4), theme.metrics("small").height()


def _two_lines(rect: QRectF) -> tuple[QRectF, QRectF]:
    upper, gap, lower = _heights()
    top = rect.top() + (rect.height() - upper - lower - gap) / 2
    return QRectF(rect.left(), top, rect.width(), upper), QRectF(
        rect.left(), top + upper + gap, rect.width(), lower
    )


def _write_right(
    painter: QPainter, rect: QRectF, text: str, style: str, colour: QColor, room: float
) -> float:
    """Write at the right edge, in `room` at most; the width it took with the gap before it."""
    return write(painter, rect, text, style, colour, right=room) + theme.px(16) if text else 0.0


class RowList(QListView):
    """A list of rows. Arrows move, Enter or a double click opens, Tab leaves."""

    opened = Signal(QModelIndex)

    def __init__(self, name: str, delegate: QStyledItemDelegate | None = None) -> None:
        """`name` is what a screen reader calls the list."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(delegate or RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self.opened)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def current_key(self) -> object:
        """The `KEY` of the current row, None when there is none."""
        index = self.currentIndex()
        return index.data(KEY) if index.isValid() else None
