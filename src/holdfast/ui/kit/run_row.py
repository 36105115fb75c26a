"""One step of a run as a light row: what it says, and what became of it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from holdfast.domain.document import Step
from holdfast.ui.kit import theme
from holdfast.ui.kit.text import set_tooltip
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

OPEN, DONE, SKIPPED, FAILED = "open", "done", "skipped", "failed"
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class StepState:
    """What a run says of a step. `said` is "done 13:22 · you"; "" while it is open."""

    step: Step
    state: str = OPEN
    said: str = ""
    remark: str = ""

    @property
    def settled(self) -> bool:
        """Done, skipped or failed."""
        return self.state != OPEN

    @property
    def words(self) -> str:
        """Number and text on one line."""
        return _("{number}. {text}").format(number=self.step.number, text=self.step.plain)


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
        said = " ".join(part for part in (state.said or _("open"), state.remark) if part)
        self.setAccessibleName(f"{state.words}, {said}")
        set_tooltip(self, state.remark)
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
        body = QFontMetrics(theme.font("body"))
        first = max(body.lineSpacing(), box_size())
        paint_box(painter, QPointF(theme.px(14), top + (first - box_size()) / 2), self._state.state, look)
        painter.setFont(theme.font("body"))
        painter.setPen(look.muted if self._state.settled else look.text)
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
            right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._state.said
        )
        if self._state.remark:
            painter.setPen(look.muted)
            shown = small.elidedText(
                _flat(self._state.remark), Qt.TextElideMode.ElideRight, self._wide(self.width())
            )
            painter.drawText(QPointF(left, y + theme.px(2) + small.ascent()), shown)

    def changeEvent(self, event: QEvent) -> None:
        self._sizes = {}
        super().changeEvent(event)

    def _measured(self, width: int) -> tuple[list[str], int]:
        """The lines of the text in this width, and the height of the row; layouts ask often."""
        if width not in self._sizes:
            body = QFontMetrics(theme.font("body"))
            lines = _lines(self._state.words, body, self._room(width), self._most())
            high = len(lines) * body.lineSpacing()
            if self._state.remark:
                high += QFontMetrics(theme.font("small")).lineSpacing() + theme.px(2)
            self._sizes[width] = (lines, max(high, box_size()) + theme.px(14))
        return self._sizes[width]

    def _most(self) -> int:
        return 1 if self._state.settled else _MOST_LINES

    def _wide(self, width: int) -> int:
        return width - _left() - theme.px(12)

    def _room(self, width: int) -> int:
        said = QFontMetrics(theme.font("small")).horizontalAdvance(self._state.said)
        return max(theme.px(80), self._wide(width) - (said + theme.px(16) if said else 0))


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
    """A tick for done, a dash for skipped, a cross for failed, nothing while it is open."""
    size = float(box_size())
    box = QRectF(at.x() + 0.5, at.y() + 0.5, size - 1, size - 1)
    fill, border, mark = _colours(state, look)
    painter.setPen(QPen(border, 1.2))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, size / 5, size / 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(mark, size / 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    for line in _MARKS.get(state, ()):
        painter.drawPolyline(QPolygonF([QPointF(at.x() + x * size, at.y() + y * size) for x, y in line]))


_MARKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    DONE: (((0.27, 0.52), (0.44, 0.68), (0.74, 0.34)),),
    SKIPPED: (((0.3, 0.5), (0.7, 0.5)),),
    FAILED: (((0.32, 0.32), (0.68, 0.68)), ((0.68, 0.32), (0.32, 0.68))),
}


def _colours(state: str, look: Theme) -> tuple[QColor, QColor, QColor]:
    """Fill, border and mark."""
    return {
        DONE: (look.success, look.success, look.on_success),
        SKIPPED: (look.well, look.field_line, look.muted),
        FAILED: (look.base, look.error, look.error),
    }.get(state, (look.base, look.field_line, look.text))


def _left() -> int:
    """Where the words begin, in rows and in the card alike."""
    return theme.px(14) + box_size() + theme.px(12)


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
