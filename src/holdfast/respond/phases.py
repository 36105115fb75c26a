"""Moving an incident from phase to phase."""

from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import BACK, Incident, check_move
from holdfast.domain.phase import Phase
from holdfast.domain.text import clean_prose
from holdfast.respond.incident import change
from holdfast.store.store import Store
from holdfast.words import _


def move(store: Store, incident: str, to: Phase, at: datetime | None = None, reason: str = "") -> Incident:
    """Move an incident to a phase at a time (now by default).

    The reason given when resolving is the resolution. Refuses impossible orders of phases and times.
    What a scheme asks for before closing is `holdfast.desk.phases`' to check.
    """
    why = clean_prose(reason, _("The reason"))
    with store.command():
        value = store.incidents.get(incident)
        now = store.now()
        when = at or now
        check_move(value, to, when, now, why)
        body: dict[str, object] = {"phase": [value.phase.value, to.value], "occurred": occurred_text(when)}
        resolves = to == Phase.RESOLVED and (value.phase, to) not in BACK
        if why and not resolves:
            body["reason"] = why
        store.record(New(subject("incident", incident), "incident.moved", body))
        if why and resolves:
            change(store, incident, resolution=why)
        return store.incidents.get(incident)
