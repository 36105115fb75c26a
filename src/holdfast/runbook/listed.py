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
_TABLE: Final = re.compile(r"<(/?)table(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_GROUP: Final = re.compile(r"</?(?:thead|tbody|tfoot|colgroup|col)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
_ROW: Final = re.compile(r"<tr(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_ROW_END: Final = re.compile(r"</tr\s{0,9}>", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[hd](?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_CELL_END: Final = re.compile(r"</t[hd]\s{0,9}>", re.IGNORECASE)
_SPAN: Final = re.compile(r"<t[hd]\s[^<>]{0,2000}(?:row|col)span", re.IGNORECASE)
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
    if block.kind is not Kind.HTML or block.info:
        return []
    return _html_rows(source) or _items(source)


def _rows(lines: list[str]) -> list[tuple[str, str]]:
    head = _cells(lines[0])[0]
    if len(lines) > MOST + 2 or not _is_procedure(head, ()):
        return []
    rows = [(line, cells) for line in lines[2:] if any(cells := _cells(line))]
    if not _is_procedure(head, [cells for _line, cells in rows]):
        return []
    return [("\n".join([*lines[:2], line]), inline.plain(_said(cells))) for line, cells in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _PIPE.split(line.strip().removeprefix("|"))]


def _said(cells: list[str]) -> str:
    """What a row is called by: its first cell that is more than its number."""
    return next((cell for cell in cells if cell and not _NUMBER.fullmatch(cell)), cells[0])


def _html_rows(source: str) -> list[tuple[str, str]]:
    """The rows of a table of steps, where it is the only one, has a head, and no cell spans others.

    What stands before it goes with the first row, what stands behind it with the last.
    """
    tags = list(islice(_TABLE.finditer(source), 3))
    if [tag[1] for tag in tags] != ["", "/"] or "<!--" in source:
        return []
    caption, *rows = _ROW.split(source[tags[0].end() : tags[1].start()], maxsplit=MOST + 1)
    ends = [_ROW_END.split(row, maxsplit=1) for row in rows]
    if not 2 <= len(rows) <= MOST or not all(
        len(end) == 2 and not _GROUP.sub("", end[1]).strip() for end in ends
    ):
        return []
    cells = [[_plain(_CELL_END.sub("", cell)) for cell in _CELL.split(row)[1:]] for row, _behind in ends]
    if not all(cells) or not _is_procedure(cells[0][0], cells[1:]) or any(_SPAN.search(row) for row in rows):
        return []
    head, caption = f"<tr>{ends[0][0]}</tr>", _GROUP.sub("", caption).strip()
    texts = [f"<table>{head}<tr>{row}</tr></table>" for row, _behind in ends[1:]]
    texts[0] = f"{source[: tags[0].start()]}{texts[0].replace('<table>', f'<table>{caption}', 1)}"
    texts[-1] += source[tags[1].end() :]
    return [(f"<div>{text}</div>", _said(row)) for text, row in zip(texts, cells[1:], strict=True)]


def _is_procedure(head: str, rows: Sequence[list[str]]) -> bool:
    """Whether the rows of a table whose first column is called `head` are steps."""
    name = head.casefold().replace(".", "").strip("* ")
    return name in _STEP or (name in _COUNT and all(_NUMBER.fullmatch(cells[0]) for cells in rows))


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
