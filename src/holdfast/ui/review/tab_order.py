"""Tab goes through a page as its layouts stand, also through what was made after the page was."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def in_order(page: QWidget) -> None:
    """Let Tab go through everything on `page` in the order of its layouts."""
    for one, other in pairwise(stops(page)):
        QWidget.setTabOrder(one, other)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab stops in `widget`, hidden parts included."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from _of(widget.widget(place))
    elif isinstance(widget, QScrollArea):
        yield from _of(widget.widget())


def _of(widget: QWidget | None) -> Iterator[QWidget]:
    return iter(()) if widget is None else stops(widget)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner = item.layout()
        yield from _of(item.widget()) if inner is None else _in_layout(inner)
