"""The field that a text is written in."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from holdfast.ui.kit import theme
from holdfast.ui.kit.highlighter import MarkdownHighlighter

_MARGIN = 8
_BEYOND: Final = "\uffff"
FOUND: Final = "found"
"""The layer that lies above all others: what was looked for."""

Places = Sequence[tuple[int, int]]
"""Parts of a text, as (first, after), counted in the letters of a Python string."""


class MarkdownEdit(QPlainTextEdit):
    """Many lines of Markdown; Tab indents, so Ctrl+Tab and Ctrl+Shift+Tab leave it."""

    def __init__(self) -> None:
        super().__init__()
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = MarkdownHighlighter(self.document())
        self._layers = dict[str, tuple[list[QTextCursor], Callable[[int], QTextCharFormat]]]()
        self._measure()

    def underline(self, places: Places) -> None:
        """A dotted line below these parts, and below no others."""
        self.mark("underlined", places, _dotted)

    def mark(self, layer: str, places: Places, look: Callable[[int], QTextCharFormat]) -> None:
        """Give parts of the text a look, by their number, in place of what the layer showed before."""
        self._layers[layer] = ([self.cursor_over(*place) for place in places], look)
        self._paint_layers()

    def cursor_over(self, first: int, after: int) -> QTextCursor:
        """A cursor that has a part of the text selected."""
        cursor, text = QTextCursor(self.document()), self.toPlainText()
        cursor.setPosition(_units(text, first))
        cursor.setPosition(_units(text, after), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def place(self) -> int:
        """Where the cursor stands."""
        return letters(self.toPlainText(), self.textCursor().position())

    def chosen(self) -> tuple[int, int]:
        """The part that is chosen; where none is, the cursor's place twice."""
        cursor, text = self.textCursor(), self.toPlainText()
        return letters(text, cursor.selectionStart()), letters(text, cursor.selectionEnd())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._leave(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return
        super().keyPressEvent(event)

    def setReadOnly(self, ro: bool) -> None:
        """Where nothing can be written, words can still be chosen by the keyboard, to comment on them."""
        super().setReadOnly(ro)
        if ro:
            reading = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(self.textInteractionFlags() | reading)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._measure()
            self._highlighter.rehighlight()
            self._paint_layers()

    def _paint_layers(self) -> None:
        shown: list[QTextEdit.ExtraSelection] = []
        for layer in sorted(self._layers, key=lambda name: name == FOUND):
            cursors, look = self._layers[layer]
            for at, cursor in enumerate(cursors):
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look(at)  # type: ignore[attr-defined]
                shown.append(mark)
        self.setExtraSelections(shown)

    def _leave(self, *, forward: bool) -> None:
        self.setTabChangesFocus(True)  # else Qt keeps the focus here
        self.focusNextPrevChild(forward)
        self.setTabChangesFocus(False)

    def _measure(self) -> None:
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))


def letters(text: str, units: int) -> int:
    """A place that Qt counts, in letters of the string: what lies beyond 16 bits is two of its units."""
    if text.isascii() or max(text, default="") <= _BEYOND:
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _units(text: str, letters_before: int) -> int:
    if text.isascii() or max(text, default="") <= _BEYOND:
        return letters_before
    return len(text[:letters_before].encode("utf-16-le", "surrogatepass")) // 2


def _dotted(_at: int) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    look.setUnderlineColor(theme.current().accent_text)
    return look
