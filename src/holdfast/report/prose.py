"""A reviewer's Markdown as blocks of a page, with their place in the document's structure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from holdfast.report import markdown
from holdfast.report.blocks import Block, Label, Paragraph, Rule
from holdfast.report.grid import Grid, Row
from holdfast.report.legible import normal
from holdfast.report.printed import lines_of
from holdfast.report.runs import Run, words_of
from holdfast.report.style import BODY, CELL, CELL_HEAD, CODE, ITEM, QUOTE, SUBHEADING, Style
from holdfast.report.tags import BULLETS, COLUMN_HEAD, NUMBERS, Element

_STEP = 18  # points of indent for each depth of a list
_QUOTED = 14


class Prose:
    """Turns the nodes of one section into blocks below `parent`."""

    def __init__(self, parent: Element, page_depth: float) -> None:
        self._parent = parent
        self._page_depth = page_depth
        self._lists: list[Element] = []
        self._bodies: list[Element] = []

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of a Markdown text."""
        for node in markdown.parse(text):
            if not isinstance(node, markdown.Item):
                self._lists, self._bodies = [], []
            yield self._block(node)

    def _block(self, node: markdown.Node) -> Block:  # noqa: PLR0911  (one for each kind)
        match node:
            case markdown.Text(runs, quoted=True):
                meaning = self._parent.child("BlockQuote").child("P")
                return Paragraph(runs, QUOTE, meaning, indent=_QUOTED, bar=True)
            case markdown.Text(runs):
                return Paragraph(runs, BODY, self._parent.child("P"))
            case markdown.Heading(runs):
                return Paragraph(runs, SUBHEADING, self._parent.child("H3"), with_next=True)
            case markdown.Code(text):
                return Paragraph([Run(text)], CODE, self._parent.child("P").child("Code"), shade=True)
            case markdown.Table(head, rows):
                return table(self._parent, head, rows, self._page_depth)
            case markdown.Item():
                return self._item(node)
            case markdown.Divider():
                return Rule()

    def _item(self, node: markdown.Item) -> Paragraph:
        indent = _STEP * (node.depth + 1)
        if not node.label and len(self._bodies) > node.depth:
            return Paragraph(node.runs, ITEM, self._bodies[node.depth], indent=indent)
        entry = self._list(node).child("LI")
        label = Label(node.label, entry.child("Lbl")) if node.label else None
        body = entry.child("LBody")
        self._bodies = [*self._bodies[: node.depth], body]
        return Paragraph(node.runs, ITEM, body, indent=indent, label=label)

    def _list(self, node: markdown.Item) -> Element:
        """The list that an item of this depth belongs to: the open one, or a new one in the item above."""
        self._lists = self._lists[: node.depth + 1]
        while len(self._lists) <= node.depth:
            depth = len(self._lists)
            above = self._bodies[depth - 1] if 0 < depth <= len(self._bodies) else None
            if (
                depth and above is None
            ):  # an item that stands deeper than its list: the steps between stay empty
                above = self._lists[-1].child("LI").child("LBody")
                self._bodies.append(above)
            self._lists.append((above or self._parent).child("L", NUMBERS if node.numbered else BULLETS))
        return self._lists[-1]


def typed(parent: Element, text: str, style: Style) -> Iterator[Paragraph]:
    """A text that is nobody's Markdown: lines stay lines, a dash before one makes it an item."""
    for listed, lines in lines_of(normal(text)):
        if listed:
            yield from _items(parent.child("L", BULLETS), lines, style)
        elif words := "\n".join(lines).strip():
            yield Paragraph([Run(words)], style, parent.child("P"))


def _items(whole: Element, lines: Sequence[str], style: Style) -> Iterator[Paragraph]:
    close = replace(style, before=2, after=2)
    for line in lines:
        entry = whole.child("LI")
        label = Label("\N{BULLET}", entry.child("Lbl"), room=style.size * 1.4)
        yield Paragraph([Run(line)], close, entry.child("LBody"), indent=style.size * 1.8, label=label)


def table(
    parent: Element, head: Sequence[Sequence[Run]], rows: Sequence[Sequence[Sequence[Run]]], page_depth: float
) -> Grid:
    """A table of plain cells; the columns share the width by what stands in them."""
    whole = parent.child("Table")
    line = whole.child("TR")
    heads = tuple((Paragraph(cell, CELL_HEAD, line.child("TH", COLUMN_HEAD)),) for cell in head)
    body = [_row(whole.child("TR"), cells) for cells in rows]
    return Grid(_shares(head, rows), Row(heads), body, page_depth)


def _row(line: Element, cells: Sequence[Sequence[Run]]) -> Row:
    return Row(tuple((Paragraph(cell, CELL, line.child("TD")),) for cell in cells))


def _shares(head: Sequence[Sequence[Run]], rows: Sequence[Sequence[Sequence[Run]]]) -> tuple[float, ...]:
    longest = [len(words_of(cell)) for cell in head]
    for cells in rows:
        longest = [max(most, len(words_of(cell))) for most, cell in zip(longest, cells, strict=True)]
    return tuple(min(max(most, 8), 60) for most in longest)
