"""The field that a text is written in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from holdfast.ui.kit.highlighter import Find, MarkdownHighlighter, nothing

_MARGIN = 8


class MarkdownEdit(QPlainTextEdit):
    """Many lines of Markdown; Tab indents, so Ctrl+Tab and Ctrl+Shift+Tab leave it."""

    def __init__(self, underlined: Find = nothing) -> None:
        """`underlined` gives the places, as (first, after), of a line that get a dotted line below."""
        super().__init__()
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = MarkdownHighlighter(self.document(), underlined)
        self._measure()

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

    def _leave(self, *, forward: bool) -> None:
        self.setTabChangesFocus(True)  # else Qt keeps the focus here
        self.focusNextPrevChild(forward)
        self.setTabChangesFocus(False)

    def _measure(self) -> None:
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
