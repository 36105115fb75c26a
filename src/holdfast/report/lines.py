"""Runs of text broken into lines of a given width, in time that grows with the text alone.

reportlab's own paragraph reads XML (so data could become markup) and takes seconds for a long word. This
one takes values, breaks any word, keeps right-to-left text readable and remembers what a marked letter
stands for.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from holdfast.report.bidi import base_level, is_mixed, mirrored, visual_order
from holdfast.report.fonts import Face, face
from holdfast.report.legible import Piece, normal, pieces
from holdfast.report.runs import Run, words_of
from holdfast.report.shape import shaped
from holdfast.report.style import Style

_SPACES: Final = re.compile("[ \t]+")
# A word that is wider than the line is broken after one of these when one lies near its end.
_JOINTS: Final = frozenset("/\\-_.,:;?&=+|)]}\xa0")
_JOINT_REACH: Final = 0.6


class Glyphs(NamedTuple):
    """Characters of one face in the order in which they are drawn; `actual` is what they stand for, if
    other.
    """

    face: Face
    text: str
    actual: str
    width: float


class Line(NamedTuple):
    """One line, `shift` points from the left edge."""

    glyphs: tuple[Glyphs, ...]
    shift: float


class _Breaker:
    """Fills lines word by word."""

    def __init__(self, width: float, size: float) -> None:
        self.width = width
        self.size = size
        self.lines: list[list[Glyphs]] = []
        self._line: list[Glyphs] = []
        self._filled = 0.0
        self._word: list[Glyphs] = []
        self._word_width = 0.0
        self._gap: Glyphs | None = None

    def letters(self, piece: Piece) -> None:
        """Letters that belong to the word at hand."""
        width = piece.face.width(piece.text, self.size)
        self._word.append(Glyphs(piece.face, piece.text, piece.actual, width))
        self._word_width += width

    def space(self, used: Face) -> None:
        """The word at hand is complete."""
        self._place_word()
        if self._line and self._gap is None:
            self._gap = Glyphs(used, " ", "", used.width(" ", self.size))

    def end_line(self) -> None:
        """The line at hand is complete, even when it is empty."""
        self._place_word()
        self._break()

    def _break(self) -> None:
        self.lines.append(self._line)
        self._line, self._filled, self._gap = [], 0.0, None

    def _place_word(self) -> None:
        if not self._word:
            return
        gap = self._gap.width if self._gap else 0.0
        if self._line and self._filled + gap + self._word_width > self.width:
            self._break()
        if self._gap is not None:
            self._line.append(self._gap)
            self._filled += self._gap.width
            self._gap = None
        if self._word_width > self.width:
            self._place_long_word()
        else:
            self._line += self._word
            self._filled += self._word_width
        self._word, self._word_width = [], 0.0

    def _place_long_word(self) -> None:
        for row in _chopped(self._word, self.width, self.size):
            if self._line:
                self._break()
            self._line = row
        self._filled = sum(glyphs.width for glyphs in self._line)


def _chopped(word: Sequence[Glyphs], width: float, size: float) -> Iterator[list[Glyphs]]:
    """A word that is too long, in rows that fit."""
    row: list[Glyphs] = []
    filled = 0.0
    for glyphs in word:
        start = 0
        while start < len(glyphs.text):
            end, used = _fitting(glyphs, start, width - filled, size)
            if end < len(glyphs.text) and not filled:
                end = _at_joint(glyphs.text, start, max(end, start + 1))
            if end > start:
                row.append(_cut(glyphs, start, end, size))
                filled += used
            start = end
            if start < len(glyphs.text):
                yield row
                row, filled = [], 0.0
    yield row


def _fitting(glyphs: Glyphs, start: int, room: float, size: float) -> tuple[int, float]:
    """Where the characters from `start` stop fitting into `room`, and the width up to there."""
    widths, used, place = glyphs.face.widths, 0.0, start
    while place < len(glyphs.text):
        step = widths[ord(glyphs.text[place])] * size / 1000
        if used + step > room:
            break
        used += step
        place += 1
    return place, used


def _at_joint(text: str, start: int, end: int) -> int:
    for place in range(end, start + int((end - start) * _JOINT_REACH), -1):
        if text[place - 1] in _JOINTS:
            return place
    return end


def _cut(glyphs: Glyphs, start: int, end: int, size: float) -> Glyphs:
    text = glyphs.text[start:end]
    return Glyphs(glyphs.face, text, glyphs.actual[start:end], glyphs.face.width(text, size))


def break_lines(runs: Sequence[Run], style: Style, width: float) -> list[Line]:
    """The lines that the runs fill at this width."""
    whole = words_of(runs)
    mixed = is_mixed(whole)
    breaker = _Breaker(width, style.size)
    for run in runs:
        _feed(breaker, run, style, mixed=mixed)
    breaker.end_line()
    if not mixed:
        return [Line(tuple(_merged(line)), 0.0) for line in breaker.lines]
    base = base_level(whole)
    return [_reordered(line, base, width, style.size) for line in breaker.lines]


def _feed(breaker: _Breaker, run: Run, style: Style, *, mixed: bool) -> None:
    bold, italic, mono = style.bold or run.bold, style.italic or run.italic, style.mono or run.code
    plain = face(bold=bold, italic=italic, mono=mono)
    for number, row in enumerate(normal(run.text).split("\n")):
        if number:
            breaker.end_line()
        text = shaped(row) if mixed else row
        text = text.expandtabs(4).replace(" ", "\xa0") if style.mono else text
        for place, word in enumerate(_SPACES.split(text)):
            if place:
                breaker.space(plain)
            for piece in pieces(word, bold=bold, italic=italic, mono=mono):
                breaker.letters(piece)


def _merged(line: Sequence[Glyphs]) -> Iterator[Glyphs]:
    """The line in as few stretches as its faces allow."""
    for (_, marked), stretch in groupby(line, key=lambda glyphs: (glyphs.face.name, bool(glyphs.actual))):
        parts = list(stretch)
        if len(parts) == 1:
            yield parts[0]
            continue
        actual = "".join(part.actual for part in parts) if marked else ""
        text = "".join(part.text for part in parts)
        yield Glyphs(parts[0].face, text, actual, sum(part.width for part in parts))


def _reordered(line: Sequence[Glyphs], base: int, width: float, size: float) -> Line:
    """A line with right-to-left words, turned into the order in which it is drawn."""
    cells = [
        (glyphs.face, char, glyphs.actual[place] if glyphs.actual else "")
        for glyphs in line
        for place, char in enumerate(glyphs.text)
    ]
    order = visual_order("".join(char for _, char, _ in cells), base)
    drawn = [(*cells[place], backwards) for place, backwards in order]
    glyphs: list[Glyphs] = []
    for (_, backwards, _), stretch in groupby(drawn, key=lambda cell: (cell[0].name, cell[3], bool(cell[2]))):
        parts = list(stretch)
        text = "".join(mirrored(char) if backwards else char for _, char, _, _ in parts)
        # What boxes stand for is kept as it is drawn: readers turn right-to-left text round themselves.
        actual = "".join(actual for _, _, actual, _ in parts)
        glyphs.append(Glyphs(parts[0][0], text, actual, parts[0][0].width(text, size)))
    shift = width - sum(part.width for part in glyphs) if base else 0.0
    return Line(tuple(glyphs), shift)
