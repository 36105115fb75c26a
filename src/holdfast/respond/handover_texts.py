"""What each section of a handover sheet says, composed from the record and bounded.

The rows of actions are bounded; what the bounds leave out is counted in the last section, so that nobody
takes the sheet for the whole record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.classification import severity_text
from holdfast.domain.handover import SECTIONS
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.roles import Held
from holdfast.domain.run import Run
from holdfast.domain.supplies import Supply
from holdfast.domain.timeline import NOTE_TYPES, TimelineRow, role_word
from holdfast.domain.timewords import clock_text, day_text, zone_label
from holdfast.domain.told import counts_told
from holdfast.domain.value import title_text
from holdfast.respond.incident import timeline_of
from holdfast.respond.resources import supplies_of, supply_state
from holdfast.respond.tasks import state_name
from holdfast.store.store import Store
from holdfast.words import _

MOST_ACTIONS: Final = 20
MOST_LINE: Final = 300
_ACTIONS: Final = frozenset({"action", "decision", "runbook"})


@dataclass(frozen=True, slots=True)
class _Record:
    """What a sheet is composed from."""

    store: Store
    incident: Incident
    held: Sequence[Held]
    rows: Sequence[TimelineRow]
    now: datetime

    def clock(self, at: datetime) -> str:
        """The time of day, with its day where that is not today's."""
        zone = self.store.zone
        text = clock_text(at, zone)
        same = at.astimezone(zone).date() == self.now.astimezone(zone).date()
        return text if same else _("{day} {time}").format(day=day_text(at, zone), time=text)

    def due(self, at: datetime) -> str:
        """The time by which something is to be, and that it is over."""
        text = self.clock(at)
        return text if self.now <= at else _("{time}, overdue").format(time=text)


def texts_of(store: Store, incident: Incident, held: Sequence[Held], now: datetime) -> Mapping[str, str]:
    """Every section's text, "" where the record says nothing."""
    record = _Record(store, incident, held, timeline_of(store, incident.id), now)
    made = {
        "situation": _situation,
        "safety": _safety,
        "objectives": _objectives,
        "actions": _actions,
        "organisation": _organisation,
        "resources": _resources,
        "tasks": _tasks,
        "next_update": _next_update,
        "left_out": _left_out,
    }
    return {section: _points(made[section](record)) for section in SECTIONS}


def _points(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines if line)


