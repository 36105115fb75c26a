"""The box before a step: a mark for each thing that can become of it, told by its shape before its colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, LEFT_OUT, SKIPPED
from holdfast.ui.kit.tokens import Theme

_MARKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    DONE: (((0.27, 0.52), (0.44, 0.68), (0.74, 0.34)),),
    SKIPPED: (((0.3, 0.5), (0.7, 0.5)),),
    FAILED: (((0.32, 0.32), (0.68, 0.68)), ((0.68, 0.32), (0.32, 0.68))),
    DEVIATED: (((0.28, 0.74), (0.28, 0.44), (0.7, 0.44)), ((0.54, 0.28), (0.72, 0.44), (0.54, 0.6))),
}


class StepBox(QWidget):
    """The box of the step that is open as a card."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(box_size() + 2, box_size() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_box(painter, QPointF(1, 1), self._state, theme.current())


def box_size() -> int:
    """How large the box is, at the current text size."""
    return theme.px(18)


def paint_box(painter: QPainter, at: QPointF, state: str, look: Theme) -> None:
    """A tick for done, a dash for skipped, a cross for failed, an arrow that turns for done differently.

    Nothing while it is open; of a step that is not needed the box is broken.
    """
    size = float(box_size())
    box = QRectF(at.x() + 0.5, at.y() + 0.5, size - 1, size - 1)
    fill, border, mark = _colours(state, look)
    style = Qt.PenStyle.DotLine if state == LEFT_OUT else Qt.PenStyle.SolidLine
    painter.setPen(QPen(border, 1.2, style))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, size / 5, size / 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(mark, size / 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    for line in _MARKS.get(state, ()):
        painter.drawPolyline(QPolygonF([QPointF(at.x() + x * size, at.y() + y * size) for x, y in line]))


def _colours(state: str, look: Theme) -> tuple[QColor, QColor, QColor]:
    """Fill, border and mark."""
    return {
        DONE: (look.success, look.success, look.on_success),
        SKIPPED: (look.well, look.field_line, look.muted),
        FAILED: (look.base, look.error, look.error),
        DEVIATED: (look.base, look.accent_text, look.accent_text),
    }.get(state, (look.base, look.field_line, look.text))
