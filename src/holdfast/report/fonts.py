"""The faces that every report embeds, so that it looks the same on every machine."""

from functools import cache
from typing import Any, Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from holdfast.paths import resources


class Face(NamedTuple):
    """One embedded face. `widths` gives the advance of a code point in thousandths of the size."""

    name: str
    widths: dict[int, float]

    def has(self, char: str) -> bool:
        """Whether the face can draw this character."""
        return ord(char) in self.widths

    def width(self, text: str, size: float) -> float:
        """How wide `text` is, in points."""
        widths = self.widths
        return sum([widths[ord(char)] for char in text]) * size / 1000


_FILES: Final = {
    (False, False, False): "DejaVuSans",
    (True, False, False): "DejaVuSans-Bold",
    (False, True, False): "DejaVuSans-Oblique",
    (True, True, False): "DejaVuSans-BoldOblique",
    (False, False, True): "DejaVuSansMono",
    (True, False, True): "DejaVuSansMono-Bold",
}


@cache
def face(*, bold: bool = False, italic: bool = False, mono: bool = False) -> Face:
    """The face for a run of text. The monospaced family has no slanted one here."""
    name = _FILES[bold, italic and not mono, mono]
    # Names begin at code 1 and never at the letters' own codes: a readable subset would differ by platform.
    font: Any = TTFont(name, str(resources() / "fonts" / f"{name}.ttf"), asciiReadable=False)
    _restore_advances(font.face)
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    return Face(name, font.face.charWidths)


def _restore_advances(loaded: TTFontFace) -> None:
    """Undo a slip of reportlab's: it keeps the shared advance of a monospaced face in thousandths, not in
    font units.

    Embedded like that, the widths in the font and in the PDF differ, which PDF/A forbids and some viewers
    show.
    """
    shared = next((advance for advance, _ in loaded.hmetrics if isinstance(advance, float)), None)
    if shared is not None:
        units = round(shared * loaded.unitsPerEm / 1000)
        loaded.hmetrics = [
            (units if isinstance(advance, float) else advance, bearing)
            for advance, bearing in loaded.hmetrics
        ]


@cache
def fallback(char: str, *, bold: bool) -> Face | None:
    """A face that can draw a character which the wanted one lacks; None if no face here can."""
    for candidate in (face(bold=bold), face(), face(mono=True)):
        if candidate.has(char):
            return candidate
    return None
