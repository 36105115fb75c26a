"""Tables that break across pages with their head repeated, in time that grows with the rows alone.

reportlab's own table copies the rest of its rows on every page and cannot break a row whose text is longer
than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from holdfast.report.blocks import Paragraph
from holdfast.report.ink import Ink
from holdfast.report.style import HAIRLINE, RULE
from holdfast.report.tags import Artifact

_PAD: Final = 4.5
_GAP: Final = 12  # between columns
_WORTH_BREAKING: Final = 0.25  # of a page: a lower row moves to the next page whole
_WORTH_PARTING: Final = 0.33  # of a page: so does a lower table
_TOGETHER: Final = 2  # rows that stay above a break, and below it where they are the last

Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `pad` is the space above and below their text."""

    cells: tuple[Cell, ...]
    pad: float = _PAD

    def height(self, widths: Sequence[float]) -> float:
        """How high the tallest cell is, padding included."""
        return 2 * self.pad + max(
            sum(part.height(width, 0) for part in cell)
            for cell, width in zip(self.cells, widths, strict=True)
        )

    def least(self, widths: Sequence[float]) -> float:
        """How high the row is when it is broken as early as it may."""
        return 2 * self.pad + max(
            cell[0].least(width) if cell else 0 for cell, width in zip(self.cells, widths, strict=True)
        )

    def split(self, widths: Sequence[float], room: float) -> "tuple[Row, Row]":
        """What fits into `room`, at least one line of each cell, and the rest."""
        halves = [
            _split_cell(cell, width, room - 2 * self.pad)
            for cell, width in zip(self.cells, widths, strict=True)
        ]
        return (
            Row(tuple(first for first, _ in halves), self.pad),
            Row(tuple(rest for _, rest in halves), self.pad),
        )

    def draw(self, ink: Ink, x: float, top: float, widths: Sequence[float], *, again: bool = False) -> None:
        """Draw it below `top`; `again` for a head that was already read on an earlier page."""
        for cell, width in zip(self.cells, widths, strict=True):
            down = top - self.pad
            for part in cell:
                shown = replace(part, meaning=Artifact.PAGINATION) if again else part
                shown.draw(ink, x, down, width)
                down -= part.height(width, 0)
            x += width + _GAP


def _split_cell(cell: Cell, width: float, room: float) -> tuple[Cell, Cell]:
    for number, part in enumerate(cell):
        tall = part.height(width, room)
        if tall > room:
            halves = part.split(width, room, must=True) if room >= part.style.leading or not number else None
            if halves is None:
                return cell[:number], cell[number:]
            return (*cell[:number], halves[0]), (halves[1], *cell[number + 1 :])
        room -= tall
    return cell, ()


@dataclass(slots=True)
class Grid:
    """A table. `shares` are the columns' parts of the width; rows from `start` on are still to be drawn."""

    shares: tuple[float, ...]
    head: Row | None
    rows: Sequence[Row]
    page_depth: float
    start: int = 0
    stop: int | None = None
    first: Row | None = None  # the rest of a broken row, before `start`
    again: bool = False
    before: float = 6
    after: float = 10
    with_next: bool = False
    _heights: dict[int, float] = field(default_factory=dict[int, float])

    def _widths(self, width: float) -> list[float]:
        room = width - _GAP * (len(self.shares) - 1)
        return [share / sum(self.shares) * room for share in self.shares]

    def _end(self) -> int:
        return len(self.rows) if self.stop is None else self.stop

    def _row(self, place: int) -> Row:
        return self.first if place < self.start and self.first is not None else self.rows[place]

    def _places(self) -> range:
        return range(self.start - (self.first is not None), self._end())

    def _row_height(self, place: int, widths: Sequence[float]) -> float:
        if place not in self._heights:
            self._heights[place] = self._row(place).height(widths)
        return self._heights[place]

    def _head_height(self, widths: Sequence[float]) -> float:
        return self.head.height(widths) if self.head else 0

    def height(self, width: float, room: float) -> float:
        """As in the protocol: rows are measured only until `room` is full."""
        widths = self._widths(width)
        total = self._head_height(widths)
        for place in self._places():
            total += self._row_height(place, widths)
            if total > room:
                break
        return total

    def _is_low(self, width: float) -> bool:
        """Whether nothing of it was drawn yet, and all of it is low enough to stay together."""
        most = self.page_depth * _WORTH_PARTING
        return not self.again and self.height(width, most) <= most

    def least(self, width: float) -> float:
        """As in the protocol: a low table whole, else the head and a row, or the start of a very high one."""
        if self._is_low(width):
            return self.height(width, self.page_depth)
        widths = self._widths(width)
        places = self._places()
        if not places:
            return self._head_height(widths)
        tall = self._row_height(places[0], widths)
        if tall > self.page_depth * _WORTH_BREAKING:
            tall = self._row(places[0]).least(widths)
        return self._head_height(widths) + tall

    def split(self, width: float, room: float, *, must: bool) -> "tuple[Grid, Grid] | None":
        """As in the protocol."""
        if not must and self._is_low(width):
            return None
        widths = self._widths(width)
        left = room - self._head_height(widths)
        places = self._places()
        for place in places:
            tall = self._row_height(place, widths)
            if tall > left + 0.01:
                return self._cut(place, left, widths, must=must and place == places[0])
            left -= tall
        return None

    def _cut(
        self, place: int, left: float, widths: Sequence[float], *, must: bool
    ) -> "tuple[Grid, Grid] | None":
        row = self._row(place)
        high = self._row_height(place, widths) > self.page_depth * _WORTH_BREAKING
        if must or (high and left >= row.least(widths)):
            upper, lower = row.split(widths, left)
            return self._upper(place, upper), self._rest(place + 1, lower)
        places = self._places()
        if place == places[0]:
            return None
        if place == places[-1] and not high and place - places[0] > _TOGETHER:
            place -= 1
        return self._upper(place, None), self._rest(place, None)

    def _upper(self, stop: int, last: Row | None) -> "Grid":
        places = range(self._places()[0], stop)
        rows = [self._row(place) for place in places] + ([last] if last else [])
        return Grid(
            self.shares, self.head, rows, self.page_depth, again=self.again, before=self.before, after=0
        )

    def _rest(self, start: int, first: Row | None) -> "Grid":
        return replace(self, start=start, first=first, again=True, before=0, _heights={})

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
        widths = self._widths(width)
        if self.head is not None:
            self.head.draw(ink, x, top, widths, again=self.again)
            top -= self._head_height(widths)
            ink.rule(x, top, width, RULE)
        for place in self._places():
            self._row(place).draw(ink, x, top, widths)
            top -= self._row_height(place, widths)
            ink.rule(x, top, width, HAIRLINE)
