"""Bringing runbooks in: planned aside, recorded in small pieces, and a report that accounts for all."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.collect import collect
from holdfast.runbook.library import ImportReport, plan_pieces
from holdfast.runbook.plan import Plan, planned
from holdfast.runbook.sources import source_name
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.words import _, ngettext

Pieces = Iterator[tuple[int, int, ImportReport | None]]
_SHOWN = 4  # refused files in sight at once


class Importing(QWidget):
    """A strip over the page while something is brought in, and its report afterwards."""

    planned = Signal(object)
    """What the next one would bring: somebody is to accept it, or decline."""
    finished = Signal()
    """An import came to its end, or was stopped."""

    def __init__(self, store: Store, tasks: Tasks, record: Recording) -> None:
        super().__init__()
        self._store, self._tasks, self._record = store, tasks, record
        self._token: CancelToken | None = None
        self._asked = False
        self._waiting: list[tuple[Path, str]] = []
        self._pieces: Pieces = iter(())
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._next)
        self.hide()

    def begin(self, *paths: Path, source: str = "") -> None:
        """Bring in folders, zips or files, one after the other, as `source` where one is named."""
        self._waiting += [(path, source) for path in paths]
        if self._token is None:
            self._start()

    def is_busy(self) -> bool:
        """Whether something is being read or recorded; not while a person is asked."""
        return self._token is not None and not self._asked

    def is_asking(self) -> bool:
        """Whether a plan waits for somebody to accept it, or decline."""
        return self._asked

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._words = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Progress of the import"))
        self._bar.setTextVisible(False)
        self._refused = _Refused(_("What was left out, and why"))
        self._stop_button = button(_("Stop"), self._stop)
        self._copy = quiet_button(_("Copy report"), self._copy_report)
        self._close = button(_("Close report"), self.hide)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 12, 24, 12)
        inner.setSpacing(8)
        head = row(self._words, self._copy, self._stop_button, self._close)
        head.setStretch(0, 1)
        inner.addLayout(head)
        inner.addWidget(self._bar)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(inner)
        down.addWidget(self._refused)
        down.addWidget(hairline())

    def _say(
        self, words: str, *, busy: bool, report: ImportReport | None = None, wrong: bool = False
    ) -> None:
        self._words.setText(words)
        set_tone(self._words, "error" if wrong else "")
        self._bar.setVisible(busy)
        self._stop_button.setVisible(busy)
        self._close.setVisible(not busy)
        self._copy.setVisible(report is not None)
        self._refused.show_report(report)
        self.show()
        if not busy:
            announce(self, words, urgent=wrong)

    # -- what happens ----------------------------------------------------------------------------

    def _start(self) -> None:
        path, source = self._waiting.pop(0)
        self._token = CancelToken()
        self._bar.setRange(0, 0)
        self._say(_("Reading {folder}…").format(folder=path.name or str(path)), busy=True)
        name = source or source_name(self._store, path)
        work = partial(_plan, self._store.runbooks.of_source(name), path, name)
        self._tasks.run(work, self._planned, self._failed, token=self._token)

    def _planned(self, plan: Plan) -> None:
        """Ask, where there is something to be asked."""
        if len(plan.rows) == len(plan.of("unchanged")) + len(plan.of("refused")):
            self.accept(plan, frozenset(), frozenset())
            return
        self._asked = True
        self.hide()
        self.planned.emit(plan)

    def accept(self, plan: Plan, wanted: frozenset[str], theirs: frozenset[str]) -> None:
        """Record these paths of a plan."""
        self._asked = False
        self._pieces = plan_pieces(self._store, plan, wanted, theirs)
        self._say(_("Importing {source}…").format(source=plan.source), busy=True)
        self._next()

    def decline(self) -> None:
        """Leave a plan as it is: nothing is recorded."""
        self._asked = False
        self._say(_("Nothing was imported."), busy=False)
        self._end()

    def _next(self) -> None:
        """Record one more piece, then let the window breathe."""
        token = self._token
        if token is None or token.cancelled:
            return
        piece = self._record(lambda: next(self._pieces), self._failed)
        if piece is None:
            if self._token is token:  # nobody wanted to stand behind it
                self.hide()
                self._end()
            return
        done, total, report = piece
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        if report is None:
            self._words.setText(_("Importing: {done} of {all}").format(done=done, all=total))
            self._soon.start()
        else:
            self._say(report_words(report), busy=False, report=report)
            self._end()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self._say(str(problem), busy=False, wrong=True)
        self._end()

    def _stop(self) -> None:
        if self._token is not None:
            self._token.cancel()
        self._waiting.clear()
        self._say(_("Stopped. What was imported by then stays."), busy=False)
        self._end()

    def _end(self) -> None:
        self._token = None
        self.finished.emit()
        if self._waiting:
            self._start()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText("\n".join([self._words.text(), *self._refused.lines()]))
        self._copy.setText(_("Copied"))


class _Refused(RowList):
    """The files that were left out, each with its reason; as high as a few of them."""

    def __init__(self, name: str) -> None:
        super().__init__(name, RowDelegate(leading=False, margin=24))
        self._rows = RowsModel(self)
        self._report: ImportReport | None = None
        self.setModel(self._rows)

    def show_report(self, report: ImportReport | None) -> None:
        """Show what was left out; nothing hides the list."""
        self._report = report
        refused = report.refused if report else ()
        rows = [(str(n), Row(left.file, left.why, icon="warning")) for n, left in enumerate(refused)]
        self._rows.set_rows(rows)
        self.setVisible(bool(rows))
        self.updateGeometry()

    def lines(self) -> list[str]:
        """Each file with its reason."""
        return [f"{left.file}: {left.why}" for left in (self._report.refused if self._report else ())]

    def sizeHint(self) -> QSize:
        count = max(1, min(_SHOWN, self._rows.rowCount()))
        return QSize(theme.px(400), count * max(self.sizeHintForRow(0), theme.px(48)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), max(self.sizeHintForRow(0), theme.px(48)))


def _plan(there: Mapping[str, Runbook], path: Path, source: str) -> Plan:
    """What importing from `path` would do; reads the disk, so it runs aside."""
    return planned(there, path, collect(path), source)


def report_words(report: ImportReport) -> str:
    """What an import found, in one sentence."""
    counts = [
        ngettext("{count} new", "{count} new", report.new).format(count=report.new),
        ngettext("{count} changed", "{count} changed", report.changed).format(count=report.changed),
        ngettext("{count} unchanged", "{count} unchanged", report.unchanged).format(count=report.unchanged),
        ngettext("{count} gone", "{count} gone", report.gone).format(count=report.gone),
        ngettext("{count} left out", "{count} left out", len(report.refused)).format(
            count=len(report.refused)
        ),
    ]
    if report.both:
        kept = ngettext(
            "{count} kept as it is here", "{count} kept as they are here", len(report.both)
        ).format(count=len(report.both))
        counts.insert(2, kept)
    if report.declined:
        counts.append(_("{count} not wanted").format(count=report.declined))
    return _("Imported {source}: {counts}.").format(source=report.source, counts=", ".join(counts))
