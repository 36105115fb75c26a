"""The priority matrix: impact down, urgency across, the priority that they give marked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.ui.kit import theme
from holdfast.words import _


class PriorityMatrix(QWidget):
    """A small table of its own, without colours but the one that marks the chosen cell."""

    def __init__(self, levels: Sequence[tuple[str, str]], cells: Mapping[tuple[str, str], int]) -> None:
        """`levels` are (key, words) from high to low; `cells` give the priority of (impact, urgency)."""
        super().__init__()
        self._levels = list(levels)
        self._cells = dict(cells)
        self._chosen: tuple[str, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(None, None)

    def choose(self, impact: str | None, urgency: str | None) -> None:
        """Mark the cell of `impact` and `urgency`; None for no cell."""
        self._chosen = (impact, urgency) if impact and urgency else None
        priority = self._cells.get(self._chosen) if self._chosen else None
        none = _("Priority matrix, nothing chosen")
        self.setAccessibleName(_("Priority {number}").format(number=priority) if priority else none)
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._levels)
        cell = self._cell()
        return QSize(self._left() + count * (cell.width() + 6), self._top() + count * (cell.height() + 6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        cell = self._cell()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_heads(painter)
            for down, (impact, _words) in enumerate(self._levels):
                for across, (urgency, _words) in enumerate(self._levels):
                    left = self._left() + across * (cell.width() + 6)
                    top = self._top() + down * (cell.height() + 6)
                    self._paint_cell(painter, QRectF(left, top, cell.width(), cell.height()), impact, urgency)

    def _paint_heads(self, painter: QPainter) -> None:
        cell, high = self._cell(), self._metrics().height()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.current().muted)
        whole = QRectF(self._left(), 0, len(self._levels) * (cell.width() + 6) - 6, high)
        painter.drawText(whole, Qt.AlignmentFlag.AlignHCenter, _("Urgency"))
        painter.drawText(
            QRectF(0, high + 4, self._left() - 10, high), Qt.AlignmentFlag.AlignRight, _("Impact")
        )
        for place, (_key, words) in enumerate(self._levels):
            head = QRectF(self._left() + place * (cell.width() + 6), high + 4, cell.width(), high)
            painter.drawText(head, Qt.AlignmentFlag.AlignHCenter, words)
            side = QRectF(0, self._top() + place * (cell.height() + 6), self._left() - 10, cell.height())
            painter.drawText(side, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_cell(self, painter: QPainter, rect: QRectF, impact: str, urgency: str) -> None:
        look = theme.current()
        chosen = self._chosen == (impact, urgency)
        fill, border, text = (
            (look.accent, look.accent, look.on_accent) if chosen else (look.well, look.line, look.text)
        )
        self._fill(painter, rect, fill, border)
        painter.setFont(theme.font("title" if chosen else "body"))
        painter.setPen(text)
        priority = self._cells.get((impact, urgency))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"P{priority}" if priority else "–")

    def _fill(self, painter: QPainter, rect: QRectF, fill: QColor, border: QColor) -> None:
        painter.setPen(QPen(border, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _metrics(self) -> QFontMetrics:
        return theme.metrics("small")

    def _cell(self) -> QSize:
        widest = max((self._metrics().horizontalAdvance(words) for _key, words in self._levels), default=0)
        return QSize(max(theme.px(72), widest + theme.px(12)), theme.px(56))

    def _left(self) -> int:
        words = [words for _key, words in self._levels] + [_("Impact")]
        return max(self._metrics().horizontalAdvance(each) for each in words) + theme.px(14)

    def _top(self) -> int:
        return 2 * self._metrics().height() + 12
