"""The logical structure of a tagged PDF (ISO 32000-1, 14.7): what each mark on the pages means, in reading
order.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

# The owner and entries of an element's attribute dictionary, as PDF names without the slash.
Attributes = tuple[tuple[str, str], ...]
COLUMN_HEAD: Final[Attributes] = (("O", "Table"), ("Scope", "Column"))
ROW_HEAD: Final[Attributes] = (("O", "Table"), ("Scope", "Row"))
BULLETS: Final[Attributes] = (("O", "List"), ("ListNumbering", "Disc"))
NUMBERS: Final[Attributes] = (("O", "List"), ("ListNumbering", "Decimal"))


class Artifact(StrEnum):
    """What a page needs and a reader does not: lines and fills; headers, footers and watermarks."""

    LAYOUT = "Layout"
    PAGINATION = "Pagination"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one page's content, by its number on that page. Pages count from 0."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure: a heading, a paragraph, a cell. A paragraph that breaks across pages has
    several marks. `alt` says in words what a figure shows in its `box` (left, bottom, right, top).
    """

    role: str
    kids: "list[Element | Mark]" = field(default_factory=list["Element | Mark"])
    attributes: Attributes = ()
    alt: str = ""
    box: tuple[float, float, float, float] | None = None

    def child(self, role: str, attributes: Attributes = ()) -> "Element":
        """A new last child."""
        kid = Element(role, attributes=attributes)
        self.kids.append(kid)
        return kid


@dataclass(slots=True)
class Tags:
    """The whole structure, and for each page the element behind each of its marks."""

    root: Element
    pages: list[list[Element]] = field(default_factory=list[list[Element]])

    def mark(self, page: int, element: Element) -> Mark:
        """The next mark of a page, belonging to `element`."""
        while len(self.pages) <= page:
            self.pages.append([])
        mark = Mark(page, len(self.pages[page]))
        self.pages[page].append(element)
        element.kids.append(mark)
        return mark
