"""The line below the head that says: this incident is offered to somebody, and waits for an answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from holdfast.domain.incident import Incident
from holdfast.domain.timewords import clock_text
from holdfast.respond.handover import can_sign, waiting
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.text import ElidedLabel
from holdfast.words import _


class OfferLine(QFrame):
    """Who offers what to whom, with the buttons of whoever is at the keyboard; hidden while nothing waits."""

    verb_wanted = Signal(str)
    """A verb of the page."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.setProperty("card", "banner")
        self.words = ElidedLabel("", "strong")
        self.read = button("", lambda: self.verb_wanted.emit("incident.answer"))
        self.decline = button(_("Decline…"), lambda: self.verb_wanted.emit("incident.decline"))
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(12)
        line.addWidget(self.words, 1)
        line.addWidget(self.decline)
        line.addWidget(self.read)
        self.hide()

    def show_incident(self, incident: Incident) -> None:
        """The offer of an incident as it is now."""
        offer = incident.offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        handover = waiting(self._store, incident)
        signs = can_sign(self._store, handover)
        giver = self._store.operators.names().get(handover.giver, "")
        told = _("Command offered to {to} by {giver}, {time}")
        if not offer.command:
            told = _("Handover offered to {to} by {giver}, {time}")
        to = _("you") if signs else offer.to
        self.words.set_whole(told.format(to=to, giver=giver, time=clock_text(offer.at, self._store.zone)))
        set_words(self.read, _("Read and accept…") if signs else _("Read…"))
        self.decline.setVisible(signs)
