"""Every command on an incident under one name, so that random histories can be made of them.

Each takes a store, the ids of two incidents (the first is meant), words and a number of 0 to 99 from which it
takes what else it needs. Any may be refused in words; what it raises beyond that is a bug.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from holdfast.desk import bulk
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.incident import BEGINNING, ORDER, Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.run import Run
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.respond.calls import Call, record_call
from holdfast.respond.corrections import correct, pin, restore, withdraw
from holdfast.respond.criteria import add_criterion, move_criterion
from holdfast.respond.handover import answer, offer
from holdfast.respond.incident import add_note, change, timeline_of, waive_review
from holdfast.respond.labels import label
from holdfast.respond.links import RELATIONS, link, unlink
from holdfast.respond.people import assign_by_name
from holdfast.respond.phases import CLOSE_REASONS
from holdfast.respond.source_clock import set_and_correct
from holdfast.respond.tasks import add_task, change_task, move_task
from holdfast.respond.times import correct_time, set_source_offset
from holdfast.respond.undo import undo
from holdfast.respond.updates import Said, Update, send, snooze
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import begin, write
from holdfast.runbook import run as runs
from holdfast.runbook import shaping
from holdfast.runbook.writing import create
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import assess_incident

Act = Callable[[Store, Sequence[str], str, int], object]
Item = TypeVar("Item")
NAMES: Final = ("Ana", "Ben", "Cleo", "")
LABELS: Final = ("noise", "db", "night shift")


def one_of(items: Sequence[Item], number: int) -> Item:
    """One of some things; refused where there is none."""
    if not items:
        raise UserError("There is none.")
    return items[number % len(items)]


def _ago(store: Store, number: int) -> datetime:
    return store.now() - timedelta(minutes=number - 3)


def _row(store: Store, incident: str, number: int) -> str:
    return one_of([row for row in timeline_of(store, incident) if row.kind in NOTE_TYPES], number).entry


def _task(store: Store, incident: str, number: int) -> str:
    return one_of(store.tasks.of_incident(incident), number).id


def _change(store: Store, two: Sequence[str], text: str, number: int) -> object:
    fields = ("title", "service", "noticed", "know", "plan", "need", "resolution")
    return change(store, two[0], **{one_of(fields, number): text if number % 5 else ""})


def _correct(store: Store, two: Sequence[str], text: str, number: int) -> object:
    entry = _row(store, two[0], number)
    kind = one_of(NOTE_TYPES, number) if number % 3 else None
    at = _ago(store, number) if number % 2 else None
    return correct(store, two[0], entry, text=text, kind=kind, occurred=at)


def _add_task(store: Store, two: Sequence[str], text: str, number: int) -> object:
    return add_task(store, two[0], text, Person(one_of(NAMES, number)), number or None)


def _change_task(store: Store, two: Sequence[str], text: str, number: int) -> object:
    person = Person(one_of(NAMES, number), "x1" if number % 2 else "")
    return change_task(store, _task(store, two[0], number), title=text, person=person, within=number or None)


def _move_task(store: Store, two: Sequence[str], text: str, number: int) -> object:
    state = one_of(("acknowledged", "done", "dropped", "open"), number)
    return move_task(store, _task(store, two[0], number // 4), state, text)


def _criterion(store: Store, two: Sequence[str], text: str, number: int) -> object:
    held = one_of(store.incidents.get(two[0]).criteria, number // 3)
    return move_criterion(store, two[0], held.id, one_of(("met", "dropped", "open"), number), text)


def _offer(store: Store, two: Sequence[str], text: str, number: int) -> object:
    texts = {"situation": text}
    to = Person(one_of(NAMES, number))
    return offer(store, two[0], to, texts, command=number % 2 == 0, reason="fatigue")


def _answer(store: Store, two: Sequence[str], text: str, number: int) -> object:
    given = one_of(store.handovers.of_incident(two[0])[-1:], 0)
    return answer(store, given.id, one_of(("accepted", "declined", "withdrawn"), number), text)


def _send(store: Store, two: Sequence[str], text: str, number: int) -> object:
    form = one_of(("can", "executive", "final"), number)
    said = Said(number * 60 or None, "all is back", "nothing was lost")
    at = _ago(store, number) if number % 2 else None
    return send(store, two[0], Update(form, "everybody", text, said, occurred=at))


def _review(store: Store, two: Sequence[str], text: str, number: int) -> object:
    with store.command():
        review = begin(store, two[0]).id
        if number % 3 == 0:
            return write(store, review, "summary", text)
        return (
            release(store, review, "nobody else is here")
            if number % 3 == 1
            else open_again(store, review, text)
        )


def _end(store: Store, two: Sequence[str], text: str, number: int) -> object:
    """All that closing asks for and the closing itself, as one command."""
    with store.command():
        value = store.incidents.get(two[0])
        for task in value.open_tasks:
            move_task(store, task, "done")
        for criterion in value.criteria:
            if criterion.state == "open":
                move_criterion(store, two[0], criterion.id, "met")
        if value.phase != Phase.RESOLVED:
            move(store, two[0], Phase.RESOLVED, reason=text)
        return move(store, two[0], Phase.CLOSED, reason=text, resolution=text if number % 2 else "")


def _unlink(store: Store, two: Sequence[str], _text: str, number: int) -> object:
    return unlink(store, two[0], one_of(store.incidents.get(two[0]).links, number))


BOOK: Final = """# Pump

