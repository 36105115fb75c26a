"""An accessibility audit of a window from inside: names, mnemonics, clipping, contrast, plain text.

`audit(widget)` gives a sentence for each finding. The widget must be shown (offscreen is enough).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

TEXT = 4.5
BORDER = 3.0
_EDITS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


def audit(top: QWidget, *, contrast: bool = True) -> list[str]:
    """Everything that is wrong with `top` and what it shows; `contrast` off saves two thirds of the time."""
    widgets = list(_shown(top))
    findings = [*_names(widgets), *_mnemonics(top, widgets), *_clipping(widgets), *_plain(widgets)]
    if contrast:
        findings += _contrast(top, widgets)
    return findings


def _shown(top: QWidget) -> Iterator[QWidget]:
    """`top` and its visible descendants in its window, without the inner parts of Qt's own controls."""
    yield top
    for child in top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow() and not isinstance(child, QScrollBar):
            yield from _shown(child) if not isinstance(child, (QComboBox, QAbstractSpinBox)) else [child]


def what(widget: QWidget) -> str:
    """How a finding names a widget."""
    text = getattr(widget, "text", lambda: "")()
    said = text if isinstance(text, str) and text else widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {said[:40]!r}"


# -- names -----------------------------------------------------------------------------------------


def _names(widgets: list[QWidget]) -> Iterator[str]:
    for widget in widgets:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() or not widget.isEnabled():
            continue
        if not _name(widget):
            yield f"no accessible name: {what(widget)}"
        if isinstance(widget, QComboBox) and not _labelled(widget):
            yield f"a list to choose from without a label as its buddy: {what(widget)}"


def _name(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face is not None else ""


def _labelled(widget: QWidget) -> bool:
    # Unix reads a combo's value as its name: only the relation tells what it is for.
    return any(each.buddy() is widget for each in widget.window().findChildren(QLabel))


def _mnemonics(top: QWidget, widgets: list[QWidget]) -> Iterator[str]:
    bearers = defaultdict[str, list[str]](list)
    for widget in widgets:
        texts = (
            [widget.text()] if isinstance(widget, (QAbstractButton, QLabel)) and widget.isEnabled() else []
        )
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        if isinstance(widget, QMenuBar):
            texts = [action.text() for action in widget.actions() if action.isVisible()]
        for text in texts:
            if letter := mnemonic(text):
                bearers[letter].append(text)
    for letter, texts in bearers.items():
        if len(texts) > 1:
            yield f"Alt+{letter} means {len(texts)} things: {texts}"
    for menu in top.findChildren(QMenu):
        counted = Counter(filter(None, (mnemonic(action.text()) for action in menu.actions())))
        yield from (
            f"{letter} means {n} things in menu {menu.title()}" for letter, n in counted.items() if n > 1
        )


def mnemonic(text: str) -> str:
    """The letter that is underlined, upper case, "" for none."""
    place = text.replace("&&", "\0\0").find("&")
    return text[place + 1 : place + 2].upper() if place >= 0 else ""


# -- clipping --------------------------------------------------------------------------------------


def _clipping(widgets: list[QWidget]) -> Iterator[str]:
    for widget in widgets:
        need, has = _needed(widget), widget.size()
        if has.width() + 1 < need.width() or has.height() + 1 < need.height():
            yield f"clipped: {what(widget)} has {_size(has)}, needs {_size(need)}"
        parent = widget.parentWidget()
        if parent is not None and not widget.isWindow() and _outside(widget, parent):
            yield f"reaches out of its parent: {what(widget)} in {what(parent)}"


def _needed(widget: QWidget) -> QSize:
    if isinstance(widget, QLabel) and not widget.wordWrap() and not _may_shrink(widget):
        return widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, (QPushButton, QCheckBox, QRadioButton)) and not _ends_early(widget):
        return widget.sizeHint()
    need, layout = widget.minimumSizeHint(), widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        need.setHeight(layout.minimumHeightForWidth(widget.width()))
    return need


def _may_shrink(label: QLabel) -> bool:
    return _ends_early(label) or label.pixmap().width() > 0


def _ends_early(widget: QWidget) -> bool:
    """Whether its text says by itself, with "…", that there was no room for it."""
    return widget.minimumSizeHint().width() < widget.sizeHint().width()


