"""The times of an incident's phases corrected, and the clocks that its sources were read from."""

from datetime import datetime
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import ORDER, SAYABLE, Incident, check_time
from holdfast.domain.incident_fold import fold
from holdfast.domain.phase import phase_word
from holdfast.domain.recount import STOPPING, met_times, recounted
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.value import moment
from holdfast.store.store import Store
from holdfast.words import _

_ANSWERING: Final = (
    "incident.declared",
    "incident.assessed",
    "incident.moved",
    "incident.move_undone",
    "incident.assigned",
    "incident.acknowledged",
    "handover.offered",
    "handover.answered",
)
"""The kinds of entry that say when an incident was acknowledged, with those that they build on."""
_LONGEST: Final = 1_000_000_000  # seconds; as the journal's table of kinds has it


def correct_time(store: Store, incident: str, name: str, at: datetime, reason: str) -> Incident:
    """Say when a phase began, or it started, was detected or acknowledged, in place of what stands there.

    UserError for an impossible order (with both times), a time to come, a phase that was not reached.
    """
    why = needed(clean_prose(reason, _("The reason")), _("The reason"))
    if name not in ORDER:
        raise UserError(
            _("{name} is no time of an incident.").format(name=name),
            hint=_("Choose one of: {names}.").format(names=", ".join(ORDER)),
        )
    with store.command():
        value = store.incidents.get(incident)
        was = value.moments.get(name)
        if was is None and name not in SAYABLE:
            raise UserError(
                _("{ref} is not {phase}.").format(ref=value.ref, phase=phase_word(name)),
                hint=_("There is no time of it to correct; nothing was recorded."),
            )
        check_time(value, name, at, store.now())
        if was == at:
            return value
        pair = [None if was is None else occurred_text(was), occurred_text(at)]
        kind, body = "incident.time_corrected", {"time": name, "at": pair, "reason": why}
        if name == "acknowledged":
            kind, body = "incident.acknowledged", {"acknowledged": pair, "reason": why}
        store.record(New(subject("incident", incident), kind, body))
        after = store.incidents.get(incident)
        met = met_times(after, store.journal.of_kinds(subject("incident", incident), STOPPING))
        store.record(*recounted(value, after, met, store.zone))
        return store.incidents.get(incident)


def recorded_times(store: Store, incident: str) -> dict[str, datetime]:
    """When each time of an incident was recorded, or last corrected."""
    kinds = ("incident.declared", "incident.moved", "incident.changed", "incident.time_corrected")
    recorded: dict[str, datetime] = {}
    for entry in store.journal.of_kinds(subject("incident", incident), kinds):
        names = {
            "incident.declared": ("declared", "started", "detected"),
            "incident.moved": (entry.new("phase") or "",),
            "incident.changed": tuple(name for name in ("started", "detected") if name in entry.body),
            "incident.time_corrected": (entry.text("time"),),
        }[entry.kind]
        recorded |= dict.fromkeys(names, moment(entry.at))
    return recorded | _acknowledged(store, incident)


def _acknowledged(store: Store, incident: str) -> dict[str, datetime]:
    """When the acknowledgement was recorded, or last corrected."""
    value: Incident | None = None
    recorded: dict[str, datetime] = {}
    for entry in store.journal.of_kinds(subject("incident", incident), _ANSWERING):
        was, value = value and value.acknowledged, fold(value, entry, incident)
        if value is not None and value.acknowledged != was:
            recorded = {"acknowledged": moment(entry.at)}
    return recorded


def set_source_offset(store: Store, incident: str, origin: str, ahead: int | None) -> Incident:
    """Note by how many seconds the clock of a source is ahead (behind where negative); None forgets it.

    Times that are given by this source from now on are corrected by it; what is recorded stays until
    `source_clock.set_and_correct` corrects that, too.
    """
    name = needed(clean_line(origin, _("The source")), _("The source"))
    if ahead is not None and abs(ahead) > _LONGEST:
        raise UserError(_("No clock is off by so much."), hint=_("Give it as 3m20s or -90s."))
    with store.command():
        value = store.incidents.get(incident)
        was = value.ahead.get(name)
        if was != ahead:
            body: dict[str, object] = {"origin": name, "ahead": [was, ahead]}
            store.record(New(subject("incident", incident), "incident.source_set", body))
        return store.incidents.get(incident)


def read_offset(text: str) -> int:
    """The seconds of `3m20s`, `-90s` or `+1h`; negative where the clock is behind, `0` where it is right."""
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    if typed == "0":
        return 0
    try:
        seconds = span_seconds(typed[1:] if typed[:1] in ("+", "-") else typed)
    except UserError as error:
        hint = _("Give how far the clock is ahead, as 3m20s; behind with a minus, as -90s.")
        raise UserError(error.what, hint) from error
    return -seconds if typed.startswith("-") else seconds
