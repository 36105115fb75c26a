"""A bar chart as one tagged figure: readable without its colours, and in words by its alternative text."""

from dataclasses import dataclass
from typing import Final

from holdfast.report.ink import Drawing, Ink
from holdfast.report.lines import Line, break_lines
from holdfast.report.printed import Bar, Chart
from holdfast.report.runs import Run
from holdfast.report.style import ACCENT, CELL_QUIET, INK, RULE, Style
from holdfast.report.tags import Element

_ROW: Final = 20.0
_THICK: Final = 9.0
_THIN: Final = 1.2
_TICK: Final = 7.0
_LABEL: Final = 122.0  # the least room for what a bar stands for
_MOST_LABEL: Final = 200.0
_TOLD: Final = 118.0  # room behind the bars, for what they say
_GAP: Final = 8.0
_NAME: Final = Style(8.5, 12)


@dataclass(frozen=True, slots=True)
class BarChart:
    """The bars of a chart, a row each; stays whole on one page."""

    chart: Chart
    meaning: Element
    before: float = 6
    after: float = 2
    with_next: bool = True

    def height(self, width: float, room: float) -> float:  # noqa: ARG002  (the protocol's)
        """As in the protocol."""
        return _ROW * len(self.chart.bars) + 4

    def least(self, width: float) -> float:
        """As in the protocol."""
        return self.height(width, 0)

    def split(self, width: float, room: float, *, must: bool) -> None:
        """A chart does not break."""

    def draw(self, ink: Ink, x: float, top: float, width: float) -> None:
        """As in the protocol."""
        tall = self.height(width, 0)
        self.meaning.box = (x, top - tall, x + width, top)
        longest = max(1, *(bar.most for bar in self.chart.bars))
        label = _label_room(self.chart)
        scale = (width - label - _TOLD - 2 * _GAP) / longest
        with ink.figure(self.meaning) as drawing:
            drawing.fill(x + label + _GAP, top - tall, 0.5, tall, RULE)
            for number, bar in enumerate(self.chart.bars):
                drawing.words(_one(bar.label, _NAME, label), _NAME, x, top - 6 - number * _ROW)
                _draw_bar(drawing, bar, x + label + _GAP, top - 2 - number * _ROW, scale)


def _label_room(chart: Chart) -> float:
    """As wide as the longest label, which would else lose its end."""
    lines = [line for bar in chart.bars for line in _one(bar.label, _NAME, _MOST_LABEL)]
    widths = (sum(glyphs.width for glyphs in line.glyphs) for line in lines)
    return min(max(_LABEL, *(width + 1 for width in widths)), _MOST_LABEL)


def _draw_bar(drawing: Drawing, bar: Bar, left: float, top: float, scale: float) -> None:
    middle = top - _ROW / 2
    value, most = max(bar.value * scale, 0.8), max(bar.most * scale, 0.8)
    drawing.fill(left, middle - _THIN / 2, most, _THIN, INK)
    drawing.fill(left + most - _THIN, middle - _TICK / 2, _THIN, _TICK, INK)
    drawing.fill(left, middle - _THICK / 2, value, _THICK, ACCENT)
    told = f"{bar.told}  \N{MIDDLE DOT}  {bar.told_most}"
    drawing.words(_one(told, CELL_QUIET, _TOLD), CELL_QUIET, left + most + _GAP, top - 4)


def _one(text: str, style: Style, width: float) -> list[Line]:
    """The text in one line, as much of it as fits; the table has it whole."""
    return break_lines([Run(text)], style, width)[:1]
