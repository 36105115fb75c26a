"""Tasks of an incident: one named person does one thing within a time, and says so."""

from collections.abc import Mapping
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import ENDED, phase_word
from holdfast.domain.task import STATES, Task
from holdfast.domain.text import clean_line, needed
from holdfast.domain.timewords import span_text
from holdfast.respond.naming import the_one
from holdfast.store.store import Store
from holdfast.words import _

# A task that is over with is opened again first: what it says then is true of it.
NEXT: Final[Mapping[str, frozenset[str]]] = {
    "open": frozenset({"acknowledged", "done", "dropped"}),
    "acknowledged": frozenset({"open", "done", "dropped"}),
    "done": frozenset({"open"}),
    "dropped": frozenset({"open"}),
}
_LONGEST: Final = 1_000_000_000


def state_name(state: str) -> str:
    """The state that a task is in, in the reader's language."""
    return {
        "open": _("open"),
        "acknowledged": _("acknowledged"),
        "done": _("done"),
        "dropped": _("dropped"),
    }[state]


def add_task(
    store: Store,
    incident: str,
    title: str,
    person: Person,
    within: int | None = None,
    source: str = "",
) -> Task:
    """Give a task to one person. `within` is the time box in seconds, `source` the hash of the entry of the
    timeline that it comes from.
    """
    body: dict[str, object] = {
        "title": needed(clean_line(title, _("The task")), _("The task")),
        "person": _named(person),
    }
    if person.operator:
        body["operator"] = person.operator
    if within is not None:
        body["within"] = _checked_span(within)
    with store.command():
        _check_open(store.incidents.get(incident))
        if source:
            _check_source(store, incident, source)
            body["origin_entry"] = source
        ident = store.new_id()
        store.record(New(subject("task", ident), "task.added", body, (subject("incident", incident),)))
        return store.tasks.get(ident)


def change_task(
    store: Store,
    task: str,
    *,
    title: str | None = None,
    person: Person | None = None,
    within: int | None = None,
    unbounded: bool = False,
) -> Task:
    """Change what is to be done, who does it or within what time (`unbounded`: in any); what is None or the
    same is not recorded.
    """
    with store.command():
        value = store.tasks.get(task)
        body: dict[str, object] = {}
        if title is not None:
            said = needed(clean_line(title, _("The task")), _("The task"))
            body |= {"title": [value.wrote.get("title"), said]} if said != value.title else {}
        if person is not None:
            body |= _person_change(value, person)
        box = None if unbounded else value.within if within is None else _checked_span(within)
        if box != value.within:
            body["within"] = [value.within, box]
        if body:
            store.record(New(subject("task", task), "task.changed", body, _about(value)))
        return store.tasks.get(task)


def move_task(store: Store, task: str, state: str, reason: str = "") -> Task:
    """Say that a task is acknowledged, done, dropped (with a reason) or open again."""
    why = clean_line(reason, _("The reason"))
    with store.command():
        value = store.tasks.get(task)
        if value.state == state:
            return value
        _check_move(value, state, why)
        if state == "open":
            _check_open(store.incidents.get(value.incident))
        body: dict[str, object] = {"state": [value.state, state]}
        if why:
            body["reason"] = why
        store.record(New(subject("task", task), "task.moved", body, _about(value)))
        return store.tasks.get(task)


def find_task(store: Store, incident: str, which: str) -> Task:
    """The task of an incident by its number in the list, from 1, or by the beginning of its id."""
    found = the_one(store.tasks.of_incident(incident), which)
    if found is None:
        raise UserError(
            _("There is no task {which} on this incident.").format(which=which.strip()[:40]),
            hint=_("See what there is: holdfast incident task REF list."),
        )
    return found


def _check_move(task: Task, state: str, why: str) -> None:
    if state not in STATES:
        raise UserError(
            _("A task is open, acknowledged, done or dropped."), hint=_("Choose one of the four.")
        )
    if state not in NEXT[task.state]:
        raise UserError(
            _("“{title}” is {state} and has to be opened again first.").format(
                title=task.title, state=state_name(task.state)
            ),
            hint=_("Nothing was recorded."),
        )
    if state == "dropped" and not why:
        raise UserError(
            _("Dropping a task needs a reason."), hint=_("A few words; they stand in the timeline.")
        )


def _check_open(incident: Incident) -> None:
    if incident.phase in ENDED:
        raise UserError(
            _("{ref} is {phase} and takes no tasks.").format(
                ref=incident.ref, phase=phase_word(incident.phase)
            ),
            hint=_("Reopen it, or add a preventive action to its review."),
        )


def _check_source(store: Store, incident: str, source: str) -> None:
    entry = store.journal.at(source)
    if entry is None or subject("incident", incident) not in (entry.subject, *entry.header.about):
        raise UserError(
            _("The entry that the task comes from is not on this incident's timeline."),
            hint=_("Nothing was recorded; add the task without it."),
        )


def _checked_span(seconds: int) -> int:
    if not 0 < seconds <= _LONGEST:
        raise UserError(
            _("{span} is no time box.").format(span=span_text(seconds)), hint=_("Type 20m, 1h30m or 2d.")
        )
    return seconds


def _named(person: Person) -> str:
    name = clean_line(person.name, _("The name"), 80)
    if not name:
        raise UserError(
            _("A task needs one person by name."), hint=_("Type a name, or “me”. Nothing was recorded.")
        )
    return needed(name, _("The name"))


def _person_change(task: Task, person: Person) -> dict[str, object]:
    name = _named(person)
    if (name, person.operator) == (task.person, task.operator):
        return {}
    body: dict[str, object] = {}
    if name != task.person:
        body["person"] = [task.wrote.get("person"), name]
    if person.operator != task.operator:
        body["operator"] = [task.operator, person.operator]
    return body


def _about(task: Task) -> tuple[str, ...]:
    return (subject("incident", task.incident),)
