"""Recording that takes long, or has to wait for its turn: on another thread, while the window goes on."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.recording import Failed, Recording
from holdfast.ui.kit.tasks import Tasks, is_there

T = TypeVar("T")


class Aside:
    """`aside(work, done)` does `work` once somebody stands behind it, one after the other as they were asked.

    What was recorded is shown before `done` hears of it. A window that closes waits for all of it.
    """

    def __init__(self, store: Store, record: Recording, tasks: Tasks, bridge: Bridge) -> None:
        self._store, self._record, self._tasks, self._bridge = store, record, tasks, bridge

    def __call__(self, work: Callable[[Store], T], done: Callable[[T], None], failed: Failed = None) -> bool:
        """`work` gets a store for its thread and may touch no other, and no widget. Whether it will be done.

        A UserError goes to `failed` (a field) where it is given, else to the notices.
        """
        refuse = partial(self._refuse, failed)
        try:
            if not self._record.may():
                return False
            self._store.take_up()
        except UserError as error:
            refuse(error)
            return False
        self._tasks.record(partial(_done, self._store, work), partial(self._tell, done), refuse)
        return True

    def _tell(self, done: Callable[[T], None], result: T) -> None:
        self._bridge.poll()
        self._record.succeed()
        if is_there(done):
            done(result)

    def _refuse(self, failed: Failed, error: Exception) -> None:
        self._record.refuse(failed if failed is not None and is_there(failed) else None, error)


def _done(store: Store, work: Callable[[Store], T]) -> T:
    with store.twin() as twin:
        return work(twin)
