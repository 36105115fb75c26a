"""A plain editor for a text of lines: their numbers at the left, those with a problem marked."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from holdfast.ui.kit import theme


class LinesEdit(QPlainTextEdit):
    """Monospaced, not wrapped; Tab leaves it. What is put in by `put` can be undone."""

    moved = Signal()
    """The cursor stands elsewhere."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._marked: frozenset[int] = frozenset()
        self._numbers = _Numbers(self)
        self.setCornerWidget(QWidget())  # the style's own draws a box between the scroll bars
        self._take_font()
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self.moved)

    def put(self, text: str) -> None:
        """Show this text; one step of undo brings back what was there."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, lines: Iterable[int]) -> None:
        """Mark these lines, from 1."""
        self._marked = frozenset(lines)
        self._numbers.update()

    def place(self) -> tuple[int, int]:
        """Line and column of the cursor, both from 1."""
        cursor = self.textCursor()
        return cursor.blockNumber() + 1, cursor.positionInBlock() + 1

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of a line, the whole line selected, in the middle of the view."""
        block = self.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._take_font()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(100))

    def numbers_width(self) -> int:
        """The room that the numbers take."""
        digits = max(3, len(str(self.blockCount())))
        return round(QFontMetricsF(self.font()).horizontalAdvance("9") * digits) + theme.px(20)

    def paint_numbers(self, painter: QPainter, dirty: QRect) -> None:
        """Paint the number of each line in sight beside it."""
        look, block = theme.current(), self.firstVisibleBlock()
        painter.fillRect(dirty, look.well)
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= dirty.bottom():
            height, line = self.blockBoundingRect(block).height(), block.blockNumber() + 1
            wrong = line in self._marked
            font = self.font()
            font.setBold(wrong)
            painter.setFont(font)
            painter.setPen(look.error if wrong else look.muted)
            room = QRectF(0, top, self.numbers_width() - theme.px(8), height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, f"! {line}" if wrong else str(line))
            top += height
            block = block.next()

    def _take_font(self) -> None:
        wanted = theme.font("mono")
        if self.font() != wanted:
            self.setFont(wanted)
            self._make_room()

    def _make_room(self) -> None:
        wide, inner = self.numbers_width(), self.contentsRect()
        self.setViewportMargins(wide, 0, 0, 0)
        self._numbers.setGeometry(QRect(inner.left(), inner.top(), wide, inner.height()))

    def _scrolled(self, rect: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())


class _Numbers(QWidget):
    """Where the numbers stand; only the editor knows what they are."""

    def __init__(self, edit: LinesEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        return QSize(self._edit.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._edit.paint_numbers(painter, event.rect())
