"""Moving an incident from phase to phase."""

from datetime import datetime
from typing import Final, get_args

from holdfast.domain.bodies import CloseReason
from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import BACK, Incident, check_move
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.text import clean_prose
from holdfast.respond.incident import change
from holdfast.store.store import Store
from holdfast.words import _

CLOSE_REASONS: Final[tuple[str, ...]] = get_args(CloseReason)
"""Why an incident can be dismissed; `told.close_reason_word` says each."""


def move(
    store: Store,
    incident: str,
    to: Phase,
    at: datetime | None = None,
    reason: str = "",
    close_reason: str = "",
) -> Incident:
    """Move an incident to a phase at a time (now by default).

    The reason given when resolving is the resolution. `close_reason`, one of CLOSE_REASONS, goes with
    dismissing, and is reason enough there but for "other". Refuses impossible orders of phases and times.
    What a scheme asks for before closing is `holdfast.desk.phases`' to check.
    """
    why = clean_prose(reason, _("The reason"))
    _check_close_reason(to, close_reason)
    with store.command():
        value = store.incidents.get(incident)
        now = store.now()
        when = at or now
        check_move(value, to, when, now, why or close_reason.removeprefix("other"))
        body: dict[str, object] = {"phase": [value.phase.value, to.value], "occurred": occurred_text(when)}
        resolves = to == Phase.RESOLVED and (value.phase, to) not in BACK
        if why and not resolves:
            body["reason"] = why
        if close_reason:
            body["close_reason"] = close_reason
        store.record(New(subject("incident", incident), "incident.moved", body))
        if why and resolves:
            change(store, incident, resolution=why)
        return store.incidents.get(incident)


def _check_close_reason(to: Phase, close_reason: str) -> None:
    if close_reason and (to != Phase.DISMISSED or close_reason not in CLOSE_REASONS):
        raise UserError(
            _("{reason} is no reason to become {phase}. Nothing was recorded.").format(
                reason=close_reason, phase=phase_word(to)
            ),
            hint=_("For dismissing, choose one of: {reasons}.").format(reasons=", ".join(CLOSE_REASONS)),
        )
