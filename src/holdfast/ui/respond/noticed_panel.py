"""How the incident was noticed, said anew after it was declared."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from holdfast.domain.incident import Incident
from holdfast.domain.timeline import noticed_word
from holdfast.respond.incident import change
from holdfast.triage.scheme_store import scheme_of
from holdfast.ui.kit.forms import Field, combo
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class NoticedPanel(Panel):
    """One of the ways that the scheme knows; other words that were recorded stay to be chosen."""

    def __init__(self, scene: "Scene") -> None:
        super().__init__(_("How {ref} was noticed").format(ref=scene.incident.ref), _("Record it"))
        self._store, self._record, self._incident = scene.store, scene.record, scene.incident
        now = scene.incident.noticed
        ways = {each.key: _(each.label) for each in scheme_of(scene.store, scene.incident).noticed}
        if now and now not in ways:
            ways = {now: noticed_word(now)} | ways
        self.choice = combo([("", _("Not said")), *ways.items()], now)
        self.field = Field(_("Noticed how"), self.choice)
        self._body.addWidget(self.field)

    def controls(self) -> list[QWidget]:
        return [self.choice]

    def show_changed(self, incident: Incident) -> None:
        """Say what was recorded meanwhile; what is chosen stays."""
        if incident.noticed != self._incident.noticed:
            said = noticed_word(incident.noticed) or _("not said")
            self.field.show_hint(_("Recorded meanwhile: {text}").format(text=said))
        self._incident = incident

    def submit(self) -> None:
        noticed = str(self.choice.currentData() or "")
        done = self._record(
            lambda: change(self._store, self._incident.id, noticed=noticed), self.field.show_error
        )
        if done is not None:
            self.left.emit()
