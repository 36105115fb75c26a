"""The rail at the left: where the program's sections are, each with icon, word and count."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.text import label, set_tooltip
from holdfast.ui.shell.pages import PageSpec
from holdfast.words import _


class RailButton(QAbstractButton):
    """One section: icon and word; a soft fill when it is shown, a ring when it has the focus."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__()
        self._icon = spec.icon
        self._hint = spec.key_hint
        self._count = 0
        self._narrow = False
        self.setText(spec.label)
        self.setObjectName(f"rail.{spec.key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many things wait there; nothing for 0."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        set_tooltip(self, f"{self.text()}  {self._hint}".strip() if self._hint or self._narrow else "")
        self.updateGeometry()
        self.update()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or icon and word."""
        self._narrow = narrow
        self.show_count(self._count)

    def sizeHint(self) -> QSize:
        strong, body = theme.metrics("strong"), theme.metrics("body")
        high = max(theme.px(38), body.height() + 12)
        if self._narrow:
            return QSize(theme.px(40), high)
        count = body.horizontalAdvance(self._shown_count()) + theme.px(16)
        wide = theme.px(40) + strong.horizontalAdvance(self.text()) + max(theme.px(32), count)
        return QSize(max(theme.px(160), wide), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = theme.current(), QRectF(self.rect())
        colour = look.accent_text if self.isChecked() else look.text
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.isChecked() or self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.soft if self.isChecked() else look.row_line)
                painter.drawRoundedRect(rect, 6, 6)
            if self.isChecked():
                painter.fillRect(QRectF(0, 6, 3, rect.height() - 12), look.accent)
            size = theme.px(20)
            spot = QRectF(theme.px(10), (rect.height() - size) / 2, size, size)
            icons.paint(painter, spot, self._icon, colour if self.isChecked() else look.muted)
            if not self._narrow:
                self._paint_words(painter, rect)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.focus, 2))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        look = theme.current()
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(look.accent_text if self.isChecked() else look.text)
        words = rect.adjusted(theme.px(40), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.setFont(theme.font("small_strong"))
        painter.setPen(look.accent_text if self.isChecked() else look.muted)
        right = rect.adjusted(0, 0, -theme.px(10), 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(right, flags, self._shown_count())

    def _shown_count(self) -> str:
        if not self._count:
            return ""
        return str(self._count) if self._count < 1000 else "999+"


class Rail(QWidget):
    """All sections; arrows move between them, Enter or Space opens one."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Sections"))
        self._buttons: dict[str, RailButton] = {}
        self._build(specs)

    def show_current(self, key: str) -> None:
        """Light up the section `key`."""
        for own, each in self._buttons.items():
            each.setChecked(own == key)

    def show_count(self, key: str, count: int) -> None:
        """Show how many things wait in a section."""
        if key in self._buttons:
            self._buttons[key].show_count(count)

    def show_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self._name.setVisible(not narrow)
        for each in self._buttons.values():
            each.show_narrow(narrow=narrow)

    def first_focus(self) -> QWidget:
        """The section that is shown."""
        each = list(self._buttons.values())
        return next((button for button in each if button.isChecked()), each[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        each, focused = list(self._buttons.values()), self.focusWidget()
        if step is None or not isinstance(focused, RailButton):
            super().keyPressEvent(event)
            return
        each[(each.index(focused) + step) % len(each)].setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, specs: Sequence[PageSpec]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 12)
        layout.setSpacing(2)
        self._name = label(_("Holdfast"), "item_strong")
        self._name.setContentsMargins(10, 0, 0, 12)
        layout.addWidget(self._name)
        for place in ("top", "bottom"):
            for spec in (each for each in specs if each.rail == place):
                layout.addWidget(self._add(spec))
            if place == "top":
                layout.addStretch()

    def _add(self, spec: PageSpec) -> RailButton:
        each = RailButton(spec)
        each.clicked.connect(lambda _checked=False: self.chosen.emit(spec.key))
        self._buttons[spec.key] = each
        return each
