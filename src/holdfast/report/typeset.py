"""A document set on pages and finished; imports reportlab and pikepdf, so it is loaded when one is asked
for.
"""

import threading
from dataclasses import replace
from typing import Final

from holdfast.domain.proof import Proof
from holdfast.report.blocks import Paragraph
from holdfast.report.check_page import check_page
from holdfast.report.documents import Document, nature, printed
from holdfast.report.evidence_of import render_json
from holdfast.report.finish import About, Attachment, finished
from holdfast.report.flow import blocks, main_parts
from holdfast.report.ink import Ink
from holdfast.report.language import spoken
from holdfast.report.legible import one_line, unshown
from holdfast.report.pages import Page, draw_pages, pages_of_parts, paginated
from holdfast.report.printed import Part, Printed
from holdfast.report.runs import plain
from holdfast.report.strings import all_texts
from holdfast.report.style import SHEETS
from holdfast.report.tags import Element, Tags
from holdfast.words import _

# reportlab keeps its fonts for the whole process and they remember the document under way.
_PRESS: Final = threading.Lock()


def typeset(document: Document, proof: Proof | None = None) -> bytes:
    """The finished PDF."""
    with spoken(document.imprint.language):
        return _typeset(document, proof)


def _typeset(document: Document, proof: Proof | None) -> bytes:
    shape, kind = printed(document), nature(document)
    made = shape.front.imprint
    last = () if proof is None or kind.working else (check_page(proof),)
    with _PRESS:
        pages, tags = _paged(shape, unshown(all_texts(document)), last)
        ink = Ink(SHEETS[made.paper], made.language, tags)
        draw_pages(pages, shape.front, ink)
        raw = ink.finished()
    about = About(one_line(shape.front.name), one_line(made.author), one_line(made.language), made.made_at)
    record = Attachment(
        kind.record,
        "application/json",
        _("The record that this report was made from"),
        render_json(document, proof),
    )
    return finished(raw, tags, about, record)


def _paged(shape: Printed, hidden: int, last: tuple[Part, ...]) -> tuple[list[Page], Tags]:
    """The pages, in the first of the document's sizes that fills only one, and the marks on them.

    The `last` parts begin pages of their own, whatever the size.
    """
    size = next((each for each in shape.sizes[:-1] if _fits(shape, hidden, each)), shape.sizes[-1])
    whole = replace(shape, parts=shape.parts + last)
    listed = bool(shape.contents) and len(main_parts(whole.parts)) > 1
    pages, tags = _laid(whole, hidden, size, listed=listed)
    if listed and len(pages) < shape.contents:
        return _laid(whole, hidden, size, listed=False)
    return pages, tags


def _fits(shape: Printed, hidden: int, size: float) -> bool:
    return len(_laid(shape, hidden, size, listed=False)[0]) == 1


def _laid(shape: Printed, hidden: int, size: float, *, listed: bool) -> tuple[list[Page], Tags]:
    tags, numbers = Tags(Element("Document")), list[Paragraph]()
    sheet = SHEETS[shape.front.imprint.paper]
    pages = paginated(blocks(shape, tags.root, hidden, size, numbers if listed else None), sheet)
    if listed:
        for paragraph, number in zip(numbers, pages_of_parts(pages), strict=True):
            paragraph.say(plain(str(number)))
    return pages, tags
