"""Blocks set on pages: where each stands, and what every page carries around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from holdfast.report.blocks import Block, NewPage, Paragraph
from holdfast.report.content import Head
from holdfast.report.ink import Ink
from holdfast.report.lines import Line, break_lines
from holdfast.report.printed import Front
from holdfast.report.runs import Run
from holdfast.report.style import HAIRLINE, MARKING, QUIET, WATERMARK, Sheet, Style
from holdfast.report.tags import Artifact
from holdfast.words import _, ngettext

_BANNER = Style(9, 12, colour=MARKING, bold=True)
_SMALL = Style(7.5, 10, colour=QUIET)
_HASH = Style(6.3, 9, colour=QUIET, mono=True)
_TINY_BANNER = Style(6, 8, colour=MARKING, bold=True)
_BANNER_LINES = 2  # of a long marking on every page; page 1 has it whole
_COUNT_ROOM = 70  # beside the name, for the page's number
_LOOK_AHEAD = 5  # blocks that headings may pull on to the next page


@dataclass(slots=True)
class Page:
    """The blocks of one page and the height of each one's top."""

    placed: list[tuple[Block, float]] = field(default_factory=list[tuple[Block, float]])


@dataclass(slots=True)
class _Setter:
    """Fills page after page."""

    sheet: Sheet
    pages: list[Page] = field(default_factory=list[Page])
    left: float = 0  # what is left of the page at hand
    after: float = 0  # what the last block wants below it

    def turn(self) -> None:
        self.pages.append(Page())
        self.left, self.after = self.sheet.depth, 0

    def place(self, block: Block, following: Sequence[Block]) -> None:
        """Put a block on the page at hand, or what fits of it, and the rest on the next ones."""
        while True:
            fresh = not self.pages[-1].placed
            gap = 0 if fresh else max(self.after, block.before)
            room = self.left - gap
            tall = block.height(self.sheet.measure, room)
            if tall <= room and (fresh or self._next_fits(block, following, room - tall)):
                self._put(block, gap, tall)
                return
            halves = block.split(self.sheet.measure, room, must=fresh) if tall > room else None
            if halves is not None:
                self._put(halves[0], gap, room)
                block = halves[1]
            elif fresh:
                self._put(block, gap, tall)
                return
            self.turn()

    def _next_fits(self, block: Block, following: Sequence[Block], room: float) -> bool:
        """A heading does not stand alone at the foot of a page, nor do two."""
        for follower in following:
            if not block.with_next:
                break
            room -= max(block.after, follower.before) + follower.least(self.sheet.measure)
            block = follower
        return room >= 0

    def _put(self, block: Block, gap: float, tall: float) -> None:
        top = self.sheet.height - self.sheet.top - (self.sheet.depth - self.left) - gap
        self.pages[-1].placed.append((block, top))
        self.left -= gap + tall
        self.after = block.after


def paginated(blocks: Iterable[Block], sheet: Sheet) -> list[Page]:
    """The blocks on as many pages as they need, at least one."""
    setter = _Setter(sheet)
    setter.turn()
    waiting = list(blocks)
    for number, block in enumerate(waiting, start=1):
        if isinstance(block, NewPage):
            if setter.pages[-1].placed:
                setter.turn()
        else:
            setter.place(block, waiting[number : number + _LOOK_AHEAD])
    return setter.pages


def pages_of_parts(pages: list[Page]) -> list[int]:
    """On which page, counted from 1, each heading stands that is an outermost entry of the outline."""
    return [
        number
        for number, page in enumerate(pages, start=1)
        for block, _top in page.placed
        if isinstance(block, Paragraph) and block.bookmark is not None and not block.bookmark.depth
    ]


def draw_pages(pages: list[Page], front: Front, ink: Ink) -> None:
    """Draw every page with its watermark, marking and footer."""
    furniture = _Furniture(front, ink)
    for number, page in enumerate(pages, start=1):
        furniture.behind()
        furniture.around(number, len(pages))
        for block, top in page.placed:
            block.draw(ink, ink.sheet.side, top, ink.sheet.measure)
        ink.end_page()


class _Furniture:
    """What stands on every page. Lines that are the same on each are broken once."""

    def __init__(self, front: Front, ink: Ink) -> None:
        self._ink = ink
        self._sheet = ink.sheet
        self._watermark = " \N{MIDDLE DOT} ".join(front.stamps)
        marking = self._lines(front.imprint.marking, _BANNER)
        self._banner_style = _BANNER if len(marking) < _BANNER_LINES else _TINY_BANNER
        self._marking = self._lines(front.imprint.marking, self._banner_style)[:_BANNER_LINES]
        self._name = _in_one_line(front.foot, _SMALL, self._sheet.measure - _COUNT_ROOM)
        self._heads = self._lines(_head_line(front.imprint.heads), _HASH)

    def _lines(self, text: str, style: Style) -> list[Line]:
        return break_lines([Run(text)], style, self._sheet.measure) if text else []

    def behind(self) -> None:
        """Draw what the text stands on."""
        if self._watermark:
            self._ink.slanted(self._watermark, WATERMARK)

    def around(self, number: int, total: int) -> None:
        """Draw the marking, above and below, and the footer."""
        sheet = self._sheet
        self._banner(sheet.height - 26)
        self._banner(18 + self._banner_style.leading * len(self._marking))
        top = sheet.bottom - 14
        self._ink.rule(sheet.side, top + 2, sheet.measure, HAIRLINE)
        self._put(self._name, _SMALL, sheet.side, top)
        count = self._lines(_("Page {number} of {total}").format(number=number, total=total), _SMALL)
        self._put(count, _SMALL, sheet.side + sheet.measure - _width(count[0]), top)
        self._put(self._heads[:1], _HASH, sheet.side, top - _SMALL.leading)

    def _banner(self, top: float) -> None:
        for line in self._marking:
            self._put([line], self._banner_style, (self._sheet.width - _width(line)) / 2, top)
            top -= self._banner_style.leading

    def _put(self, lines: list[Line], style: Style, x: float, top: float) -> None:
        self._ink.paint(lines, style, x, top, Artifact.PAGINATION)


def _in_one_line(text: str, style: Style, width: float) -> list[Line]:
    """The text, or as much of its beginning as fits; page 1 has it whole."""
    shown = text
    while len(lines := break_lines([Run(shown)], style, width)) > 1:
        text = text[: len(text) * 9 // 10]
        shown = f"{text.rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return lines


def _width(line: Line) -> float:
    return sum(glyphs.width for glyphs in line.glyphs)


def _head_line(heads: tuple[Head, ...]) -> str:
    """The head in one line; further stations are counted, page 1 lists them."""
    if not heads:
        return ""
    first = heads[0]
    line = _("Station {code}  entry {seq}  {hash}").format(
        code=first.code or first.station, seq=first.seq, hash=first.hash
    )
    more = len(heads) - 1
    rest = ngettext("and {count} more station", "and {count} more stations", more).format(count=more)
    return f"{line}  {rest}" if more else line
