"""The mark of what is practised: the word DRILL between stripes, never colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

_EVERY, _THICK = 10.0, 4.0


def paint_stripes(painter: QPainter, rect: QRectF, look: Theme) -> None:
    """Fill `rect` with slanted stripes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    painter.fillRect(rect, look.banner)
    every, high = theme.px(_EVERY), rect.height()
    painter.setPen(QPen(look.banner_text, theme.px(_THICK)))
    left = rect.left() - high
    while left < rect.right() + high:
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(left + high, rect.top()))
        left += every
    painter.restore()


class DrillMark(QWidget):
    """The word between stripes, as a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Part of a drill"))

    def sizeHint(self) -> QSize:
        metrics = theme.metrics("small_strong")
        return QSize(metrics.horizontalAdvance(_("DRILL")) + theme.px(44), metrics.height() + theme.px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = theme.current(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.fillRect(rect, look.banner)
            for left in (rect.left(), rect.right() - theme.px(14)):
                paint_stripes(painter, QRectF(left, rect.top(), theme.px(14), rect.height()), look)
            painter.setPen(look.banner_text)
            painter.setFont(theme.font("small_strong"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _("DRILL"))
