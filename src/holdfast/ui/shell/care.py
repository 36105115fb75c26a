"""What the window does for the store in the background: verifying on from the mark, and the daily backup."""

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.settings import SECOND_BACKUP, Settings
from holdfast.store.marks import Mark, mark_of, set_mark
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import Tasks
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.store.backup import Backup
    from holdfast.store.verify import Problem

_FIRST_LOOK = 1500  # milliseconds after the window is there
_EVERY = 10 * 60 * 1000
_VERIFY_EVERY = 60 * 1000  # it reads only what came since


class Care(QObject):
    """Runs at quiet times, off the UI thread, over connections of its own."""

    verified = Signal(object)
    """The `Mark` up to which the journal has been verified."""
    broken = Signal(object)
    """The first `Problem`: the journal does not prove itself."""
    copied = Signal()
    """The daily backup also lies in the second folder."""
    failed = Signal(object)
    """A UserError of the daily backup."""

    def __init__(self, store: Store, settings: Settings, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._settings, self._tasks = store, settings, tasks
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._often = QTimer(self)
        self._often.setInterval(_VERIFY_EVERY)
        self._often.timeout.connect(self.verify)

    def start(self) -> None:
        """Look soon, then every ten minutes; verify what came since each minute."""
        QTimer.singleShot(_FIRST_LOOK, self, self.look)
        self._timer.start()
        self._often.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._often.stop()

    def look(self) -> None:
        """Verify what came since, and make today's backup where there is none."""
        # Imported with the first look: the first list needs no verifying and no backup.
        from holdfast.store.care import back_up_aside  # noqa: PLC0415

        self.verify()
        if not self._store.read_only:
            work = partial(back_up_aside, self._store.database, self._store.folder, self._store.now())
            self._tasks.run(work, self._copy_backup, self.failed.emit)

    def verify(self) -> None:
        """Verify on from the mark."""
        from holdfast.store.care import verify_aside  # noqa: PLC0415

        mark, at = mark_of(self._store.marks), to_stored(self._store.clock())
        self._tasks.run(partial(verify_aside, self._store.database, mark, at), self._verified)

    def _verified(self, found: "tuple[Mark, tuple[Problem, ...]]") -> None:
        mark, problems = found
        if problems:
            self.broken.emit(problems[0])
            return
        if not self._store.read_only:
            with self._store.database.writing():
                set_mark(self._store.marks, mark)
        self.verified.emit(mark)
        if mark.entries < self._store.journal.count():
            self.verify()

    def _copy_backup(self, made: "Backup | None") -> None:
        second = self._settings.value(SECOND_BACKUP)
        if made is not None and second:
            self._tasks.run(
                partial(_copy, made.file, Path(second)), lambda _file: self.copied.emit(), self.failed.emit
            )


def _copy(file: Path, folder: Path) -> Path:
    target = folder / file.name
    try:
        return Path(shutil.copy2(file, target))
    except OSError as error:
        raise UserError(
            _("The backup can't be copied to {folder}: {why}. It is in the store's own folder.").format(
                folder=folder, why=error.strerror
            ),
            hint=_("Put the medium in, or choose another folder in the settings."),
        ) from error
