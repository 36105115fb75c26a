"""Small shapes that carry meaning without colour: severities, and kinds on a timeline."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from math import ceil, cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF


class Shape(StrEnum):
    """The shapes, by what they look like."""

    OCTAGON = "octagon"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CIRCLE = "circle"
    RING = "ring"
    DOT = "dot"
    SQUARE = "square"
    BLOCK = "block"
    ARROW = "arrow"
    HEXAGON = "hexagon"
    CROSS = "cross"
    PIN = "pin"
    QUESTION = "question"


SEVERITY = (Shape.QUESTION, Shape.OCTAGON, Shape.TRIANGLE, Shape.DIAMOND, Shape.CIRCLE, Shape.RING)
"""By severity 1 to 5; the first is for *not assessed*."""

KINDS = {
    "detected": Shape.TRIANGLE,
    "decision": Shape.DIAMOND,
    "observation": Shape.RING,
    "action": Shape.BLOCK,
    "communication": Shape.ARROW,
    "note": Shape.DOT,
    "step": Shape.SQUARE,
    "role": Shape.HEXAGON,
    "phase": Shape.CIRCLE,
    "withdrawn": Shape.CROSS,
    "pin": Shape.PIN,
}
"""By kind of timeline row."""

ACCENTED = frozenset({"detected", "decision", "phase"})
"""Kinds that stand out: what turned the incident."""

_ROOM: Final = 2.0  # around a shape: corners and pens reach out of it
_OUTLINED = frozenset({Shape.RING, Shape.SQUARE, Shape.ARROW, Shape.HEXAGON})


def _regular(rect: QRectF, corners: int, turn: float) -> QPainterPath:
    centre, radius = rect.center(), rect.width() / 2
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]
    return _closed([QPointF(centre.x() + radius * cos(a), centre.y() + radius * sin(a)) for a in angles])


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _triangle(rect: QRectF) -> QPainterPath:
    return _closed([QPointF(rect.center().x(), rect.top()), rect.bottomRight(), rect.bottomLeft()])


def _arrow(rect: QRectF) -> QPainterPath:
    return _closed([rect.topLeft(), QPointF(rect.right(), rect.center().y()), rect.bottomLeft()])


def _diamond(rect: QRectF) -> QPainterPath:
    return _regular(rect.adjusted(-1, -1, 1, 1), 4, 0.0)


def _ellipse(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(rect)
    return path


def _square(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    inset = rect.width() * 0.08
    path.addRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 1, 1)
    return path


def _dot(rect: QRectF) -> QPainterPath:
    inset = rect.width() * 0.22
    return _ellipse(rect.adjusted(inset, inset, -inset, -inset))


def _pin(rect: QRectF) -> QPainterPath:
    """A head and a point that tapers down from it."""
    path, wide, high = QPainterPath(), rect.width(), rect.height()
    path.addEllipse(QRectF(rect.left() + wide * 0.18, rect.top(), wide * 0.64, high * 0.64))
    point = [
        QPointF(rect.left() + wide * 0.34, rect.top() + high * 0.55),
        QPointF(rect.left() + wide * 0.66, rect.top() + high * 0.55),
        QPointF(rect.center().x(), rect.bottom()),
    ]
    return path.united(_closed(point))


_PATHS: dict[Shape, Callable[[QRectF], QPainterPath]] = {
    Shape.OCTAGON: lambda rect: _regular(rect, 8, pi / 8),
    Shape.TRIANGLE: _triangle,
    Shape.DIAMOND: _diamond,
    Shape.CIRCLE: _ellipse,
    Shape.RING: _ellipse,
    Shape.DOT: _dot,
    Shape.SQUARE: _square,
    Shape.BLOCK: _square,
    Shape.ARROW: _arrow,
    Shape.PIN: _pin,
    Shape.HEXAGON: lambda rect: _regular(rect, 6, 0.0),
}


def paint(
    painter: QPainter, shape: Shape, centre: QPointF, size: float, colour: QColor, ground: QColor
) -> None:
    """Paint `shape`, `size` wide, around `centre`; outlined ones are filled with `ground`."""
    stamp = _stamp(shape, size, colour.rgba(), ground.rgba(), painter.device().devicePixelRatio())
    across = stamp.deviceIndependentSize().width() / 2
    painter.drawPixmap(QPointF(centre.x() - across, centre.y() - across), stamp)


@lru_cache(maxsize=256)
def _stamp(shape: Shape, size: float, colour: int, ground: int, ratio: float) -> QPixmap:
    """The shape in the middle of a square: lists paint the same few again and again."""
    wide = ceil((size + 2 * _ROOM) * ratio)
    result = QPixmap(wide, wide)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    middle = wide / ratio / 2
    rect = QRectF(middle - size / 2, middle - size / 2, size, size)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, shape, rect, QColor.fromRgba(colour), QColor.fromRgba(ground))
    return result


def _draw(painter: QPainter, shape: Shape, rect: QRectF, colour: QColor, ground: QColor) -> None:
    size = rect.width()
    pen = QPen(colour, max(1.4, size / 7))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if shape is Shape.CROSS:
        painter.setPen(pen)
        inner = rect.adjusted(size * 0.15, size * 0.15, -size * 0.15, -size * 0.15)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    elif shape is Shape.QUESTION:
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DotLine))
        painter.drawEllipse(rect)
    elif shape in _OUTLINED:
        half = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawPath(_PATHS[shape](rect.adjusted(half, half, -half, -half)))
    else:
        painter.fillPath(_PATHS[shape](rect), colour)
