"""A small bar chart: readable without its colours, and in words by its accessible description."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.ui.kit import theme

_LABEL = 170
_TOLD = 170
_GAP = 12
_THICK = 12
_TICK = 10
_LINE = 2


class Bar(NamedTuple):
    """A bar up to `value`, with a thin line on to `most`; both as they are told."""

    label: str
    value: int
    most: int
    told: str


class BarChart(QWidget):
    """Bars under each other, as high as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], name: str, told: str) -> None:
        """Show these. A screen reader calls the chart `name` and reads `told`, which says all of it."""
        self._bars = bars
        self.setAccessibleName(name)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LABEL + _TOLD + 160), self._row() * len(self._bars) + theme.px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LABEL + _TOLD), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._bars:
            return
        longest = max(1, *(bar.most for bar in self._bars))
        left = theme.px(_LABEL + _GAP)
        scale = max(0, self.width() - left - theme.px(_TOLD + _GAP)) / longest
        with QPainter(self) as painter:
            painter.setFont(theme.font("meta"))
            painter.fillRect(QRectF(left - 1, 0, 1, self.height()), theme.current().field_line)
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, bar, theme.px(4) + number * self._row(), left, scale)

    def _row(self) -> int:
        return round(QFontMetricsF(theme.font("meta")).height()) + theme.px(8)

    def _paint_bar(self, painter: QPainter, bar: Bar, top: float, left: float, scale: float) -> None:
        look, row = theme.current(), self._row()
        middle, line = top + row / 2, theme.px(_LINE)
        value, most = max(bar.value * scale, 1), max(bar.most * scale, 1)
        thick, tick = theme.px(_THICK), theme.px(_TICK)
        painter.fillRect(QRectF(left, middle - line / 2, most, line), look.text)
        painter.fillRect(QRectF(left + most - line, middle - tick / 2, line, tick), look.text)
        painter.fillRect(QRectF(left, middle - thick / 2, value, thick), look.accent)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(look.text)
        painter.drawText(
            QRectF(0, top, theme.px(_LABEL), row), side, self._fitted(painter, bar.label, _LABEL)
        )
        painter.setPen(look.muted)
        place = QRectF(left + most + theme.px(_GAP), top, theme.px(_TOLD), row)
        painter.drawText(place, side, self._fitted(painter, bar.told, _TOLD))

    def _fitted(self, painter: QPainter, text: str, room: int) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, theme.px(room))
