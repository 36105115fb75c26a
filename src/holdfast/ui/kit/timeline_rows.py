"""Rows of a timeline: time, a shape on an upright line, text that wraps, who and what below."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from holdfast.ui.kit import shapes, theme
from holdfast.ui.kit.rows import ROW, UNMARKED, Index, RowList, marks, paint_focus
from holdfast.ui.kit.shapes import Shape
from holdfast.ui.kit.tokens import Theme

_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_MARGIN = 20


@dataclass(frozen=True)
class TimelineRow:
    """What one row of a timeline says; `kind` is a key of `shapes.KINDS`."""

    time: str
    kind: str
    text: str
    meta: str = ""
    day: str = ""  # a separator above the row: the day that begins here
    withdrawn: bool = False
    more: str = ""  # lines below, small: what a person asked to see of it
    pinned: str = ""  # the word for it, where it is
    wrong: bool = False  # what nobody may overlook
    links: tuple[tuple[int, int], ...] = ()  # where in the text something is named that can be opened

    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        parts = (self.day, self.time, self.text, self.pinned, self.meta, self.more)
        return ", ".join(part for part in parts if part)


class TimelineList(RowList):
    """A list of `TimelineRow`s that are laid out anew when its width changes."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._painter = TimelineDelegate(self)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(False)
        self.setWordWrap(True)  # makes Qt lay the rows out anew at each width

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_painter"):
            self._painter.forget()


