"""What a screen that others look on may show of an incident: what is recorded, but nobody's contact lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.task import Task
from holdfast.domain.timeline import TimelineRow, timeline
from holdfast.domain.value import altered, title_text
from holdfast.store.store import Store
from holdfast.words import _

# Not here: what names people and how to reach them (calls, handovers, tasks, evidence), and changes of
# the situation, which is shown as it is now.
_SHOWN: Final = frozenset(
    {
        "incident.declared",
        "incident.assessed",
        "incident.moved",
        "incident.move_undone",
        "incident.assigned",
        "incident.time_corrected",
        "incident.acknowledged",
        "incident.criterion_added",
        "incident.criterion_moved",
        "incident.clock_started",
        "incident.clock_dated",
        "incident.clock_moved",
        "incident.clock_stopped",
        "note.added",
        "note.corrected",
        "note.withdrawn",
        "note.pinned",
        "run.started",
        "run.finished",
        "step.done",
        "step.skipped",
        "step.failed",
        "step.deviated",
        "step.began",
        "step.reopened",
        "step.added",
        "update.sent",
    }
)
_REACHED: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail
    r"|(?<![\w.:+-])(?:\+|00)[1-9](?:[ ()/.-]{0,3}\d){6,14}(?![\d:])"  # a phone number of any country
    r"|(?<![\w.:+-])(?:\(0[1-9]\d{0,4}\)|0[1-9]\d{0,4})[ /-]{1,3}\d(?:[ /-]?\d){5,11}(?![\d:])"  # of this one
)
_NEWEST: Final = 300  # entries that are looked at: a screen holds a dozen rows
_SHORTEST: Final = 4  # characters of a contact line that is looked for


@dataclass(frozen=True, slots=True)
class Shared:
    """The incident with its texts masked, its newest rows first, and the tasks that are open."""

    incident: Incident
    rows: tuple[TimelineRow, ...]
    tasks: tuple[Task, ...]
    marking: str


def shared(store: Store, incident: str, most: int = 12) -> Shared:
    """What is shown; UserError where there is no such incident."""
    value = store.incidents.get(incident)
    about = subject("incident", incident)
    lines = [line for person in store.directory.people() for line in person.lines]
    lines += [thing.contact for thing in store.directory.resources()]
    lines += [entry.text("number") for entry in store.journal.of_kinds(about, ("call.made",))]
    newest = store.journal.last_of(about, _NEWEST)
    told = [_without_answer(entry) for entry in newest if entry.kind in _SHOWN]
    rows = [row for row in timeline(told, {}) if not row.withdrawn and not row.removed]
    tasks = [task for task in store.tasks.of_incident(incident) if task.is_open]
    return Shared(
        _masked_incident(value, lines),
        tuple(
            replace(row, text=masked(_short(row), lines), who="", first="") for row in rows[: -most - 1 : -1]
        ),
        tuple(altered(task, title=masked(task.title, lines), person="", operator="") for task in tasks),
        store.facts.marking,
    )


def _without_answer(entry: Entry) -> Entry:
    """A step without what was typed for it: an account, an address, a path."""
    if entry.body.get("sort") != "input":
        return entry
    return Entry(entry.header, entry.hash, {**entry.body, "value": ""}, entry.absent)


def masked(text: str, lines: Iterable[str] = ()) -> str:
    """The text without mail addresses, phone numbers and these contact lines."""
    hidden = _("(contact hidden)")
    for line in sorted({each.strip() for each in lines}, key=len, reverse=True):
        if len(line) >= _SHORTEST:
            text = text.replace(line, hidden)
    return _REACHED.sub(hidden, text)


def _masked_incident(value: Incident, lines: list[str]) -> Incident:
    names = ("know", "plan", "need", "resolution")
    texts = {name: masked(getattr(value, name), lines) for name in names}
    return altered(value, title=masked(title_text(value.title), lines), **texts)


def _short(row: TimelineRow) -> str:
    """An update in a line: its words were for its audience."""
    return row.text.split("\n", 1)[0] if row.kind == "update" else row.text
