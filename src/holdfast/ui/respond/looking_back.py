"""The history that the live view shows: all that is known, or what was known at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.known_at import Known, KnownAt
from holdfast.ui.respond.header import IncidentHeader
from holdfast.ui.respond.known_panel import KnownBar, KnownPanel
from holdfast.ui.respond.scene import Scene, Services
from holdfast.ui.respond.timeline import TimelineView

T = TypeVar("T")


class LookingBack:
    """Shows the header and the timeline as they were known: marked; the rest rests, and nothing is recorded.

    It is true while it does.
    """

    def __init__(
        self,
        bar: KnownBar,
        header: IncidentHeader,
        timeline: TimelineView,
        resting: Sequence[QWidget],
        away: Sequence[QWidget],
        services: Services,
    ) -> None:
        """`resting` is what can do nothing meanwhile, `away` what only knows of now."""
        self._bar, self._header, self._timeline = bar, header, timeline
        self._resting, self._away = resting, away
        self._record_now, self._notices = services.record, services.notices
        self._history: KnownAt | None = None
        self._on = False

    def __bool__(self) -> bool:
        return self._on

    def take(self, history: KnownAt) -> None:
        """Show that of another incident."""
        self._history = history

    def refresh(self) -> None:
        """Read what arrived since."""
        if self._history is not None:
            self._history.refresh()

    def rows(self) -> list[TimelineRow]:
        """The timeline as it is."""
        return self._history.rows() if self._history is not None else []

    def panel(self, scene: Scene) -> KnownPanel:
        """What goes back: shows what was known as soon as it is open."""
        history = self._history
        assert history is not None  # an incident is shown
        history.refresh()
        panel = KnownPanel(scene, history)
        panel.shown.connect(self.show)
        return panel

    def show(self, known: Known) -> None:
        """The page as it was known then."""
        self._on = True
        self._bar.show_known(known)
        self._header.show_changed(known.incident)
        self._header.stand_still(known.at)
        self._timeline.show_rows(known.rows, anew=False, at_end=True)
        for each in self._resting:
            each.setEnabled(False)
        for each in self._away:
            each.hide()

    def end(self) -> None:
        """Back to now; whoever asked shows the page anew."""
        self._on = False
        self._bar.hide()
        for each in self._resting:
            each.setEnabled(True)
        for each in self._away:
            each.show()

    def record(self, work: Callable[[], T], failed: Callable[[UserError], None] | None = None) -> T | None:
        """Record as ever; refused while one looks back."""
        if not self._on:
            return self._record_now(work, failed)
        (failed or self._notices.error)(self._bar.refusal())
        return None
