"""What is different between two texts, line by line: a sign and a colour for each, changed words stronger."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from holdfast.domain.diff import DiffLine
from holdfast.ui.kit import theme
from holdfast.ui.kit.tokens import Theme
from holdfast.words import _

_MOST: Final = 1_000  # lines that are laid out; what is longer is read in an editor
ENOUGH: Final = _MOST + 1
"""Of so many lines it shows all that it can, and says that there are others."""
_WIDEST: Final = 1_000  # letters of a line that are laid out; one of 256 kB takes seconds
_SIGNS: Final = {"same": " ", "added": "+", "removed": "\N{MINUS SIGN}"}
_BEFORE: Final = 3  # what stands between the number and the words: the sign, and a blank on each side of it
_TINT: Final = 0.13
_STRONG: Final = 0.34


class DiffView(QTextEdit):
    """Read only; Tab leaves it. A long line goes on below its own first letter."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self._lines: Sequence[DiffLine] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setProperty("bare", "true")
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(theme.font("mono"))

    def show_lines(self, lines: Sequence[DiffLine]) -> None:
        """Show these, from the top."""
        self._lines = lines
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._lines:
            self.setFont(theme.font("mono"))
            self._fill()

    def _fill(self) -> None:
        # One that is in sight would be laid out to its end. With the parent of the one before it takes its
        # place, and that one is deleted.
        filled = QTextDocument(self.document().parent())
        filled.setDefaultFont(self.font())
        filled.setUndoRedoEnabled(False)
        cursor = QTextCursor(filled)
        cursor.beginEditBlock()
        shown, look = self._lines[:_MOST], theme.current()
        width = len(str(max((max(line.old, line.new) for line in shown), default=0)))
        hunk, hang = 0, QFontMetricsF(self.font()).horizontalAdvance("0" * (width + _BEFORE))
        for place, line in enumerate(shown):
            if place:
                cursor.insertBlock()
            if line.hunk != hunk:
                hunk = line.hunk
                cursor.setBlockFormat(QTextBlockFormat())
                cursor.insertText("\N{HORIZONTAL ELLIPSIS}", _chars(look.muted))
                cursor.insertBlock()
            _insert(cursor, line, width, hang, look)
        if len(self._lines) > _MOST:
            cursor.insertBlock(QTextBlockFormat())
            cursor.insertText(_("There are more lines, which are not shown here."), _chars(look.muted))
        cursor.endEditBlock()
        filled.setDefaultTextOption(self.document().defaultTextOption())
        self.setDocument(filled)


def _insert(cursor: QTextCursor, line: DiffLine, width: int, hang: float, look: Theme) -> None:
    colour = {"added": look.success, "removed": look.error}.get(line.kind)
    block = QTextBlockFormat()
    block.setLeftMargin(hang)
    block.setTextIndent(-hang)
    if colour is not None:
        block.setBackground(_mixed(look.base, colour, _TINT))
    cursor.setBlockFormat(block)
    number = str(line.new or line.old).rjust(width)
    cursor.insertText(f"{number} ", _chars(look.muted))
    cursor.insertText(f"{_SIGNS[line.kind]} ", _chars(colour or look.muted, bold=True))
    at, text = 0, line.text[:_WIDEST]
    for start, end in line.spans:
        cursor.insertText(text[at:start], _chars(look.text))
        strong = _chars(look.text, bold=True)
        if colour is not None:
            strong.setBackground(_mixed(look.base, colour, _STRONG))
        cursor.insertText(text[start:end], strong)
        at = end
    cursor.insertText(text[at:], _chars(look.text))
    if len(text) < len(line.text):
        cursor.insertText("\N{HORIZONTAL ELLIPSIS}", _chars(look.muted))


def _chars(colour: QColor, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour)
    if bold:
        made.setFontWeight(700)
    return made


def _mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    parts = zip(
        (ground.red(), ground.green(), ground.blue()),
        (colour.red(), colour.green(), colour.blue()),
        strict=True,
    )
    return QColor(*(round(one * (1 - share) + other * share) for one, other in parts))
