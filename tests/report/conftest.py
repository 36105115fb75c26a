"""A small review to vary, and ways to read a PDF back."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from holdfast.report.content import ActionRow, Head, ReviewReport, SectionText, TimelineRow

HASH = "9c41e2aa7b0c41d29f3b5a60718293a4b5c6d7e8f9012a3b4c5d6e7f8091a2b3"
HEADINGS = {
    "summary": "Summary",
    "impact": "Impact",
    "detection": "Detection and trigger",
    "factors": "Contributing factors and root causes",
    "response": "Response and resolution",
    "timeline": "Timeline",
    "helped": "What helped",
    "harder": "What made it harder",
    "lucky": "Where we were lucky",
    "lessons": "Lessons",
    "actions": "Preventive actions",
}


def timeline_row(number: int, text: str = "Something happened") -> TimelineRow:
    late = number % 7 == 3
    return TimelineRow(
        occurred=f"12 Mar 2026 {13 + number // 60:02d}:{number % 60:02d} CET",
        recorded="14:40" if late else "",
        late=late,
        kind="observation",
        who="Anna Berg",
        text=f"{text} {number}",
    )


def make_review(**changes: Any) -> ReviewReport:
    values: dict[str, Any] = {
        "title": "Primary database refuses writes",
        "incident_ref": "INC-K7-142",
        "revision": "Revision 3",
        "status": "draft",
        "marking": "INTERNAL USE",
        "facts": ("SEV1 Critical", "priority 1"),
        "control": (("Reference", "INC-K7-142"), ("Author", "Anna Berg (declared)")),
        "sections": tuple(SectionText(key, heading, f"Words of {key}.") for key, heading in HEADINGS.items()),
        "timeline": tuple(timeline_row(number) for number in range(60)),
        "actions": (ActionRow("Name the slots", "Anna Berg", "2026-04-01", "A drill shows it", "open"),),
        "heads": (Head("7f3a9c", "K7", 1284, HASH),),
        "author": "Anna Berg",
        "made_at": "2026-03-13T08:10:00Z",
        "zone": "Europe/Berlin",
    }
    return ReviewReport(**(values | changes))


@pytest.fixture(scope="session")
def review() -> Callable[..., ReviewReport]:
    return make_review


@pytest.fixture(scope="session")
def texts() -> Callable[[bytes], list[str]]:
    """The text of each page."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()

    return read
