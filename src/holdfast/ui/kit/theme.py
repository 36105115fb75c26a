"""What the whole application looks like: palette, style sheet and type scale, switched live.

The current theme is a property of the application, as Qt's own palette is: painters ask for it with
`current()` while they paint, and Qt tells every widget by `PaletteChange` when it was switched.
"""

import gc
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from string import Template
from typing import Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from holdfast import paths
from holdfast.ui.kit import tokens
from holdfast.ui.kit.tokens import Theme

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: Final = 1024  # of what was measured, by kind

# Points that are 14 pixels on an unscaled screen: 72 points to the inch on macOS, 96 elsewhere.
_BODY_POINTS = 14.0 if sys.platform == "darwin" else 10.5


@dataclass(frozen=True)
class TypeStyle:
    """One step of the type scale, relative to the body text of 14."""

    size: int
    weight: QFont.Weight = QFont.Weight.Normal
    mono: bool = False


TYPE = {
    "small": TypeStyle(12),
    "small_strong": TypeStyle(12, QFont.Weight.DemiBold),
    "meta": TypeStyle(13),
    "body": TypeStyle(14),
    "strong": TypeStyle(14, QFont.Weight.DemiBold),
    "item": TypeStyle(15, QFont.Weight.Medium),
    "item_strong": TypeStyle(15, QFont.Weight.DemiBold),
    "title": TypeStyle(17, QFont.Weight.DemiBold),
    "page": TypeStyle(21, QFont.Weight.DemiBold),
    "mono": TypeStyle(13, mono=True),
    "mono_small": TypeStyle(12, mono=True),
    "mono_strong": TypeStyle(14, QFont.Weight.DemiBold, mono=True),
}


class Appearance(QObject):
    """Applies a theme and a text size to the application, and follows the system where asked to."""

    changed = Signal(object)
    """The new `Theme`, after palette and style sheet are in place."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._chosen = "system"
        self._percent = 100
        self._system_points = app.font().pointSizeF()
        self._system_palette = QPalette(app.palette())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, name: str, percent: int = 100) -> None:
        """Show the theme `name` (light, dark, contrast or system) with text at `percent`."""
        with _nothing_collected():
            self._dress(name, percent)

    def _dress(self, name: str, percent: int) -> None:
        self._chosen, self._percent = name, percent
        theme = self._theme(_system_theme() if name == "system" else name)
        font = QFont(self._app.font())
        font.setPointSizeF(max(_BODY_POINTS, self._system_points) * percent / 100)
        _state.theme, _state.scale = theme, percent / 100
        self._app.setFont(font)
        _forget()
        self._app.setPalette(tokens.palette(theme))
        sheet = _sheet(theme)
        if sheet != self._app.styleSheet():  # Qt dresses every widget anew, also for the same sheet
            self._app.setStyleSheet(sheet)
        self.changed.emit(theme)

    def _theme(self, name: str) -> Theme:
        theme = tokens.load(paths.resources() / "themes", name)
        if name == "contrast" and self._chosen == "system" and sys.platform == "win32":
            return tokens.from_palette(theme, self._system_palette)
        return theme

    def _system_changed(self) -> None:
        if self._chosen == "system" and current().name != _system_theme():
            self.choose("system", self._percent)


@contextmanager
def _nothing_collected() -> Generator[None, None, None]:
    """Leave garbage for later: Qt goes through a list of all windows, and none may go meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@dataclass
class _State:
    theme: Theme | None = None
    scale: float = 1.0
    body: QFont | None = None
    forget: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])


_state = _State()


def current() -> Theme:
    """The theme on the screen; light before one was chosen."""
    if _state.theme is None:
        _state.theme = tokens.load(paths.resources() / "themes", "light")
    return _state.theme


def scale() -> float:
    """How much larger than usual the text is; for sizes that go with text."""
    return _state.scale


def px(size: float) -> int:
    """A size that goes with text (an indicator, a chip's padding), at the current text size."""
    return round(size * _state.scale)


def measured(measure: Callable[P, T]) -> Callable[P, T]:
    """Remember what depends on the arguments, the fonts and the theme alone, until those change."""
    kept = lru_cache(maxsize=_KEPT)(measure)
    _state.forget.append(kept.cache_clear)

    @wraps(measure)
    def remembered(*arguments: P.args, **named: P.kwargs) -> T:
        body = QApplication.font()
        if body != _state.body:
            _state.body = body
            _forget()
        return kept(*arguments, **named)

    return remembered


def _forget() -> None:
    for forget in _state.forget:
        forget()


def font(style: str) -> QFont:
    """The font of one step of the type scale, at the current text size."""
    return QFont(shared_font(style))


@measured
def shared_font(style: str) -> QFont:
    """The same as `font`, for painters; never to be changed."""
    wanted, body = TYPE[style], QApplication.font()
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if wanted.mono else QFont(body)
    result.setPointSizeF(body.pointSizeF() * wanted.size / 14)
    result.setWeight(wanted.weight)
    return result


@measured
def metrics(style: str) -> QFontMetrics:
    """How much room text in one step of the type scale takes."""
    return QFontMetrics(shared_font(style))


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


# A focused control's border grows by a pixel, so its padding shrinks by one: nothing jumps.
_FOCUSED = {
    "focus_pad": (8, 14),
    "focus_tool_pad": (6, 6),
    "focus_quiet_pad": (4, 8),
    "focus_icon_pad": (4, 4),
    "focus_segment_pad": (6, 16),
    "focus_tab_pad": (4, 10),
    "focus_field_pad": (8, 10),
    "focus_text_pad": (4, 6),
}


def _less_one(vertical: int, horizontal: int) -> str:
    return f"{px(vertical) - 1}px {px(horizontal) - 1}px"


def _sheet(theme: Theme) -> str:
    folder = paths.resources() / "themes"
    values = {role: value.name() for role, value in vars(theme).items() if hasattr(value, "name")}
    values |= {f"px{n}": f"{px(n)}px" for n in (1, 2, 4, 6, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32)}
    values |= {f"pt_{name}": f"{font(name).pointSizeF():.2f}pt" for name in TYPE}
    values |= {name: _less_one(*sides) for name, sides in _FOCUSED.items()}
    values |= {
        "radio": f"{px(16) // 2 + 1}px",
        "radio_ring": f"{px(5)}px",
        "radio_in": f"{px(16) - 2 * px(5) + 2}px",
    }
    values["mono"] = font("mono").family()
    values["images"] = (folder / theme.name).as_posix()
    return Template((folder / "widgets.qss").read_text(encoding="utf-8")).substitute(values)
