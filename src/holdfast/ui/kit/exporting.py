"""Exporting from the window: ask where, write aside, record what was made."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import QObject, Signal

from holdfast.desk.aside import Beside, beside, export_aside
from holdfast.desk.export import ENDINGS, Exported, Handout, Ready, check_export, keep_export
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.words import _

_ENDINGS: Final = {**ENDINGS, "zip": ".zip"}
Gather = Callable[[Store], Handout]
Progress = Callable[[int, int], bool]
Work = Callable[[Beside, Path, str, Progress], tuple[Ready, Exported]]
"""Writes a file in a form; its last argument is told how far it is, and answers False when it is to stop."""


class Exporter(QObject):
    """One export at a time."""

    busy = Signal(bool)
    failed = Signal(str)
    """Why nothing was written, and what to do next."""
    done = Signal(str)
    """The path of the file."""
    went_on = Signal(int, int)
    """How many rows are there, of how many."""

    def __init__(
        self, store: Store, record: Recording, notices: Notices, tasks: Tasks, asking: Asking, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._record, self._notices = store, record, notices
        self._tasks, self._asking = tasks, asking
        self._running = False
        self._stopping = Event()

    def stop(self) -> None:
        """Let what is being written stop, if it can; an earlier file of that name stays."""
        self._stopping.set()

    def export(self, title: str, name: str, gather: Gather, form: str = "pdf") -> None:
        """Ask for the place, `name` without its ending being proposed, and write there what `gather` gives.

        `title` heads the question. `gather` is called on another thread, with a store that can only be read.
        """
        self.write(title, name, partial(_gathered, gather), form)

    def write(self, title: str, name: str, work: Work, form: str) -> None:
        """The same for what writes its file by itself."""
        if self._running:
            return
        ending = _ENDINGS[form]
        target = self._asking.target(title, name + ending, _kinds(form))
        if target is None:
            return
        file = target if target.suffix else target.with_name(target.name + ending)
        if file != target and file.is_file() and not self._may_replace(file):
            return
        self.failed.emit("")
        if not self._store.read_only and self._record(partial(_may, self._store, form)) is None:
            return
        self._running = True
        self.busy.emit(True)
        self._stopping.clear()
        aside = partial(work, beside(self._store), file, form, self._tell)
        self._tasks.run(aside, partial(self._written, form), self._not_written)

    def _may_replace(self, file: Path) -> bool:
        """The question of the file dialog was about the name without its ending."""
        what = _("{file} is there already.").format(file=file.name)
        return self._asking.confirm(what, _("The file that is there now is lost."), _("Replace file"))

    def _tell(self, done: int, of: int) -> bool:
        """Called on the other thread."""
        self.went_on.emit(done, of)
        return not self._stopping.is_set()

    def _written(self, form: str, written: tuple[Ready, Exported]) -> None:
        self._end()
        ready, made = written
        name = Path(made.file).name
        if self._store.read_only:
            self._notices.say(
                _("{file} is written. This store is read-only, so the record does not name it.").format(
                    file=name
                )
            )
        elif self._record(partial(keep_export, self._store, ready, made, form)) is None:
            return
        else:
            self._notices.say(_("{file} is written, and the record names it.").format(file=name))
        self.done.emit(made.file)

    def _not_written(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))

    def _end(self) -> None:
        self._running = False
        self.busy.emit(False)


def _gathered(
    gather: Gather, place: Beside, file: Path, form: str, _progress: Progress
) -> tuple[Ready, Exported]:
    return export_aside(place, gather, file, form)


def _may(store: Store, form: str) -> bool:
    check_export(store, "json" if form == "zip" else form)  # what lies in a zip is not signed
    return True


def _kinds(form: str) -> str:
    names = {"pdf": _("PDF"), "markdown": _("Markdown"), "json": _("JSON"), "csv": _("CSV"), "zip": _("ZIP")}
    return f"{names[form]} (*{_ENDINGS[form]})"
