"""What a scenario says, without its injects unless they are asked for; and how its drills went."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.timewords import day_text
from holdfast.drill.score import Progress
from holdfast.runbook.render import Rendered
from holdfast.store.drills import DrillRow
from holdfast.store.store import Store
from holdfast.ui.drill.reading import Offered
from holdfast.ui.drill.rows import held_rows
from holdfast.ui.drill.text import scenario_text
from holdfast.ui.kit import theme
from holdfast.ui.kit.bar_chart import Bar, BarChart
from holdfast.ui.kit.buttons import Choice, quiet_button, set_words
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.forms import EmptyState, row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import KEY, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label, take_texts
from holdfast.words import _, ngettext

Render = Callable[..., Rendered]
_BARS = 6
_LEAST, _ROWS = 140, 70  # the least heights of the text and of the rows


class Details(QWidget):
    """The right side of the list of scenarios."""

    drill_wanted = Signal(str)
    """The id of a drill that was held."""

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._render, self._tasks = store, render, tasks
        self._offered: Offered | None = None
        self._held: Sequence[Progress] = ()
        self._cancelled: Sequence[DrillRow] = ()
        self._injects = False
        self._token = CancelToken()
        self._build()

    def show_offered(
        self, offered: Offered | None, held: Sequence[Progress], cancelled: Sequence[DrillRow]
    ) -> None:
        """Show a scenario; another one hides its injects again."""
        if offered != self._offered:
            self._offered, self._injects = offered, False
            self._draw()
        self._held, self._cancelled = held, cancelled
        self._show_held()

    def show_injects(self) -> None:
        """Show what is put in and when, or hide it again."""
        self._injects = not self._injects
        self._sides.choose("scenario")
        self._turn("scenario")
        self._draw()

    def panes(self) -> list[QWidget]:
        """What F6 stops at."""
        return [self]

    def _build(self) -> None:
        self._title = label("", "title", wrap=True)
        self._told = label("", "meta", "muted", wrap=True)
        self._show = quiet_button("", self.show_injects)
        self._sides = Choice(
            _("What is shown of it"), [("scenario", _("Scenario")), ("held", _("Drills held"))]
        )
        self._sides.choose("scenario")
        self._sides.chosen.connect(self._turn)
        self._view = _Text(_("Scenario"))
        self._view.setProperty("bare", "true")
        nothing = EmptyState(_("Not played yet"), _("What a drill shows stands here afterwards."))
        self._parts = (self._view, self._progress(), nothing)
        top = QWidget()
        over = QVBoxLayout(top)
        over.setContentsMargins(24, 14, 16, 10)
        over.setSpacing(6)
        for part in (self._title, self._told):
            over.addWidget(part)
        over.addLayout(row(self._sides, self._show, None))
        whole = column(self, top, hairline(), *self._parts)
        for part in self._parts:
            whole.setStretchFactor(part, 1)
        self._turn("scenario")

    def _progress(self) -> QWidget:
        whole = QWidget()
        self._chart = BarChart()
        self._caption = label("", "small", "muted", wrap=True)
        self._rows = RowsModel(self)
        self._list = RowList(_("Drills held"), RowDelegate(leading=False, margin=24))
        self._list.setModel(self._rows)
        self._list.setMinimumHeight(theme.px(_ROWS))
        self._list.opened.connect(self._open)
        words = QWidget()
        over = QVBoxLayout(words)
        over.setContentsMargins(24, 12, 16, 8)
        over.addWidget(self._chart)
        over.addWidget(self._caption)
        column(whole, words, hairline(), self._list, stretch=2)
        return whole

    def _draw(self) -> None:
        offered = self._offered
        scenario = offered.scenario if offered else None
        self._title.setText(offered.title if offered else "")
        self._told.setText(self._about(offered))
        self._show.setVisible(scenario is not None)
        set_words(self._show, _("Hide the injects") if self._injects else _("Show the injects"))
        take_texts(self)
        self._token.cancel()
        if offered is None or scenario is None:
            self._view.show_document(Rendered(""))
        else:
            text = scenario_text(scenario, injects=self._injects)
            work = partial(self._render, text, {}, f"{scenario.key}.md")
            self._token = self._tasks.run(work, self._view.show_document)

    def _about(self, offered: Offered | None) -> str:
        if offered is None:
            return ""
        if offered.scenario is None:
            return _("This file can't be played: {why}.").format(why=offered.problem)
        count, minutes = len(offered.scenario.injects), offered.scenario.minutes
        told = ngettext(
            "{count} inject over {minutes} minutes.", "{count} injects over {minutes} minutes.", count
        )
        return told.format(count=count, minutes=minutes)

    def _show_held(self) -> None:
        zone = self._store.zone
        self._rows.set_rows(held_rows(self._held, self._cancelled, zone))
        newest = [*self._held[:_BARS]][::-1]
        bars = [_bar(one, zone) for one in newest]
        told = "; ".join(f"{bar.label}: {bar.told}" for bar in bars)
        self._chart.show_bars(bars, _("Chart: expectations met, drill by drill"), told)
        self._caption.setText(
            _("Bar: expectations met. Thin line: all of them.") if bars else _("None was held to its end.")
        )
        self._turn(self._sides.value())

    def _turn(self, side: str) -> None:
        place = 0 if side == "scenario" else 1 if self._held or self._cancelled else 2
        for number, part in enumerate(self._parts):
            part.setVisible(number == place)

    def _open(self, index: QModelIndex) -> None:
        self.drill_wanted.emit(str(index.data(KEY)))


def _bar(one: Progress, zone: tzinfo) -> Bar:
    told = _("{met} of {all}").format(met=one.met, all=one.of)
    return Bar(day_text(one.started, zone), one.met, one.of, told)


class _Text(DocumentView):
    """A document that gives way, but not to nothing."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(_LEAST))