class TimelineDelegate(QStyledItemDelegate):
    """Paints `TimelineRow`s as high as their text needs at the width of the view."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, bool, str], int] = {}
        self._heights_for: tuple[int, float] = (0, 0.0)

    def forget(self) -> None:
        """The fonts are other ones."""
        self._heights = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = index.data(ROW), self._view.viewport().width()
        return QSize(theme.px(200), self._height(row, width) if isinstance(row, TimelineRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        self.paint_row(painter, rect, index, marks(option, index))

    def paint_row(
        self, painter: QPainter, rect: QRectF, index: Index, marked: tuple[bool, bool, bool] = UNMARKED
    ) -> None:
        """Paint the row of an index into a rectangle, `marked` as `rows.marks` says."""
        row, look = index.data(ROW), theme.current()
        if not isinstance(row, TimelineRow):
            return
        selected, hovered, focused = marked
        painter.save()
        body = rect.adjusted(0, self._day_height(row), 0, 0)
        if row.day:
            self._paint_day(painter, rect, row.day, look)
        self._paint_ground(painter, body, look, selected=selected, hovered=hovered)
        last = index.row() == index.model().rowCount() - 1
        self._paint_line(painter, body, look, first=index.row() == 0, last=last)
        self._paint_shape(painter, body, row, look, look.soft if selected else look.base)
        self._paint_text(painter, body, row, look)
        if focused:
            paint_focus(painter, body, look)
        painter.restore()

    def _height(self, row: TimelineRow, width: int) -> int:
        wanted = (width, theme.scale())
        if self._heights_for != wanted:
            self._heights, self._heights_for = {}, wanted
        key = (row.text, bool(row.day), row.more)
        if key not in self._heights:
            room = width - _text_left() - 16
            text = self._text_height(row.text, room, "body")
            text += self._text_height(row.more, room, "small") if row.more else 0
            below = theme.metrics("small").height() + theme.px(9)
            self._heights[key] = text + below + self._day_height(row)
        return self._heights[key]

    def _day_height(self, row: TimelineRow) -> int:
        return theme.metrics("small_strong").height() + theme.px(12) if row.day else 0

    def _paint_day(self, painter: QPainter, rect: QRectF, day: str, look: Theme) -> None:
        painter.setFont(theme.shared_font("small_strong"))
        painter.setPen(look.muted)
        line = QRectF(
            rect.left() + _MARGIN,
            rect.top() + theme.px(4),
            rect.width() - 36,
            theme.metrics("small_strong").height(),
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, day)
        wide = theme.metrics("small_strong").horizontalAdvance(day) + theme.px(12)
        painter.fillRect(
            QRectF(line.left() + wide, line.center().y(), max(0.0, line.width() - wide), 1), look.line
        )

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, look: Theme, *, selected: bool, hovered: bool
    ) -> None:
        if selected:
            painter.fillRect(rect, look.soft)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), look.accent)
        elif hovered:
            painter.fillRect(rect, look.hover)

    def _paint_line(self, painter: QPainter, rect: QRectF, look: Theme, *, first: bool, last: bool) -> None:
        middle = _shape_centre(rect)
        top, bottom = (middle.y() if first else rect.top()), (middle.y() if last else rect.bottom())
        painter.fillRect(QRectF(middle.x() - 0.75, top, 1.5, bottom - top), look.line)

    def _paint_shape(
        self, painter: QPainter, rect: QRectF, row: TimelineRow, look: Theme, ground: QColor
    ) -> None:
        kind = "withdrawn" if row.withdrawn else row.kind
        colour = look.accent if kind in shapes.ACCENTED else look.quiet_shape
        shape = shapes.KINDS.get(kind, Shape.DOT)
        shapes.paint(painter, shape, _shape_centre(rect), theme.px(12), colour, ground)

    def _paint_text(self, painter: QPainter, rect: QRectF, row: TimelineRow, look: Theme) -> None:
        top, left = rect.top() + theme.px(4), _text_left()
        painter.setFont(theme.shared_font("mono_small"))
        painter.setPen(look.muted)
        time = QRectF(rect.left() + _MARGIN, top, left, theme.metrics("body").height())
        painter.drawText(time, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.time)
        if row.pinned:
            line = theme.metrics("body").height()
            spot = QPointF(rect.left() + _MARGIN + theme.px(6), top + line + theme.px(7))
            shapes.paint(painter, Shape.PIN, spot, theme.px(11), look.accent, look.base)
        width = rect.width() - left - 16
        at = QPointF(rect.left() + left, top)
        high = self._paint_words(painter, at, width, row, look)
        painter.setFont(theme.shared_font("small"))
        painter.setPen(look.error if row.wrong else look.muted)
        meta = theme.metrics("small").elidedText(row.meta, Qt.TextElideMode.ElideRight, int(width))
        below = QRectF(at.x(), top + high, width, theme.metrics("small").height() + 2)
        painter.drawText(below, meta)
        if row.more:
            painter.setPen(look.muted)
            more = _layout(row.more, int(width), theme.shared_font("small"))
            more.draw(painter, QPointF(at.x(), below.bottom() - 1))

    def _paint_words(
        self, painter: QPainter, at: QPointF, width: float, row: TimelineRow, look: Theme
    ) -> int:
        """The text, what can be opened in the colour of links; gives its height."""
        link = QTextCharFormat()
        link.setForeground(look.link)
        link.setFontUnderline(True)
        spans: list[QTextLayout.FormatRange] = []
        for start, length in row.links:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, link  # pyright: ignore[reportAttributeAccessIssue]
            spans.append(span)
        painter.setPen(look.error if row.wrong else look.muted if row.withdrawn else look.text)
        font = QFont(theme.shared_font("body"))
        font.setStrikeOut(row.withdrawn)
        layout = _layout(row.text, int(width), font, spans)
        layout.draw(painter, at)
        return _height_of(layout, "body")

    def _text_height(self, text: str, width: int, style: str) -> int:
        """The height of wrapped text."""
        return _height_of(_layout(text, width, theme.shared_font(style)), style)


def _shape_centre(rect: QRectF) -> QPointF:
    """Where a row's shape stands."""
    y = rect.top() + theme.px(4) + theme.metrics("body").height() / 2
    return QPointF(rect.left() + _text_left() - theme.px(18), y)


@theme.measured
def _text_left() -> int:
    """Where a row's text begins."""
    return _MARGIN + theme.metrics("mono_small").horizontalAdvance("00:00") + theme.px(40)


def _height_of(layout: QTextLayout, style: str) -> int:
    lines = (layout.lineAt(number).height() for number in range(layout.lineCount()))
    return max(theme.metrics(style).height(), ceil(sum(lines)))


def _layout(text: str, width: int, font: QFont, spans: Sequence[QTextLayout.FormatRange] = ()) -> QTextLayout:
    """Wrapped text; words are only broken where one alone is too long for the line."""
    option = QTextOption()
    option.setWrapMode(_WRAP)
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    layout.setTextOption(option)
    if spans:
        layout.setFormats(list(spans))
    layout.beginLayout()
    high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    return layout
