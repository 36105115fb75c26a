"""How an incident's entries become its header: one step for each kind."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from holdfast.domain import coordination_fold
from holdfast.domain.classification import Level
from holdfast.domain.coordination import Cadence
from holdfast.domain.drill import ENDED
from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.incident import BACK, Incident, Person, Targets
from holdfast.domain.phase import OPEN, STEPS, Phase
from holdfast.domain.ref import ref_text
from holdfast.domain.value import (
    Conflict,
    altered,
    blob_of,
    changed_members,
    contradiction,
    moment,
    new_words,
    words,
    wrote,
)

_TEXTS: Final = ("title", "service", "noticed", "know", "plan", "need", "resolution")


def _declared(incident: Incident, entry: Entry) -> Incident:
    if incident.ref:  # declared twice under one id: the first stands, the second is kept in sight
        again = Conflict(entry.hash, "title", incident.title, words(entry, "title"))
        return altered(incident, conflicts=(*incident.conflicts, again))
    ref: Mapping[str, Any] = entry.body.get("ref") or {"code": "?", "number": 0}
    at = moment(entry.text("occurred") or entry.at)
    times = {"declared": at} | {
        name: moment(entry.text(name)) for name in ("started", "detected") if entry.text(name)
    }
    within = entry.body.get("assess_within")
    drill = next((id_of(name) for name in entry.header.about if kind_of(name) == "drill"), "")
    return altered(
        incident,
        ref=ref_text(ref["code"], ref["number"], drill=bool(drill)),
        title=words(entry, "title"),
        service=words(entry, "service"),
        noticed=words(entry, "noticed"),
        rule=words(entry, "rule"),
        scheme=blob_of(entry, "scheme"),
        times=times,
        assess_by=None if within is None else at + timedelta(seconds=within),
        created=moment(entry.at),
        drill=bool(drill),
        drill_id=drill,
        wrote=wrote(incident.wrote, entry, "title", "service"),
    )


def _assessed(incident: Incident, entry: Entry) -> Incident:
    conflicts = tuple(
        conflict
        for member in ("impact", "urgency", "priority", "severity")
        for conflict in contradiction(entry, member, getattr(incident, member))
    )
    targets, again = entry.body.get("targets"), entry.body.get("ask_again")
    told = entry.body.get("cadence")
    cadence = None if told is None else Cadence(**told)
    at = moment(entry.at)
    return altered(
        incident,
        impact=_level(entry.new("impact")),
        urgency=_level(entry.new("urgency")),
        priority=entry.new("priority"),
        severity=entry.new("severity"),
        unsure=tuple(entry.body.get("unsure", ())),
        hurt=bool(entry.new("hurt", incident.hurt)),
        override=words(entry, "reason"),
        scheme=blob_of(entry, "scheme"),
        targets=None if targets is None else Targets(**targets),
        assess_by=None if again is None else at + timedelta(seconds=again),
        acknowledged=incident.acknowledged or moment(entry.text("occurred") or entry.at),
        cadence=cadence,
        update_by=_update_by(incident, cadence, at),
        conflicts=incident.conflicts + conflicts,
    )


def _update_by(incident: Incident, cadence: Cadence | None, at: datetime) -> datetime | None:
    """When the next status update is due by the cadence that holds from now on, at the latest as was told."""
    if incident.final_update:
        return None
    if cadence == incident.cadence and incident.update_by is not None:
        return incident.update_by
    if incident.updated is None:
        return at + timedelta(seconds=cadence.first) if cadence else None
    due = max(at, incident.updated + timedelta(seconds=cadence.every)) if cadence else None
    return min(filter(None, (incident.update_by, due)), default=None)


def _level(word: str | None) -> Level | None:
    return None if word is None else Level(word)


def _moved(incident: Incident, entry: Entry) -> Incident:
    to = Phase(entry.new("phase", incident.phase))
    at = moment(entry.text("occurred") or entry.at)
    times = {name: time for name, time in incident.times.items() if not _undone(name, to)}
    times |= {to.value: at} if to.value not in times else {}
    times |= {"reopened": at} if (incident.phase, to) in BACK else {}
    unwaived = "draft" if incident.review_id else ""
    if (incident.phase, to) in BACK and to in OPEN and incident.final_update:
        incident = altered(incident, final_update=False)
        incident = altered(incident, update_by=_update_by(incident, incident.cadence, at))
    return altered(
        incident,
        phase=to,
        times=times,
        acknowledged=incident.acknowledged or at,
        review=unwaived if incident.review == "waived" and to in OPEN else incident.review,
        close_reason=entry.text("close_reason") if to == Phase.DISMISSED else "",
        conflicts=incident.conflicts + contradiction(entry, "phase", incident.phase),
    )


def _undone(name: str, to: Phase) -> bool:
    """Whether going (back) to a phase takes a later phase's time away."""
    if name == Phase.DISMISSED:
        return to != Phase.DISMISSED
    return name in STEPS and to in STEPS and STEPS.index(Phase(name)) > STEPS.index(to)


