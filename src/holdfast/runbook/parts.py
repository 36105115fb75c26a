"""A step as plain parts, for places that show one step without laying out a whole document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from holdfast.domain.document import Step
from holdfast.domain.text import to_lines
from holdfast.runbook import inline
from holdfast.runbook.annotation import LANGUAGE
from holdfast.runbook.blocks import Block, Kind, scan, split_row
from holdfast.runbook.steps import language_of

_CELLS = "  ·  "
_BOX = re.compile(r"\A\[([ xX])\](?:[ \t]+|$)")


class PartKind(Enum):
    """What a part is."""

    TEXT = auto()
    CODE = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, an item with its mark, or a row of a table as words; or code as it was written.

    `depth` counts the lists it stands in. `language` is the code's, "" when unnamed.
    """

    kind: PartKind
    text: str
    depth: int = 0
    language: str = ""


def parts_of(step: Step) -> tuple[Part, ...]:
    """The step from its first words to its last, nothing left out but markup."""
    root = scan(to_lines(step.text))
    references: dict[str, str] = {}
    _take_references(root, references)
    return tuple(_parts(root.children, references, 0, PartKind.TEXT))


def _take_references(block: Block, found: dict[str, str]) -> None:
    if block.kind is Kind.PARAGRAPH:
        defined, block.lines = inline.definitions(block.lines)
        found.update(defined)
    for child in block.children:
        _take_references(child, found)


def _parts(blocks: list[Block], references: Mapping[str, str], depth: int, kind: PartKind) -> Iterator[Part]:
    for block in blocks:
        if block.kind is Kind.CODE and language_of(block.info) == LANGUAGE:
            yield from (Part(kind, line, depth) for line in block.lines if line.strip())
        elif block.kind is Kind.CODE:
            text = "\n".join(block.lines)
            yield Part(PartKind.CODE, text if block.fence else text.rstrip(), depth, language_of(block.info))
        elif block.kind is Kind.LIST:
            yield from _items(block, references, depth, kind)
        elif block.kind is Kind.QUOTE:
            yield from _parts(block.children, references, depth, PartKind.QUOTE)
        else:
            yield from (Part(kind, line, depth) for line in _lines(block, references) if line)


def _items(block: Block, references: Mapping[str, str], depth: int, kind: PartKind) -> Iterator[Part]:
    """Each item's mark stands before its first words."""
    for number, item in enumerate(block.children, 1):
        mark = f"{number}." if block.info in ".)" else "•"
        for place, part in enumerate(_parts(item.children, references, depth + 1, kind)):
            has_mark = place == 0 and part.kind is not PartKind.CODE
            yield replace(part, text=f"{mark} {_BOX.sub(_boxed, part.text)}") if has_mark else part


def _boxed(box: re.Match[str]) -> str:
    return "☐ " if box[1] == " " else "☑ "


def _lines(block: Block, references: Mapping[str, str]) -> list[str]:
    """The words of a block, rows of a table line by line."""
    if block.kind is Kind.TABLE:
        rows = [split_row(line) for line in (block.lines[:1] + block.lines[2:])]
        return [_CELLS.join(inline.bare(cell, references) for cell in row if cell) for row in rows]
    return [] if block.kind is Kind.RULE else [inline.bare("\n".join(block.lines), references)]
