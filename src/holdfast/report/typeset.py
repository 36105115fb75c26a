"""A review report set on pages and finished; imports reportlab and pikepdf, so it is loaded when one is
asked for.
"""

import threading
from typing import Final

from holdfast.report.content import ReviewReport
from holdfast.report.finish import About, Attachment, finished
from holdfast.report.flow import blocks
from holdfast.report.ink import Ink
from holdfast.report.legible import one_line
from holdfast.report.pages import draw_pages, paginated
from holdfast.report.style import SHEETS
from holdfast.report.tags import Element, Tags
from holdfast.report.text import render_json
from holdfast.words import _

RECORD: Final = "review.json"
# reportlab keeps its fonts for the whole process and they remember the document under way.
_PRESS: Final = threading.Lock()


def typeset(report: ReviewReport) -> bytes:
    """The finished PDF."""
    tags = Tags(Element("Document"))
    with _PRESS:
        ink = Ink(SHEETS[report.paper], report.language, tags)
        draw_pages(paginated(blocks(report, tags.root), ink.sheet), report, ink)
        raw = ink.finished()
    title = one_line(f"{report.incident_ref} {report.title}")
    about = About(title, one_line(report.author), one_line(report.language), report.made_at)
    record = Attachment(
        RECORD,
        "application/json",
        _("The record that this report was made from"),
        render_json(report).encode(),
    )
    return finished(raw, tags, about, record)
