"""Steps that are written as something else than a Markdown list: HTML lists, and tables of a procedure.

Linear in the text. What stands between the items of an HTML list goes with the next one, so nothing is lost.
More than `MOST` in a section are data and no procedure: they are shown as they stand and give no steps.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from holdfast.runbook import inline
from holdfast.runbook.blocks import Block, Kind

MOST: Final = 2000

_TAG: Final = re.compile(r"<!--|-->|<(/?)(ol|ul|li)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
_LIST: Final = re.compile(r"</?(?:ol|ul|li)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
_CONTENTS: Final = re.compile(
    r"\s*<a\s[^<>]{0,500}href=[\"']?#[^<>]{0,500}>[^<>]{0,500}</a>\s*", re.IGNORECASE
)
_PIPE: Final = re.compile(r"(?<!\\)\|")
_NUMBER: Final = re.compile(r"(?:(?:step|schritt|étape)\s{0,9})?\d{1,3}[a-z]?[.):]?", re.IGNORECASE)
_STEP: Final = frozenset(("step", "steps", "schritt", "schritte", "arbeitsschritt", "étape", "étapes"))
_COUNT: Final = frozenset(("#", "no", "nr", "number", "nummer", "n°", "nº", "numéro", "lfd nr"))


def items_of(blocks: Sequence[tuple[Block, str]]) -> list[list[tuple[str, str]]]:
    """The steps that each block of HTML and each table is a list of: the source and the words of each."""
    found = [_items_of(block, source) for block, source in blocks]
    return found if sum(map(len, found)) <= MOST else [[] for _block in blocks]


def _items_of(block: Block, source: str) -> list[tuple[str, str]]:
    if block.kind is Kind.TABLE:
        return _rows(block.lines)
    return _items(source) if block.kind is Kind.HTML and not block.info else []


def _rows(lines: list[str]) -> list[tuple[str, str]]:
    head = _name(_cells(lines[0])[0])
    if len(lines) > MOST + 2 or not (head in _STEP or head in _COUNT):
        return []
    rows = [(line, cells) for line in lines[2:] if any(cells := _cells(line))]
    if head in _COUNT and not all(_NUMBER.fullmatch(cells[0]) for _line, cells in rows):
        return []
    return [("\n".join([*lines[:2], line]), inline.plain(_said(cells))) for line, cells in rows]


def _name(cell: str) -> str:
    return cell.casefold().replace(".", "").strip("* ")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _PIPE.split(line.strip().removeprefix("|"))]


def _said(cells: list[str]) -> str:
    """What a row is called by: its first cell that is more than its number."""
    return next((cell for cell in cells if cell and not _NUMBER.fullmatch(cell)), cells[0])


def _items(source: str) -> list[tuple[str, str]]:
    spans = list(islice(_spans(source), MOST + 1))
    if len(spans) > MOST:
        return []
    found: list[tuple[str, str]] = []
    end = 0
    for place, (start, stop) in enumerate(spans):
        inner = source[start:stop]
        behind = _LIST.sub("", source[stop:]) if place == len(spans) - 1 else ""
        text = f"{_LIST.sub('', source[end:start])}{inner}{behind}".strip()
        if text:
            found.append((f"<div>{text}</div>", _plain(inner) or _plain(text)))
        end = stop
    is_contents = all(_CONTENTS.fullmatch(source[start:stop]) for start, stop in spans)
    return [] if is_contents else found


def _plain(html: str) -> str:
    return inline.plain(" ".join(inline.untagged(_LIST.sub(" ", html)).split()))


def _spans(source: str) -> Iterator[tuple[int, int]]:
    """Where the items of the outermost list begin and end."""
    depth, begun, is_comment = 0, -1, False
    for tag in _TAG.finditer(source):
        name = (tag[2] or "").lower()
        if not name:
            is_comment = tag[0] == "<!--"
        elif is_comment:
            continue
        elif name == "li":
            if depth <= 1 and begun >= 0:
                yield begun, tag.start()
                begun = -1
            if depth <= 1 and not tag[1]:
                begun = tag.end()
        else:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if tag[1] and depth == 0 and begun >= 0:
                yield begun, tag.start()
                begun = -1
    if begun >= 0:
        yield begun, len(source)
