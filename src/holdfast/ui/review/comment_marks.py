"""The words of a text that comments are about, made visible in it."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from holdfast.domain.review_flow import Comment
from holdfast.review.comments import anchor
from holdfast.ui.kit import theme
from holdfast.ui.kit.markdown_edit import MarkdownEdit


def mark(edit: MarkdownEdit, comments: Sequence[Comment], current: str = "") -> None:
    """Lay a soft ground and a line below the words of each open comment; stronger ones for the current."""
    text = edit.toPlainText()
    shown = [each for each in comments if each.state == "open" or each.id == current]
    found = [(place, each.id == current) for each in shown if (place := anchor(text, each)) is not None]
    places = [(place.start, place.after) for place, _strong in found]
    edit.mark("comments", places, lambda at: _look(strong=found[at][1]))


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


def _look(*, strong: bool) -> QTextCharFormat:
    look, form = theme.current(), QTextCharFormat()
    form.setBackground(look.soft)
    form.setForeground(look.text)
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(look.accent_text if strong else look.muted)
    if strong:
        form.setFontWeight(700)
    return form


def _at(edit: QPlainTextEdit, letters: int) -> int:
    """Qt counts UTF-16 units, where Python counts letters."""
    return len(edit.toPlainText()[:letters].encode("utf-16-le")) // 2


def _letters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
