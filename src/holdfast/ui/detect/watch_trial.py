"""Trying a watch over past data: which data, the answer in a sentence, a chart, a table, what was odd."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.past import data_of
from holdfast.detect.watches.shelf import recorded
from holdfast.detect.watches.told import Told, end_of, in_words
from holdfast.detect.watches.trial import Trial, try_watch
from holdfast.detect.watches.watch import Watch
from holdfast.domain.errors import UserError
from holdfast.store.folder import size_of
from holdfast.ui.detect.details import breakable
from holdfast.ui.detect.watch_chart import Series, SeriesChart
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label, set_tone
from holdfast.words import _

_BLOCK: Final = 262_144  # bytes between two questions whether to go on
_MOST: Final = 1_000  # times in the table
_SHOWN: Final = 8  # rows of the table in sight at once, at most
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class With:
    """What trying works with. `folder` is the store's."""

    tasks: Tasks
    asking: Asking
    folder: Path
    zone: tzinfo
    now: Callable[[], datetime]


class TrialPanel(QWidget):
    """One watch at a time. What runs aside is stopped by the same button, or when another watch is shown."""

    told = Signal(bool)
    """Whether an answer is shown."""
    _heard = Signal(object, int)

    def __init__(self, with_: With) -> None:
        super().__init__()
        self._with = with_
        self._token: CancelToken | None = None
        self._watch: Watch | None = None
        self._name, self._file = "", None
        self._build()
        self._heard.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def show_watch(self, name: str, watch: Watch | None) -> None:
        """Offer to try this watch; what was said of another, or of what it was before, goes."""
        if (name, watch) == (self._name, self._watch):
            return
        if name != self._name:
            self._file = None
        self._name, self._watch = name, watch
        self.stop()
        self._clear()
        self._tell_data()
        self.setVisible(watch is not None)

    def stop(self) -> None:
        """Nobody waits any more."""
        if self._token is not None:
            self._token.cancel()
            self._token = None
            self._say(_("Stopped. Nothing was tried to its end."))
        self._turn()

    def try_or_stop(self) -> None:
        """Begin, or stop what runs."""
        if self._token is not None:
            self.stop()
            return
        if self._watch is None:
            return
        try:
            data = self._file or data_of(self._watch, recorded(self._with.folder, self._name))
        except UserError as error:
            self._refuse(error)
            return
        self._clear()
        token = self._token = CancelToken()
        share = _Share(partial(self._heard.emit, token), size_of(data), token)
        work = partial(try_watch, self._watch, data, self._with.now().timestamp(), going_on=share.going_on)
        self._with.tasks.run(work, self._show, self._refuse, token=token)
        self._say(_("Reading {file}…").format(file=data.name))
        self._turn()

    def choose_file(self) -> None:
        """Ask for past data in a file of its own."""
        chosen = self._with.asking.file(_("Past data: a table of times and values, or a log"))
        if chosen is not None:
            self._file = chosen
            self._tell_data()
            self._clear()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._data = label("", "small", "muted", wrap=True, select=True)
        self.go = button(_("Try watch"), self.try_or_stop)
        self.choose = button(_("Choose past data…"), self.choose_file)
        self._own = button(_("Use its own data"), self._use_own)
        flow = QWidget()
        flow.setLayout(FlowLayout(self.go, self.choose, self._own))
        self._state = label("", "meta", "muted", wrap=True)
        self.sentence = label("", "item_strong", wrap=True, select=True)
        self._judged = label("", "small", "muted", wrap=True)
        self.chart = SeriesChart()
        self.table = _Times()
        self._more = label("", "small", "muted", wrap=True)
        self._odd_title = label(_("Not usable, or odd"), "strong")
        self._odd = label("", "body", wrap=True, select=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Try it over past data"), "item_strong"))
        self._answer = [self.sentence, self._judged, self.chart, self.table, self._more]
        self._answer += [self._odd_title, self._odd]
        for part in (self._data, flow, self._state, *self._answer):
            column.addWidget(part)
        self._clear()
        self._tell_data()

    def _turn(self) -> None:
        set_words(self.go, _("Try watch") if self._token is None else _("Stop trying"))
        self._own.setVisible(self._file is not None)

    def _use_own(self) -> None:
        self._file = None
        self._clear()
        self._tell_data()
        self.go.setFocus()

    def _tell_data(self) -> None:
        if self._file is not None:
            words = _("Data: {file}").format(file=self._file)
        elif self._watch is not None and isinstance(self._watch.source, (said.Csv, said.Log)):
            words = _("Data: what it watches, {file}").format(file=self._watch.source.path)
        else:
            words = _("Data: what it recorded here while it was on.")
        self._data.setText(breakable(words))
        self._turn()

    # -- the answer ------------------------------------------------------------------------------

    def _clear(self) -> None:
        for part in self._answer:
            part.hide()
        self._say("")
        self.told.emit(False)

    def _show_progress(self, token: CancelToken, percent: int) -> None:
        if token is self._token:
            self._say(_("{percent} % read").format(percent=percent))

    def _refuse(self, error: Exception) -> None:
        self._token = None
        self._turn()
        if not isinstance(error, UserError):
            raise error
        self._say(f"{error.what} {error.hint}".strip(), wrong=True)
        announce(self, error.what)

    def _show(self, trial: Trial) -> None:
        watch, zone = self._watch, self._with.zone
        self._token = None
        self._turn()
        if watch is None:
            return
        words = in_words(watch, trial, zone, _MOST)
        self._say("")
        for part, text in (
            (self.sentence, words.sentence),
            (self._judged, words.judged),
            (self._more, words.more),
            (self._odd, "\n".join(words.odd)),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._odd_title.setVisible(bool(words.odd))
        fired = [(each.start, end_of(trial, each)) for each in trial.fired]
        series = Series(trial.series, bounds_of(watch), fired, zone)
        self.chart.show_series(series, _("What it saw, and when it would have fired"), _as_text(words))
        self.table.show_times(words)
        announce(self, words.sentence)
        self.told.emit(True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._state.setText(breakable(words))
        set_tone(self._state, "error" if wrong else "muted")
        self._state.setVisible(bool(words))


class _Share:
    """How much of a file was read, told once for each percent; from the other thread."""

    def __init__(self, tell: Callable[[int], object], size: int, token: CancelToken) -> None:
        self._tell, self._blocks, self._token = tell, max(1, size // _BLOCK), token
        self._asked, self._told = 0, 0

    def going_on(self) -> bool:
        self._asked += 1
        percent = min(99, self._asked * 100 // self._blocks)
        if percent != self._told and not self._token.cancelled:
            self._told = percent
            self._tell(percent)
        return not self._token.cancelled


class _Times(QTreeWidget):
    """Each time that it would have fired, a row."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Times that it would have fired"))
        self.setHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setColumnCount(4)
        self.header().setStretchLastSection(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setSectionsMovable(False)
        for column in range(4):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_times(self, words: Told) -> None:
        """Show these, the first one current."""
        self.clear()
        self.setHeaderLabels(words.titles)
        for each in words.times:
            item = QTreeWidgetItem([each.start, each.end, each.lasted, each.value])
            for column in (2, 3):
                item.setTextAlignment(column, _RIGHT)
            self.addTopLevelItem(item)
        for column in (2, 3):
            self.headerItem().setTextAlignment(column, _RIGHT)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        high = max(self.sizeHintForRow(0), theme.px(20)) * min(_SHOWN, max(1, len(words.times)))
        self.setFixedHeight(high + self.header().sizeHint().height() + theme.px(22))
        self.setVisible(bool(words.times))


class _Head(QHeaderView):
    """As high as its words; a Qt header asks for the room of a whole list."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


def bounds_of(watch: Watch) -> tuple[float, ...]:
    """The values at which a rule of a threshold turns; others compare no values."""
    rule = watch.rule
    if not isinstance(rule, said.Threshold):
        return ()
    return tuple(bound for bound in (rule.above, rule.below) if bound is not None)


def _as_text(words: Told) -> str:
    """All of it in one text, for those who can't see the chart."""
    told = _("{start} to {end}, {lasted}, {value}")
    rows = (
        told.format(start=each.start, end=each.end, lasted=each.lasted, value=each.value)
        for each in words.times
    )
    return f"{words.sentence} {'; '.join(rows)}"
