"""A figure in a sentence, and under it the chart that says the same."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from holdfast.desk.metrics_read import Read
from holdfast.domain.classification import severity_text
from holdfast.domain.metrics import Contributed, Figures, Measured
from holdfast.domain.metrics_words import factor_sentence, factor_word, measure_word, sentence
from holdfast.domain.text import first_upper
from holdfast.domain.timewords import span_text
from holdfast.ui.insights.figures import Cell
from holdfast.ui.kit.bar_chart import Bar, BarChart
from holdfast.ui.kit.page import column
from holdfast.ui.kit.text import label
from holdfast.words import _


class Said(QWidget):
    """What is no time and no factor stands beside the time to contain."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = label("", "title", wrap=True)
        self._chart = BarChart()
        self._caption = label("", "small", "muted", wrap=True)
        inner = column(self, self._sentence, self._chart, self._caption)
        inner.setContentsMargins(24, 14, 16, 12)
        inner.setSpacing(8)

    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    def show_cell(self, read: Read, cell: Cell) -> None:
        """Say this figure of what was read."""
        if cell.factor is not None:
            self._show_factors(read.metrics.contributed)
            return
        measured = read.metrics.of(cell.key or "contain")
        shown = measured.whole if cell.severity is None else dict(measured.severities)[cell.severity]
        self._sentence.setText(sentence(measured.key, shown))
        self._show_times(measured)

    def _show_times(self, measured: Measured) -> None:
        named = [(_("All"), measured.whole)] + [
            (severity_text(each) if each else _("Not assessed"), its) for each, its in measured.severities
        ]
        bars = [bar for words, its in named if (bar := _bar(words, its)) is not None]
        name = _("Chart: {what} by severity, median and 90th percentile")
        caption = _("Bar: median. Thin line: up to the 90th percentile.")
        self._show_bars(bars, name.format(what=measure_word(measured.key)), caption)

    def _show_factors(self, found: Contributed) -> None:
        self._sentence.setText(factor_sentence(found))
        bars = [
            Bar(
                first_upper(factor_word(one.name)),
                one.count,
                found.n,
                _("{count} of {n}").format(count=one.count, n=found.n),
            )
            for one in found.categories
        ]
        caption = _("Bar: incidents that name it. Thin line: all whose review names a factor.")
        self._show_bars(bars, _("Chart: contributing factors by category"), caption)

    def _show_bars(self, bars: Sequence[Bar], name: str, caption: str) -> None:
        self._chart.show_bars(bars, name, "; ".join(f"{bar.label}: {bar.told}" for bar in bars))
        self._caption.setText(caption)
        self._caption.setVisible(bool(bars))


def _bar(words: str, its: Figures) -> Bar | None:
    if its.median is None or its.most is None:
        return None
    told = f"{span_text(its.median)}  \N{MIDDLE DOT}  {span_text(its.most)}"
    return Bar(words, its.median, its.most, told)