def _changed(incident: Incident, entry: Entry) -> Incident:
    texts = changed_members(entry, _TEXTS)
    known = [name for name in texts if name != "noticed" or name in incident.wrote]  # its first change fits
    conflicts = tuple(c for name in known for c in contradiction(entry, name, incident.wrote.get(name)))
    times = dict(incident.times)
    for name in ("started", "detected"):
        if name in entry.body:
            was = times.pop(name, None)
            now = entry.new(name)
            if now:
                times[name] = moment(now)
            old = entry.old(name)
            if (moment(old) if old else None) != was:
                conflicts += (Conflict(entry.hash, name, str(was or ""), str(old or "")),)
    return altered(
        incident,
        **{name: new_words(entry, name) for name in texts},
        times=times,
        wrote=wrote(incident.wrote, entry, *texts),
        conflicts=incident.conflicts + conflicts,
    )


def _assigned(incident: Incident, entry: Entry) -> Incident:
    role, key = entry.text("role"), f"role:{entry.text('role')}"
    name = new_words(entry, "person")
    roles = {held: person for held, person in incident.roles.items() if held != role}
    if name:
        roles[role] = Person(name, entry.text("operator"))
    return altered(
        incident,
        roles=roles,
        acknowledged=_acknowledged(incident, entry),
        wrote=wrote(incident.wrote, entry, key),
        conflicts=incident.conflicts + contradiction(entry, "person", incident.wrote.get(key)),
    )


def _acknowledged(incident: Incident, entry: Entry) -> datetime | None:
    """Whoever takes command answers for it; taking that back takes the answer back where it was the first."""
    if "acknowledged" in entry.body:
        back = entry.new("acknowledged")
        return moment(back) if back else None
    if incident.acknowledged or entry.text("role") != "commander":
        return incident.acknowledged
    return moment(entry.text("occurred") or entry.at)


def _waived(incident: Incident, entry: Entry) -> Incident:
    del entry
    return altered(incident, review="waived")


def _run_started(incident: Incident, entry: Entry) -> Incident:
    return altered(incident, runs=(*incident.runs, id_of(entry.subject)))


def _review_begun(incident: Incident, entry: Entry) -> Incident:
    ident, there = id_of(entry.subject), incident.review_id
    second = (Conflict(entry.hash, "review", there, ""),) if there and there != ident else ()
    return altered(incident, review="draft", review_id=ident, conflicts=incident.conflicts + second)


def _review_moved(incident: Incident, entry: Entry) -> Incident:
    if id_of(entry.subject) != incident.review_id:
        return incident
    # For the incident a review is being made until it is released.
    return altered(incident, review="released" if entry.new("state") == "released" else "draft")


def _drill_moved(incident: Incident, entry: Entry) -> Incident:
    over = entry.new("state") in ENDED and id_of(entry.subject) == incident.drill_id
    return altered(incident, drill_ended=moment(entry.at)) if over else incident


_FOLDS: Final[Mapping[str, Callable[[Incident, Entry], Incident]]] = {
    "incident.declared": _declared,
    "incident.assessed": _assessed,
    "incident.moved": _moved,
    "incident.changed": _changed,
    "incident.assigned": _assigned,
    "incident.review_waived": _waived,
    "run.started": _run_started,
    "review.begun": _review_begun,
    "review.moved": _review_moved,
    "drill.moved": _drill_moved,
    **coordination_fold.FOLDS,
}


def fold(incident: Incident | None, entry: Entry, ident: str) -> Incident | None:
    """The incident after an entry that touches it; None until it is declared.

    Entries of runs and reviews that are about the incident come here too. An unknown kind only
    says that something happened.
    """
    if incident is None:
        if entry.kind != "incident.declared":
            return None
        incident = Incident(id=ident)
    step = _FOLDS.get(entry.kind)
    after = step(incident, entry) if step else incident
    return altered(after, changed=moment(entry.at))


def fold_all(incident: Incident | None, entries: Iterable[Entry], ident: str) -> Incident | None:
    """The same as `fold` of one entry after the other, without a value for each that says nothing new."""
    silent: Entry | None = None
    for entry in entries:
        if incident is not None and entry.kind not in _FOLDS:
            silent = entry
            continue
        incident, silent = fold(incident, entry, ident), None
    return incident if silent is None else fold(incident, silent, ident)
