"""Store changes, those of this window and those of other processes, as one Qt signal."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.ui.kit.first import go_first


class ChangeSource(Protocol):
    """What the bridge asks of the store."""

    def on_change(self, listener: Callable[[Changes], None], /) -> object:
        """Call `listener` with the `Changes` after every commit."""
        ...

    def poll(self) -> object:
        """Look for commits of other processes; they reach the listener too."""
        ...


class Bridge(QObject):
    """Turns the store's callback into a signal and looks each second for what other processes wrote."""

    changed = Signal(object)
    """`Changes`: the subjects touched."""
    failed = Signal(object)
    """The UserError of a look that failed; sent once until a look succeeds again."""

    def __init__(self, store: ChangeSource, parent: QObject | None = None, *, every: int = 1000) -> None:
        """`every` is in milliseconds."""
        super().__init__(parent)
        self._store = store
        self._failing = False
        store.on_change(self.changed.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.poll)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking; the store is about to be closed."""
        self._timer.stop()

    def poll(self) -> None:
        """Look now."""
        go_first()
        try:
            self._store.poll()
        except UserError as error:
            if not self._failing:
                self.failed.emit(error)
            self._failing = True
        else:
            self._failing = False
