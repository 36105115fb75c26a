"""Markdown made easier to read while it is written: the signs stay, what they mean shows."""

import re
from typing import Final

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from holdfast.ui.kit import theme

_HEADING: Final = re.compile(r"#{1,6}\s.*")
_MARKER: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\s*>\s?")
_STRONG: Final = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_EMPHASIS: Final = re.compile(r"(?<![*\w])\*[^*\s][^*]*\*(?![*\w])|(?<![_\w])_[^_\s][^_]*_(?![_\w])")
_CODE: Final = re.compile(r"`[^`]+`")
_FENCE: Final = re.compile(r"\s{0,3}(```|~~~)")
_IN_FENCE: Final = 1


class MarkdownHighlighter(QSyntaxHighlighter):
    """Headings, emphasis, code and list signs."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        fence = bool(_FENCE.match(text))
        inside = self.previousBlockState() == _IN_FENCE
        self.setCurrentBlockState(_IN_FENCE if inside != fence else 0)
        if inside or fence:
            self.setFormat(0, len(text), _code())
            return
        if _HEADING.match(text):
            self.setFormat(0, len(text), _strong())
        for pattern, look in ((_STRONG, _strong), (_EMPHASIS, _emphasis), (_CODE, _code)):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), look())
        marker = _MARKER.match(text)
        if marker:
            self.setFormat(0, marker.end(), _quiet())


def _strong() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    return look


def _emphasis() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontItalic(True)
    return look


def _code() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontFamilies([theme.font("mono").family()])
    look.setForeground(theme.current().muted)
    return look


def _quiet() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(theme.current().muted)
    return look
