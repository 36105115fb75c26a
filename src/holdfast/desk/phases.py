"""Moving an incident on, with what its scheme asks for before it is closed."""

from collections.abc import Iterator
from datetime import datetime

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond import phases
from holdfast.respond.incident import change, waive_review
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
        Need.TASKS: not incident.open_tasks,
        Need.CRITERIA: all(criterion.state != "open" for criterion in incident.criteria),
        Need.FINAL_UPDATE: incident.final_update or incident.updated is None,
    }
    return tuple(need for need in scheme_of(store, incident).needs(incident.severity) if not there[need])


def need_words(need: Need) -> str:
    """What is missing, in a few words."""
    return {
        Need.ASSESSED: _("impact and urgency"),
        Need.RESOLUTION: _("what resolved it"),
        Need.REVIEW: _("a released review, or a reason why none is needed"),
        Need.TASKS: _("tasks that are still open"),
        Need.CRITERIA: _("exit criteria that are still open"),
        Need.FINAL_UPDATE: _("the final status update"),
    }[need]


def move(
    store: Store,
    incident: str,
    to: Phase,
    at: datetime | None = None,
    reason: str = "",
    resolution: str = "",
) -> Incident:
    """Move an incident to a phase; dismissing with a reason of the field's is `respond.phases.move`'s.

    The reason given when resolving is the resolution; the one given when closing waives the review
    where the scheme asks for one and none is released. A resolution of its own goes with either move.
    """
    if resolution.strip() and to not in (Phase.RESOLVED, Phase.CLOSED):
        raise UserError(
            _("What resolved it is said when it is resolved or closed. Nothing was recorded."),
            hint=_("Leave the resolution out, or give it as the reason."),
        )
    with store.command():
        value = store.incidents.get(incident)
        if resolution.strip() and to == Phase.CLOSED:
            value = change(store, incident, resolution=resolution)
        if to == Phase.CLOSED and value.phase == Phase.RESOLVED:
            asked = lacking = missing(store, value)
            if reason.strip() and Need.REVIEW in lacking:
                value = waive_review(store, incident, reason)
                lacking = missing(store, value)
            if lacking:
                raise _not_yet(value, lacking, asked)
        value = phases.move(store, incident, to, at, reason)
        if resolution.strip():
            value = change(store, incident, resolution=resolution)
        return value


def _not_yet(incident: Incident, lacking: tuple[Need, ...], asked: tuple[Need, ...]) -> UserError:
    return UserError(
        _("{ref} can't be closed yet. Missing: {needs}. Nothing was recorded.").format(
            ref=incident.ref, needs="; ".join(need_words(need) for need in lacking)
        ),
        hint=" ".join(_how_to_give(incident.ref, lacking, asked)),
    )


def _how_to_give(ref: str, lacking: tuple[Need, ...], asked: tuple[Need, ...]) -> Iterator[str]:
    """What to do about each need; `asked` are those that one call has to answer together."""
    ways = {
        Need.ASSESSED: _("Assess it: holdfast incident assess {ref} --impact LEVEL --urgency LEVEL."),
        Need.RESOLUTION: _("Say what resolved it."),
        Need.REVIEW: _("Release the review, or say why none is needed."),
        Need.TASKS: _("Tasks: holdfast incident task {ref} list, then done NUMBER, or drop with a reason."),
        Need.CRITERIA: _("Criteria: holdfast incident criterion {ref} list, then met NUMBER, or drop."),
        Need.FINAL_UPDATE: _(
            "Final update: holdfast incident update {ref} --form final --recovery TEXT --data-loss TEXT."
        ),
    }
    yield from (ways[need].format(ref=ref) for need in lacking)
    options = {Need.RESOLUTION: " --resolution TEXT", Need.REVIEW: " --reason TEXT"}
    given = "".join(options.get(need, "") for need in asked)
    yield _("Then close it: holdfast incident move {ref} closed{options}.").format(ref=ref, options=given)
