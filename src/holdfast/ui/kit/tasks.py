"""Work off the UI thread: pure functions of values, their results delivered on the UI thread."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal
from shiboken6 import isValid

from holdfast.precedence import PRECEDENCE, step_back
from holdfast.ui.kit.first import go_first

T = TypeVar("T")

# Seconds that work aside keeps the interpreter for at a stretch while the window waits for it, which it does
# at each of its many calls; Python's own 5 ms add up to a window that is held up.
_STRETCH: Final = 0.0002


class CancelToken:
    """Handed to work that can stop in the middle; stays cancelled once it is."""

    def __init__(self) -> None:
        self._event = Event()

    def cancel(self) -> None:
        """Ask the work to stop; its result is not delivered."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()


@dataclass(frozen=True)
class _Ended:
    token: CancelToken
    then: Callable[[], None]


class Tasks(QObject):
    """A pool of threads. After `drain` nothing begins or is told; a widget that is gone is told nothing."""

    busy = Signal(bool)
    """True when the first work begins, False when the last one has ended."""
    _ended = Signal(object)

    def __init__(self, failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        """`failed` is told of failures for which `run` names no other."""
        super().__init__(parent)
        sys.setswitchinterval(_STRETCH)
        self._failed = failed
        self._pool, self._recording = QThreadPool(self), QThreadPool(self)
        self._recording.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._running = 0
        self._open = True
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        token: CancelToken | None = None,
    ) -> CancelToken:
        """Run `work` on another thread, then `done` with its result, or `failed`, on this one.

        `work` may touch no widget and no store connection of this thread. A cancelled result is dropped.
        """
        token = token or CancelToken()
        if not self._open:  # a timer may still wish for something: nobody waits for it
            token.cancel()
            return token
        self._begin(self._pool, partial(_behind, work), done, failed, token)
        return token

    def record(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Like `run`, for what a person does: one by one, beside whatever is read, and never dropped."""
        if self._open:
            self._begin(self._recording, work, done, failed, CancelToken())

    def is_busy(self) -> bool:
        """Whether some work has not ended yet."""
        return self._running > 0

    def drain(self, milliseconds: int = 5000) -> bool:
        """Drop what has not begun, wait for what has and for all that is recorded.

        False if some work did not end in time.
        """
        self._open = False
        PRECEDENCE.let_go()
        self._pool.clear()
        return self._recording.waitForDone(milliseconds) and self._pool.waitForDone(milliseconds)

    def _begin(
        self,
        pool: QThreadPool,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        token: CancelToken,
    ) -> None:
        refused = failed or self._failed
        self._count(1)
        pool.start(lambda: self._work(work, done, refused, token))

    def _work(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        token: CancelToken,
    ) -> None:
        if token.cancelled:
            self._ended.emit(_Ended(token, _nothing))
            return
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is shown on the UI thread)
            then = _told(failed, error)
        else:
            then = _told(done, result)
        self._ended.emit(_Ended(token, then))

    def _deliver(self, ended: _Ended) -> None:
        go_first()
        self._count(-1)
        if self._open and not ended.token.cancelled:
            ended.then()

    def _count(self, step: int) -> None:
        before = self._running
        self._running += step
        if bool(before) != bool(self._running):
            self.busy.emit(bool(self._running))


def _behind(work: Callable[[], T]) -> T:
    step_back()  # what Qt calls the priority of a thread does nothing on Linux
    return work()


def _nothing() -> None:
    """The end of work that was cancelled before it began."""


def _told(listener: Callable[[T], None], value: T) -> Callable[[], None]:
    def tell() -> None:
        if is_there(listener):
            listener(value)

    return tell


def is_there(listener: Callable[..., object]) -> bool:
    """Whether the widget that listens, if one does, was not deleted meanwhile."""
    owner = getattr(listener, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
