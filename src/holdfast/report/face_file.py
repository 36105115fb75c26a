"""A face read from its file as reportlab reads it, table by table and not number by number: that takes half
the time, for which the first page of every process waits.
"""

from collections.abc import Iterator
from struct import unpack_from
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

_SEGMENTS: Final = 12  # the format of a character map that our faces have
_ALL_OF_UNICODE: Final = 3  # the platform of such a map
_PLACES: Final = (("H", 2), ("L", 1))  # how a place is written, and in which unit, by the form in the header


class QuickFace(TTFontFace):
    """What reportlab knows of a face, with one slip mended.

    The advance that many glyphs share stays in font units, where reportlab keeps it in thousandths: embedded
    like that, the widths in the font and in the PDF differ, which PDF/A forbids and some viewers show.
    """

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803  (reportlab's names)
        """As reportlab's."""
        super().extractInfo(charInfo=0)  # pyright: ignore[reportUnknownMemberType]
        if charInfo:
            self.charToGlyph = dict(self._characters())
            self.charToGlyph[0xA0] = self.charToGlyph[0x20]
            self._read_advances()
            self._read_places()

    def _numbers(self, form: str, table: str, at: int = 0) -> tuple[int, ...]:
        inside: Any = self
        return unpack_from(f">{form}", inside._ttf_data, inside.seek_table(table) + at)  # noqa: SLF001

    def _characters(self) -> Iterator[tuple[int, int]]:
        """Each character with its glyph."""
        (count,) = self._numbers("H", "cmap", 2)
        maps = (self._numbers("HHL", "cmap", 4 + 8 * at) for at in reversed(range(count)))
        start = next(offset for platform, _, offset in maps if platform == _ALL_OF_UNICODE)
        form, _, _, _, stretches = self._numbers("HHLLL", "cmap", start)
        assert form == _SEGMENTS
        numbers = self._numbers(f"{3 * stretches}L", "cmap", start + 16)
        for at in range(0, len(numbers), 3):
            first, last, glyph = numbers[at : at + 3]
            yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)

    def _read_advances(self) -> None:
        (count,) = self._numbers("H", "maxp", 4)
        (own,) = self._numbers("H", "hhea", 34)
        numbers = self._numbers(f"{own + count}H", "hmtx")
        known = numbers[0 : 2 * own : 2]
        advances = known + known[-1:] * (count - own)
        bearings = numbers[1 : 2 * own : 2] + numbers[2 * own :]
        self.hmetrics = list(zip(advances, bearings, strict=True))
        thousandth = 1000 / cast("int", self.unitsPerEm)
        widths = [advance * thousandth for advance in advances]
        self.defaultWidth = widths[0]
        self.charWidths = {char: widths[glyph] for char, glyph in self.charToGlyph.items()}

    def _read_places(self) -> None:
        (count,) = self._numbers("H", "maxp", 4)
        (form,) = self._numbers("H", "head", 50)
        letter, unit = _PLACES[form]
        self.glyphPos = [place * unit for place in self._numbers(f"{count + 1}{letter}", "loca")]


class QuickFont(TTFont):
    """A font of such a face.

    Names begin at code 1 and never at the letters' own codes: a readable subset would differ by platform.
    """

    def __init__(self, name: str, file: str) -> None:
        self.fontName = name
        self.face = QuickFace(file)
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary[Any, Any]()
        self.shapable = False
        self._asciiReadable = False
