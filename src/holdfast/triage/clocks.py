"""Reporting clocks: the times within which somebody outside has to be told, by law or contract."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Literal

from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, check_not_ahead
from holdfast.domain.recount import STOPPING, counted_from, dated, followed, met_times, recounted_clock
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
        "waiting": _("waiting"),
        "running": _("running"),
        "met": _("met"),
        "not_needed": _("not needed"),
        "offered": _("offered"),
    }.get(state, state)


def offered(store: Store, incident: Incident) -> tuple[ReportingClock, ...]:
    """The clocks of the incident's scheme that never ran for it."""
    known = {clock.key for clock in incident.clocks}
    return tuple(each for each in scheme_of(store, incident).clocks if each.key not in known)


def starting(store: Store, incident: Incident, scheme: Scheme, severity: int | None) -> list[New]:
    """The entries that start what the scheme starts for a severity; what ran once isn't started again."""
    known = {clock.key for clock in incident.clocks}
    fit = [each for each in scheme.clocks if severity in each.severities and each.key not in known]
    met = _met(store, incident) if fit else {}
    return [_started(incident, scheme, each, met, store.zone) for each in fit]


def start_clock(store: Store, incident: str, key: str) -> Incident:
    """Start a clock that the incident's scheme offers, or let one that was stopped run on.

    It counts from the time as it stands now, also where that was corrected while the clock stood still. One
    that counts from the report of another clock waits until that was made.
    """
    with store.command():
        value = store.incidents.get(incident)
        held = _held(value, key)
        if held is not None:
            _check_stands(held)
            store.record(*_again(store, value, held))
        else:
            scheme, offer = scheme_of(store, value), _offer(store, value, key)
            store.record(_started(value, scheme, offer, _met(store, value), store.zone))
        return _followed(store, incident)


def stop_clock(
    store: Store,
    incident: str,
    key: str,
    state: Stopped,
    reason: str = "",
    occurred: datetime | None = None,
) -> Incident:
    """Say that the report was made (met), or that none is needed and why.

    What counts from this report begins with it. Said once more of a clock that is met, with another time and
    a reason, it corrects when the report was made.
    """
    why = clean_line(reason, _("The reason"))
    with store.command():
        value = store.incidents.get(incident)
        held = _held(value, key)
        if held is None:
            raise _unknown(value, [clock.key for clock in value.clocks], key)
        corrects = held.state == state == "met" and occurred is not None
        if state == "not_needed" or corrects:
            needed(why, _("The reason"))
        if held.state not in ("running", "waiting") and not corrects:
            raise _stands_still(held)
        if occurred is not None:
            check_not_ahead(occurred, store.now())
            _check_begun(store, held, occurred)
        store.record(_stopped(store, value, held, state, why, occurred))
        if state == "met":
            store.record(*_begun_by(store, value.id, key))
        return _followed(store, incident)


# --- what counts from another clock -----------------------------------------------------------------


def _met(store: Store, incident: Incident) -> dict[str, datetime]:
    return met_times(incident, store.journal.of_kinds(subject("incident", incident.id), STOPPING))


def _followed(store: Store, incident: str) -> Incident:
    """Record what became of the clocks that count from another; the incident after it."""
    value = store.incidents.get(incident)
    news = followed(value, _met(store, value), store.zone)
    store.record(*news)
    return store.incidents.get(incident) if news else value


def _begun_by(store: Store, incident: str, key: str) -> list[New]:
    """The entries that start what the scheme lets count from a report that was made just now."""
    value = store.incidents.get(incident)
    scheme, met = scheme_of(store, value), _met(store, value)
    fit = [each for each in offered(store, value) if each.after == key]
    return [_started(value, scheme, each, met, store.zone) for each in fit]


def _is_followed(store: Store, incident: Incident, key: str) -> bool:
    offers = (each.after for each in scheme_of(store, incident).clocks)
    return key in {*offers, *(clock.follows for clock in incident.clocks)}


# --- what stands in the way -------------------------------------------------------------------------


