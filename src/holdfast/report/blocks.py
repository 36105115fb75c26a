"""What a page is filled with: paragraphs of any kind, each able to say how high it is and to break across
pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from holdfast.report.ink import Ink
from holdfast.report.lines import Line, break_lines
from holdfast.report.runs import Run
from holdfast.report.style import HAIRLINE, RULE, SHADE, Style
from holdfast.report.tags import Artifact, Element

_TOGETHER = 2  # lines of a broken paragraph that stay together on either side


class Block(Protocol):
    """Something that stands in the column of a page. Lengths are points."""

    @property
    def before(self) -> float: ...
    @property
    def after(self) -> float: ...
    @property
    def with_next(self) -> bool: ...

    def height(self, width: float, room: float) -> float:
        """How high it is at this width; any figure above `room` when it does not fit."""
        ...

    def least(self, width: float) -> float:
        """The height of the smallest part that may stand alone at the foot of a page."""
        ...

    def split(self, width: float, room: float, *, must: bool) -> "tuple[Block, Block] | None":
        """The part that fits into `room` and the rest. None when it rather starts on the next page, unless
        it must.
        """
        ...

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """Draw it below `top`."""
        ...


@dataclass(slots=True)
class Paragraph:
    """Lines of text. `bar` draws a line down its left side, `shade` stands behind it."""

    runs: Sequence[Run]
    style: Style
    meaning: Element | Artifact
    indent: float = 0
    label: "Label | None" = None
    with_next: bool = False
    bar: bool = False
    shade: bool = False
    bookmark: "Bookmark | None" = None
    lines: tuple[Line, ...] = ()
    _width: float = -1

    def say(self, runs: Sequence[Run]) -> None:
        """Take other words, of as many lines: where it stands is settled already."""
        self.runs, self._width = runs, -1

    @property
    def before(self) -> float:
        """The space that it wants above."""
        return self.style.before

    @property
    def after(self) -> float:
        """The space that it wants below."""
        return self.style.after

    @property
    def _padding(self) -> float:
        return 6 if self.shade else 0

    def broken(self, width: float) -> tuple[Line, ...]:
        """Its lines at this width."""
        if self._width != width:
            inner = width - self.indent - 2 * self._padding
            self.lines, self._width = tuple(break_lines(self.runs, self.style, inner)), width
        return self.lines

    def height(self, width: float, room: float) -> float:  # noqa: ARG002  (the protocol's)
        """As in the protocol."""
        return len(self.broken(width)) * self.style.leading + 2 * self._padding

    def least(self, width: float) -> float:
        """As in the protocol."""
        count = len(self.broken(width))
        shown = count if count <= _TOGETHER + 1 else _TOGETHER
        return shown * self.style.leading + 2 * self._padding

    def split(self, width: float, room: float, *, must: bool) -> tuple[Self, Self] | None:
        """As in the protocol."""
        lines = self.broken(width)
        fit = int((room - 2 * self._padding + 0.01) / self.style.leading)
        if must:
            fit = max(fit, 1)
        else:
            fit = min(fit, len(lines) - _TOGETHER)
            if fit < _TOGETHER:
                return None
        if fit >= len(lines):
            return None
        first = replace(self, lines=lines[:fit], style=replace(self.style, after=0))
        rest = replace(
            self, lines=lines[fit:], style=replace(self.style, before=0), label=None, bookmark=None
        )
        return first, rest

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
        lines, tall = self.broken(width), self.height(width, 0)
        left = x + self.indent
        if self.shade:
            ink.fill(left, top - tall, width - self.indent, tall, SHADE)
        if self.bar:
            ink.fill(left - 10, top - tall, 1.5, tall, HAIRLINE)
        if self.bookmark is not None:
            ink.bookmark(self.bookmark.words, top + 8, self.bookmark.depth)
        if self.label is not None:
            self.label.draw(ink, left, top, self.style)
        ink.paint(lines, self.style, left + self._padding, top - self._padding, self.meaning)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; depth 0 is the outermost."""

    words: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """The bullet or number of a list item, hung into its indent."""

    text: str
    meaning: Element
    room: float = 14

    def draw(self, ink: Ink, left: float, top: float, style: Style) -> None:
        """Draw it before the item's first line."""
        lines = break_lines([Run(self.text)], style, 100)
        ink.paint(lines, style, left - self.room, top, self.meaning)


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the column."""

    before: float = 6
    after: float = 10
    with_next: bool = False

    def height(self, width: float, room: float) -> float:  # noqa: ARG002
        """As in the protocol."""
        return 1

    def least(self, width: float) -> float:  # noqa: ARG002
        """As in the protocol."""
        return 1

    def split(self, width: float, room: float, *, must: bool) -> None:
        """A line does not break."""

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
        ink.rule(x, top, width, HAIRLINE)


@dataclass(frozen=True, slots=True)
class WriteLines:
    """Lines to write on with a pen, side by side, each with a caption below it."""

    captions: tuple[Paragraph, ...]
    before: float = 4
    after: float = 6
    with_next: bool = False
    _room: float = 30  # above a line, for the hand
    _gap: float = 18

    def _width(self, width: float) -> float:
        return (width - self._gap * (len(self.captions) - 1)) / len(self.captions)

    def height(self, width: float, room: float) -> float:
        """As in the protocol."""
        each = self._width(width)
        return self._room + 2 + max(caption.height(each, room) for caption in self.captions)

    def least(self, width: float) -> float:
        """As in the protocol."""
        return self.height(width, 0)

    def split(self, width: float, room: float, *, must: bool) -> None:
        """A line does not break."""

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
        each = self._width(width)
        for caption in self.captions:
            ink.rule(x, top - self._room, each, RULE)
            caption.draw(ink, x, top - self._room - 2, each)
            x += each + self._gap


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page; takes no room itself."""

    before: float = 0
    after: float = 0
    with_next: bool = False

    def height(self, width: float, room: float) -> float:  # noqa: ARG002
        """As in the protocol."""
        return 0

    def least(self, width: float) -> float:  # noqa: ARG002
        """As in the protocol."""
        return 0

    def split(self, width: float, room: float, *, must: bool) -> None:
        """Nothing to break."""

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
