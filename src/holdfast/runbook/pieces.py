"""HTML for the viewer in pieces, each of which lays out in a blink.

A viewer that is given one piece after the other, with a breath between, never holds up its window. Where a
piece ends stands in the HTML as a comment. Runs in the worker, but for `pieces`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

CUT: Final = "<!--cut-->"

# Weights, in units of what one plain element costs to lay out.
SOON, LATE, HEAVIEST = 100.0, 200.0, 500.0
_LONG_TABLE = 400.0  # what weighs less stays in one piece, since its parts are no more one
_LETTERS = 100.0  # that weigh as much as one element
_WEIGHTS: Final = {"td": 4.0, "th": 4.0, "table": 6.0, "li": 2.0, "img": 4.0, "pre": 4.0}
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "div", "pre", "hr"})
_INLINE = frozenset(
    {"a", "b", "code", "em", "i", "kbd", "s", "small", "span", "strong", "sub", "sup", "u", "var"}
)
_EMPTY = frozenset({"br", "hr", "img"})
_AGAIN = _INLINE | {"div", "p", "pre"}
_BOX = re.compile(r'class="(?:quote|code|callout|note|tip|important|warning|caution)"')
# Before these a list or a table can be cut, with what may stand between them and its outermost part.
_LISTS = {"li": ("ul", "ol"), "dt": ("dl",)}
_TABLE = frozenset({"table", "thead", "tbody", "tfoot"})
_CELL = re.compile("<t[dh][ >]")
_START = re.compile(r' start="\d+"')
_END_OF_LINE, _SPACE = re.compile("\n"), re.compile(r"\s")


class TooHeavy(Exception):
    """A part that can't be cut would take too long to lay out."""


def cut(html: str) -> str:
    """The HTML with a mark wherever a piece begins; each piece is well-formed. Raises TooHeavy."""
    cutter = _Cutter(html)
    cutter.feed(html)
    cutter.close()
    return "".join(cutter.out)


def pieces(html: str) -> list[str]:
    """The pieces, each without what can't be seen at its ends; one at least."""
    return [piece for part in html.split(CUT) if (piece := part.strip())] or [""]


def pre_in_pieces(lines: Iterable[str]) -> str:
    """Lines of text, escaped, as they are."""
    parts: list[list[str]] = [[]]
    weight = 0.0
    for line in lines:
        weight += 1 + 2 * len(line) / _LETTERS  # of one word, it may be, which costs more
        if weight > LATE:
            parts.append([])
            weight = 0.0
        parts[-1].append(line)
    return CUT.join('<pre class="plain">' + "\n".join(part) + "</pre>" for part in parts)


@dataclass(slots=True)
class _Open:
    """An element that is open: whether closing and opening it again would not be seen."""

    tag: str
    opening: str
    again: bool
    next: int = 1  # the number of the next item of a list


class _Cutter(HTMLParser):
    """Walks the HTML that `shape` makes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._lines = [0, *(line.end() for line in _END_OF_LINE.finditer(html))]
        self.out: list[str] = []
        self._open: list[_Open] = []
        self._weight = 0.0
        self._width = ""  # of each cell of a table that will be cut, so that its parts look like one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._may_cut_before(tag):
            self._cut()
        opening = self._opening(tag)
        self.out.append(opening)
        self._weigh(_WEIGHTS.get(tag, 1.0))
        if tag == "li" and self._open:
            self._open[-1].next += 1
        if tag not in _EMPTY:
            self._open.append(
                _Open(tag, opening, self._goes_again(tag, opening), int(dict(attrs).get("start") or 1))
            )

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        self._open.pop()
        if tag == "table":
            self._width = ""

    def handle_data(self, data: str) -> None:
        in_code = any(each.tag == "pre" for each in self._open)
        for part in self._parted(data, in_code):
            self.out.append(part)
            self._weigh(len(part) / _LETTERS + in_code * part.count("\n"))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def _reference(self, source: str) -> None:
        self.out.append(source)
        self._weigh(1 / _LETTERS)

    def _weigh(self, units: float) -> None:
        self._weight += units
        if self._weight > HEAVIEST:
            raise TooHeavy

    def _opening(self, tag: str) -> str:
        opening = self.get_starttag_text() or ""
        if tag == "table" and not _BOX.search(opening):
            line, column = self.getpos()
            self._width = _width_of_cells(self._html, self._lines[line - 1] + column)
            return opening[:-1] + ' width="100%">' if self._width else opening
        return f"{opening[:-1]}{self._width}>" if tag in {"td", "th"} else opening

    def _goes_again(self, tag: str, opening: str) -> bool:
        """Code and quotes are drawn as tables of one row; those go on below as if nothing were."""
        within_box = bool(self._open) and self._open[-1].tag == "table" and self._open[-1].again
        return tag in _AGAIN or bool(_BOX.search(opening)) or (tag == "tr" and within_box)

    def _may_cut_before(self, tag: str) -> bool:
        if not self._open:
            return self._weight >= SOON and tag in _BLOCKS
        if self._weight < LATE or (tag == "tr" and not self._width):
            return False
        if tag in _LISTS:
            return self._open[-1].tag in _LISTS[tag] and self._go_again(self._open[:-1])
        if tag == "tr":
            outside = list(self._open)
            while outside and outside[-1].tag in _TABLE and not outside[-1].again:
                outside.pop()
            return self._go_again(outside)
        return (tag in _INLINE or tag == "br") and self._go_again(self._open)

    def _go_again(self, these: list[_Open]) -> bool:
        return all(each.again for each in these)

    def _parted(self, data: str, in_code: bool) -> Iterator[str]:
        """The text, cut at the end of a line in code and at any space elsewhere, where it is much."""
        at = 0
        ends, letters = (_END_OF_LINE, _LETTERS / 8) if in_code else (_SPACE, _LETTERS)
        while self._open and self._go_again(self._open):
            end = ends.search(data, at + int(max(0.0, LATE - self._weight) * letters))
            if end is None:
                break
            yield data[at : end.end()]
            at = end.end()
            self._cut()
        yield data[at:]

    def _cut(self) -> None:
        self.out += [f"</{each.tag}>" for each in reversed(self._open)]
        self.out += [CUT, *map(_opened_again, self._open)]
        self._weight = float(len(self._open))


def _width_of_cells(html: str, start: int) -> str:
    """The width that each cell gets of a table that will not stay in one piece, "" for one that will."""
    end = html.find("</table>", start)
    if len(_CELL.findall(html, start, end)) * _WEIGHTS["td"] < _LONG_TABLE:
        return ""
    columns = len(_CELL.findall(html, start, html.find("</tr>", start)))
    return f' width="{100 // max(columns, 1)}%"'


def _opened_again(element: _Open) -> str:
    if element.tag != "ol":
        return element.opening
    return f'{_START.sub("", element.opening)[:-1]} start="{element.next}">'
