"""`holdfast incident task`: give a task to a person, say how it stands, list."""

import argparse
from functools import partial
from typing import Any

from holdfast.cli.of_incident import noun_of
from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.task import Task
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import due_text
from holdfast.domain.value import title_text
from holdfast.respond.people import person_named
from holdfast.respond.tasks import add_task, change_task, find_task, move_task, state_name
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `task` and what it can do to the verbs of an incident."""
    tasks = noun_of(verbs, "task", _("who does what within what time"))
    new = verb(tasks, "add", _("give a task to one person"), _add)
    new.add_argument("title")
    new.add_argument("--for", dest="person", metavar="NAME", required=True, help=_("who does it, or me"))
    new.add_argument("--within", metavar="SPAN", help=_("the time box: 20m, 1h30m, 2d"))
    moves = {
        "ack": ("acknowledged", _("say that the person has taken it up")),
        "done": ("done", _("say that it is done")),
        "drop": ("dropped", _("say that it will not be done, and why")),
        "reopen": ("open", _("open it again")),
    }
    for name, (state, words) in moves.items():
        moved = verb(tasks, name, words, partial(_move, state))
        moved.add_argument("task", help=_("its number in the list, or its id"))
        moved.add_argument("--reason", default="", required=state == "dropped", help=_("why"))
    changed = verb(tasks, "change", _("say otherwise what it is, who does it or within what time"), _change)
    changed.add_argument("task", help=_("its number in the list, or its id"))
    changed.add_argument("--title")
    changed.add_argument("--for", dest="person", metavar="NAME", help=_("who does it, or me"))
    changed.add_argument("--within", metavar="SPAN", help=_("the time box: 20m, 1h30m, 2d"))
    verb(tasks, "list", _("list the tasks of the incident"), _list)


def _add(args: argparse.Namespace) -> Answer:
    within = None if args.within is None else span_seconds(args.within)
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        task = add_task(store, incident.id, args.title, person_named(store, args.person), within)
        value = _value(store, task)
    told = _("Task {number} on {ref}: {title}, for {person}.")
    return Answer(value, told.format(ref=incident.ref, **_words(value)))


def _change(args: argparse.Namespace) -> Answer:
    if args.title is None and args.person is None and args.within is None:
        raise UserError(_("Nothing was said to change."), hint=_("Give --title, --for or --within."))
    within = None if args.within is None else span_seconds(args.within)
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        person = None if args.person is None else person_named(store, args.person)
        ident = find_task(store, incident.id, args.task).id
        value = _value(store, change_task(store, ident, title=args.title, person=person, within=within))
    told = _("Task {number} on {ref}: {title}, for {person}.")
    return Answer(value, told.format(ref=incident.ref, **_words(value)))


def _move(state: str, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        task = move_task(store, find_task(store, incident.id, args.task).id, state, args.reason)
        value = _value(store, task)
    told = _("Task {number} on {ref} is {state}: {title}.")
    return Answer(value, told.format(ref=incident.ref, **_words(value) | {"state": state_name(task.state)}))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        tasks = store.tasks.of_incident(incident.id)
        rows = [(str(number), *_row(store, task)) for number, task in enumerate(tasks, start=1)]
        values = [_plain(number, task) for number, task in enumerate(tasks, start=1)]
    return Answer(values, table(rows) or _("No tasks."))


def _row(store: Store, task: Task) -> tuple[str, ...]:
    left = "" if task.due is None else due_text(int((task.due - store.now()).total_seconds()))
    return state_name(task.state), left, task.person, title_text(task.title)


def _value(store: Store, task: Task) -> dict[str, Any]:
    """The task with its number in the incident's list."""
    tasks = [each.id for each in store.tasks.of_incident(task.incident)]
    return _plain(tasks.index(task.id) + 1, task)


def _plain(number: int, task: Task) -> dict[str, Any]:
    return {"number": number} | plain(task) | {"due": plain(task.due)}


def _words(value: dict[str, Any]) -> dict[str, str]:
    return {name: str(value[name]) for name in ("number", "title", "person")}
