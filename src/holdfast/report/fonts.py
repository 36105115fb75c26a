"""The faces that every report embeds, so that it looks the same on every machine."""

from functools import cache
from typing import Any, Final, NamedTuple

from reportlab.pdfbase import pdfmetrics

from holdfast.paths import resources
from holdfast.report.face_file import QuickFont


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
    font: Any = QuickFont(name, str(resources() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    return Face(name, font.face.charWidths)


@cache
def fallback(char: str, *, bold: bool) -> Face | None:
    """A face that can draw a character which the wanted one lacks; None if no face here can."""
    for candidate in (face(bold=bold), face(), face(mono=True)):
        if candidate.has(char):
            return candidate
    return None
