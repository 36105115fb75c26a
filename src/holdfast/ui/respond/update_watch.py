"""Whether an update of the incident is due: titles say so, where the window lies behind others, too."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from holdfast.domain.incident import Incident
from holdfast.ui.kit.clock import Clock
from holdfast.ui.respond.words import update_words
from holdfast.words import _


class UpdateWatch(QObject):
    """Looks each second."""

    changed = Signal()
    """Another incident is watched, or its update is due now, or no longer."""

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._incident, self._is_due = Incident(""), False
        clock.second.connect(self._look)

    def watch(self, incident: Incident) -> None:
        """The incident as it is now."""
        self._incident = incident
        self._is_due = update_words(incident, self._clock.now())[1]
        self.changed.emit()

    def marked(self, title: str) -> str:
        """A title, marked while the update is due."""
        return _("! update due, {title}").format(title=title) if self._is_due else title

    def alarm(self) -> str:
        """What a title says while another page is shown; "" while nothing is due."""
        return self.marked(self._incident.ref) if self._is_due else ""

    def _look(self, now: datetime) -> None:
        if self._incident.id and update_words(self._incident, now)[1] != self._is_due:
            self.watch(self._incident)
