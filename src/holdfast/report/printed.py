"""What a document is between its content and its pages: a front, then parts under headings.

Pages and Markdown are made from this alone, so that a new kind of document is a function from its content
to these values.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from holdfast.report.content import Imprint


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the first part, and what every page repeats.

    `state` says in small words what this paper is ("drill, draft"); `stamps` are the large ones behind the
    text. `foot` names the document on every page, `name` in the title bar of a reader. `control` holds the
    label and value pairs of the control block, to which the marking and the heads are added. `signed` are the
    captions of lines to write on below it.
    """

    kicker: str
    title: str
    imprint: Imprint
    name: str
    foot: str
    state: str = ""
    facts: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    control: tuple[tuple[str, str], ...] = ()
    signed: tuple[str, ...] = ()


class Line(NamedTuple):
    """A line of a cell; `quiet` ones say the lesser thing, `code` keeps its spaces."""

    text: str
    quiet: bool = False
    code: bool = False


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `shares` are the columns' parts of the width, `blank` stands in an empty line on
    paper. `pad` is the space above and below a row's words, in points; 0 is the usual one.
    """

    head: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    blank: str = ""
    pad: float = 0


class Bar(NamedTuple):
    """A bar of a chart up to `value`, with a thin line on to `most`; both as they are told."""

    label: str
    value: int
    most: int
    told: str
    told_most: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under each other; `alt` says in words all that they show."""

    alt: str
    bars: tuple[Bar, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it: words, a chart, a table, lines to write on; `empty` where there is
    nothing.

    `text` is Markdown, `words` stand as they were typed. `signed` are the captions of the lines to write on.
    A part of `level` 3 belongs to the last one of level 2. A `fresh` one begins a page. `listed` is what the
    contents say of it beside its heading.
    """

    heading: str
    facts: tuple[str, ...] = ()
    text: str = ""
    words: str = ""
    chart: Chart | None = None
    table: Table | None = None
    signed: tuple[str, ...] = ()
    empty: str = ""
    level: Literal[2, 3] = 2
    fresh: bool = False
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole document. A list of its parts of level 2 and their pages stands before them where it fills at
    least as many pages as `contents` says.

    Of `sizes`, in points, the first in which it fills one page is taken for the parts' `words`; the last
    where none does.
    """

    front: Front
    parts: tuple[Part, ...]
    sizes: tuple[float, ...] = (9.5,)
    contents: int = 4


def cell(text: str, *quiet: str) -> Cell:
    """A line, and below it the lesser ones that say something."""
    return (Line(text), *(Line(each, quiet=True) for each in quiet if each))


def lines_of(words: str) -> Iterator[tuple[bool, list[str]]]:
    """Words as they were typed, in stretches: the lines of a paragraph, or (True) the points of a list, whose
    dashes are taken away. An empty line parts two paragraphs.
    """
    for block in re.split(r"\n[ \t]*\n", words.strip()):
        for listed, lines in groupby(block.split("\n"), key=lambda line: line.lstrip().startswith("- ")):
            yield listed, [line.lstrip()[2:].strip() if listed else line for line in lines]
