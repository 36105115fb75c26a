"""What the right side of the alerts and of the watches is made of: an area that scrolls, facts in it."""

import re
from collections.abc import Sequence
from math import inf
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from holdfast.ui.detect.copying import BREAK, CopiedLabel
from holdfast.ui.kit import theme
from holdfast.ui.kit.read_out import scroll_by_key
from holdfast.ui.kit.text import label
from holdfast.words import ngettext

_NAMES: Final = 140  # pixels of the names at the left, in each table: the values stand below each other
_WHOLE: Final = 24  # characters of a word that stays whole
_WHOLE_NAME: Final = 16
_RUN: Final = 8  # characters after which a longer one may be broken
_PIECE: Final = re.compile(r"[^-_./:,=]*[-_./:,=]+|[^-_./:,=]+")
_LONG: Final = 4_000  # characters of one value that are shown
_MOST: Final = 200  # values


class DetailsArea(QScrollArea):
    """Scrolls by the keys that one expects; Tab goes on to what is in it. The focus stays in sight."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        focused = self.window().focusWidget()
        was_seen = focused is not None and self._foot_of(focused) <= event.oldSize().height()
        super().resizeEvent(event)
        if was_seen and focused is not None:
            self.ensureWidgetVisible(focused, 0, 0)  # a notice takes its room from the foot

    def _foot_of(self, part: QWidget) -> float:
        """How far below the top a part of what is scrolled ends; of what is elsewhere, out of sight."""
        if part is self or not self.isAncestorOf(part):
            return inf
        return part.mapTo(self.viewport(), QPoint(0, part.height())).y()


class DetailsBody(QWidget):
    """What scrolls in it: parts in a column, with space around them.

    As high as its words need at its width; labels ask for what they would need where it is narrow.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("scrolled", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(12)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class FactsTable(QWidget):
    """Names at the left, what is said of them at the right; hidden while nothing is.

    Its labels are made once: to style new ones takes ten times as long as to let the same say something else.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._said: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._more = label("", "small", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(_NAMES))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if title:
            column.addWidget(label(title, "item_strong"))
        column.addLayout(self._grid)
        column.addWidget(self._more)
        self.hide()

    def say(self, facts: Sequence[tuple[str, str]]) -> None:
        """Say these names and values; one without a value is left out."""
        said = [(name, value) for name, value in facts if value]
        shown, before = said[:_MOST], self._said
        for place, (name, value) in enumerate(shown):
            if place >= len(before):
                self._turn(place, shown=True)
            if place >= len(before) or before[place] != (name, value):
                self._labels[place][0].setText(breakable(name, _WHOLE_NAME))
                self._labels[place][1].setText(breakable(value))
        for place in range(len(shown), len(before)):
            self._turn(place, shown=False)
        self._said = shown
        more = len(said) - len(shown)
        words = ngettext("{count} more in the delivery", "{count} more in the delivery", more)
        self._more.setText(words.format(count=more))
        self._more.setVisible(more > 0)
        self.setVisible(bool(said))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grid.setColumnMinimumWidth(0, theme.px(_NAMES))

    def _turn(self, place: int, *, shown: bool) -> None:
        if place >= len(self._labels):
            pair = label("", "small", "muted", wrap=True), CopiedLabel()
            for column, each in enumerate(pair):
                each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
                self._grid.addWidget(each, place, column, Qt.AlignmentFlag.AlignTop)
            self._labels.append(pair)
        for each in self._labels[place]:
            each.setVisible(shown)
            if not shown:
                each.clear()


def breakable(text: str, whole: int = _WHOLE) -> str:
    """A text whose words of more than `whole` characters may be broken at the edge.

    That is after what parts a name or an address, else nearly anywhere. A very long text is cut.
    """
    if len(text) <= whole:
        return text
    shown = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return re.sub(rf"\S{{{whole + 1},}}", lambda found: BREAK.join(_pieces(found[0])), shown)


def _pieces(word: str) -> list[str]:
    pieces = list[str]()
    for piece in _PIECE.findall(word):
        run = _RUN if len(piece) > _WHOLE_NAME else len(piece)
        pieces += [piece[at : at + run] for at in range(0, len(piece), run)]
    return pieces
