"""How far something has come: steps on a line, the times below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _


@dataclass(frozen=True)
class Step:
    """One step: its word, the time below it ("13:52", or "by 14:16" for a target), whether reached."""

    words: str
    time: str = ""
    reached: bool = False


class Stepper(QWidget):
    """The steps of a phase, painted; the last one reached is the current one."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._times = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show `steps`, first to last."""
        self._steps = tuple(steps)
        self.setAccessibleName(
            _("Phase: {steps}").format(steps=", ".join(_spoken(step) for step in self._steps))
        )
        self.updateGeometry()
        self.update()

    def enlarge(self, times: float) -> None:
        """Paint everything so many times as large, to be read from afar."""
        self._times = times
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._step_width() * max(1, len(self._steps)), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        high = self._px(26) + self._metrics("small").height() + self._metrics("mono_small").height() + 4
        return QSize(self._narrowest() * max(1, len(self._steps)), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        look, each = theme.current(), self.width() / len(self._steps)
        centres = [QPointF(each * (place + 0.5), self._px(12)) for place in range(len(self._steps))]
        current = max((place for place, step in enumerate(self._steps) if step.reached), default=-1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_lines(painter, centres, current, look)
            for place, (centre, step) in enumerate(zip(centres, self._steps, strict=True)):
                self._paint_step(painter, centre, step, look, current=place == current)

    def _paint_lines(self, painter: QPainter, centres: list[QPointF], current: int, look: Theme) -> None:
        for place, (start, end) in enumerate(pairwise(centres)):
            painter.setPen(QPen(look.accent if place < current else look.line, 2))
            gap = QPointF(self._px(8), 0)
            painter.drawLine(start + gap, end - gap)

    def _paint_step(
        self, painter: QPainter, centre: QPointF, step: Step, look: Theme, *, current: bool
    ) -> None:
        radius = self._px(7)
        painter.setPen(QPen(look.accent if step.reached else look.quiet_shape, 2))
        painter.setBrush(look.accent if step.reached else look.base)
        painter.drawEllipse(centre, radius, radius)
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.accent, 1))
            painter.drawEllipse(centre, radius + 3, radius + 3)
        each = self.width() / len(self._steps)
        top = self._px(24)
        words = QRectF(centre.x() - each / 2, top, each, self._metrics("small").height())
        painter.setFont(self._font("small_strong" if current else "small"))
        painter.setPen(look.text if step.reached else look.muted)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, step.words)
        painter.setFont(self._font("mono_small"))
        painter.setPen(look.muted)
        below = QRectF(words.left(), words.bottom() + 1, each, self._metrics("mono_small").height())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, step.time)

    def _narrowest(self) -> int:
        strong, mono = self._metrics("small_strong"), self._metrics("mono_small")
        wide = max((strong.horizontalAdvance(step.words) for step in self._steps), default=0)
        late = max((mono.horizontalAdvance(step.time) for step in self._steps), default=0)
        return max(wide, late) + self._px(8)

    def _step_width(self) -> int:
        return max(self._px(92), self._narrowest() + self._px(8))

    def _px(self, size: float) -> int:
        return theme.px(size * self._times)

    def _font(self, style: str) -> QFont:
        font = theme.font(style)
        font.setPointSizeF(font.pointSizeF() * self._times)
        return font

    def _metrics(self, style: str) -> QFontMetrics:
        return QFontMetrics(self._font(style))


def _spoken(step: Step) -> str:
    return (
        f"{step.words} {step.time}".strip() if step.reached else _("{step} not yet").format(step=step.words)
    )
