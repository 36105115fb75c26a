"""What the embedded faces can show of a text, and visible marks for what they cannot.

Nothing is left out in silence: a letter without a glyph stands as a box that still carries the letter for
search and screen readers, and a control character, which could hide or reorder text, is spelled out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from holdfast.report.fonts import Face, face, fallback

BOX: Final = "\u25af"
_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Explicit directions can make a text read as something else than what it says.
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MODIFIERS: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u00ad\u034f\u180e")


class Piece(NamedTuple):
    """Text in one face. `actual` is what it stands for, character by character, where that differs from
    `text`.
    """

    face: Face
    text: str
    actual: str = ""


def normal(text: str) -> str:
    """The same text with one kind of line break and one spelling of each accented letter."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", text))


def pieces(text: str, *, bold: bool = False, italic: bool = False, mono: bool = False) -> list[Piece]:
    """The text, cut where the face changes. Line breaks and tabs must be gone by now."""
    wanted = face(bold=bold, italic=italic, mono=mono)
    if text.isascii() and text.isprintable():
        return [Piece(wanted, text)] if text else []
    shown = (_shown(char, wanted.name, bold=bold, italic=italic, mono=mono) for char in text)
    return list(_joined(shown))


def unshown(texts: Iterable[str]) -> int:
    """How many characters of these texts no embedded face can draw."""
    return sum(_unshown(text) for text in texts if not text.isascii())


def _unshown(text: str) -> int:
    return sum(
        1 for char in normal(text) if not char.isspace() and _shown(char, "", mono=False).text == BOX != char
    )


@lru_cache(maxsize=4096)
def _shown(char: str, _name: str, *, bold: bool = False, italic: bool = False, mono: bool = False) -> Piece:
    """One character as it is drawn; `_name` keeps the faces apart in the memory of past answers."""
    wanted = face(bold=bold, italic=italic, mono=mono)
    category = unicodedata.category(char)
    if category == "Cc" or char in _DIRECTIONS:
        return Piece(wanted, f"\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}U+{ord(char):04X}\u203a")
    if char in _MODIFIERS or 0xFE00 <= ord(char) <= 0xFE0F:
        return Piece(wanted, "")
    if category == "Zs":
        return Piece(wanted, "\xa0" if char in "\xa0\u202f\u2007" else " ")
    if category not in {"Cs", "Co", "Cn"}:
        able = wanted if wanted.has(char) else fallback(char, bold=bold)
        if able is not None:
            return Piece(able, char)
    # A lone surrogate cannot be written at all, not even as what it stands for.
    return Piece(face(bold=bold), BOX, "\ufffd" if category == "Cs" else char)


def _joined(shown: Iterable[Piece]) -> Iterator[Piece]:
    visible = (piece for piece in shown if piece.text)
    for (_, marked), run in groupby(visible, key=lambda piece: (piece.face.name, bool(piece.actual))):
        parts = list(run)
        text = "".join(part.text for part in parts)
        yield Piece(parts[0].face, text, "".join(part.actual for part in parts) if marked else "")


def one_line(text: str) -> str:
    """The text as a title of a file: one line, nothing in it that XML or a PDF string could not hold."""
    tidy = (" " if char.isspace() else char for char in normal(text))
    return "".join(
        char
        for char in tidy
        if unicodedata.category(char) not in {"Cc", "Cs", "Cn"} and char not in _DIRECTIONS
    )
