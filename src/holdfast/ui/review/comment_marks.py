"""The words of a text that comments are about, made visible in it."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from holdfast.domain.review_flow import Comment
from holdfast.review.comments import anchor
from holdfast.ui.kit import theme


def mark(edit: QPlainTextEdit, comments: Sequence[Comment], current: str = "") -> None:
    """Lay a soft ground and a line below the words of each open comment; stronger ones for the current."""
    text = edit.toPlainText()
    marks = list[QTextEdit.ExtraSelection]()
    for each in comments:
        found = anchor(text, each)
        if found is not None and (each.state == "open" or each.id == current):
            marks.append(_mark(edit, found.start, found.after, strong=each.id == current))
    edit.setExtraSelections(marks)


def choose(edit: QPlainTextEdit, comment: Comment) -> bool:
    """Put the cursor at the words of a comment and bring them into sight; False where they are gone."""
    found = anchor(edit.toPlainText(), comment)
    if found is None:
        return False
    cursor = edit.textCursor()
    cursor.setPosition(_at(edit, found.start))
    edit.setTextCursor(cursor)
    edit.centerCursor()
    return True


def chosen_words(edit: QPlainTextEdit) -> tuple[str, int]:
    """The words that are chosen in a text, and where they begin; "" where none are."""
    cursor = edit.textCursor()
    text = edit.toPlainText()
    start, after = cursor.selectionStart(), cursor.selectionEnd()
    quote = cursor.selectedText().replace("\N{PARAGRAPH SEPARATOR}", "\n") if after > start else ""
    return quote, max(text.find(quote), 0) if not quote else _letters(text, start)


def _mark(edit: QPlainTextEdit, start: int, after: int, *, strong: bool) -> QTextEdit.ExtraSelection:
    look, made = theme.current(), QTextEdit.ExtraSelection()
    cursor = QTextCursor(edit.document())
    cursor.setPosition(_at(edit, start))
    cursor.setPosition(_at(edit, after), QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setBackground(look.soft)
    form.setForeground(look.text)
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(look.accent_text if strong else look.muted)
    if strong:
        form.setFontWeight(700)
    made.cursor, made.format = cursor, form  # type: ignore[misc]
    return made


def _at(edit: QPlainTextEdit, letters: int) -> int:
    """Qt counts UTF-16 units, where Python counts letters."""
    return len(edit.toPlainText()[:letters].encode("utf-16-le")) // 2


def _letters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
