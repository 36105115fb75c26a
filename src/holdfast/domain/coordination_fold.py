"""How an incident's header follows labels, links, criteria, tasks, updates, handovers and undoing."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from holdfast.domain import clock_fold
from holdfast.domain.coordination import BACKWARDS, Criterion, Link, Offer
from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.task import UNDONE
from holdfast.domain.value import Conflict, altered, contradiction, moment, moment_of, words


def _labelled(incident: Incident, entry: Entry) -> Incident:
    label = entry.text("label")
    if not label:  # removed for cause
        return incident
    # two who say the same of a label agree: that is no contradiction
    labels = {*incident.labels, label} if entry.new("present") else {*incident.labels} - {label}
    return altered(incident, labels=tuple(sorted(labels)))


def _linked(incident: Incident, entry: Entry) -> Incident:
    relation, other = entry.text("relation"), entry.text("other")
    here = id_of(entry.subject) == incident.id
    link = Link(relation, other) if here else Link(BACKWARDS.get(relation, ""), id_of(entry.subject))
    there = link in incident.links
    links = {*incident.links, link} if entry.new("present") else {*incident.links} - {link}
    return altered(
        incident,
        links=tuple(sorted(links, key=lambda each: (each.relation, each.incident))),
        conflicts=incident.conflicts + (contradiction(entry, "present", there) if here else ()),
    )


def _time_corrected(incident: Incident, entry: Entry) -> Incident:
    name, old, new = entry.text("time"), entry.old("at"), entry.new("at")
    was = incident.times.get(name)
    times = {known: at for known, at in incident.times.items() if known != name}
    if new:
        times[name] = moment(new)
    fits = (moment(old) if old else None) == was
    wrong = () if fits else (Conflict(entry.hash, name, str(was or ""), str(old or "")),)
    return altered(incident, times=times, conflicts=incident.conflicts + wrong)


def _acknowledged(incident: Incident, entry: Entry) -> Incident:
    old, was = entry.old("acknowledged"), incident.acknowledged
    fits = (moment(old) if old else None) == was
    wrong = () if fits else (Conflict(entry.hash, "acknowledged", str(was or ""), str(old or "")),)
    at = moment_of(entry, "acknowledged", was)
    return altered(incident, acknowledged=at, conflicts=incident.conflicts + wrong)


def _criterion_added(incident: Incident, entry: Entry) -> Incident:
    return altered(incident, criteria=(*incident.criteria, Criterion(entry.hash, words(entry, "text"))))


def _criterion_moved(incident: Incident, entry: Entry) -> Incident:
    found = next((each for each in incident.criteria if each.id == entry.text("criterion")), None)
    if found is None:
        return incident
    after = altered(found, state=entry.new("state", found.state))
    return altered(
        incident,
        criteria=tuple(after if each is found else each for each in incident.criteria),
        conflicts=incident.conflicts + contradiction(entry, "state", found.state),
    )


def _source_set(incident: Incident, entry: Entry) -> Incident:
    origin, ahead = entry.text("origin"), entry.new("ahead")
    if not origin:  # removed for cause
        return incident
    met = contradiction(entry, "ahead", incident.ahead[origin]) if origin in incident.ahead else ()
    known = {name: seconds for name, seconds in incident.ahead.items() if name != origin}
    return altered(
        incident,
        ahead=known if ahead is None else {**known, origin: ahead},
        conflicts=incident.conflicts + met,
    )


def _move_undone(incident: Incident, entry: Entry) -> Incident:
    """All that the move which is taken back had changed, as it was before it."""
    return altered(
        incident,
        phase=Phase(entry.new("phase", incident.phase)),
        times={name: moment(at) for name, at in entry.body.get("times", {}).items()},
        acknowledged=moment_of(entry, "acknowledged", incident.acknowledged),
        update_by=moment_of(entry, "update_by", incident.update_by),
        final_update=entry.new("final_update", incident.final_update),
        review=entry.new("review", incident.review),
        close_reason=entry.new("close_reason", incident.close_reason),
        conflicts=incident.conflicts + contradiction(entry, "phase", incident.phase),
    )


def _update_sent(incident: Incident, entry: Entry) -> Incident:
    at = moment(entry.text("occurred") or entry.at)
    final = incident.final_update or entry.text("form") == "final"
    if incident.updated is not None and at < incident.updated:  # recorded late: a newer promise holds
        return altered(incident, final_update=final, update_by=None if final else incident.update_by)
    every = incident.cadence.every if incident.cadence else None
    within = entry.body.get("next_within", every)
    due = None if final or within is None else at + timedelta(seconds=within)
    return altered(incident, updated=at, update_by=due, final_update=final)


def _update_snoozed(incident: Incident, entry: Entry) -> Incident:
    until = entry.text("until")
    return altered(incident, update_by=moment(until) if until else incident.update_by)


def _task_added(incident: Incident, entry: Entry) -> Incident:
    return altered(incident, open_tasks=tuple(sorted({*incident.open_tasks, id_of(entry.subject)})))


def _task_moved(incident: Incident, entry: Entry) -> Incident:
    if entry.new("state") in UNDONE:
        return _task_added(incident, entry)
    return altered(
        incident, open_tasks=tuple(each for each in incident.open_tasks if each != id_of(entry.subject))
    )


def _offered(incident: Incident, entry: Entry) -> Incident:
    offer = Offer(
        id=id_of(entry.subject),
        to=words(entry, "to"),
        operator=entry.text("operator"),
        command=bool(entry.body.get("command", False)),
        at=moment(entry.at),
    )
    return altered(incident, offer=offer)


def _answered(incident: Incident, entry: Entry) -> Incident:
    offer = incident.offer
    if offer is None or offer.id != id_of(entry.subject):
        return incident
    if entry.new("state") != "accepted" or not offer.command:
        return altered(incident, offer=None)
    signer = entry.header.by.operator if entry.header.by else ""
    return altered(
        incident,
        offer=None,
        roles={**incident.roles, "commander": Person(offer.to, offer.operator or signer)},
        acknowledged=incident.acknowledged or moment(entry.at),
        wrote={**incident.wrote, "role:commander": entry.hash},
    )


FOLDS: Final[Mapping[str, Callable[[Incident, Entry], Incident]]] = {
    **clock_fold.FOLDS,
    "incident.labelled": _labelled,
    "incident.linked": _linked,
    "incident.time_corrected": _time_corrected,
    "incident.acknowledged": _acknowledged,
    "incident.criterion_added": _criterion_added,
    "incident.criterion_moved": _criterion_moved,
    "incident.source_set": _source_set,
    "incident.move_undone": _move_undone,
    "update.sent": _update_sent,
    "update.snoozed": _update_snoozed,
    "task.added": _task_added,
    "task.moved": _task_moved,
    "handover.offered": _offered,
    "handover.answered": _answered,
}
