"""One watch in full: how it stands, what it looks at, what is wrong with its file, and trying it."""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.detect.watches.notes import note_text, number_text
from holdfast.detect.watches.shelf import check_file
from holdfast.detect.watches.thin import Band
from holdfast.domain.text import first_upper
from holdfast.domain.timewords import both_text
from holdfast.ui.detect.copying import CopiedLabel
from holdfast.ui.detect.details_parts import DetailsArea, DetailsBody, FactsTable, breakable
from holdfast.ui.detect.row_words import chip_severity, chip_words
from holdfast.ui.detect.watch_chart import Series, SeriesChart
from holdfast.ui.detect.watch_reading import Seen, recent
from holdfast.ui.detect.watch_trial import TrialPanel, With, bounds_of
from holdfast.ui.detect.watch_words import is_bad, rule_text, source_text, state_text, will_do
from holdfast.ui.kit.buttons import button, quiet_button, set_words
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.tasks import CancelToken
from holdfast.ui.kit.text import label
from holdfast.words import _


class WatchDetails(QWidget):
    """The right side of the page of watches."""

    switch_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, with_: With, may_change: Callable[[], bool]) -> None:
        super().__init__()
        self._with, self._may_change = with_, may_change
        self._seen: Seen | None = None
        self._reading = CancelToken()
        self._tried = False
        self._read = ""  # of which watch the file is shown
        self.trial = TrialPanel(with_)
        self.chart = SeriesChart()
        self._chart_title = label(_("The last day that it saw"), "item_strong")
        self._area = DetailsArea(_("Details of the watch"))
        self._head = QWidget()
        self._build()
        self.trial.told.connect(self._turn_chart)

    def take_focus(self) -> None:
        """Put the focus here: arrows scroll, Tab goes on to what can be pressed."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Nobody looks any more."""
        self._reading.cancel()
        self.trial.stop()

    def show_watch(self, seen: Seen | None) -> None:
        """Show a watch as it stands; None for none."""
        if seen == self._seen:
            return
        before, self._seen = self._seen, seen
        self._fill()
        watch = seen.file.watch if seen else None
        self.trial.show_watch(seen.name if seen else "", watch)
        if before is None or seen is None or before.file != seen.file:
            self._show_recent(())
            self._area.verticalScrollBar().setValue(0)
        if seen is not None and watch is not None:
            self._reading.cancel()
            self._reading = token = CancelToken()
            now = self._with.now().timestamp()
            work = partial(recent, self._with.folder, seen.name, watch, now, lambda: not token.cancelled)
            self._with.tasks.run(work, self._show_recent, token=token)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        body = DetailsBody()
        self._column = body.column
        for part in (self._head, self._chart_title, self.chart, self.trial):
            self._column.addWidget(part)
        self._column.addStretch()
        self._area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._show_recent(())

    def _fill(self) -> None:
        """Say anew what the file and the state say; the focus stays on the same button."""
        focused = self.window().focusWidget()
        name = focused.objectName() if focused is not None and self._head.isAncestorOf(focused) else ""
        old, self._head = self._head, QWidget()
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self._seen is not None:
            self._add_all(column, self._seen)
        self._column.replaceWidget(old, self._head)
        self._head.show()
        old.hide()
        old.deleteLater()
        before: QWidget = self._area
        for each in self._head.findChildren(QWidget, QRegularExpression("^(switch|edit|text|raw)$")):
            self.setTabOrder(before, each)
            before = each
        again = self._head.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_all(self, column: QVBoxLayout, seen: Seen) -> None:
        each, state, zone = seen.file, seen.state, self._with.zone
        watch = each.watch
        column.addWidget(label(breakable(watch.name if watch else each.name), "title", wrap=True))
        words = state_text(each, state, zone, self._with.now())
        tone = "error" if is_bad(each, state) else ""
        told = label(first_upper(words), "strong", tone)
        chip = [SeverityChip(chip_severity(watch.severity), chip_words(watch.severity))] if watch else []
        column.addLayout(row(*chip, told, None, spacing=12))
        column.addLayout(row(*self._buttons(seen), None))
        if state.problem and each.is_on and not each.problems:
            column.addWidget(CopiedLabel(breakable(state.problem), tone="error"))
        if watch is not None:
            title = _("While it is on") if each.is_on else _("When it is switched on")
            column.addWidget(label(title, "strong"))
            sentences = QVBoxLayout()
            sentences.setSpacing(4)
            for sentence in will_do(watch):
                sentences.addWidget(label(breakable(sentence), "small", "muted", wrap=True))
            column.addLayout(sentences)
        self._add_problems(column, seen)
        facts = FactsTable()
        column.addWidget(facts)  # before it is shown, else it were a window for a moment
        facts.say(list(_facts(seen, zone)))
        self._add_text(column, seen)

    def _buttons(self, seen: Seen) -> Iterator[QWidget]:
        turn = button(_("Switch off") if seen.file.is_on else _("Switch on"), self.switch_wanted.emit)
        turn.setEnabled(self._may_change() and (seen.file.is_on or not seen.file.problems))
        edit = button(_("Edit watch"), self.edit_wanted.emit)
        edit.setEnabled(self._may_change())
        for name, made in (("switch", turn), ("edit", edit)):
            made.setObjectName(name)
            yield made

    def _add_problems(self, column: QVBoxLayout, seen: Seen) -> None:
        if seen.file.problems:
            column.addWidget(label(_("To correct in its file"), "item_strong"))
        for problem in seen.file.problems:
            key = f"{problem.key} " if problem.key else ""
            told = _("Line {line}: {what}. {hint}").format(
                line=problem.line, what=f"{key}{problem.what}", hint=problem.hint
            )
            column.addWidget(CopiedLabel(breakable(told)))

    def _add_text(self, column: QVBoxLayout, seen: Seen) -> None:
        raw = QPlainTextEdit()
        raw.setReadOnly(True)
        raw.setTabChangesFocus(True)
        raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        raw.setAccessibleName(_("What its file says"))
        raw.setMinimumHeight(180)
        raw.setObjectName("raw")
        raw.hide()

        def turn() -> None:
            self._read = seen.name if raw.isHidden() else ""
            show()

        def show() -> None:
            shown = self._read == seen.name
            if shown:
                raw.setPlainText(check_file(seen.file.file)[1])
            raw.setVisible(shown)
            set_words(way, _("Hide its file") if shown else _("Show its file"))

        way = quiet_button(_("Show its file"), turn)
        way.setObjectName("text")
        column.addLayout(row(way, None))
        column.addWidget(raw)
        show()

    # -- the small chart -------------------------------------------------------------------------

    def _show_recent(self, bands: tuple[Band, ...]) -> None:
        watch = self._seen.file.watch if self._seen else None
        told = ""
        if bands:
            low, high = min(band.low for band in bands), max(band.high for band in bands)
            told = _("{low} to {high}").format(low=number_text(low), high=number_text(high))
        series = Series(bands, bounds_of(watch) if watch else (), (), self._with.zone)
        self.chart.show_series(series, self._chart_title.text(), told)
        self._turn_chart(self._tried)

    def _turn_chart(self, tried: bool) -> None:
        """What was tried shows the series itself."""
        self._tried = tried
        shown = self.chart.has_values() and not tried
        self.chart.setVisible(shown)
        self._chart_title.setVisible(shown)


def _facts(seen: Seen, zone: tzinfo) -> Iterator[tuple[str, str]]:
    each, state = seen.file, seen.state

    def time(at: datetime | None) -> str:
        return both_text(at, zone, seconds=True) if at else ""

    if each.watch is not None:
        yield _("Looks at"), first_upper(source_text(each.watch.source))
        yield _("Fires when"), first_upper(rule_text(each.watch.rule))
        yield _("Service"), each.watch.service
    yield _("Last looked"), time(state.looked)
    yield _("Last value"), "" if state.value is None else number_text(state.value)
    yield _("Value of"), time(state.at)
    yield _("Firing since"), time(state.firing)
    yield _("Sees nothing since"), time(state.blind)
    yield _("Odd in what it saw"), "\n".join(map(note_text, state.notes))
    yield _("File"), str(each.file)
