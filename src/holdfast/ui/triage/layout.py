"""Two columns that go under each other where room is short, and text that breaks instead of being cut."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QWidget,
)

from holdfast.ui.kit import theme
from holdfast.ui.kit.text import hairline, without_mnemonic


class TwoColumns(QWidget):
    """`left` and `right` with a line between; where both don't fit side by side, `right` goes below."""

    def __init__(self, left: QWidget, right: QWidget, *, shares: tuple[int, int] = (3, 2)) -> None:
        super().__init__()
        self._left, self._right, self._line = left, right, hairline(upright=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(24, 16, 24, 16)
        self._box.setSpacing(32)
        self._box.addWidget(left, shares[0])
        self._box.addWidget(self._line)
        self._box.addWidget(right, shares[1])

    def minimumSizeHint(self) -> QSize:
        margins = self._box.contentsMargins()
        widest = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        beside = self.width() >= self._wanted()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._line.setVisible(beside)

    def _wanted(self) -> int:
        margins = self._box.contentsMargins()
        inner = self._left.minimumSizeHint().width() + self._right.minimumSizeHint().width()
        # The left column is for reading: it gets the width of a short line before anything stands beside it.
        return max(inner, theme.px(700)) + 2 * self._box.spacing() + margins.left() + margins.right()


class Body(QScrollArea):
    """What stands between header and footer: it scrolls up and down, and is never cut at the sides."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.put(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def put(self, content: QWidget) -> None:
        """Show this in place of what was there, which is gone."""
        self._content = content
        content.setProperty("scrolled", "true")
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, theme.px(120))

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What has the focus is in sight, also when a mistake put it there."""
        if now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme.px(72))  # with what is wrong about it, below


class Tick(QCheckBox):
    """A statement to tick, over as many lines as it needs."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = without_mnemonic(text)
        self.setAccessibleName(self._whole)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> str:
        """The statement on one line."""
        return self._whole

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width))
        return self.fontMetrics().lineSpacing() * (lines - 1) + self._one_line().height()

    def sizeHint(self) -> QSize:
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n"))
        return QSize(widest + self._beside(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), self._one_line().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = "\n".join(self._lines(self.width()))
        if shown != self.text():
            self.setText(shown)

    def _lines(self, width: int) -> list[str]:
        return broken(self._whole, self.fontMetrics(), width - self._beside())

    def _one_line(self) -> QSize:
        return QSize(0, max(self.fontMetrics().height(), theme.px(16)) + 10)

    def _beside(self) -> int:
        indicator = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        gap = self.style().pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, None, self)
        return indicator + gap + theme.px(16)


def broken(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The lines of `text` in this width, broken between words; a single word may stand out."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
