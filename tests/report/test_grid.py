"""A table breaks between its rows, and leaves none of them alone on a page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from holdfast.report.flow import blocks
from holdfast.report.grid import Grid
from holdfast.report.pages import paginated
from holdfast.report.printed import Part, Table, cell
from holdfast.report.review import print_review
from holdfast.report.style import SHEETS
from holdfast.report.tags import Element
from tests.report.conftest import make_review


def rows_on_pages(count: int, lines: int) -> list[int]:
    """How many rows of the table stand on each page that it reaches; above it are so many lines."""
    rows = tuple((cell(f"Row {number}"), cell(str(number))) for number in range(count))
    table = Table(("What", "How many"), (60.0, 55.0), rows)
    text = "\n\n".join(f"Line {number}" for number in range(lines))
    printed = replace(print_review(make_review()), parts=(Part("Figures", text=text, table=table),))
    pages = paginated(blocks(printed, Element("Document")), SHEETS["A4"])
    grids = [[block for block, _top in page.placed if isinstance(block, Grid)] for page in pages]
    return [len(grid.rows) - grid.start for page in grids for grid in page if grid.head]


@given(st.integers(30, 90), st.integers(0, 25))
def test_no_row_stands_alone_behind_a_break(count: int, lines: int) -> None:
    found = rows_on_pages(count, lines)
    assert sum(found) == count
    assert all(rows > 1 for rows in found[1:]), found
