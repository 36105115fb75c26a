"""What happened in a drill, read from entries alone: also of a drill that was held years ago."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from holdfast.domain.drill import Drill
from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.metrics import KEYS, Case, row_of
from holdfast.domain.scenario import Awaited
from holdfast.domain.value import moment
from holdfast.store.store import Store

_KINDS: Final = (
    "incident.assessed",
    "incident.assigned",
    "update.sent",
    "run.started",
    "step.done",
    "step.deviated",
)
_PHASES: Final = ("declared", "contained", "resolved")
_MEASURED: Final = ("acknowledge", "contain")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in a drill, when, and the names by which it may be asked for."""

    what: str
    at: datetime
    which: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a drill, in the order of time, until its end; `times` are seconds of its
    time, measured as metrics do for the first incident.
    """

    facts: tuple[Fact, ...] = ()
    times: tuple[tuple[str, int], ...] = ()

    def first(self, awaited: Awaited, since: datetime | None = None) -> datetime | None:
        """When this first happened, or first from `since` on; None where it has not."""
        found = (fact.at for fact in self.facts if _is(fact, awaited) and (since is None or fact.at >= since))
        return next(found, None)


def _is(fact: Fact, awaited: Awaited) -> bool:
    if fact.what != awaited.what:
        return False
    if fact.what == "severity":
        return not awaited.which or int(fact.which[0]) <= int(awaited.which)
    return not awaited.which or awaited.which.casefold() in fact.which


def happened(store: Store, drill: Drill) -> Happened:
    """What happened in a drill by now; nothing from after its end."""
    begun = drill.started or store.clock()
    incidents = store.incidents.of_drill(drill.id)
    found = [*_injected(drill), *_acknowledged(store, drill, incidents)]
    for incident in incidents:
        found += _phases(incident)
        found += _recorded(store, incident)
    in_it = [fact for fact in found if drill.ended is None or fact.at <= drill.ended]
    facts = sorted((Fact(one.what, max(one.at, begun), one.which) for one in in_it), key=lambda one: one.at)
    return Happened(tuple(facts), _times(drill, incidents, drill.ended or store.clock()))


def _injected(drill: Drill) -> Iterator[Fact]:
    for one in drill.injected:
        yield Fact("inject", one.at, (one.inject.casefold(),))


def _acknowledged(store: Store, drill: Drill, incidents: Sequence[Incident]) -> Iterator[Fact]:
    """Each alert that was acknowledged, by its inject; an incident declared from it answers it, too."""
    injects = {alert: one.inject.casefold() for one in drill.injected for alert in one.alerts}
    declared = {one.id: one.times.get("declared") for one in incidents}
    for alert in store.alerts.of_drill(drill.id):
        at = alert.answered or declared.get(alert.incident)
        if at is not None:
            yield Fact("acknowledged", at, (injects.get(alert.id, ""),))


def _phases(incident: Incident) -> Iterator[Fact]:
    for name in _PHASES:
        if name in incident.times:
            yield Fact(name, incident.times[name])


def _recorded(store: Store, incident: Incident) -> Iterator[Fact]:
    runs: dict[str, tuple[str, ...]] = {}
    for entry in store.journal.of_kinds(subject("incident", incident.id), _KINDS):
        at = _at(entry)
        if entry.kind == "incident.assessed" and entry.new("severity"):
            yield Fact("severity", at, (str(entry.new("severity")),))
        elif entry.kind == "incident.assigned" and entry.text("role") == "commander" and entry.new("person"):
            yield Fact("commander", at)
        elif entry.kind == "update.sent":
            yield Fact("update", at)
        elif entry.kind == "run.started":
            runs[entry.subject] = _names(store, entry)
            yield Fact("runbook", at, runs[entry.subject])
        elif entry.kind.startswith("step."):
            step = entry.text("step").casefold()
            yield Fact("step", at, tuple(f"{name}#{step}" for name in runs.get(entry.subject, ())))


def _at(entry: Entry) -> datetime:
    """When it happened; nothing is counted as done later than it was recorded."""
    recorded = moment(entry.at)
    return min(moment(entry.text("occurred")), recorded) if entry.text("occurred") else recorded


def _names(store: Store, entry: Entry) -> tuple[str, ...]:
    """What a runbook is called by: its title when it was opened and now, its path, its file."""
    book = store.rows.load(subject("runbook", entry.text("runbook"))) if entry.text("runbook") else None
    named = [entry.text("title")]
    if book is not None:
        named += [book.title, book.path, book.path.rpartition("/")[2]]
    return tuple(dict.fromkeys(name.casefold() for name in named if name))


def _times(drill: Drill, incidents: Sequence[Incident], now: datetime) -> tuple[tuple[str, int], ...]:
    """The times of the first incident, as metrics measure those of real ones, at the drill's pace."""
    if not incidents:
        return ()
    one = incidents[0]
    case = Case(
        one.id,
        one.ref,
        one.title,
        one.service,
        "resolved" if one.phase == "dismissed" else one.phase,
        one.severity,
        {name: drill.unhurried(at) for name, at in one.times.items()},
        None if one.acknowledged is None else drill.unhurried(one.acknowledged),
    )
    spans = dict(zip(KEYS, row_of(case, drill.unhurried(now)).spans, strict=True))
    return tuple((key, span) for key in _MEASURED if isinstance(span := spans[key], int))
