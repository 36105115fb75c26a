"""The heart of a drill in a window: puts in what is due, and tells what drill goes on here."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock

if TYPE_CHECKING:
    from holdfast.domain.drill import Drill

_SOON = 150  # milliseconds after somebody did something that an inject may wait for


class Beat(QObject):
    """Asks the store when something changed, here or in another program, and when an inject is due: a second
    in which nothing is due costs a comparison, one without a drill nothing. Where several injects are due at
    once, the window goes on between two of them.
    """

    changed = Signal(object)
    """The `Drill` that goes on at this station, as it is now; None where none does any more."""
    failed = Signal(object)
    """The UserError that keeps it from going on; sent once until it goes on again."""

    def __init__(self, store: Store, bridge: Bridge, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._clock = store, clock
        self.drill: Drill | None = None
        self._next: int | None = None  # the second of the drill's time at which the next inject comes
        self._failing = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._go_on)
        bridge.changed.connect(self._changed)
        clock.second.connect(self._second)

    def begin(self) -> None:
        """Look whether a drill goes on already, and go on with it where it was."""
        self._look()
        self._go_on()

    def stop(self) -> None:
        """Put nothing in any more."""
        self._soon.stop()
        self.drill, self._next = None, None

    def _changed(self, changes: Changes) -> None:
        if changes.touches("drill"):
            self._look()
        waits = self._soon.isActive()  # a storm of changes must not put it off for ever
        if self.drill is not None and not waits and changes.touches("drill", "incident", "alert", "run"):
            self._soon.start()

    def _look(self) -> None:
        found = self._store.drills.running(self._store.journal.station)
        if found != self.drill:
            self.drill = found
            self.changed.emit(found)

    def _second(self, now: datetime) -> None:
        drill = self.drill
        if drill is not None and self._next is not None and drill.elapsed(now) >= self._next:
            self._go_on()

    def _go_on(self) -> None:
        self._next = None
        if self.drill is None or self.drill.state != "running" or self._store.read_only:
            return
        try:
            self._next = self._step(self.drill.id)
            self._failing = False
        except UserError as error:
            if not self._failing:
                self.failed.emit(error)
            self._failing = True

    def _step(self, ident: str) -> int | None:
        """Put in the first that is due; when the next one is."""
        from holdfast.drill import play  # noqa: PLC0415  (start-up time: most windows never play)
        from holdfast.drill.due import next_at  # noqa: PLC0415

        done = play.step(self._store, ident, most=1)
        drill = self._store.drills.get(ident)
        scenario = play.scenario_of(self._store, drill)
        comes = next_at(scenario, drill, play.happened(self._store, drill))
        if done and comes is not None and comes <= drill.elapsed(self._store.clock()):
            QTimer.singleShot(0, self, self._go_on)
        return comes
