"""Line icons from `resources/icons` (24 × 24, one stroke width), painted in a colour of the theme."""

import weakref
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton
from shiboken6 import isValid

from holdfast import paths
from holdfast.ui.kit import theme
from holdfast.ui.kit.tokens import Theme

_SIZE = 18
_GAP = 4  # between an icon and the words of its button, more than Qt leaves
_worn: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()


def paint(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint the icon `name` into `rect`, sharp at any scale."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _stamp(name, colour.name(), round(rect.width()), ratio))


@lru_cache(maxsize=256)
def _stamp(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    return pixmap(name, QColor(colour), size, ratio)


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels on a screen with `ratio` device pixels to each.

    A `gap` at its right stays empty.
    """
    result = QPixmap(QSize(size + gap, size) * ratio)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        _renderer(name, colour.name()).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, role: str = "text", gap: int = 0) -> QIcon:
    """The icon in a colour of the current theme, for buttons and menus."""
    look = theme.current()
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, look.colour(role), theme.px(_SIZE), ratio, gap))
        result.addPixmap(pixmap(name, look.disabled, theme.px(_SIZE), ratio, gap), QIcon.Mode.Disabled)
    return result


def put(wearer: QAbstractButton | QAction, name: str, role: str = "text") -> None:
    """Set the icon of a button or action, and set it anew whenever the theme is switched."""
    _worn[wearer] = (name, role)
    _dress(wearer, name, role)


def repaint(_look: Theme) -> None:
    """Recolour every icon that was `put`; connected to `Appearance.changed`."""
    for wearer, (name, role) in list(_worn.items()):
        if isValid(wearer) and isinstance(wearer, (QAbstractButton, QAction)):
            _dress(wearer, name, role)


def _dress(wearer: QAbstractButton | QAction, name: str, role: str) -> None:
    gap = theme.px(_GAP) if isinstance(wearer, QPushButton) else 0
    wearer.setIcon(icon(name, role, gap))
    if isinstance(wearer, QAbstractButton):
        wearer.setIconSize(QSize(theme.px(_SIZE) + gap, theme.px(_SIZE)))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _drawing(name).replace("#000000", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
