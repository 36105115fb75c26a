"""Writing the library into a folder, aside, with a report that accounts for every file."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal

from holdfast.desk.aside import Beside, beside
from holdfast.domain.errors import UserError
from holdfast.runbook.export import (
    ExportReport,
    Progress,
    check_export,
    remember_export,
    write_export,
)
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.runbook.report_strip import ReportStrip
from holdfast.words import _, ngettext


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written: one source into `folder`, or all of them where it is None."""

    place: Beside
    folder: Path
    source: str | None


class Exporting(ReportStrip):
    """One export at a time; where it goes is remembered before anything is written."""

    finished = Signal()
    _progressed = Signal(int, int)

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__(_("Progress of the export"), _("What was not written, and why"))
        self._store, self._tasks = store, tasks
        self._stopped = Event()
        self._busy = False
        self._progressed.connect(self._show_written)

    def begin(self, folder: Path, source: str | None = None) -> None:
        """Write a source, or all of them, into a folder."""
        if self._busy:
            return
        self._busy = True
        self._stopped.clear()
        self._bar.setRange(0, 0)
        self._say(_("Looking at {folder}…").format(folder=folder.name or str(folder)), busy=True)
        wanted = _Wanted(beside(self._store), folder, source)
        self._tasks.run(partial(_check, wanted), partial(self._write, wanted), self._failed)

    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._busy

    def stop(self) -> None:
        """Write no further file."""
        self._stopped.set()

    def _stop(self) -> None:
        self.stop()
        self._stop_button.setEnabled(False)
        self._words.setText(_("Stopping after this file…"))

    def _write(self, wanted: _Wanted, _allowed: bool) -> None:
        try:
            remember_export(self._store, wanted.folder, wanted.source)
        except UserError as error:
            self._failed(error)
            return
        work = partial(_write, wanted, self._tell)
        self._tasks.run(work, self._done, self._failed)

    def _tell(self, done: int, total: int) -> bool:
        """Called on the other thread: a signal is delivered on this one."""
        if done % max(1, total // 100) == 0:
            self._progressed.emit(done, total)
        return not self._stopped.is_set()

    def _show_written(self, done: int, total: int) -> None:
        if self._busy and not self._stopped.is_set():
            self._show_progress(_("Writing: {done} of {all}").format(done=done, all=total), done, total)

    def _done(self, report: ExportReport) -> None:
        self._end()
        self._say(export_words(report), busy=False, left=report.left, wrong=not report.whole)
        self.finished.emit()

    def _failed(self, problem: Exception) -> None:
        self._end()
        if not isinstance(problem, UserError):
            raise problem
        self._say(str(problem), busy=False, wrong=True)
        self.finished.emit()

    def _end(self) -> None:
        self._busy = False
        self._stop_button.setEnabled(True)


def _check(wanted: _Wanted) -> bool:
    """Look at the folder, which may be slow to answer."""
    with wanted.place.open() as store:
        check_export(store, wanted.folder, wanted.source)
    return True


def _write(wanted: _Wanted, progress: Progress) -> ExportReport:
    with wanted.place.open() as store:
        return write_export(store, wanted.folder, wanted.source, progress)


def export_words(report: ExportReport) -> str:
    """What an export wrote, in a sentence or two."""
    counts = [
        ngettext("{count} file written", "{count} files written", len(report.written)).format(
            count=len(report.written)
        ),
        ngettext("{count} unchanged", "{count} unchanged", report.unchanged).format(count=report.unchanged),
        ngettext("{count} not written", "{count} not written", len(report.left)).format(
            count=len(report.left)
        ),
    ]
    told = ", ".join(counts)
    if report.whole:
        return _("Exported into {folder}: {counts}.").format(folder=report.folder, counts=told)
    return _(
        "Stopped: {counts}. Files are missing in {folder}, and it says so. Export again to write the others."
    ).format(folder=report.folder, counts=told)
