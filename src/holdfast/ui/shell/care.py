"""What the window does for the store in the background: verifying, and the daily backup with its proof."""

from functools import partial
from pathlib import Path
from threading import Event
from time import sleep
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.clock import to_stored
from holdfast.settings import SECOND_BACKUP, Settings
from holdfast.store.marks import Mark, Marks, mark_of, set_mark
from holdfast.store.store import Store
from holdfast.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from holdfast.store.backup import Daily
    from holdfast.store.verify import Problem, Verdict
    from holdfast.ui.kit.tasks import CancelToken

_FIRST_LOOK = 1500  # milliseconds after the window is there
_EVERY = 10 * 60 * 1000
_VERIFY_EVERY = 60 * 1000  # it reads only what came since
_CAME: Final = 1000  # entries that came meanwhile wait for the next minute: in a storm it would never end
_BREATH: Final = 0.001  # seconds of rest after each few milliseconds of reading: the window never waits
_TELL_EVERY: Final = 1000  # entries
_PROVEN: Final = "proven"  # the mark that names the newest backup whose journal verified


class Care(QObject):
    """Runs at quiet times, off the UI thread, over connections of its own."""

    verified = Signal(object)
    """The `Mark` up to which the journal has been verified."""
    broken = Signal(object)
    """The first `Problem`: the journal does not prove itself."""
    progress = Signal(int)
    """Percent of the whole journal that were verified; -1 at the end."""
    copied = Signal()
    """The daily backup also lies in the second folder."""
    failed = Signal(object)
    """A UserError of the daily backup or of verifying."""

    def __init__(self, store: Store, settings: Settings, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._settings, self._tasks = store, settings, tasks
        self._stopping = Event()
        self._daily: CancelToken | None = None  # what goes on is not begun again
        self._whole: CancelToken | None = None
        self._looked_at: datetime = store.now()
        self._broken = ""  # the backup that was found broken: said once, not at each look
        self._told = ""  # the day on which the second folder was said to be gone
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
        """Look no more; what reads much ends soon."""
        self._timer.stop()
        self._often.stop()
        self._stopping.set()

    def look(self) -> None:
        """Verify what came since; make today's backup where there is none, prove it, and copy it."""
        self.verify()
        if self._store.read_only or self._daily is not None:
            return
        # Imported with the first look: the first list needs no verifying and no backup.
        from holdfast.store.care import back_up_aside  # noqa: PLC0415

        self._looked_at = self._store.now()
        proven = self._broken or self._store.marks.get(_PROVEN)
        progress = partial(_gently, self._stopping, None)
        store = self._store
        work = partial(back_up_aside, store.database, store.folder, self._looked_at, proven, progress)
        self._daily = self._tasks.run(work, self._backed_up, self._not_backed_up)

    def verify(self) -> None:
        """Verify on from the mark."""
        from holdfast.store.care import verify_aside  # noqa: PLC0415

        mark, at = mark_of(self._store.marks), to_stored(self._store.clock())
        progress = partial(_gently, self._stopping, None)
        self._tasks.run(partial(verify_aside, self._store.database, mark, at, progress), self._verified)

    def verify_whole(self) -> None:
        """Verify from the first entry on."""
        from holdfast.store.care import verify_whole_aside  # noqa: PLC0415

        if self._whole is not None:
            return
        progress = partial(_gently, self._stopping, self.progress.emit)
        at = to_stored(self._store.clock())
        work = partial(verify_whole_aside, self._store.database, self._store.folder, at, progress)
        self._whole = self._tasks.run(work, self._verified_whole, self._not_verified)

    def _verified(self, found: "tuple[Mark, tuple[Problem, ...]]") -> None:
        mark, problems = found
        if problems:
            self.broken.emit(problems[0])
        else:
            self._keep(partial(_read_on, mark), self._go_on)

    def _go_on(self, mark: Mark) -> None:
        if not self._stopping.is_set() and self._store.journal.count() - mark.entries > _CAME:
            self.verify()

    def _keep(self, change: "Callable[[Marks], Mark]", then: "Callable[[Mark], object]") -> None:
        """Keep marks, on another thread: a commit waits for the disk, and others may write more."""

        def kept(mark: Mark) -> None:
            self.verified.emit(mark)
            then(mark)

        if self._store.read_only:
            kept(change(self._store.marks))
        else:
            self._tasks.record(partial(_kept, self._store, change), kept, self.failed.emit)

    def _verified_whole(self, found: "tuple[Mark, Verdict]") -> None:
        self._end_whole()
        mark, verdict = found
        if verdict.problems:
            self.broken.emit(verdict.problems[0])
        elif verdict.ok:
            self._keep(lambda _marks: mark, self._go_on)

    def _not_verified(self, error: Exception) -> None:
        self._end_whole()
        self.failed.emit(error)

    def _end_whole(self) -> None:
        self._whole = None
        self.progress.emit(-1)

    def _not_backed_up(self, error: Exception) -> None:
        self._daily = None
        self.failed.emit(error)

    def _backed_up(self, daily: "Daily | None") -> None:
        self._daily = None
        if daily is not None and daily.verdict.problems:
            self._broken = daily.backup.file.name
            self.broken.emit(daily.verdict.problems[0])
        elif daily is not None and daily.verdict.ok:
            read = partial(
                _read_whole, daily.backup.file.name, to_stored(self._looked_at), daily.verdict.entries
            )
            self._keep(read, lambda _mark: self._copy_backup())
            return
        self._copy_backup()

    def _copy_backup(self) -> None:
        """Put today's backup into the second folder; where that isn't there, the next look tries again."""
        from holdfast.store.backup import backup_name, copy_backup  # noqa: PLC0415

        second = self._settings.value(SECOND_BACKUP)
        file = self._store.folder.backups / backup_name(self._looked_at)
        if second and file.is_file():
            proven = self._store.marks.get(_PROVEN) == file.name
            work = partial(copy_backup, file, Path(second), proven=proven)
            self._tasks.run(work, self._copied, self._not_copied)

    def _copied(self, file: Path | None) -> None:
        self._told = ""
        if file is not None:
            self.copied.emit()

    def _not_copied(self, error: Exception) -> None:
        day = f"{self._looked_at:%Y-%m-%d}"
        if self._told != day:  # once a day: it is tried again every ten minutes
            self._told = day
            self.failed.emit(error)


def _kept(store: Store, change: "Callable[[Marks], Mark]") -> Mark:
    with store.twin() as twin, twin.database.writing():
        mark = change(twin.marks)
        set_mark(twin.marks, mark)
    return mark


def _read_on(mark: Mark, marks: Marks) -> Mark:
    """What was read on from a mark; it may have been read as a whole meanwhile."""
    before = mark_of(marks)
    return replace(mark, whole_at=before.whole_at, whole_entries=before.whole_entries)


def _read_whole(backup: str, at: str, entries: int, marks: Marks) -> Mark:
    """So many entries were read as a whole, those of a backup."""
    marks.set(_PROVEN, backup)
    return replace(mark_of(marks), whole_at=at, whole_entries=entries)


def _gently(stopping: Event, tell: "Callable[[int], object] | None", done: int, whole: int) -> bool:
    """Progress of what reads much: the window's own thread gets its turn in between; False to stop."""
    sleep(_BREATH)
    if tell is not None and done % _TELL_EVERY == 0:
        tell(done * 100 // max(whole, 1))
    return not stopping.is_set()
