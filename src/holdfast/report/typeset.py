"""A document set on pages and finished; imports reportlab and pikepdf, so it is loaded when one is asked
for.
"""

import threading
from typing import Final

from holdfast.report.blocks import Paragraph
from holdfast.report.documents import Document, nature, printed
from holdfast.report.finish import About, Attachment, finished
from holdfast.report.flow import blocks, main_parts
from holdfast.report.ink import Ink
from holdfast.report.language import spoken
from holdfast.report.legible import one_line, unshown
from holdfast.report.pages import Page, draw_pages, pages_of_parts, paginated
from holdfast.report.printed import Printed
from holdfast.report.runs import plain
from holdfast.report.strings import all_texts
from holdfast.report.style import SHEETS
from holdfast.report.tags import Element, Tags
from holdfast.report.text import render_json
from holdfast.words import _

# reportlab keeps its fonts for the whole process and they remember the document under way.
_PRESS: Final = threading.Lock()


def typeset(document: Document) -> bytes:
    """The finished PDF."""
    with spoken(document.imprint.language):
        return _typeset(document)


def _typeset(document: Document) -> bytes:
    shape = printed(document)
    made = shape.front.imprint
    with _PRESS:
        pages, tags = _paged(shape, unshown(all_texts(document)))
        ink = Ink(SHEETS[made.paper], made.language, tags)
        draw_pages(pages, shape.front, ink)
        raw = ink.finished()
    about = About(one_line(shape.front.name), one_line(made.author), one_line(made.language), made.made_at)
    record = Attachment(
        nature(document).record,
        "application/json",
        _("The record that this report was made from"),
        render_json(document).encode(),
    )
    return finished(raw, tags, about, record)


def _paged(shape: Printed, hidden: int) -> tuple[list[Page], Tags]:
    """The pages, in the first of the document's sizes that fills only one, and the marks on them."""
    listed = bool(shape.contents) and len(main_parts(shape.parts)) > 1
    for size in shape.sizes:
        pages, tags = _laid(shape, hidden, size, listed=listed)
        if listed and len(pages) < shape.contents:
            pages, tags = _laid(shape, hidden, size, listed=False)
        if len(pages) == 1 or size == shape.sizes[-1]:
            return pages, tags
    raise AssertionError(shape.sizes)


def _laid(shape: Printed, hidden: int, size: float, *, listed: bool) -> tuple[list[Page], Tags]:
    tags, numbers = Tags(Element("Document")), list[Paragraph]()
    sheet = SHEETS[shape.front.imprint.paper]
    pages = paginated(blocks(shape, tags.root, hidden, size, numbers if listed else None), sheet)
    if listed:
        for paragraph, number in zip(numbers, pages_of_parts(pages), strict=True):
            paragraph.say(plain(str(number)))
    return pages, tags
