"""The Markdown that reviewers write, read into plain blocks: a safe part of CommonMark.

Paragraphs, headings, lists with nesting and tick boxes, quotations, fenced code, tables and rules. There is
no HTML, no image and no reference: what is not understood is shown as it was typed. Time grows with the
text alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from holdfast.report.inline import runs_of
from holdfast.report.runs import Run

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]+(.*)$")
_ITEM: Final = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*)|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE: Final = re.compile(r"(?: {0,3}>[ ]?)+")  # a quotation in a quotation is shown as one
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_DIVIDER: Final = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELLS: Final = re.compile(r"(?<!\\)\|")
_TICK: Final = re.compile(r"\[([ xX])\][ \t]+")
_DEEPEST: Final = 4
_MOST_COLUMNS: Final = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, `quoted` when it stands in a quotation."""

    runs: list[Run]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; `depth` counts from 0, `label` is its bullet or number as shown, empty for a further
    paragraph.
    """

    runs: list[Run]
    depth: int
    label: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all as long as the head."""

    head: list[list[Run]]
    rows: list[list[list[Run]]]


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule between two parts."""


Node = Text | Heading | Item | Code | Table | Divider


def parse(text: str) -> list[Node]:
    """The blocks of a text."""
    return list(_Parser(text).nodes())


def open_fence(text: str) -> str:
    """The line that closes a code block which the text leaves open; empty when it leaves none open."""
    fence = ""
    for line in text.splitlines():
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif found := _FENCE.match(line):
            fence = found[1]
    return fence


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return len(bare) >= len(fence) and not bare.strip(fence[0])


class _Parser:
    """Reads line by line; `indents` are the columns at which the open list items began."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.place = 0
        self.indents: list[int] = []

    def nodes(self) -> Iterator[Node]:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.place += 1
            if line.strip():
                yield from self._node(line)

    def _node(self, line: str) -> Iterator[Node]:
        if self.indents and not line[:1].isspace() and not _ITEM.match(line):
            self.indents = []
        if found := _FENCE.match(self._bare(line)):
            yield self._code(found[1])
        elif found := _HEADING.match(line):
            yield Heading(runs_of(_heading_words(found[1])))
        elif _RULE.match(line):
            yield Divider()
        elif _QUOTE.match(line):
            yield Text(self._paragraph(_QUOTE.sub("", line, count=1), quoted=True), quoted=True)
        elif found := _ITEM.match(line):
            yield self._item(found)
        elif self._heads_table(line, self.place):
            yield self._table(line)
        else:
            yield self._text(line)

    def _text(self, line: str) -> Node:
        if self.indents and line[:1].isspace():
            return Item(self._paragraph(line), len(self.indents) - 1, "")
        runs = self._paragraph(line)
        if self.place < len(self.lines) and _UNDERLINE.match(self.lines[self.place]):
            self.place += 1
            return Heading(runs)
        return Text(runs)

    def _paragraph(self, line: str, *, quoted: bool = False) -> list[Run]:
        """The line and those that continue it."""
        rows = [line]
        while self.place < len(self.lines):
            following = self.lines[self.place]
            if quoted and _QUOTE.match(following):
                following = _QUOTE.sub("", following, count=1)
                if not following.strip():
                    break
            elif not following.strip() or self._begins(following):
                break
            rows.append(following)
            self.place += 1
        return runs_of("\n".join(row.lstrip() for row in rows).rstrip())

    def _begins(self, line: str) -> bool:
        """Whether the line at hand starts something of its own in the midst of a paragraph."""
        if found := _ITEM.match(line):
            # A year at the start of a line is no list.
            return bool(self.indents) or not found[2][0].isdigit() or found[2][:-1] == "1"
        starts = (_FENCE, _HEADING, _QUOTE, _RULE, _UNDERLINE)
        return any(start.match(self._bare(line)) for start in starts) or self._heads_table(
            line, self.place + 1
        )

    def _bare(self, line: str) -> str:
        """The line as it stands inside its list."""
        return line.lstrip() if self.indents else line

    def _code(self, fence: str) -> Code:
        start = self.place
        while self.place < len(self.lines) and not _closes(self.lines[self.place], fence):
            self.place += 1
        rows = self.lines[start : self.place]
        self.place += 1
        margin = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
        return Code("\n".join(row[margin if self.indents else 0 :] for row in rows))

    def _item(self, found: re.Match[str]) -> Item:
        column = len(found[1].expandtabs(4))
        while self.indents and column < self.indents[-1]:
            self.indents.pop()
        if not self.indents or column > self.indents[-1] + 1:
            self.indents = [*self.indents[: _DEEPEST - 1], column]
        numbered = found[2] not in {"-", "*", "+"}
        label = found[2] if numbered else "\N{BULLET}"
        words = found[3] or ""
        if tick := _TICK.match(words):
            label, words = (
                "\N{BALLOT BOX}" if tick[1] == " " else "\N{BALLOT BOX WITH CHECK}",
                words[tick.end() :],
            )
        return Item(self._paragraph(words), len(self.indents) - 1, label, numbered)

    def _heads_table(self, line: str, below: int) -> bool:
        """Whether a line is the head of a table: the line of dashes `below` it has as many cells."""
        if "|" not in line or below >= len(self.lines):
            return False
        dashes = self.lines[below].strip()
        if "-" not in dashes or _DIVIDER.match(dashes) is None:
            return False
        return len(_cells(dashes)) == len(_cells(line)) <= _MOST_COLUMNS

    def _table(self, line: str) -> Table:
        head = _cells(line)
        self.place += 1
        rows: list[list[list[Run]]] = []
        while self.place < len(self.lines) and "|" in self.lines[self.place]:
            cells = _cells(self.lines[self.place])
            # Cells beyond the head are kept in the last column: nothing that was written is lost.
            cells = [*cells[: len(head) - 1], " | ".join(cells[len(head) - 1 :])]
            rows.append([runs_of(cell) for cell in (*cells, *[""] * (len(head) - len(cells)))])
            self.place += 1
        return Table([runs_of(cell) for cell in head], rows)


def _heading_words(text: str) -> str:
    bare = text.strip()
    open_end = bare.rstrip("#")
    return open_end.rstrip() if not open_end or open_end[-1].isspace() else bare


def _cells(line: str) -> list[str]:
    bare = line.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(bare)]