def _outside(widget: QWidget, parent: QWidget) -> bool:
    viewport = parent.parentWidget()
    scrolls = isinstance(viewport, QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea)
    return not scrolls and not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _size(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"


# -- plain text ------------------------------------------------------------------------------------


def _plain(widgets: list[QWidget]) -> Iterator[str]:
    for widget in widgets:
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"a label that guesses markup: {what(widget)}"
        if "<" in widget.toolTip() and not widget.toolTip().startswith("<span>"):
            yield f"a tooltip that guesses markup: {what(widget)}"


# -- contrast --------------------------------------------------------------------------------------


def _contrast(top: QWidget, widgets: list[QWidget]) -> Iterator[str]:
    image = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget in widgets:
        area = _area(widget, top)
        if area.width() < 4 or area.height() < 4 or not widget.isEnabled():
            continue
        # of a line that is half scrolled out of sight only the empty edge may be left
        readable = area.height() >= min(widget.height(), widget.fontMetrics().height())
        if readable and _has_text(widget) and (ratio := text_contrast(image, area)) < TEXT:
            yield f"text {ratio:.2f}:1: {what(widget)}"
        straight = area.height() >= widget.height() / 2  # of less, the middle may be in a round corner
        if straight and _has_border(widget) and (ratio := _border_contrast(image, area)) < BORDER:
            yield f"border {ratio:.2f}:1: {what(widget)}"


def _area(widget: QWidget, top: QWidget) -> QRect:
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(top, QPoint(0, 0))).intersected(top.rect())


def _has_text(widget: QWidget) -> bool:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return bool(widget.text().strip())
    if isinstance(widget, QLineEdit):
        return bool(widget.text() or widget.placeholderText())
    if isinstance(widget, QPlainTextEdit):
        return bool(widget.toPlainText() or widget.placeholderText())
    if isinstance(widget, QAbstractItemView):
        return widget.model() is not None and widget.model().rowCount() > 0
    return isinstance(widget, QComboBox) and bool(widget.currentText())


def _has_border(widget: QWidget) -> bool:
    if isinstance(widget, QPushButton):
        return not widget.property("quiet") and not widget.isFlat()
    return (
        isinstance(widget, _EDITS) and not widget.property("bare") and type(widget).__name__ != "QTextBrowser"
    )


def text_contrast(image: QImage, area: QRect) -> float:
    """The commonest colour of an area against the strongest one seen at least twice."""
    colours = _counted(image, area)
    ground = colours.most_common(1)[0][0]
    return max((ratio(ground, each) for each, count in colours.items() if count >= 2), default=1.0)


def _border_contrast(image: QImage, area: QRect) -> float:
    """The control's edge, or its fill, against what lies outside, in the middle of its left side."""
    y, scale = area.center().y(), image.devicePixelRatio()
    around = image.pixel(round(max(0, area.left() - 3) * scale), round(y * scale))
    edge = [image.pixel(round((area.left() + step) * scale), round(y * scale)) for step in range(4)]
    return max(ratio(around, each) for each in edge)


def _counted(image: QImage, area: QRect) -> Counter[int]:
    scale, colours = image.devicePixelRatio(), Counter[int]()
    left, top = max(0, round(area.left() * scale)), max(0, round(area.top() * scale))
    right = min(image.width(), round((area.right() + 1) * scale))
    bottom = min(image.height(), round((area.bottom() + 1) * scale))
    pixels, across = memoryview(image.constBits()).cast("B").cast("I"), image.bytesPerLine() // 4
    for y in range(top, bottom):
        colours.update(pixels[y * across + left : y * across + right])
    return colours


def ratio(one: int, other: int) -> float:
    """Contrast of two colours after WCAG 2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1 << 16)
def _luminance(pixel: int) -> float:
    colour = QColor.fromRgb(pixel)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- helpers for page tests ------------------------------------------------------------------------


def shown(widget: QWidget, width: int = 1190, height: int = 720) -> QWidget:
    """Show `widget` at a size, with everything laid out and nothing focused by chance."""
    widget.resize(widget.minimumSizeHint().expandedTo(QSize(width, height)))
    widget.show()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    return widget
