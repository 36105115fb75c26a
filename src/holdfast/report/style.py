"""The look of a printed report: one type scale, one accent, hairlines, generous margins. Lengths are
points.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple


class Colour(NamedTuple):
    """Red, green and blue from 0 to 1, in sRGB."""

    red: float
    green: float
    blue: float


def _colour(code: str) -> Colour:
    return Colour(*(round(int(code[place : place + 2], 16) / 255, 4) for place in (0, 2, 4)))


INK: Final = _colour("16181C")
QUIET: Final = _colour("5A5F67")
ACCENT: Final = _colour("1F5FAA")
MARKING: Final = _colour("8B0020")
HAIRLINE: Final = _colour("DDE0E4")
RULE: Final = _colour("80868F")
SHADE: Final = _colour("F4F5F7")
WATERMARK: Final = _colour("EEEFF2")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. `before` and `after` collapse: the larger of two neighbours counts."""

    size: float
    leading: float
    before: float = 0
    after: float = 0
    colour: Colour = INK
    bold: bool = False
    italic: bool = False
    mono: bool = False


BODY: Final = Style(9.5, 14, before=6, after=6)
ITEM: Final = Style(9.5, 14, after=3)
QUOTE: Final = Style(9.5, 14, before=8, after=8, colour=QUIET)
EMPTY: Final = Style(9.5, 14, before=6, after=6, colour=QUIET)
CODE: Final = Style(8, 11.5, before=8, after=10, mono=True)
KICKER: Final = Style(9, 12, after=4, colour=ACCENT)
FACTS: Final = Style(8.5, 12, before=4, after=6, colour=QUIET)
HEADING: Final = Style(12.5, 17, before=20, after=6, bold=True)
LESSER: Final = Style(11, 15, before=14, after=5, bold=True)
SUBHEADING: Final = Style(10, 14, before=10, after=4, bold=True)
CELL: Final = Style(8.5, 12)
CELL_HEAD: Final = Style(8, 11, colour=QUIET, bold=True)
CELL_CODE: Final = Style(8, 11.5, mono=True)
CELL_QUIET: Final = Style(8, 11.5, colour=QUIET)
NOTE: Final = Style(8, 11.5, before=6, after=4, colour=QUIET)


def title(text: str) -> Style:
    """The style of a title: it is never cut, so a long one is set smaller."""
    if len(text) <= 120:
        return Style(18, 24, after=2, bold=True)
    return Style(12.5, 17, after=2, bold=True) if len(text) <= 600 else Style(9.5, 13.5, after=2, bold=True)


def words_style(size: float) -> Style:
    """The style of words as they were typed: the body's, or larger for what is read out."""
    return BODY if size == BODY.size else Style(size, round(size * 1.4, 1), before=8, after=8)


class Sheet(NamedTuple):
    """The paper and the frame that text stands in."""

    width: float
    height: float
    side: float = 58
    top: float = 64
    bottom: float = 70

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * self.side

    @property
    def depth(self) -> float:
        """The height of the text on one page."""
        return self.height - self.top - self.bottom


SHEETS: Final = {"A4": Sheet(595.28, 841.89), "Letter": Sheet(612, 792)}
