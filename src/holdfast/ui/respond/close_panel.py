"""Closing an incident: what its scheme still asks for, each with the place to give it."""

from datetime import datetime

from PySide6.QtWidgets import QLabel, QWidget

from holdfast.desk.phases import missing, move
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond.incident import change
from holdfast.store.store import Store
from holdfast.triage.scheme import Need
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.respond.phase_panel import PhasePanel, typed
from holdfast.words import _


class ClosePanel(PhasePanel):
    """Lists what is missing; the resolution and a reason for no review are given right here."""

    def __init__(self, store: Store, record: Recording, incident: Incident, verb: str) -> None:
        super().__init__(store, record, incident, Phase.CLOSED, verb)
        self._needs = missing(store, incident)
        self.resolution: Field | None = None
        self.waiver: Field | None = None
        self._lacking: dict[Need, QLabel] = {}
        self._ways_there: dict[Need, QWidget] = {}
        self._show_needs()

    def controls(self) -> list[QWidget]:
        return [*super().controls(), *self._ways_there.values()]

    def first(self) -> QWidget:
        return (self.resolution or self.waiver or self.when).control

    def check(self) -> bool:
        if self._lacking:
            for told in self._lacking.values():
                set_tone(told, "error")
            next(iter(self._ways_there.values())).setFocus()
            return False
        if self.resolution is not None and not typed(self.resolution):
            self.resolution.show_error(UserError(_("Closing asks what resolved it."), _("A few words do.")))
            return False
        if self.waiver is not None and not typed(self.waiver):
            self.waiver.show_error(
                UserError(
                    _("Closing asks for a released review, or for the reason why none is needed."),
                    _("Give the reason here, or write the review."),
                )
            )
            return False
        return True

    def act(self, at: datetime | None) -> Incident:
        with self.store.command():
            if self.resolution is not None:
                change(self.store, self.ident, resolution=typed(self.resolution))
            return move(self.store, self.ident, Phase.CLOSED, at, typed(self.waiver) if self.waiver else "")

    def _show_needs(self) -> None:
        if Need.RESOLUTION in self._needs:
            self.resolution = self.add_text(_("What resolved it"), "resolution")
        if Need.REVIEW in self._needs:
            self.waiver = self.add_text(_("Why no review is needed"), "reason:closed")
            write = quiet_button(_("Write review"), lambda: self.wanted.emit("incident.review", ""))
            self.add_foot(_("Or write and release the review first."), write)
        for need, (words, verb, way) in _elsewhere().items():
            if need in self._needs:
                self._show_way(need, words, verb, way)
        if not self._needs:
            self.add_foot(_("Everything that closing asks for is there."))

    def _show_way(self, need: Need, words: str, verb: str, way: str) -> None:
        """A need that is not met here, with the way to where it is."""
        told = label(words, "meta", wrap=True)
        self._lacking[need] = told
        self._ways_there[need] = quiet_button(verb, lambda: self.wanted.emit(way, ""))
        line = row(told, self._ways_there[need])
        line.setStretch(0, 1)
        self._body.addLayout(line)


def _elsewhere() -> dict[Need, tuple[str, str, str]]:
    """What is missing, the way there in words, and the verb of the page that opens it."""
    return {
        Need.ASSESSED: (
            _("Impact and urgency have not been assessed."),
            _("Assess…"),
            "incident.assess",
        ),
        Need.TASKS: (_("Some tasks are still open."), _("Tasks…"), "incident.tasks"),
        Need.CRITERIA: (_("Some exit criteria are still open."), _("Exit criteria…"), "incident.criteria"),
        Need.FINAL_UPDATE: (
            _("Status updates were sent, and not yet the final one."),
            _("Send update…"),
            "incident.update",
        ),
    }
