"""A series over time, small: the values, the bounds of the rule, and the times that it fired, hatched."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from statistics import median
from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.detect.watches.notes import number_text
from holdfast.detect.watches.thin import Band
from holdfast.ui.kit import theme

_HIGH: Final = 130  # pixels of the field
_LEAST: Final = 240
_PAD: Final = 8
_APART: Final = 8  # usual steps after which the line breaks
_NUMBERED: Final = 18  # of more times, their numbers would lie over each other


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn: bands in order, where the rule's bounds lie, when it fired from and to."""

    bands: Sequence[Band]
    bounds: Sequence[float] = ()
    fired: Sequence[tuple[float, float]] = ()
    zone: tzinfo = UTC

    @property
    def is_numbered(self) -> bool:
        """Whether a number stands above each time that it fired; else no room is left for them."""
        return 0 < len(self.fired) <= _NUMBERED


class SeriesChart(QWidget):
    """Readable without its colours: fired times are hatched, numbered and have a bar above."""

    def __init__(self) -> None:
        super().__init__()
        self._series = Series(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Series, name: str, told: str) -> None:
        """Show this. A screen reader calls the chart `name` and reads `told`, which says all of it."""
        self._series = series
        self.setAccessibleName(name)
        self.setAccessibleDescription(told)
        self.setVisible(self.has_values())
        self.updateGeometry()
        self.update()

    def has_values(self) -> bool:
        """Whether there is something to see."""
        return bool(self._series.bands)

    def sizeHint(self) -> QSize:
        return QSize(
            theme.px(_LEAST * 2), theme.px(_HIGH + _PAD) + (1 + self._series.is_numbered) * self._line()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()

    def _line(self) -> int:
        return round(QFontMetricsF(theme.font("small")).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._series.bands:
            return
        frame = _Frame(self._series, QRectF(self.rect()), self._line())
        with QPainter(self) as painter:
            painter.setFont(theme.font("small"))
            frame.paint_ground(painter)
            frame.paint_fired(painter)
            frame.paint_bounds(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame.paint_values(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            frame.paint_words(painter)


class _Frame:
    """The places of times and values in one picture."""

    def __init__(self, series: Series, whole: QRectF, line: int) -> None:
        self._series, self._whole, self._height = series, whole, line
        bands = series.bands
        self._first, self._last = bands[0].at, max(bands[-1].at, bands[0].at + 1)
        low, high = min(band.low for band in bands), max(band.high for band in bands)
        near = [bound for bound in series.bounds if low - (high - low) <= bound <= high + (high - low)]
        self._low, self._high = min([low, *near]), max([high, *near])
        if self._low == self._high:
            self._low, self._high = self._low - 1, self._high + 1
        metrics = QFontMetricsF(theme.font("small"))
        self._wide = max(metrics.horizontalAdvance(number_text(each)) for each in (self._low, self._high))
        left = self._wide + theme.px(_PAD)
        self._field = whole.adjusted(left, line * series.is_numbered + 2, -2, -(line + theme.px(4)))

    def _x(self, at: float) -> float:
        share = (at - self._first) / (self._last - self._first)
        return self._field.left() + min(1.0, max(0.0, share)) * self._field.width()

    def _y(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        inner = self._field.height() - 2 * theme.px(_PAD)
        return self._field.bottom() - theme.px(_PAD) - share * inner

    def paint_ground(self, painter: QPainter) -> None:
        look = theme.current()
        painter.fillRect(self._field, look.well)
        painter.fillRect(
            QRectF(self._field.left(), self._field.top(), 1, self._field.height()), look.field_line
        )
        bottom = self._field.bottom()
        painter.fillRect(QRectF(self._field.left(), bottom, self._field.width(), 1), look.field_line)

    def paint_fired(self, painter: QPainter) -> None:
        look = theme.current()
        for place, (start, end) in enumerate(self._series.fired, start=1):
            left = self._x(start)
            wide = max(theme.px(5), self._x(end) - left)
            area = QRectF(left, self._field.top(), wide, self._field.height())
            painter.fillRect(area, QBrush(look.error, Qt.BrushStyle.BDiagPattern))
            painter.fillRect(QRectF(left, area.top(), wide, theme.px(3)), look.error)
            if self._series.is_numbered:
                painter.setPen(look.text)
                words = str(place)
                room = QRectF(left + wide / 2 - 20, self._whole.top(), 40, self._height)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def paint_bounds(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setPen(QPen(look.text, 1, Qt.PenStyle.DashLine))
        for bound in self._series.bounds:
            if self._low <= bound <= self._high:
                height = self._y(bound)
                painter.drawLine(QLineF(self._field.left(), height, self._field.right(), height))

    def paint_values(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setPen(QPen(look.accent, max(1.5, theme.px(3) / 2)))
        painter.setBrush(look.accent)
        for run in _runs(self._series.bands):
            points = [QPointF(self._x(band.at), self._y(value)) for band in run for value in _ends(band)]
            if len(points) == 1:
                painter.drawEllipse(points[0], 1.5, 1.5)
            else:
                painter.drawPolyline(QPolygonF(points))

    def paint_words(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setPen(look.muted)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for value in (self._low, self._high):
            room = QRectF(0, self._y(value) - self._height / 2, self._wide, self._height)
            painter.drawText(room, side, number_text(value))
        top, half = self._field.bottom() + theme.px(3), self._field.width() / 2
        foot = QRectF(self._field.left(), top, half, self._height)
        first, last = (_short(at, self._series.zone) for at in (self._first, self._last))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(foot.translated(half, 0), Qt.AlignmentFlag.AlignRight, last)


def _ends(band: Band) -> tuple[float, ...]:
    return (band.low, band.high) if band.low != band.high else (band.low,)


def _runs(bands: Sequence[Band]) -> Iterator[Sequence[Band]]:
    """The bands between gaps."""
    steps = [after.at - before.at for before, after in itertools.pairwise(bands)]
    far = _APART * median(steps) if steps else 0.0
    begin = 0
    for place, step in enumerate(steps, start=1):
        if step > far:
            yield bands[begin:place]
            begin = place
    yield bands[begin:]


def _short(at: float, zone: tzinfo) -> str:
    return f"{datetime.fromtimestamp(at, zone):%m-%d %H:%M}"
