"""The pen: draws lines of text, hairlines and fills on reportlab's canvas, and says what each of them means.

Everything drawn is either content of a structure element or an artifact; PDF/UA allows nothing else. The
operators are written here and not by the canvas, which knows no marked content and takes three times as long.
"""

import io
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from math import cos, radians, sin
from typing import Any, Final, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from holdfast.report.fonts import face
from holdfast.report.legible import one_line
from holdfast.report.lines import Glyphs, Line
from holdfast.report.style import Colour, Sheet, Style
from holdfast.report.tags import Artifact, Element, Tags

_SLANT: Final = radians(52)
_LARGEST: Final = 130.0


class Ink:
    """A document under way. Points, the origin at the lower left."""

    def __init__(self, sheet: Sheet, language: str, tags: Tags) -> None:
        self.sheet = sheet
        self.tags = tags
        self.page = 0
        self._file = io.BytesIO()
        self._canvas: Any = Canvas(
            self._file,
            pagesize=(sheet.width, sheet.height),
            pageCompression=0,  # the finish packs every stream
            invariant=1,  # no clock and no random identifier in the file
            initialFontName=cast("Any", face().name),  # a name, whatever the stubs say
            lang=language,
        )

    def paint(
        self, lines: Sequence[Line], style: Style, x: float, top: float, meaning: Element | Artifact
    ) -> None:
        """Draw lines below `top`."""
        if any(line.glyphs for line in lines):
            with self._marked(meaning) as code:
                self._lines(code, lines, style, x, top)

    def _lines(self, code: list[str], lines: Sequence[Line], style: Style, x: float, top: float) -> None:
        code.append(f"BT {_triple(style.colour)} rg")
        font = ""
        for number, line in enumerate(lines):
            # The first base line hangs so that the letters stand in the middle of their leading.
            base = top - number * style.leading - (style.leading + style.size * 0.72) / 2
            code.append(f"1 0 0 1 {x + line.shift:.2f} {base:.2f} Tm")
            for glyphs in line.glyphs:
                font = self._write(code, glyphs, style.size, font)
        code.append("ET")

    def _write(self, code: list[str], glyphs: Glyphs, size: float, font: str) -> str:
        """Show characters where the pen stands; gives the font that is now set."""
        if glyphs.actual:
            code.append(f"/Span <</ActualText <FEFF{glyphs.actual.encode('utf-16-be').hex()}>>> BDC")
        embedded: Any = pdfmetrics.getFont(glyphs.face.name)
        document = self._canvas._doc  # noqa: SLF001
        for subset, codes in embedded.splitString(glyphs.text, document):
            name: str = embedded.getSubsetInternalName(subset, document)
            if name != font:
                code.append(f"{name} {size:g} Tf")
                font = name
            code.append(f"<{codes.hex()}> Tj")
        if glyphs.actual:
            code.append("EMC")
        return font

    def rule(self, x: float, y: float, width: float, colour: Colour, thickness: float = 0.5) -> None:
        """A horizontal hairline."""
        with self._marked(Artifact.LAYOUT) as code:
            code.append(f"{_triple(colour)} RG {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A plain rectangle whose lower left corner is at (x, y)."""
        with self._marked(Artifact.LAYOUT) as code:
            code.append(f"{_triple(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    @contextmanager
    def figure(self, meaning: Element) -> Generator["Drawing"]:
        """What is drawn inside belongs together and means one thing."""
        with self._marked(meaning) as code:
            yield Drawing(code, self._lines)

    def slanted(self, words: str, colour: Colour) -> None:
        """Large words across the middle of the page, behind everything that is drawn after them."""
        used = face(bold=True)
        diagonal = (self.sheet.width**2 + self.sheet.height**2) ** 0.5
        size = min(_LARGEST, 0.66 * diagonal / used.width(words, 1))
        run = Glyphs(used, words, "", used.width(words, size))
        turned = f"{cos(_SLANT):.4f} {sin(_SLANT):.4f} {-sin(_SLANT):.4f} {cos(_SLANT):.4f}"
        with self._marked(Artifact.PAGINATION) as code:
            code.append(f"q {turned} {self.sheet.width / 2:.2f} {self.sheet.height / 2:.2f} cm")
            code.append(f"BT {_triple(colour)} rg 1 0 0 1 {-run.width / 2:.2f} {-size * 0.36:.2f} Tm")
            self._write(code, run, size, "")
            code.append("ET Q")

    def bookmark(self, words: str, top: float, depth: int) -> None:
        """An entry of the outline that leads to this height of the page."""
        key = f"mark-{self.page}-{top:.2f}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(one_line(words), key, level=depth)

    def end_page(self) -> None:
        """Turn to the next page."""
        self._canvas.showPage()
        self.page += 1

    def finished(self) -> bytes:
        """The whole file, not yet tagged."""
        self._canvas.save()
        return self._file.getvalue()

    @contextmanager
    def _marked(self, meaning: Element | Artifact) -> Generator[list[str]]:
        """The operators of the page at hand, between the marks that say what is drawn there."""
        code: list[str] = self._canvas._code  # noqa: SLF001
        if isinstance(meaning, Element):
            code.append(f"/{meaning.role} <</MCID {self.tags.mark(self.page, meaning).number}>> BDC")
        else:
            code.append(f"/Artifact <</Type /{meaning}>> BDC")
        yield code
        code.append("EMC")


class Drawing:
    """Draws the parts of a figure."""

    def __init__(self, code: list[str], lines: Callable[..., None]) -> None:
        self._code, self._lines = code, lines

    def words(self, lines: Sequence[Line], style: Style, x: float, top: float) -> None:
        """Lines of text below `top`."""
        if any(line.glyphs for line in lines):
            self._lines(self._code, lines, style, x, top)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A plain rectangle whose lower left corner is at (x, y)."""
        self._code.append(f"{_triple(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")


def _triple(colour: Colour) -> str:
    return f"{colour.red:g} {colour.green:g} {colour.blue:g}"
