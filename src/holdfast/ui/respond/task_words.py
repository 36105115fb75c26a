"""What the live view says of tasks, as plain values."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from holdfast.domain.task import Task
from holdfast.domain.timewords import due_text, span_text
from holdfast.domain.value import title_text
from holdfast.respond.tasks import state_name
from holdfast.ui.kit.rows import Row
from holdfast.ui.respond.words import moment_text
from holdfast.words import _

_NEVER: Final = float("inf")


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """What is open first, by when it is due; then what is over with, the newest first."""
    done = sorted((task for task in tasks if not task.is_open), key=_moved, reverse=True)
    return [*sorted((task for task in tasks if task.is_open), key=_due), *done]


def _due(task: Task) -> tuple[float, str]:
    return (task.due.timestamp() if task.due else _NEVER, task.id)


def _moved(task: Task) -> tuple[float, str]:
    return (task.moved.timestamp() if task.moved else 0.0, task.id)


def task_row(task: Task, now: datetime, zone: tzinfo, me: str) -> Row:
    """A task as a row; `me` is the operator's id."""
    left = None if task.due is None else int((task.due - now).total_seconds())
    return Row(
        title=title_text(task.title),
        meta="  ·  ".join(filter(None, (_person(task, me), _state(task, now, zone)))),
        due=_no_box(task) if left is None else due_text(left),
        overdue=left is not None and left < 0,
        quiet=not task.is_open,
    )


def _person(task: Task, me: str) -> str:
    return _("you") if me and task.operator == me else task.person


def _state(task: Task, now: datetime, zone: tzinfo) -> str:
    if task.state == "open":
        return _("not taken up yet")
    at = moment_text(task.moved, now, zone) if task.moved else ""
    return _("{state} {time}").format(state=state_name(task.state), time=at).strip()


def _no_box(task: Task) -> str:
    return _("no time box") if task.is_open else ""


def tasks_text(tasks: Sequence[Task], now: datetime, me: str) -> str:
    """The open tasks in one line, what is due first at the beginning; "" where there are none."""
    there = [task for task in in_order(tasks) if task.is_open]
    if not there:
        return ""
    told = ", ".join(_short(task, now, me) for task in there)
    if len(there) == 1:
        return _("1 task open: {told}").format(told=told)
    return _("{count} tasks open: {told}").format(count=len(there), told=told)


def _short(task: Task, now: datetime, me: str) -> str:
    return _("{title} ({aside})").format(
        title=title_text(task.title), aside=", ".join(filter(None, (_person(task, me), _left(task, now))))
    )


def _left(task: Task, now: datetime) -> str:
    if task.due is None:
        return ""
    left = int((task.due - now).total_seconds())
    return due_text(left) if left < 0 else span_text(left)


def count_overdue(tasks: Sequence[Task], now: datetime) -> int:
    """How many open tasks are past their time box."""
    return sum(task.due is not None and task.due < now for task in tasks)
