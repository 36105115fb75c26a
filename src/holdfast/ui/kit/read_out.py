"""A text in large letters over the whole window, to be read out: over a phone, or to a room."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.text import label
from holdfast.words import _

_STEP = 3  # lines that an arrow key scrolls
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_J)
_UP = (Qt.Key.Key_Up, Qt.Key.Key_K)
_PAGE_DOWN = (Qt.Key.Key_PageDown, Qt.Key.Key_Space)


def large_label(text: str, points: float, *, strong: bool = False) -> QLabel:
    """A label that wraps, in letters so many times as large as body text."""
    made = label(text, "body", wrap=True)
    large(made, points, strong=strong)
    return made


def large(made: QWidget, times: float, *, strong: bool = False, mono: bool = False) -> None:
    """Letters so many times as large as body text; the style sheet would overrule a font."""
    points = theme.font("body").pointSizeF() * times
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    family = f'font-family: "{theme.font("mono").family()}";' if mono else ""
    made.setStyleSheet(f"font-size: {points:.1f}pt; font-weight: {int(weight)}; {family}")


def scroll_by_key(area: QScrollArea, event: QKeyEvent) -> bool:
    """Move through an area by the keys that one expects; whether the key was one of them."""
    bar, key = area.verticalScrollBar(), event.key()
    line, page = theme.px(20) * _STEP, max(theme.px(40), area.viewport().height() - theme.px(40))
    by = {**dict.fromkeys(_DOWN, line), **dict.fromkeys(_UP, -line)}
    by |= {**dict.fromkeys(_PAGE_DOWN, page), Qt.Key.Key_PageUp: -page}
    by |= {Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum()}
    if key not in by:
        return False
    bar.setValue(bar.value() + by[Qt.Key(key)])
    return True


class ReadOut(QWidget):
    """Covers the window until Esc; the keys of moving scroll."""

    left = Signal()

    def __init__(self, window: QWidget, title: str, text: str) -> None:
        super().__init__(window)
        self._came_from = window.focusWidget()
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._words = large_label(text, 1.9)
        self._close = button(_("Close"), self.leave, key=_("Esc"))
        key_works_in(self._close, self)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(48, 16, 48, 32)
        column.addWidget(self._words)
        column.addStretch()
        self.area = scrolled(inner)
        head = row(label(title, "title", "muted", wrap=True), self._close, spacing=16)
        head.setStretch(0, 1)
        head.setContentsMargins(48, 20, 24, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def open(self) -> None:
        """Show it, above everything else of the window."""
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go back to where the person was."""
        self.hide()
        came_from = self._came_from
        if came_from is not None:
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not scroll_by_key(self.area, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  (Qt's name)
        """Tab stays within: what lies below can't be seen."""
        (self._close if self.hasFocus() else self).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(watched, event)
