"""The parts of somebody else's review: its front matter, and the lines under each of its headings.

A heading is one of Markdown or of HTML, or a line in bold alone that means a part of a review.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from holdfast.review.foreign_words import Words

_ATX: Final = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_BOLD: Final = re.compile(r" {0,3}(\*{2,3}|__)([^*_]{1,100})\1:?[ \t]*$")
_HTML: Final = re.compile(r"[ \t]*<h([1-6])\b[^<>]{0,400}>(.{1,400}?)</h\1>[ \t]*$", re.IGNORECASE)
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_FRONT: Final = re.compile(r"(---|\+\+\+)[ \t]*$")
_MARKS: Final = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|!?\[(?P<link>(?:[^\[\]\\]|\\.){0,400})\]\([^()]{0,2000}\)"
    r"|`(?P<code>[^`]{1,400})`|[*`~]|(?<![^\W_])_+|_+(?![^\W_])|\{#?[^{}]{0,200}\}(?=[ \t]*$)"
    r"|</?[A-Za-z][^<>]{0,400}>|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});)"
)
_NO_WORDS: Final = ("|", "-", "*", "+", ">", "#", "`", "~", "<")
_BELOW_ALL: Final = 7


@dataclass(slots=True)
class Part:
    """Lines under a heading; those of level 0 stand before the first."""

    line: int
    level: int
    heading: str
    raw: list[str]
    lines: list[str] = field(default_factory=list[str])
    section: str = ""


def front_matter(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines of the front matter, its fences among them, and where the text begins."""
    opened = _FRONT.match(lines[0]) if lines else None
    if opened:
        for at, line in enumerate(lines[1:], 1):
            if line.rstrip() == opened[1] or (opened[1] == "---" and line.rstrip() == "..."):
                return list(lines[: at + 1]), at + 1
    return [], 0


def parts_of(lines: Sequence[str], start: int, words: Words) -> Iterator[Part]:
    """All lines from `start` on, parted by the headings that stand in no fence."""
    part, fence, at = Part(start, 0, "", []), "", start
    titled = _bold_title(lines, start)
    while at < len(lines):
        line = lines[at]
        marks = _FENCE.match(line)
        if marks and not fence:
            fence = marks[1]
        elif marks and fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        heading = None if fence else titled if titled and at == titled[3] else _heading(lines, at, words)
        if heading is None:
            part.lines.append(line)
            at += 1
            continue
        yield part
        part = Part(at, heading[0], heading[1], list(lines[at : at + heading[2]]))
        at += heading[2]
    yield part


def plain(heading: str) -> str:
    """A heading's words, without marks and escapes."""
    return _MARKS.sub(_said, heading).strip()


def _said(match: re.Match[str]) -> str:
    if match["link"]:
        return plain(match["link"])
    return match["sign"] or match["code"] or unescape(match["entity"] or "")


def _heading(lines: Sequence[str], at: int, words: Words) -> tuple[int, str, int, int] | None:
    """Level, words, number of lines and place of the heading that stands here; None where none does."""
    line = lines[at]
    atx, html = _ATX.match(line), _HTML.match(line)
    if atx:
        return len(atx[1]), plain(_unclosed(line[atx.end() :].strip())), 1, at
    if html:
        return int(html[1]), plain(html[2]), 1, at
    if not line.strip() or len(line) > 400 or line.startswith((" " * 4, "\t")):
        return None
    bold = _BOLD.match(line)
    if bold and words.section(bold[2]):
        return _BELOW_ALL, plain(bold[2]).rstrip(":"), 1, at
    alone = at == 0 or not lines[at - 1].strip()
    under = _UNDERLINE.match(lines[at + 1]) if alone and at + 1 < len(lines) else None
    if under and not line.strip().startswith(_NO_WORDS) and "|" not in line:
        return (1 if under[1].startswith("=") else 2), plain(line.strip()), 2, at
    return None


def _unclosed(words: str) -> str:
    """Without the marks that close a heading."""
    bare = words.rstrip("#")
    return bare.rstrip() if bare != words and (not bare or bare[-1] in " \t") else words


def _bold_title(lines: Sequence[str], start: int) -> tuple[int, str, int, int] | None:
    """The first line of a text whose only headings are lines in bold, where it is one."""
    first = next((at for at in range(start, len(lines)) if lines[at].strip()), None)
    bold = _BOLD.match(lines[first]) if first is not None else None
    if first is None or bold is None or any(_ATX.match(line) for line in lines):
        return None
    return 1, plain(bold[2]), 1, first