## Mitigation

1. Which pump?

   ```holdfast {kind=input name=PUMP}
   ```

2. Does it leak?

   ```holdfast {kind=choice options="yes=#stop|no"}
   ```

3. Wait

   ```holdfast {kind=timer wait=10m}
   ```

4. Look at it

### Stop

1. Close the valve
"""


def _start(store: Store, two: Sequence[str], text: str, number: int) -> object:
    """Two of three are of the runbook, which is written here the first time."""
    if number % 3 == 0:
        return runs.start_blank(store, two[0], text)
    with store.command():
        books = store.runbooks.page()
        book = books[0].id if books else create(store, BOOK).id
        return runs.start(store, two[0], book)


def _run(store: Store, two: Sequence[str], number: int) -> Run:
    return one_of(store.runbooks.runs_of(two[0])[-2:], number)


def _step(store: Store, run: Run, number: int) -> Step:
    return one_of(runs.document_of_run(store, run).steps, number)


def _mark(store: Store, two: Sequence[str], text: str, number: int) -> object:
    run = _run(store, two, number)
    step, state = _step(store, run, number // 2), one_of(runs.STATES, number // 5)
    return runs.mark(store, run.id, step, state, text, _ago(store, number // 4) if number % 3 else None)


def _answer_step(store: Store, two: Sequence[str], text: str, number: int) -> object:
    run = _run(store, two, number)
    value = text if number % 2 else ("yes", "no")[number // 4 % 2]
    return runs.answer(store, run.id, _step(store, run, number // 3 % 2), value)


def _wait(store: Store, two: Sequence[str], _text: str, number: int) -> object:
    run = _run(store, two, number)
    return runs.begin_wait(store, run.id, _step(store, run, 2))


def _add_step(store: Store, two: Sequence[str], text: str, number: int) -> object:
    run = _run(store, two, number)
    steps = runs.document_of_run(store, run).steps
    return shaping.add_step(store, run.id, text, steps[number % len(steps)].id if steps else "")


def _demote(store: Store, two: Sequence[str], _text: str, number: int) -> object:
    run = _run(store, two, number)
    return shaping.demote(store, run.id, _step(store, run, number // 2), demoted=number % 4 > 0)


def _assess(store: Store, two: Sequence[str], _text: str, number: int) -> object:
    levels = list(Answer)
    return assess_incident(store, two[0], Answers(one_of(levels, number), one_of(levels, number // 5)))


ACTS: Final[Mapping[str, Act]] = {
    "change": _change,
    "time": lambda s, two, t, n: correct_time(s, two[0], ("started", "detected")[n % 2], _ago(s, n), t),
    "assign": lambda s, two, _t, n: assign_by_name(
        s, two[0], ("commander", "scribe")[n % 2], one_of(NAMES, n // 2)
    ),
    "label": lambda s, two, _t, n: label(s, two if n % 3 else two[:1], one_of(LABELS, n), present=n % 2 == 0),
    "link": lambda s, two, _t, n: link(s, two[0], two[1], one_of(RELATIONS, n)),
    "unlink": _unlink,
    "criterion": lambda s, two, t, _n: add_criterion(s, two[0], t),
    "move criterion": _criterion,
    "source": lambda s, two, _t, n: set_source_offset(s, two[0], one_of(LABELS, n), n - 50 or None),
    "source note": lambda s, two, t, n: add_note(s, two[0], t, "note", _ago(s, n), one_of(LABELS, n)),
    "correct source": lambda s, two, _t, n: set_and_correct(s, two[0], one_of(LABELS, n), n - 50),
    "correct time": lambda s, two, t, n: correct_time(s, two[0], one_of(ORDER, n), _ago(s, n), t),
    "move": lambda s, two, t, n: move(s, two[0], one_of(list(Phase), n), _ago(s, n // 6), t, t * (n % 2)),
    "move now": lambda s, two, t, n: move(s, two[0], one_of(list(Phase), n), reason=t),
    "dismiss": lambda s, two, t, n: bulk.dismiss(s, two if n % 2 else two[:1], one_of(CLOSE_REASONS, n), t),
    "end": _end,
    "waive": lambda s, two, t, _n: waive_review(s, two[0], t),
    "note": lambda s, two, t, n: add_note(s, two[0], t, one_of(NOTE_TYPES, n), _ago(s, n) if n % 2 else None),
    "correct": _correct,
    "withdraw": lambda s, two, t, n: withdraw(s, two[0], _row(s, two[0], n), t),
    "restore": lambda s, two, _t, n: restore(s, two[0], _row(s, two[0], n)),
    "pin": lambda s, two, _t, n: pin(s, two[0], _row(s, two[0], n // 2), pinned=n % 2 == 0),
    "task": _add_task,
    "change task": _change_task,
    "move task": _move_task,
    "assess": _assess,
    "call": lambda s, two, t, _n: record_call(s, two[0], Call("0123", "reached", text=t)),
    "send": _send,
    "snooze": lambda s, two, t, n: snooze(s, two[0], s.now() + timedelta(minutes=n), t),
    "offer": _offer,
    "answer": _answer,
    "review": _review,
    "start run": _start,
    "mark": _mark,
    "answer step": _answer_step,
    "wait": _wait,
    "add step": _add_step,
    "demote": _demote,
    "finish run": lambda s, two, t, n: runs.finish(s, _run(s, two, n).id, t),
    "undo": lambda s, two, _t, _n: undo(s, two[0]),
    "redo": lambda s, two, _t, _n: undo(s, two[0], again=True),
}


def in_force(value: Incident) -> Incident:
    """A folded value without the bookkeeping of who wrote what and when, and without what was dropped."""
    kept = tuple(each for each in value.criteria if each.state != "dropped")
    return replace(value, changed=None, wrote={}, conflicts=(), criteria=kept)


def state(store: Store, incident: str) -> tuple[object, ...]:
    """What stands of an incident, its notes, its tasks and its runs."""
    notes = (row for row in timeline_of(store, incident) if row.kind in NOTE_TYPES and not row.withdrawn)
    tasks = (task for task in store.tasks.of_incident(incident) if task.state != "dropped")
    return (
        in_force(store.incidents.get(incident)),
        [(row.text, row.kind, row.occurred.isoformat(), row.pinned) for row in notes],
        [(task.title, task.person, task.operator, task.within, task.state) for task in tasks],
        [_run_state(store, run) for run in store.runbooks.runs_of(incident)],
    )


def parts(store: Store, incident: str) -> dict[str, object]:
    """What stands of an incident, one by one, each under a name of its own; what there is not has none."""
    value = in_force(store.incidents.get(incident))
    told: dict[str, object] = {}
    for field in fields(value):
        said = getattr(value, field.name)
        if isinstance(said, Mapping):
            told |= {f"{field.name} {key}": each for key, each in said.items()}
        elif isinstance(said, tuple):
            told |= {f"{field.name} {getattr(each, 'id', each)}": each for each in said}
        else:
            told[field.name] = said
    for row in timeline_of(store, incident):
        if row.kind in NOTE_TYPES and not row.withdrawn:
            names = ("text", "kind", "occurred", "pinned")
            told |= {f"note {row.entry} {name}": getattr(row, name) for name in names}
    for task in store.tasks.of_incident(incident):
        if task.state != "dropped":
            told |= {f"task {task.id} {name}": getattr(task, name) for name in ("title", "within", "state")}
            told[f"task {task.id} person"] = task.person, task.operator
    for run in store.runbooks.runs_of(incident):
        told |= {f"run {run.id} mark {step}": each for step, each in _marks(run).items()}
        told |= {f"run {run.id} answer {name}": each for name, each in run.answers.items()}
        told |= {f"run {run.id} wait {step}": each for step, each in run.waits.items()}
        told |= {f"run {run.id} step {step.id}": True for step in runs.document_of_run(store, run).steps}
        told[f"run {run.id}"] = run.state
    return {f"{incident} {name}": each for name, each in told.items()}


def _run_state(store: Store, run: Run) -> object:
    steps = [step.id for step in runs.document_of_run(store, run).steps]
    return run.state, _marks(run), dict(run.answers), dict(run.waits), steps


def _marks(run: Run) -> dict[str, object]:
    return {
        step: (mark.state, mark.remark, mark.value, mark.at)
        for step, mark in run.marks.items()
        if mark.state != "open"
    }


def in_order(value: Incident) -> bool:
    """Whether what happened did so in an order that is possible."""
    times = [value.times[name] for name in ORDER if name in value.times]
    begun = [value.times[name] for name in BEGINNING if name in value.times]
    answered = value.acknowledged
    return times == sorted(times) and (answered is None or all(at <= answered for at in begun))
