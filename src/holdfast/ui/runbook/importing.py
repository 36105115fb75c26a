"""Bringing runbooks in: planned aside, recorded in small pieces, and a report that accounts for all."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.collect import collect
from holdfast.runbook.library import ImportReport, plan_pieces
from holdfast.runbook.plan import Plan, planned
from holdfast.runbook.sources import source_name
from holdfast.store.store import Store
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.runbook.report_strip import ReportStrip
from holdfast.words import _, ngettext

Pieces = Iterator[tuple[int, int, ImportReport | None]]


class Importing(ReportStrip):
    """A strip over the page while something is brought in, and its report afterwards."""

    planned = Signal(object)
    """What the next one would bring: somebody is to accept it, or decline."""
    finished = Signal()
    """An import came to its end, or was stopped."""

    def __init__(self, store: Store, tasks: Tasks, record: Recording) -> None:
        super().__init__(_("Progress of the import"), _("What was left out, and why"))
        self._store, self._tasks, self._record = store, tasks, record
        self._token: CancelToken | None = None
        self._asked = False
        self._waiting: list[tuple[Path, str]] = []
        self._pieces: Pieces = iter(())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._next)

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
        if report is None:
            self._show_progress(_("Importing: {done} of {all}").format(done=done, all=total), done, total)
            self._soon.start()
        else:
            self._say(report_words(report), busy=False, left=(*report.refused, *report.read_as))
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
