"""Exporting from the window: ask where, write aside, record what was made."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from holdfast.desk.export import ENDINGS, Exported, check_export, keep_export, make_file, prove_export
from holdfast.domain.errors import UserError
from holdfast.report.content import ReviewReport
from holdfast.report.gather import gather_review
from holdfast.ui.review.services import Services
from holdfast.words import _


class Exporter(QObject):
    """One export at a time."""

    busy = Signal(bool)
    failed = Signal(str)
    """Why nothing was written, and what to do next."""
    done = Signal(str)
    """The path of the file."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._review, self._form = "", ""
        self._report: ReviewReport | None = None

    def export(self, review: str, name: str, form: str = "pdf") -> None:
        """Ask for the place, `name` without its ending being proposed, and write there."""
        if self._running:
            return
        ending = ENDINGS[form]
        target = self._services.asking.target(_("Export review"), name + ending, _kinds(form))
        if target is None:
            return
        self.failed.emit("")
        store = self._services.store
        if not store.read_only and self._services.record(partial(_may, self._services, form)) is None:
            return
        try:
            prove_export(store, review)
            self._report = gather_review(store, review)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._review, self._form = review, form
        self._run(self._report, target if target.suffix else target.with_name(target.name + ending))

    def _run(self, report: ReviewReport, target: Path) -> None:
        self._running = True
        self.busy.emit(True)
        work = partial(make_file, report, target, self._form, self._services.store.journal.station)
        self._services.tasks.run(work, self._written, self._not_written)

    def _written(self, made: Exported) -> None:
        self._end()
        store, notices = self._services.store, self._services.notices
        name = Path(made.file).name
        if store.read_only:
            notices.say(
                _("{file} is written. This store is read-only, so the record does not name it.").format(
                    file=name
                )
            )
        elif self._report is not None:
            report = self._report
            if (
                self._services.record(partial(keep_export, store, self._review, report, made, self._form))
                is None
            ):
                return
            notices.say(_("{file} is written, and the record names it.").format(file=name))
        self.done.emit(made.file)

    def _not_written(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))

    def _end(self) -> None:
        self._running = False
        self.busy.emit(False)


def _may(services: Services, form: str) -> bool:
    check_export(services.store, form)
    return True


def _kinds(form: str) -> str:
    names = {"pdf": _("PDF"), "markdown": _("Markdown"), "json": _("JSON")}
    return f"{names[form]} (*{ENDINGS[form]})"
