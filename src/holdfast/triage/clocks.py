"""Reporting clocks: the times within which somebody outside has to be told, by law or contract."""

from datetime import datetime
from typing import Literal

from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, check_not_ahead
from holdfast.domain.recount import counted_from, recounted_clock
from holdfast.domain.text import clean_line, needed
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.triage.scheme import ReportingClock, Scheme
from holdfast.triage.scheme_store import scheme_of
from holdfast.words import _

Stopped = Literal["met", "not_needed"]


def clock_state_name(state: str) -> str:
    """The state that a clock is in, in the reader's language."""
    return {
        "running": _("running"),
        "met": _("met"),
        "not_needed": _("not needed"),
        "offered": _("offered"),
    }.get(state, state)


def offered(store: Store, incident: Incident) -> tuple[ReportingClock, ...]:
    """The clocks of the incident's scheme that never ran for it."""
    known = {clock.key for clock in incident.clocks}
    return tuple(each for each in scheme_of(store, incident).clocks if each.key not in known)


def starting(incident: Incident, scheme: Scheme, severity: int | None) -> list[New]:
    """The entries that start what the scheme starts for a severity; what ran once isn't started again."""
    known = {clock.key for clock in incident.clocks}
    return [
        _started(incident, each)
        for each in scheme.clocks
        if severity in each.severities and each.key not in known
    ]


def start_clock(store: Store, incident: str, key: str) -> Incident:
    """Start a clock that the incident's scheme offers, or let one that was stopped run on.

    It counts from the time as it stands now, also where that was corrected while the clock stood still.
    """
    with store.command():
        value = store.incidents.get(incident)
        held = _held(value, key)
        if held is not None and held.state == "running":
            raise UserError(
                _("{title} runs already. Nothing was recorded.").format(title=held.title),
                hint=_("Stop it with met or not needed."),
            )
        if held is not None:
            stopped = _stopped(value, held, "running", "", None)
            store.record(stopped, *recounted_clock(value, held, _counts_from(store, value, held)))
        else:
            store.record(_started(value, _offer(store, value, key)))
        return store.incidents.get(incident)


def stop_clock(
    store: Store,
    incident: str,
    key: str,
    state: Stopped,
    reason: str = "",
    occurred: datetime | None = None,
) -> Incident:
    """Say that the report was made (met), or that none is needed and why."""
    why = clean_line(reason, _("The reason"))
    if state == "not_needed":
        needed(why, _("The reason"))
    with store.command():
        value = store.incidents.get(incident)
        held = _held(value, key)
        if held is None:
            raise _unknown(value, [clock.key for clock in value.clocks], key)
        if held.state != "running":
            raise UserError(
                _("{title} does not run. Nothing was recorded.").format(title=held.title),
                hint=_("Start it again first."),
            )
        if occurred is not None:
            check_not_ahead(occurred, store.now())
            _check_begun(store, held, occurred)
        store.record(_stopped(value, held, state, why, occurred))
        return store.incidents.get(incident)


def _check_begun(store: Store, clock: ReportClock, occurred: datetime) -> None:
    if occurred < clock.begins:
        raise UserError(
            _("{title} began only {begins}, after {time}.").format(
                title=clock.title,
                begins=stamp_text(clock.begins, store.zone),
                time=stamp_text(occurred, store.zone),
            ),
            hint=_("Correct the time; nothing was recorded."),
        )


def _counts_from(store: Store, incident: Incident, clock: ReportClock) -> str:
    """The time that a clock counts from; as the scheme has it where an older program started the clock."""
    offer = scheme_of(store, incident).clock(clock.key)
    return clock.counts_from or (offer.begins if offer else "")


def _held(incident: Incident, key: str) -> ReportClock | None:
    return next((clock for clock in incident.clocks if clock.key == key), None)


def _offer(store: Store, incident: Incident, key: str) -> ReportingClock:
    scheme = scheme_of(store, incident)
    found = scheme.clock(key)
    if found is None:
        raise _unknown(incident, [each.key for each in scheme.clocks], key)
    return found


def _unknown(incident: Incident, known: list[str], key: str) -> UserError:
    hint = _("Its scheme has none; a scheme names them under clocks.")
    if known:
        hint = _("Choose one of: {keys}.").format(keys=", ".join(known))
    return UserError(_("{ref} has no reporting clock {key}.").format(ref=incident.ref, key=key), hint=hint)


def _started(incident: Incident, clock: ReportingClock) -> New:
    begins = counted_from(incident, clock.begins)
    body = {
        "clock": clock.key,
        "title": clock.label,
        "from": occurred_text(begins),
        "within": clock.within_s,
        "counts_from": clock.begins,
    }
    return New(subject("incident", incident.id), "incident.clock_started", body)


def _stopped(incident: Incident, clock: ReportClock, state: str, why: str, occurred: datetime | None) -> New:
    body: dict[str, object] = {"clock": clock.key, "title": clock.title, "state": [clock.state, state]}
    if why:
        body["reason"] = why
    if occurred is not None:
        body["occurred"] = occurred_text(occurred)
    return New(subject("incident", incident.id), "incident.clock_stopped", body)
