"""Insights: how long incidents take, in a sentence, a chart and a table, and the rows behind each figure."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from holdfast.desk.aside import beside
from holdfast.desk.metrics_export import metrics_handout
from holdfast.desk.metrics_read import Read, read_metrics_aside
from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.insights.behind import Behind, behind, let_go
from holdfast.ui.insights.choices import Choices
from holdfast.ui.insights.figures import Cell, FiguresTable
from holdfast.ui.insights.said import Said
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.exporting import Exporter
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.page import FlowingHeader, Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import KEY, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.kit.verb import Verb
from holdfast.words import _, ngettext

NEEDED = 3
"""Resolved incidents, before a median says anything."""
_PAUSE = 400  # milliseconds in which several wishes become one
_SHARE = 0.54
_NARROW = 860  # of this room a side would show half a name
_TABLE, _LIST = 190, 150  # the least heights
_NOTHING, _FIGURES = 0, 1


@dataclass(frozen=True)
class Services:
    """What the page works with."""

    store: Store
    bridge: Bridge
    record: Recording
    notices: Notices
    tasks: Tasks
    asking: Asking


class InsightsPage(Page):
    """Figures are read aside; what is typed or recorded meanwhile begins the reading anew."""

    incident_chosen = Signal(str)
    _reading = Signal(int, int)
    """How many incidents were read, of how many; from another thread."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._s = services
        self._token, self._listing = CancelToken(), CancelToken()
        self._read: Read | None = None
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._build()
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Measure what the query `what` asks for; "" is what was asked for before."""
        if what:
            self._choices.ask_for(what)
        if self._stale:
            self.ask()

    def panes(self) -> list[QWidget]:
        lower = [self.figures, self.rows] if self._parts.currentIndex() == _FIGURES else []
        return [self._header, self._choices, *lower]

    def first_focus(self) -> QWidget | None:
        return self.figures if self._parts.currentIndex() == _FIGURES else self._choices

    def verbs(self) -> list[Verb]:
        """What can be done with what is shown."""
        return [
            Verb("paper.export", _("&Export PDF…"), self.export, "Ctrl+Shift+E"),
            Verb("paper.markdown", _("Export as &Markdown…"), partial(self.export, "markdown")),
            Verb("paper.json", _("Export as &JSON…"), partial(self.export, "json")),
        ]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def stop(self) -> None:
        """Nobody waits any more."""
        self._stale = self._stale or self._timer.isActive() or not self._token.cancelled
        self._timer.stop()
        self._token.cancel()
        self._say("")

    def export(self, form: str = "pdf") -> None:
        """Ask where, and write the metrics report."""
        asked = self._choices.asked()
        if asked is not None:
            name = _("metrics {day}").format(day=f"{asked.now:%Y-%m-%d %H%M}")
            self._exporter.export(_("Export metrics"), name, partial(metrics_handout, asked=asked), form)

    def ask(self) -> None:
        """Read the figures now."""
        self._timer.stop()
        self._token.cancel()
        asked = self._choices.asked()
        if asked is None:
            return
        token = self._token = CancelToken()
        self._stale = False
        work = partial(read_metrics_aside, beside(self._s.store), asked, partial(self._progress, token))
        self._s.tasks.run(work, self._show, self._failed, token=token)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        s = self._s
        self._export = button(_("Export PDF"), self.export, primary=True, key="Ctrl+Shift+E")
        self._forms = menu_button(_("Other forms"), self._menu())
        self._header = FlowingHeader(_("Insights"), buttons=[self._forms, self._export])
        self._exporter = Exporter(s.store, s.record, s.notices, s.tasks, s.asking, self)
        self._choices = Choices(s.store)
        self._state = label("", "meta", "muted", wrap=True)
        top = QWidget()
        column(top, self._choices, self._state).setContentsMargins(24, 0, 24, 12)
        self._nothing = EmptyState(_("Reading the incidents"), "")
        self._parts = QStackedWidget()
        self._parts.addWidget(self._nothing)
        column(self, self._header, top, hairline(), self._parts, stretch=3)
        OwnKeys(self, {"Esc": self._stop_reading})

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for words, form in (("&Markdown…", "markdown"), ("&JSON…", "json"), ("&CSV…", "csv")):
            menu.addAction(words, partial(self.export, form))
        return menu

    def _add_figures(self) -> None:
        """Make what shows figures, which nobody sees before they are read; once."""
        if self._parts.count() == 1:
            self._parts.addWidget(self._lower())
            self.figures.chosen.connect(self._show_cell)
            self.figures.opened.connect(lambda: self.rows.setFocus(Qt.FocusReason.OtherFocusReason))
            self.rows.opened.connect(self._open)

    def _lower(self) -> QWidget:
        self._said = Said()
        self.figures = FiguresTable()
        self.figures.setMinimumHeight(theme.px(_TABLE))
        left = QWidget()
        column(left, self._said, hairline(), self.figures, stretch=2)
        self._title = label("", "strong", wrap=True)
        self._told = label("", "meta", "muted", wrap=True)
        self._model = RowsModel(self)
        self.rows = RowList(_("Behind this figure"), RowDelegate(margin=16))
        self.rows.setModel(self._model)
        self.rows.setMinimumHeight(theme.px(_LIST))
        words, right = QWidget(), QWidget()
        over = column(words, self._title, self._told)
        over.setContentsMargins(16, 14, 16, 10)
        over.setSpacing(4)
        column(right, words, hairline(), self.rows, stretch=2)
        return TurningSplitter(left, right, "", _SHARE, _NARROW)

    def _connect(self) -> None:
        self._choices.changed.connect(self._ask_soon)
        self._timer.timeout.connect(self.ask)
        self._reading.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        FirstPaint(self).done.connect(self._add_figures)
        self._exporter.busy.connect(self._export.setDisabled)
        self._exporter.busy.connect(self._forms.setDisabled)
        self._exporter.failed.connect(partial(self._say, wrong=True))
        self._s.bridge.changed.connect(self._changed)

    # -- reading ---------------------------------------------------------------------------------

    def _ask_soon(self) -> None:
        self._token.cancel()
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("incident", "action", "review"):
            self._ask_soon()

    def _progress(self, token: CancelToken, done: int, of: int) -> bool:
        """On the other thread."""
        if not token.cancelled:
            self._reading.emit(done, of)
        return not token.cancelled

    def _show_progress(self, done: int, of: int) -> None:
        if not self._token.cancelled:
            told = _("Reading {done} of {all} incidents. Esc stops.")
            self._say(told.format(done=f"{done:,}", all=f"{of:,}"))

    def _stop_reading(self) -> None:
        if not self._token.cancelled:
            self.stop()
            self._say(_("Stopped. What is shown was read before."))

    def _failed(self, problem: Exception) -> None:
        self._token.cancel()
        if not isinstance(problem, UserError):
            raise problem
        self._say(str(problem), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))
        self._state.setProperty("tone", "error" if wrong else "muted")
        self._state.style().polish(self._state)

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, read: Read) -> None:
        self._token.cancel()
        held = [self._read] if self._read is not None else []
        self._read = read
        if held:
            self._s.tasks.run(partial(let_go, held), lambda _done: None)
        self._say("")
        resolved = read.metrics.of("respond").whole.n
        if resolved < NEEDED:
            self._show_nothing(resolved)
            return
        waited = self._parts.currentIndex() == _NOTHING and self.window().focusWidget() is None
        self._add_figures()
        self.figures.fill(read)
        self._parts.setCurrentIndex(_FIGURES)
        if waited:
            self.figures.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._said.text())

    def _show_nothing(self, resolved: int) -> None:
        need = ngettext(
            "Needs {needed} resolved incidents; you have {count}.",
            "Needs {needed} resolved incidents; you have {count}.",
            resolved,
        )
        self._nothing.say(_("Not enough to measure yet"), need.format(needed=NEEDED, count=resolved))
        self._parts.setCurrentIndex(_NOTHING)

    def _show_cell(self, cell: Cell) -> None:
        if self._read is None:
            return
        self._said.show_cell(self._read, cell)
        self._listing.cancel()
        self._listing = self._s.tasks.run(partial(behind, self._read, cell), self._show_behind)

    def _show_behind(self, found: Behind) -> None:
        self._title.setText(found.title)
        self._told.setText(found.told)
        self._model.set_rows(found.rows)

    def _open(self, index: QModelIndex) -> None:
        incident = str(index.data(KEY)).partition(" ")[2]
        if incident:
            self.incident_chosen.emit(incident)
