"""Markdown with its HTML read as words, for paper, where nothing folds and no table is drawn from HTML."""

import re
from itertools import pairwise
from typing import Final

from holdfast.domain.text import to_lines
from holdfast.runbook import inline
from holdfast.runbook.blocks import Block, Kind, scan

_ITEM: Final = re.compile(r"\s*<li(?:\s[^<>]{0,2000})?>\s*", re.IGNORECASE)
_CELL: Final = re.compile(r"</t[dh]>\s*<t[dh](?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"\s*</?(?:blockquote|br|center|dd|details|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|summary"
    r"|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]{0,2000})?/?>\s*",
    re.IGNORECASE,
)
_BLANKS: Final = re.compile(r"\n{3,}")


def untagged(text: str) -> str:
    """The text without tags and comments; code stays as it is written."""
    if "<" not in text:
        return text
    lines = to_lines(text)
    blocks = scan(lines).children
    starts = [*(block.start for block in blocks), len(lines)]
    parts = ["\n".join(lines[: starts[0]])]
    for block, (start, end) in zip(blocks, pairwise(starts), strict=True):
        parts.append(_block(block, "\n".join(lines[start:end])))
    return "\n".join(parts).strip("\n")


def _block(block: Block, source: str) -> str:
    if block.kind is Kind.HTML:
        return _BLANKS.sub("\n\n", inline.untagged(_broken(source))).strip("\n") + "\n"
    return inline.untagged(source) if block.kind in (Kind.PARAGRAPH, Kind.TABLE) else source


def _broken(html: str) -> str:
    """Items and rows on lines of their own, the cells of a row parted by a dot."""
    return _BREAK.sub("\n\n", _ITEM.sub("\n\n- ", _CELL.sub("  \N{MIDDLE DOT}  ", html)))
