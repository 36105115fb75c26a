"""One line of text, painted in a style of the theme and cut where there is no more room."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from holdfast.ui.kit import theme

_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_LEFT: Final = _LINE | int(Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = _LINE | int(Qt.AlignmentFlag.AlignRight)


def write(
    painter: QPainter, rect: QRectF, text: str, style: str, colour: QColor, *, right: float = 0.0
) -> int:
    """Write a line into a rectangle, or at its right edge in so much room; the width that it took."""
    shown, wide = fitted(text, style, max(0, int(right or rect.width())))
    if shown:
        painter.setFont(theme.shared_font(style))
        painter.setPen(colour)
        painter.drawText(rect, _RIGHT if right else _LEFT, shown)
    return wide


@theme.measured
def fitted(text: str, style: str, room: int) -> tuple[str, int]:
    """The text as one line, cut where it is wider than the room, and its width."""
    line, metrics = text.replace("\n", " "), theme.metrics(style)
    wide = metrics.horizontalAdvance(line)
    if wide <= room:
        return line, wide
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
    return shown, metrics.horizontalAdvance(shown)