def _one(text: str) -> str:
    """A text as one line of a point, cut where it is a whole report."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_LINE else line[: MOST_LINE - 1].rstrip() + "…"


def _situation(record: _Record) -> Iterator[str]:
    incident = record.incident
    severity = severity_text(incident.severity) if incident.severity else _("Not assessed")
    since = incident.times.get(incident.phase)
    phase = phase_word(incident.phase)
    if since is not None:
        # the zone of every time on the sheet, which may be read in another
        zoned = f"{record.clock(since)} {zone_label(since, record.store.zone)}"
        phase = _("{phase} since {time}").format(phase=phase, time=zoned)
    yield ", ".join(filter(None, (severity, phase, incident.service)))
    said = {_("Know"): incident.know, _("Plan"): incident.plan, _("Need"): incident.need}
    for name, text in said.items():
        if text:
            yield f"{name}: {_one(text)}"
    if incident.resolution:
        yield _("What resolved it: {text}").format(text=_one(incident.resolution))


def _safety(record: _Record) -> Iterator[str]:
    if record.incident.hurt:
        yield _("Someone is or could be hurt.")
        if record.store.facts.emergency:
            yield _("Emergency line: {line}").format(line=record.store.facts.emergency)
    elif record.incident.assessed:
        yield _("Nobody was said to be in danger when it was assessed.")
    else:
        yield _("Not assessed: nobody has said whether people are in danger.")


def _objectives(record: _Record) -> Iterator[str]:
    incident = record.incident
    ticks = {"open": "[ ]", "met": "[x]"}
    for criterion in incident.criteria:
        if criterion.state in ticks:
            yield f"{ticks[criterion.state]} {_one(criterion.text)}"
    declared, targets = incident.times.get("declared"), incident.targets
    if targets and declared and incident.is_open:
        by = declared + timedelta(seconds=targets.resolution)
        yield _("Resolve by {time}").format(time=record.due(by))


def _actions(record: _Record) -> Iterator[str]:
    for row in _taken(record)[-MOST_ACTIONS:]:
        yield _("{time} {text} ({who})").format(
            time=record.clock(row.occurred), text=_one(row.text), who=row.who
        )


def _taken(record: _Record) -> list[TimelineRow]:
    return [row for row in record.rows if row.kind in _ACTIONS and not row.withdrawn]


def _organisation(record: _Record) -> Iterator[str]:
    for one in record.held:
        if one.until is None:
            yield _("{role}: {name}, since {time}").format(
                role=role_word(one.role), name=one.name, time=record.clock(one.since)
            )


def _resources(record: _Record) -> Iterator[str]:
    for one in supplies_of(record.store, record.incident.id):
        if one.state != "released":
            yield ", ".join(_supply(record, one))


def _supply(record: _Record, one: Supply) -> Iterator[str]:
    yield _one(" ".join(filter(None, (one.name, one.identifier))))
    yield _("asked for {time}").format(time=record.clock(one.asked))
    if one.arrived is not None:
        yield f"{supply_state('arrived')} {record.clock(one.arrived)}"
    elif one.expected is not None:
        yield _("expected {time}").format(time=record.due(one.expected))
    if one.remark:
        yield _one(one.remark)


def _tasks(record: _Record) -> Iterator[str]:
    for task in record.store.tasks.of_incident(record.incident.id):
        if task.is_open:
            parts = [_one(task.title), task.person]
            parts += [state_name(task.state)] if task.state == "acknowledged" else []
            parts += [_("due {time}").format(time=record.due(task.due))] if task.due else []
            yield ", ".join(filter(None, parts))
    for run in record.store.runbooks.runs_of(record.incident.id):
        if run.is_running:
            yield ", ".join(_followed(record, run))


def _followed(record: _Record, run: Run) -> Iterator[str]:
    """A runbook that is being followed: how far it is, and what is waited for."""
    yield _("Runbook {title}").format(title=_one(title_text(run.title)))
    if run.started is not None:
        yield _("since {time}").format(time=record.clock(run.started))
    yield _("{count} steps settled").format(count=run.settled)
    for waiting in run.waits.values():
        ends = waiting.since + timedelta(seconds=waiting.seconds)
        yield _("a wait ends {time}").format(time=record.clock(ends))


def _next_update(record: _Record) -> Iterator[str]:
    incident = record.incident
    if incident.update_by is not None and incident.is_open:
        yield _("Next status update due {time}").format(time=record.due(incident.update_by))
    if incident.updated is not None:
        yield _("Last status update sent {time}").format(time=record.clock(incident.updated))
    for clock in incident.clocks:
        if clock.state == "running" and clock.due is not None:
            yield _("{title}: report due {time}").format(title=clock.title, time=record.due(clock.due))
        elif clock.state == "waiting":
            yield _("{title}: report {counts}").format(title=clock.title, counts=counts_told(clock.after))


def _left_out(record: _Record) -> Iterator[str]:
    earlier = max(0, len(_taken(record)) - MOST_ACTIONS)
    if earlier:
        yield _("Actions before {time}: {count}").format(
            count=earlier, time=record.clock(_taken(record)[earlier].occurred)
        )
    notes = sum(row.kind in NOTE_TYPES and row.kind not in _ACTIONS for row in record.rows)
    if notes:
        yield _("Observations, communications and notes of the timeline: {count}").format(count=notes)
    gone = sum(bool(row.withdrawn) for row in record.rows)
    if gone:
        yield _("Withdrawn rows: {count}").format(count=gone)