def _check_stands(clock: ReportClock) -> None:
    if clock.state == "running":
        raise UserError(
            _("{title} runs already. Nothing was recorded.").format(title=clock.title),
            hint=_("Stop it with met or not needed."),
        )
    if clock.state == "waiting":
        raise UserError(
            _("{title} waits already. Nothing was recorded.").format(title=clock.title),
            hint=_("It runs once the report that it counts from was made: {clock}.").format(
                clock=clock.after
            ),
        )


def _stands_still(clock: ReportClock) -> UserError:
    hint = _("Start it again first.")
    if clock.state == "met":
        hint = _("Start it again first, or give the right time with a reason.")
    return UserError(_("{title} does not run. Nothing was recorded.").format(title=clock.title), hint=hint)


def _check_begun(store: Store, clock: ReportClock, occurred: datetime) -> None:
    if clock.begins is not None and occurred < clock.begins:
        raise UserError(
            _("{title} began only {begins}, after {time}.").format(
                title=clock.title,
                begins=stamp_text(clock.begins, store.zone, occurred),
                time=stamp_text(occurred, store.zone, clock.begins),
            ),
            hint=_("Correct the time; nothing was recorded."),
        )


def _unknown(incident: Incident, known: list[str], key: str) -> UserError:
    hint = _("Its scheme has none; a scheme names them under clocks.")
    if known:
        hint = _("Choose one of: {keys}.").format(keys=", ".join(known))
    return UserError(_("{ref} has no reporting clock {key}.").format(ref=incident.ref, key=key), hint=hint)


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


# --- entries ----------------------------------------------------------------------------------------


def _started(
    incident: Incident, scheme: Scheme, clock: ReportingClock, met: Mapping[str, datetime], zone: tzinfo
) -> New:
    """What runs whole seconds from a time of the incident is said in the words that every version knows."""
    if clock.months or clock.after:
        other = scheme.clock(clock.after)
        title = (other.label if other else clock.after) if clock.after else ""
        empty = ReportClock(
            clock.key, clock.label, None, clock.within_s, "offered", clock.begins, clock.months, after=title
        )
        begins = met.get(clock.after) if clock.after else counted_from(incident, clock.begins)
        return dated(incident, empty, "waiting" if begins is None else "running", begins, zone)
    body = {
        "clock": clock.key,
        "title": clock.label,
        "from": occurred_text(counted_from(incident, clock.begins)),
        "within": clock.within_s,
        "counts_from": clock.begins,
    }
    return New(subject("incident", incident.id), "incident.clock_started", body)


def _again(store: Store, incident: Incident, clock: ReportClock) -> list[New]:
    """The entries that let a clock that was stopped run on, or wait again."""
    if clock.months or clock.follows:
        met = _met(store, incident)
        begins = met.get(clock.follows) if clock.follows else counted_from(incident, clock.counts_from)
        said = {"met": [occurred_text(clock.met), None]} if clock.met else {}
        return [dated(incident, clock, "waiting" if begins is None else "running", begins, store.zone, said)]
    begins_at = _counts_from(store, incident, clock)
    runs = replace(clock, state="running")
    return [
        _stopped(store, incident, clock, "running", "", None),
        *recounted_clock(incident, runs, begins_at, store.zone),
    ]


def _stopped(
    store: Store, incident: Incident, clock: ReportClock, state: str, why: str, occurred: datetime | None
) -> New:
    said: dict[str, object] = {"reason": why} if why else {}
    if occurred is not None:
        said["occurred"] = occurred_text(occurred)
    said |= _met_pair(store, incident, clock, (occurred or store.now()) if state == "met" else None)
    if clock.state == "waiting":
        return dated(incident, clock, state, None, store.zone, said)
    body = {"clock": clock.key, "title": clock.title, "state": [clock.state, state]}
    return New(subject("incident", incident.id), "incident.clock_stopped", body | said)


def _met_pair(store: Store, incident: Incident, clock: ReportClock, at: datetime | None) -> dict[str, object]:
    """When the report was made, said only where a value has to know it: something counts from it, or did."""
    was = _met(store, incident).get(clock.key)
    told = was is not None or _is_followed(store, incident, clock.key)
    if clock.met is None and not (at and told):
        return {}
    return {"met": [None if each is None else occurred_text(each) for each in (was, at)]}
