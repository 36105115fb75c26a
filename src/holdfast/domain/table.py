"""Tables as text: rows read, what is wrong named by its line, and cells that no spreadsheet calculates."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from holdfast.words import _, ngettext

# What a spreadsheet takes for a formula, also behind white space or in the wide letters of East Asia.
_FORMULA: Final = re.compile(r"[\s']*[=+\-@\uff0b\uff0d\uff1d\uff20]|[ ']*[\t\r\n]")
_CELL: Final = 1_000_000  # characters; csv itself would stop at an eighth of it


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the line it begins on, from 1, and the column, "" for the row as a whole."""

    line: int
    column: str
    what: str
    hint: str


def uneven(line: int, count: int, columns: int) -> Fault:
    """A row of so many cells under a header of another number."""
    what = ngettext(
        "{count} cell where the header has {columns}.", "{count} cells where the header has {columns}.", count
    )
    told = what.format(count=count, columns=columns)
    return Fault(line, "", told, _("Put a text with a separator in it in quotes."))


def table_rows(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins on; comma, semicolon or tab by the first line.

    Where the text is no CSV any more, that is added to `faults` and the rows end.
    """
    csv.field_size_limit(_CELL)
    first = text.lstrip("\r\n").splitlines()[:1]
    separator = max(",;\t", key=first[0].count) if first else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        what = _("This is no CSV from here on: {error}.").format(error=error)
        faults.append(
            Fault(begins, "", what, _("Look for a quotation mark that is not closed or not doubled."))
        )


def safe(cell: str) -> str:
    """A cell that no spreadsheet calculates: what could be a formula stands behind an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unsafe(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
