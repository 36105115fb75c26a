"""The floor of a report: reportlab's own paragraphs and tables, and nothing of Holdfast.

python tests/bench/bare_report.py ITEMS.json OUT.pdf
"""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, Preformatted, SimpleDocTemplate, TableStyle

Item = tuple[Any, ...]
"""The name of a style and its text; an item of a list has a bullet too, a table its rows and widths."""

_FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FACES = {
    "Sans": "DejaVuSans",
    "Sans-Bold": "DejaVuSans-Bold",
    "Sans-Oblique": "DejaVuSans-Oblique",
    "Mono": "DejaVuSansMono",
}
_STYLES = {
    "title": ParagraphStyle("title", fontName="Sans-Bold", fontSize=18, leading=24),
    "head": ParagraphStyle("head", fontName="Sans-Bold", fontSize=12.5, leading=17, spaceBefore=20),
    "body": ParagraphStyle("body", fontName="Sans", fontSize=9.5, leading=14, spaceAfter=6),
    "item": ParagraphStyle("item", fontName="Sans", fontSize=9.5, leading=14, leftIndent=18),
    "cell": ParagraphStyle("cell", fontName="Sans", fontSize=8.5, leading=12),
    "code": ParagraphStyle("code", fontName="Mono", fontSize=8, leading=11.5),
}
_LINES = TableStyle(
    [("LINEBELOW", (0, 0), (-1, -1), 0.5, (0.87, 0.88, 0.9)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)


def built(items: Iterable[Item]) -> bytes:
    """The PDF."""
    for name, face in _FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{face}.ttf")))
    file = io.BytesIO()
    pages = SimpleDocTemplate(file, pagesize=A4, leftMargin=58, rightMargin=58, invariant=1)
    pages.build([_flowable(*item) for item in items])
    return file.getvalue()


def _flowable(style: str, said: Any, more: Any = None) -> Any:
    if style == "table":
        cells = [[Paragraph(escape(text), _STYLES["cell"]) for text in row] for row in said]
        return LongTable(cells, colWidths=more, repeatRows=1, style=_LINES)
    if style == "code":
        return Preformatted(said, _STYLES["code"])
    return Paragraph(said, _STYLES[style], bulletText=more)


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(built(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
