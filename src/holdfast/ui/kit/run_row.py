"""One step of a run as a light row: what it says, and what became of it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from holdfast.ui.kit import theme
from holdfast.ui.kit.run_box import box_size, paint_box
from holdfast.ui.kit.run_values import FAILED, StepState
from holdfast.ui.kit.text import set_tooltip
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

_MOST_LINES = 3


class StepRow(QAbstractButton):
    """A row to click or to press Enter on; settled ones step back. Painted, so that a hundred cost little."""

    def __init__(self, state: StepState) -> None:
        super().__init__()
        self._state = state
        self._sizes: dict[int, tuple[list[str], int]] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_state(state)

    def state(self) -> StepState:
        """What is shown."""
        return self._state

    def show_state(self, state: StepState) -> None:
        """Show this."""
        self._state = state
        self._sizes = {}
        said = " ".join(part for part in (_beside(state) or _("open"), state.below) if part)
        self.setAccessibleName(f"{state.words}, {said}")
        set_tooltip(self, state.below)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._measured(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(320))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), box_size() + theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.hover)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 6, 6)
            self._paint(painter, look)
            if self.hasFocus():
                painter.setPen(QPen(look.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 6, 6)

    def _paint(self, painter: QPainter, look: Theme) -> None:
        top, left = theme.px(7), _left()
        body = theme.metrics("body")
        first = max(body.lineSpacing(), box_size())
        paint_box(painter, QPointF(theme.px(14), top + (first - box_size()) / 2), self._state.box, look)
        painter.setFont(theme.font("body"))
        painter.setPen(look.text if self._is_due() else look.muted)
        room = self._room(self.width())
        y = top + (first - body.lineSpacing()) / 2
        for line in self._measured(self.width())[0]:
            painter.drawText(
                QRectF(left, y, room, body.lineSpacing()), int(Qt.AlignmentFlag.AlignVCenter), line
            )
            y += body.lineSpacing()
        painter.setFont(theme.font("small"))
        small = painter.fontMetrics()
        painter.setPen(look.error if self._state.state == FAILED else look.muted)
        right = QRectF(left, top, self.width() - left - theme.px(12), first)
        painter.drawText(
            right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _beside(self._state)
        )
        if self._state.below:
            painter.setPen(look.muted)
            shown = small.elidedText(
                _flat(self._state.below), Qt.TextElideMode.ElideRight, self._wide(self.width())
            )
            painter.drawText(QPointF(left, y + theme.px(2) + small.ascent()), shown)

    def changeEvent(self, event: QEvent) -> None:
        self._sizes = {}
        super().changeEvent(event)

    def _measured(self, width: int) -> tuple[list[str], int]:
        """The lines of the text in this width, and the height of the row; layouts ask often."""
        if width not in self._sizes:
            body = theme.metrics("body")
            lines = _lines(self._state.words, body, self._room(width), self._most())
            high = len(lines) * body.lineSpacing()
            if self._state.below:
                high += theme.metrics("small").lineSpacing() + theme.px(2)
            self._sizes[width] = (lines, max(high, box_size()) + theme.px(14))
        return self._sizes[width]

    def _is_due(self) -> bool:
        """Whether it is still to be done."""
        return self._state.needed and not self._state.settled

    def _most(self) -> int:
        return _MOST_LINES if self._is_due() else 1

    def _wide(self, width: int) -> int:
        return width - _left() - theme.px(12)

    def _room(self, width: int) -> int:
        said = theme.metrics("small").horizontalAdvance(_beside(self._state))
        return max(theme.px(80), self._wide(width) - (said + theme.px(16) if said else 0))


def _left() -> int:
    """Where the words begin, in rows and in the card alike."""
    return theme.px(14) + box_size() + theme.px(12)


def _beside(state: StepState) -> str:
    """What stands at the right of the row."""
    if state.said or not state.needed:
        return state.said or _("not needed")
    return _("waiting") if state.waiting else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text in at most so many lines of this width, the last one ending in "…" where there is more."""
    if most == 1 or metrics.horizontalAdvance(text) <= width:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
    layout = QTextLayout(text, theme.font("body"))
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) < most:
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    pieces = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    pieces[-1] = metrics.elidedText(pieces[-1], Qt.TextElideMode.ElideRight, width)
    return pieces
