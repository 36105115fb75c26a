"""Moving an incident on, with what its scheme asks for before it is closed."""

from datetime import datetime

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond import phases
from holdfast.respond.incident import waive_review
from holdfast.store.store import Store
from holdfast.triage.scheme import Need
from holdfast.triage.scheme_store import scheme_of
from holdfast.words import _


def missing(store: Store, incident: Incident) -> tuple[Need, ...]:
    """What the scheme still asks for before this incident can be closed."""
    there = {
        Need.ASSESSED: incident.assessed,
        Need.RESOLUTION: bool(incident.resolution),
        Need.REVIEW: incident.review in ("released", "waived"),
    }
    return tuple(need for need in scheme_of(store, incident).needs(incident.severity) if not there[need])


def need_words(need: Need) -> str:
    """What is missing, and where it is given."""
    return {
        Need.ASSESSED: _("impact and urgency"),
        Need.RESOLUTION: _("what resolved it"),
        Need.REVIEW: _("a released review, or a reason why none is needed"),
    }[need]


def move(store: Store, incident: str, to: Phase, at: datetime | None = None, reason: str = "") -> Incident:
    """Move an incident to a phase.

    The reason given when resolving is the resolution; the one given when closing waives the review
    where the scheme asks for one and none is released.
    """
    with store.command():
        value = store.incidents.get(incident)
        if to == Phase.CLOSED and value.phase == Phase.RESOLVED:
            lacking = missing(store, value)
            if reason.strip() and Need.REVIEW in lacking:
                value = waive_review(store, incident, reason)
                lacking = missing(store, value)
            if lacking:
                raise _not_yet(value, lacking)
        return phases.move(store, incident, to, at, reason)


def _not_yet(incident: Incident, lacking: tuple[Need, ...]) -> UserError:
    return UserError(
        _("{ref} can't be closed yet. Missing: {needs}.").format(
            ref=incident.ref, needs="; ".join(need_words(need) for need in lacking)
        ),
        hint=_("Give them, or close with a reason why no review is needed."),
    )
