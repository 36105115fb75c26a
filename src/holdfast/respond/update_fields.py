"""What a status update can take from the record: one line for each name in a template's braces."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from holdfast.domain.classification import priority_text, severity_text
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.task import Task
from holdfast.domain.timeline import TimelineRow, role_word
from holdfast.domain.timewords import clock_text, span_text, stamp_text, zone_label
from holdfast.domain.value import title_text
from holdfast.words import _

_MOST: Final = 6  # rows that are listed: an update is read in a minute
_LINE: Final = 160  # characters of each
_DONE: Final = frozenset({"action", "decision", "runbook"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What an update is filled from, as it is at `now`. `next_update` is None where none is promised."""

    incident: Incident
    rows: Sequence[TimelineRow]
    tasks: Sequence[Task]
    by: str
    site: str
    now: datetime
    zone: tzinfo
    next_update: datetime | None = None
    recovery: str = ""
    data_loss: str = ""


@dataclass(frozen=True, slots=True)
class UpdateField:
    """What a name stands for: its words, its value, and what is written where the record says nothing."""

    words: Callable[[], str]
    value: Callable[[Facts], str]
    blank: Callable[[], str]


def _began(facts: Facts) -> datetime | None:
    times = facts.incident.times
    return times.get("started") or times.get("declared")


def _ended(facts: Facts) -> datetime:
    return facts.now if facts.incident.is_open else facts.incident.times.get("resolved", facts.now)


def _duration(facts: Facts) -> str:
    began = _began(facts)
    return "" if began is None else span_text(max(0, int((_ended(facts) - began).total_seconds())))


def _stamp(moment: datetime | None, facts: Facts) -> str:
    return "" if moment is None else stamp_text(moment, facts.zone)


def promise_text(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """When the next update comes: the time of day with its zone, with the date where it is not today."""
    if at is None:
        return ""
    if at.astimezone(zone).date() != now.astimezone(zone).date():
        return stamp_text(at, zone)
    return f"{clock_text(at, zone)} {zone_label(at, zone)}"


def _role(facts: Facts, role: str) -> str:
    held = facts.incident.roles.get(role)
    return held.name if held else ""


def _roles(facts: Facts) -> str:
    held = facts.incident.roles.items()
    return ", ".join(
        _("{role} {name}").format(role=role_word(role), name=person.name) for role, person in held
    )


def _actions(facts: Facts) -> str:
    """What was done since the last update, the newest of it."""
    since = facts.incident.updated
    rows = [
        row
        for row in facts.rows
        if row.kind in _DONE and not row.withdrawn and not row.removed and (not since or row.occurred > since)
    ]
    return "\n".join(f"- {clock_text(row.occurred, facts.zone)} {_short(row.text)}" for row in rows[-_MOST:])


def _tasks(facts: Facts) -> str:
    there = [task for task in facts.tasks if task.is_open]
    told = [f"- {_short(', '.join(filter(None, (task.title, task.person))))}" for task in there[:_MOST]]
    return "\n".join(told)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else f"{line[: _LINE - 1].rstrip()}…"


def _unsaid() -> str:
    return _("not said yet")


FIELDS: Final[Mapping[str, UpdateField]] = {
    "ref": UpdateField(lambda: _("the reference"), lambda f: f.incident.ref, _unsaid),
    "title": UpdateField(lambda: _("the title"), lambda f: title_text(f.incident.title), _unsaid),
    "service": UpdateField(
        lambda: _("the service that is hit"), lambda f: f.incident.service, lambda: _("not named")
    ),
    "severity": UpdateField(
        lambda: _("the severity"),
        lambda f: severity_text(f.incident.severity) if f.incident.severity else "",
        lambda: _("not assessed yet"),
    ),
    "priority": UpdateField(
        lambda: _("the priority"),
        lambda f: priority_text(f.incident.priority) if f.incident.priority else "",
        lambda: _("not assessed yet"),
    ),
    "phase": UpdateField(lambda: _("the phase"), lambda f: phase_word(f.incident.phase), _unsaid),
    "since": UpdateField(
        lambda: _("when it started, or else was declared"), lambda f: _stamp(_began(f), f), _unsaid
    ),
    "resolved": UpdateField(
        lambda: _("when it was resolved"),
        lambda f: _stamp(f.incident.times.get("resolved"), f),
        lambda: _("not resolved yet"),
    ),
    "duration": UpdateField(lambda: _("how long it lasts or lasted"), _duration, _unsaid),
    "know": UpdateField(lambda: _("what is known"), lambda f: f.incident.know, _unsaid),
    "plan": UpdateField(lambda: _("what is planned"), lambda f: f.incident.plan, _unsaid),
    "need": UpdateField(lambda: _("what is needed"), lambda f: f.incident.need, lambda: _("none named")),
    "resolution": UpdateField(lambda: _("what resolved it"), lambda f: f.incident.resolution, _unsaid),
    "commander": UpdateField(
        lambda: _("the commander"), lambda f: _role(f, "commander"), lambda: _("nobody yet")
    ),
    "roles": UpdateField(lambda: _("who holds which role"), _roles, lambda: _("nobody yet")),
    "actions": UpdateField(
        lambda: _("actions, decisions and steps since the last update"),
        _actions,
        lambda: _("- none recorded since the last update"),
    ),
    "tasks": UpdateField(lambda: _("open tasks"), _tasks, lambda: _("- none open")),
    "next_update": UpdateField(
        lambda: _("when the next update comes"),
        lambda f: promise_text(f.next_update, f.now, f.zone),
        lambda: _("no time promised"),
    ),
    "recovery": UpdateField(lambda: _("the recovery statement"), lambda f: f.recovery, _unsaid),
    "data_loss": UpdateField(lambda: _("the data-loss statement"), lambda f: f.data_loss, _unsaid),
    "now": UpdateField(lambda: _("the time of the update"), lambda f: _stamp(f.now, f), _unsaid),
    "by": UpdateField(lambda: _("who sends it"), lambda f: f.by, lambda: _("not named")),
    "site": UpdateField(lambda: _("the site"), lambda f: f.site, lambda: _("not named")),
}
