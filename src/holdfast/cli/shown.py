"""`holdfast incident show`: everything known of an incident, in lines."""

import argparse
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from holdfast.cli.parts import Answer, plain, reading
from holdfast.domain.classification import level_word, severity_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.targets import outcomes, target_lines
from holdfast.domain.text import first_upper
from holdfast.domain.timeline import TimelineRow, kind_word, noticed_word
from holdfast.domain.timewords import both_text, clock_text, date_text
from holdfast.domain.told import relation_word
from holdfast.domain.value import title_text
from holdfast.respond.conflicts import met_text, standing
from holdfast.respond.handover_sheet import held_roles
from holdfast.respond.incident import timeline_of
from holdfast.respond.roles import held_text, span_hint
from holdfast.store.store import Store
from holdfast.triage.clocks import clock_state_name
from holdfast.words import _


def show(args: argparse.Namespace) -> Answer:
    """Answer with the incident, its timeline and what else is kept of it."""
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        rows = timeline_of(store, incident.id)
        met = [met_text(each, store.zone) for each in standing(store, incident)]
        value = plain(incident) | {
            "timeline": [row_value(row) for row in rows],
            "runs": [plain(run) for run in store.runbooks.runs_of(incident.id)],
            "due": plain(incident.due()),
            "dues": plain(incident.dues()),
            "outcomes": [plain(each) | {"missed": each.missed} for each in outcomes(incident)],
            "linked": _linked(store, incident),
            "met": met,
            "held": [plain(held) for held in held_roles(store, incident.id)],
        }
        blocks = (_head(incident), _targets(store, incident), _beside(store, incident), met)
        told = [line for block in blocks for line in block]
        text = "\n".join([*told, "", *_timeline(store, rows)])
    return Answer(value, text)


def row_value(row: TimelineRow) -> dict[str, Any]:
    """A row of the timeline as JSON."""
    return plain(row) | {"id": row.entry}


def _linked(store: Store, incident: Incident) -> list[dict[str, str]]:
    others = store.incidents.rows([each.incident for each in incident.links])
    return [
        {"relation": each.relation, "ref": other.ref, "title": other.title}
        for each in incident.links
        if (other := others.get(each.incident)) is not None
    ]


def _head(incident: Incident) -> Iterator[str]:
    severity = severity_text(incident.severity) if incident.severity else _("Not assessed")
    yield f"{incident.ref}  {severity}  {phase_word(incident.phase)}"
    yield title_text(incident.title)
    if incident.impact and incident.urgency:
        told = _("{impact} impact, {urgency} urgency: priority {number}")
        impact, urgency = level_word(incident.impact).lower(), level_word(incident.urgency).lower()
        yield first_upper(told.format(impact=impact, urgency=urgency, number=incident.priority))
    said = (
        (_("Severity set by a person"), incident.override),
        (_("Service"), incident.service),
        (_("Noticed"), noticed_word(incident.noticed)),
        (_("Know"), incident.know),
        (_("Plan"), incident.plan),
        (_("Need"), incident.need),
        (_("Resolution"), incident.resolution),
        (_("Labels"), ", ".join(incident.labels)),
    )
    yield from (_("{name}: {text}").format(name=name, text=text) for name, text in said if text)


def _targets(store: Store, incident: Incident) -> Iterator[str]:
    """The times, then what is due with its moment, then what became of the targets."""
    zone = store.zone
    for name, at in incident.moments.items():
        yield f"{phase_word(name)}: {both_text(at, zone)}"
    dues = incident.dues()
    for place, line in enumerate(target_lines(incident, store.now())):
        at = f", {both_text(dues[place].at, zone)}" if place < len(dues) else ""
        yield f"{line.text}{at}"
    yield from (
        _settled(clock, zone) for clock in incident.clocks if clock.state not in ("running", "waiting")
    )


def _settled(clock: ReportClock, zone: tzinfo) -> str:
    title, state = title_text(clock.title), clock_state_name(clock.state)
    if clock.due is None:
        return _("{title}: {state}").format(title=title, state=state)
    due = both_text(clock.due, zone)
    return _("{title}: {state}, due {time}").format(title=title, state=state, time=due)


def _beside(store: Store, incident: Incident) -> Iterator[str]:
    yield from (held_text(held, store.zone) for held in held_roles(store, incident.id))
    yield from filter(None, [span_hint(store, incident)])
    for other in _linked(store, incident):
        title = title_text(other["title"])
        relation = relation_word(other["relation"])
        yield _("{relation} {ref}: {title}").format(relation=relation, ref=other["ref"], title=title)
    for run in store.runbooks.runs_of(incident.id):
        yield _("Runbook: {title}").format(title=run.title)
    if incident.open_tasks:
        yield _("Open tasks: {count}").format(count=len(incident.open_tasks))


def _timeline(store: Store, rows: list[TimelineRow]) -> Iterator[str]:
    zone, day = store.zone, ""
    days = {date_text(row.occurred, zone) for row in rows}
    for row in rows:
        if len(days) > 1 and day != (day := date_text(row.occurred, zone)):
            yield day
        yield f"{clock_text(row.occurred, zone)}  {row.text}  ({', '.join(_aside(row, store))})"


def _aside(row: TimelineRow, store: Store) -> Iterator[str]:
    zone = store.zone
    yield kind_word(row.kind)
    yield row.who
    if row.late:
        yield _("recorded late, {time}").format(time=both_text(row.recorded, zone))
    if row.origin and row.raw is not None:
        clock = both_text(row.raw, zone, seconds=True)
        yield _("from {origin}, its clock {time}").format(origin=row.origin, time=clock)
    elif row.origin:
        yield _("from {origin}").format(origin=row.origin)
    if row.first:
        yield _("corrected, first said: {text}").format(text=row.first)
    if row.first_occurred is not None and row.first_occurred != row.occurred:
        yield _("first told for {time}").format(time=both_text(row.first_occurred, zone))
    if row.withdrawn:
        yield _("withdrawn: {reason}").format(reason=row.withdrawn)
    if row.pinned:
        yield _("pinned")
