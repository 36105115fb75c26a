"""Buttons: one filled button on a page, the others quiet; the key beside the most used ones."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import literal, set_tooltip, without_mnemonic

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def button(
    text: str,
    run: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    key: str = "",
    icon: str = "",
) -> QPushButton:
    """A button with a verb on it.

    `primary` fills it: one on a page. `key` is shown beside the text; the shortcut belongs to an action.
    """
    result = _Button(text, key)
    result.setAccessibleName(without_mnemonic(text))
    result.setAutoDefault(False)
    result.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if primary:
        result.setProperty("primary", True)
    if icon:
        icons.put(result, icon, "on_accent" if primary else "text")
    if run is not None:
        result.clicked.connect(lambda _checked=False: run())
    return result


def key_works_in(made: QPushButton, *parts: QWidget) -> None:
    """Show the key of a button only while the focus is in one of these, where it presses the button."""
    if isinstance(made, _Button):
        _Watch(made, parts)


def set_words(made: QPushButton, text: str) -> None:
    """Other words on a button; its key stays."""
    if isinstance(made, _Button):
        made.say(text)
    made.setAccessibleName(without_mnemonic(text))


def quiet_button(text: str, run: Callable[[], object] | None = None, *, plain: bool = False) -> QPushButton:
    """A button that looks like a link (Copy, Why?); `plain` makes it small and grey (a filter)."""
    result = button(text, run)
    result.setProperty("quiet", "plain" if plain else "true")
    return result


def link_button(text: str, run: Callable[[], object]) -> QPushButton:
    """A button that looks like a link to `text`, a whole sentence: it ends in "…" where there is no room."""
    result = _Link(text)
    result.setAccessibleName(text)
    result.setAutoDefault(False)
    result.setProperty("quiet", "true")
    result.setProperty("sentence", "true")
    result.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    result.clicked.connect(lambda _checked=False: run())
    return result


def icon_button(name: str, words: str, run: Callable[[], object] | None = None) -> QToolButton:
    """A button of an icon alone; `words` are its tooltip and its accessible name."""
    result = _IconButton()
    result.setProperty("quiet", "true")
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    result.setAccessibleName(words)
    set_tooltip(result, words)
    icons.put(result, name, "muted")
    if run is not None:
        result.clicked.connect(lambda _checked=False: run())
    return result


def menu_entry(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    """An entry of a menu that is kept, to be changed later.

    It is made here and not by the menu: PySide 6.11 can take an object that Qt made for another one, which
    stood at the same place in memory and is gone.
    """
    made = QAction(words, menu)
    made.triggered.connect(lambda _checked: act())
    menu.addAction(made)
    return made


def menu_button(text: str, menu: QMenu) -> QPushButton:
    """A button that opens a menu; the chosen thing may be written on it by `setText`."""
    result = button(text)
    result.setProperty("menu", "true")
    result.setMenu(menu)
    return result


class Choice(QWidget):
    """One of a few words, side by side (High, Medium, Low, Not sure); arrows move and choose."""

    chosen = Signal(str)
    """The key that a person chose; not sent by `choose`."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        flows: bool = False,
    ) -> None:
        """`name` is read to those who cannot see it; `options` are (key, words).

        With `flows`, they go on in the next line where the room ends.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._sent = ""
        made = [self._add(name, key, words) for key, words in options]
        self.setLayout(FlowLayout(*made) if flows else _side_by_side(made))
        self._group.buttonClicked.connect(self._choose)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def value(self) -> str:
        """The chosen key, "" while nothing is chosen."""
        return next((key for key, each in self._buttons.items() if each.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show `key` as chosen, "" for none."""
        self._sent = key
        self._group.setExclusive(False)
        for own, each in self._buttons.items():
            each.setChecked(own == key)
        self._group.setExclusive(True)
        self.setFocusProxy(self._buttons.get(key) or next(iter(self._buttons.values())))

    def button(self, key: str) -> QPushButton:
        """The button of one option, for help and tests."""
        return self._buttons[key]

    def _choose(self) -> None:
        if self.value() != self._sent:
            self._sent = self.value()
            self.setFocusProxy(self._buttons[self._sent])
            self.chosen.emit(self._sent)

    def _add(self, name: str, key: str, words: str) -> QPushButton:
        each = _Segment(words)
        each.setAccessibleName(f"{name}: {words}")
        self._group.addButton(each)
        self._buttons[key] = each
        return each


def _side_by_side(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row


def _entered(made: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether the key was Enter; it presses the button."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & _HELD:
        return False
    if not event.isAutoRepeat():  # held, it would press the button that comes next too
        made.click()
    return True


class _IconButton(QToolButton):
    """Enter presses it, as any other button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _entered(self, event):
            super().keyPressEvent(event)


class _Button(QPushButton):
    """Enter presses it on every desktop, as Space does.

    It paints the focus ring of a filled button, which no border could show on every page. Without its key
    it is as wide as with it, so that nothing moves with the focus.
    """

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._words, self._key = words, f"   {key}" if key else ""
        self._hidden = ""
        self.say(words)

    def say(self, words: str) -> None:
        """Show these words, and the key where it is to be seen."""
        self._words = words
        self.setText(words if self._hidden else words + self._key)

    def show_key(self, *, shown: bool) -> None:
        """Whether the key is to be seen."""
        self._hidden = "" if shown else self._key
        self.say(self._words)

    def sizeHint(self) -> QSize:
        hint, metrics, text = super().sizeHint(), self.fontMetrics(), self.text()
        with_key, without = (
            metrics.size(Qt.TextFlag.TextShowMnemonic, each) for each in (text + self._hidden, text)
        )
        return QSize(hint.width() + with_key.width() - without.width(), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _entered(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("primary") and self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.current().on_accent, 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)


class _Link(_Button):
    """As wide as its sentence, or as the room."""

    def __init__(self, words: str) -> None:
        self._whole = words
        super().__init__("", "")

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        shown = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return QSize(hint.width() - shown + metrics.horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 16), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.sizeHint().width() + self.fontMetrics().horizontalAdvance(self._whole) + 2
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.say(literal(shown))
        set_tooltip(self, self._whole if shown != self._whole else "")


class _Watch(QObject):
    """Shows a button's key while the focus is in one of the parts; without any focus it stays as it is."""

    def __init__(self, made: _Button, parts: tuple[QWidget, ...]) -> None:
        super().__init__(made)
        self._made, self._parts = made, parts
        made.show_key(shown=False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None and isValid(self._made):
            parts = (self._made, *(part for part in self._parts if isValid(part)))
            self._made.show_key(shown=any(part is focused or part.isAncestorOf(focused) for part in parts))


class _Segment(QPushButton):
    """As wide when chosen (and bold) as when not."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("segment", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint, words = super().sizeHint(), without_mnemonic(self.text())
        bold = QFont(self.font())
        bold.setBold(True)
        widths = (
            QFontMetrics(self.font()).horizontalAdvance(words) + theme.px(44),
            QFontMetrics(bold).horizontalAdvance(words) + theme.px(34),  # long words grow more than the room
        )
        hint.setWidth(max(widths))
        return hint
