"""Trying a watch over past data: which data, the answer in a sentence, a chart, a table, what was odd."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.past import data_of
from holdfast.detect.watches.shelf import recorded
from holdfast.detect.watches.told import end_of, in_words
from holdfast.detect.watches.trial import Trial, try_watch
from holdfast.detect.watches.watch import Watch
from holdfast.domain.errors import UserError
from holdfast.store.folder import size_of
from holdfast.ui.detect.copying import CopiedLabel
from holdfast.ui.detect.details_parts import breakable
from holdfast.ui.detect.watch_chart import Series, SeriesChart
from holdfast.ui.detect.watch_share import ReadShare
from holdfast.ui.detect.watch_times import Times, as_text
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label, set_tone
from holdfast.words import _

_MOST: Final = 1_000  # times in the table


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
        share = ReadShare(partial(self._heard.emit, token), size_of(data), token)
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
        self._data = CopiedLabel("", "small", "muted")
        self.go = button(_("Try watch"), self.try_or_stop)
        self.choose = button(_("Choose past data…"), self.choose_file)
        self._own = button(_("Use its own data"), self._use_own)
        flow = QWidget()
        flow.setLayout(FlowLayout(self.go, self.choose, self._own))
        self._state = label("", "meta", "muted", wrap=True)
        self.sentence = CopiedLabel("", "item_strong")
        self._judged = label("", "small", "muted", wrap=True)
        self.chart = SeriesChart()
        self.table = Times()
        self._more = label("", "small", "muted", wrap=True)
        self._odd_title = label(_("Not usable, or odd"), "strong")
        self._odd = CopiedLabel()
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
            (self._odd, breakable("\n".join(words.odd))),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._odd_title.setVisible(bool(words.odd))
        fired = [(each.start, end_of(trial, each)) for each in trial.fired]
        series = Series(trial.series, bounds_of(watch), fired, zone)
        self.chart.show_series(series, _("What it saw, and when it would have fired"), as_text(words))
        self.table.show_times(words)
        announce(self, words.sentence)
        self.told.emit(True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._state.setText(breakable(words))
        set_tone(self._state, "error" if wrong else "muted")
        self._state.setVisible(bool(words))


def bounds_of(watch: Watch) -> tuple[float, ...]:
    """The values at which a rule of a threshold turns; others compare no values."""
    rule = watch.rule
    if not isinstance(rule, said.Threshold):
        return ()
    return tuple(bound for bound in (rule.above, rule.below) if bound is not None)
