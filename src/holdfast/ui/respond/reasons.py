"""Why a verb of the live view can't be done now: the menus hold only what can."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from holdfast.domain.incident import BACK, NEXT, Incident
from holdfast.domain.phase import ENDED, Phase, phase_word
from holdfast.words import _


def _no_way(to: Phase, incident: Incident) -> str:
    if to in NEXT[incident.phase] and (incident.phase, to) not in BACK:
        return ""
    return _("{ref} is {phase}.").format(ref=incident.ref, phase=phase_word(incident.phase))


def _no_way_back(incident: Incident) -> str:
    can = incident.phase in (Phase.RESOLVED, Phase.CLOSED, Phase.DISMISSED)
    return "" if can else _("{ref} is open.").format(ref=incident.ref)


def _nothing_due(incident: Incident) -> str:
    return "" if incident.update_due else _("No update of {ref} is due.").format(ref=incident.ref)


def _no_offer(incident: Incident) -> str:
    return "" if incident.offer else _("No handover of {ref} waits for an answer.").format(ref=incident.ref)


def _nothing_sent(incident: Incident) -> str:
    return "" if incident.updated else _("No status update of {ref} was sent yet.").format(ref=incident.ref)


def _ended(incident: Incident) -> str:
    if incident.phase not in ENDED:
        return ""
    return _("{ref} is {phase}.").format(ref=incident.ref, phase=phase_word(incident.phase))


_REASONS: Final[Mapping[str, Callable[[Incident], str]]] = {
    "incident.assess": _ended,
    "incident.handover": _ended,
    **{f"phase.{to}": partial(_no_way, to) for to in Phase},
    "incident.reopen": _no_way_back,
    "incident.card": _nothing_sent,
    "incident.answer": _no_offer,
    "incident.decline": _no_offer,
    "incident.snooze": _nothing_due,
}
"""What is not here can always be done."""


def why_not(verb: str, incident: Incident) -> str:
    """Why a verb can't be done with an incident as it is, "" where it can."""
    return _REASONS[verb](incident) if verb in _REASONS else ""
