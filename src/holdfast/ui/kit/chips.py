"""The severity chip: shape, word, number and colour together."""

from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.domain.classification import severity_text
from holdfast.ui.kit import shapes, theme
from holdfast.words import _

_SIDE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def severity_words(severity: int | None) -> str:
    """What the chip says: "SEV2 Major", or "Not assessed" for None."""
    return severity_text(severity) if severity else _("Not assessed")


@theme.measured
def _font(times: float) -> QFont:
    font = theme.font("small_strong")
    font.setPointSizeF(font.pointSizeF() * times)
    return font


def chip_size(severity: int | None, times: float = 1.0, words: str = "") -> QSize:
    """How much room the chip takes at the current text size, so many times enlarged.

    `words` stand in it in place of the severity's own.
    """
    return QSize(*_size(words or severity_words(severity), times))


@theme.measured
def _size(words: str, times: float) -> tuple[int, int]:
    metrics = QFontMetrics(_font(times))
    return metrics.horizontalAdvance(words) + theme.px(32 * times), metrics.height() + theme.px(6 * times)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    severity: int | None,
    times: float = 1.0,
    words: str = "",
) -> None:
    """Paint the chip at the left of `rect`, centred upright; for delegates and for `SeverityChip`."""
    said = words or severity_words(severity)
    wide, high = _size(said, times)
    room, ratio = min(wide, int(rect.width())), painter.device().devicePixelRatio()
    chip = _chip(said, severity, times, room, ratio)
    painter.drawPixmap(QPointF(rect.left(), rect.center().y() - high / 2), chip)


@theme.measured
def _chip(said: str, severity: int | None, times: float, wide: int, ratio: float) -> QPixmap:
    """The chip as a picture: lists paint the same few again and again."""
    whole, high = _size(said, times)
    colours = theme.current().severity(severity)
    result = QPixmap(QSize(ceil(max(1, wide) * ratio), ceil(high * ratio)))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    chip = QRectF(0.5, 0.5, wide - 1, high - 1)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if severity is None else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colours.border, 1, style))
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(chip, 5 * times, 5 * times)
        glyph = QPointF(chip.left() + theme.px(13 * times), chip.center().y())
        shape, across = shapes.SEVERITY[severity or 0], theme.px(10 * times)
        shapes.paint(painter, shape, glyph, across, colours.text, colours.fill)
        painter.setPen(colours.text)
        painter.setFont(_font(times))
        left, taken = theme.px(23 * times), theme.px(25 * times)
        room = QRectF(chip.left() + left, chip.top(), chip.width() - taken, chip.height())
        if wide < whole:
            metrics = QFontMetrics(_font(times))
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
        painter.drawText(room, _SIDE, said)
    return result


class SeverityChip(QWidget):
    """The chip as a widget."""

    def __init__(self, severity: int | None = None, words: str = "") -> None:
        """`words` stand in it in place of the severity's own."""
        super().__init__()
        self._severity = severity
        self._times = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_severity(severity, words)

    def show_severity(self, severity: int | None, words: str = "") -> None:
        """Show severity 1 to 5, or None for *not assessed*; `words` stand in it in place of its own."""
        self._severity, self._words = severity, words
        said = self._words or severity_words(severity)
        self.setAccessibleName(_("Severity: {severity}").format(severity=said))
        self.updateGeometry()
        self.update()

    def enlarge(self, times: float) -> None:
        """Show it so many times as large, to be read from afar."""
        self._times = times
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._severity, self._times, self._words)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_chip(painter, QRectF(self.rect()), self._severity, self._times, self._words)
