"""A document as the blocks that fill its pages, in reading order."""

from collections.abc import Iterator, Sequence

from holdfast.report.blocks import Block, Bookmark, NewPage, Paragraph, WriteLines
from holdfast.report.chart import BarChart
from holdfast.report.content import Head
from holdfast.report.grid import Grid, Row
from holdfast.report.legible import one_line
from holdfast.report.printed import Cell, Chart, Front, Part, Printed, Table
from holdfast.report.printed import Line as PrintedLine
from holdfast.report.prose import Prose, typed
from holdfast.report.runs import Run, plain
from holdfast.report.style import (
    CELL,
    CELL_CODE,
    CELL_HEAD,
    CELL_QUIET,
    EMPTY,
    FACTS,
    HEADING,
    KICKER,
    LESSER,
    NOTE,
    SHEETS,
    Sheet,
    Style,
    title,
    words_style,
)
from holdfast.report.tags import COLUMN_HEAD, ROW_HEAD, Element
from holdfast.words import _, ngettext

_CONTROL_SHARES = (27, 88)
_CONTROL_PAD = 3
_CONTENTS_SHARES = (105, 10)
_MAIN = 2  # the level of the parts that contents and outline begin with


def blocks(
    printed: Printed,
    document: Element,
    hidden: int = 0,
    size: float = 9.5,
    numbers: list[Paragraph] | None = None,
) -> Iterator[Block]:
    """Everything that stands in the column, top to bottom; `document` gets the structure.

    `hidden` is how many of its characters have no sign, `size` that of typed words. With `numbers` the
    contents stand before the parts; it gets the paragraph of each page's number, in which zeros hold the
    place until the number is known.
    """
    sheet = SHEETS[printed.front.imprint.paper]
    yield from _opening(printed.front, document, hidden, sheet)
    if numbers is not None:
        yield from _contents(printed.parts, numbers, document, sheet)
    for part in printed.parts:
        if part.fresh:
            yield NewPage()
        yield from _part(part, document, sheet, size)


def _contents(
    parts: Sequence[Part], numbers: list[Paragraph], document: Element, sheet: Sheet
) -> Iterator[Block]:
    yield Paragraph(plain(_("Contents")), HEADING, document.child("H2"), with_next=True)
    rows = tuple(
        ((PrintedLine(part.heading), PrintedLine(part.listed, quiet=True)), (PrintedLine("000"),))
        for part in main_parts(parts)
    )
    table = Table((_("Part"), _("Page")), _CONTENTS_SHARES, rows, pad=_CONTROL_PAD)
    grid = _table(table, document, sheet)
    numbers += [row.cells[1][0] for row in grid.rows]
    yield grid


def main_parts(parts: Sequence[Part]) -> list[Part]:
    """Those that contents and outline begin with."""
    return [part for part in parts if part.level == _MAIN]


def _opening(front: Front, document: Element, hidden: int, sheet: Sheet) -> Iterator[Block]:
    yield Paragraph(plain(front.kicker), KICKER, document.child("P"))
    yield Paragraph(plain(front.title), title(front.title), document.child("H1"))
    yield Paragraph(plain(_joined(front.facts)), FACTS, document.child("P"))
    yield _control(front, document, sheet)
    if front.signed:
        yield _to_sign(front.signed, document)
    if hidden:
        yield Paragraph(plain(_hidden_note(hidden)), NOTE, document.child("P"))


def _joined(facts: Sequence[str]) -> str:
    return "  \N{MIDDLE DOT}  ".join(facts)


def _hidden_note(count: int) -> str:
    return ngettext(
        "{count} character has no sign in the typeface of this report and stands as a box (\u25af)."
        " The attached record holds it as it was written.",
        "{count} characters have no sign in the typeface of this report and stand as boxes (\u25af)."
        " The attached record holds them as they were written.",
        count,
    ).format(count=count)


def _control(front: Front, document: Element, sheet: Sheet) -> Grid:
    table = document.child("Table")
    marking = front.imprint.marking
    pairs = [(_("Marking"), [[Run(marking, bold=True)]])] if marking else []
    # a line each, since a name that runs from right to left would turn round what stands behind it
    pairs += [(label, [plain(line) for line in value.split("\n")]) for label, value in front.control]
    pairs += [(_("Made from head"), [head_runs(head)]) for head in front.imprint.heads]
    rows: list[Row] = []
    for label, lines in pairs:
        row = table.child("TR")
        left = Paragraph(plain(label), CELL_QUIET, row.child("TH", ROW_HEAD))
        said = row.child("TD")
        right = tuple(Paragraph(line, CELL, said) for line in lines)
        rows.append(Row(((left,), right), pad=_CONTROL_PAD))
    return Grid(_CONTROL_SHARES, None, rows, sheet.depth, before=12)


def head_runs(head: Head) -> list[Run]:
    """The newest entry of a station, as a reader can compare it."""
    where = _("Station {code}, entry {seq}").format(code=head.code or head.station, seq=head.seq)
    return [Run(f"{where}\n"), Run(head.hash, code=True)]


def _part(part: Part, document: Element, sheet: Sheet, size: float) -> Iterator[Block]:
    heading = document.child(f"H{part.level}")
    style = HEADING if part.level == _MAIN else LESSER
    mark = Bookmark(part.heading, part.level - _MAIN)
    yield Paragraph(plain(part.heading), style, heading, with_next=True, bookmark=mark)
    if part.facts:
        yield Paragraph(plain(_joined(part.facts)), FACTS, document.child("P"), with_next=True)
    written: list[Block] = list(Prose(document, sheet.depth).blocks(part.text))
    written += typed(document, part.words, words_style(size))
    if part.chart is not None and written and isinstance(written[-1], Paragraph):
        written[-1].with_next = True
    yield from written
    if part.chart is not None:
        yield from _chart(part.chart, document)
    if part.table is not None:
        yield _table(part.table, document, sheet)
    elif not written and part.empty:
        yield Paragraph(plain(part.empty), EMPTY, document.child("P"))
    if part.signed:
        yield _to_sign(part.signed, document)


def _chart(chart: Chart, document: Element) -> Iterator[Block]:
    figure = document.child("Figure")
    figure.alt = one_line(chart.alt)
    yield BarChart(chart, figure)
    yield Paragraph(plain(chart.caption), NOTE, document.child("P"), with_next=True)


def _to_sign(captions: Sequence[str], document: Element) -> WriteLines:
    return WriteLines(tuple(Paragraph(plain(each), CELL_QUIET, document.child("P")) for each in captions))


def _table(table: Table, document: Element, sheet: Sheet) -> Grid:
    whole = document.child("Table")
    line = whole.child("TR")
    heads = tuple((Paragraph(plain(word), CELL_HEAD, line.child("TH", COLUMN_HEAD)),) for word in table.head)
    rows = [_row(row, table, whole.child("TR")) for row in table.rows]
    return Grid(table.shares, Row(heads), rows, sheet.depth)


def _row(cells: Sequence[Cell], table: Table, line: Element) -> Row:
    made = tuple(_cell(cell, table.blank, line.child("TD")) for cell in cells)
    return Row(made, pad=table.pad) if table.pad else Row(made)


def _cell(cell: Cell, blank: str, meaning: Element) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(plain(each.text or blank), _style(each), meaning)
        for each in cell
        if each.text or not each.quiet
    )


def _style(line: PrintedLine) -> Style:
    if line.quiet:
        return CELL_QUIET
    return CELL_CODE if line.code else CELL
