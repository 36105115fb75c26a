"""A task: one named person does one thing within a time, and says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.value import (
    Conflict,
    altered,
    changed_members,
    contradiction,
    moment,
    new_words,
    words,
    wrote,
)

STATES: Final = ("open", "acknowledged", "done", "dropped")
UNDONE: Final = frozenset({"open", "acknowledged"})
_TEXTS: Final = ("title", "person")


@dataclass(frozen=True, slots=True)
class Task:
    """A task of an incident. `within` is the time box in seconds, from when it was given."""

    id: str
    incident: str = ""
    title: str = ""
    person: str = ""
    operator: str = ""
    within: int | None = None
    given: datetime | None = None
    state: str = "open"
    moved: datetime | None = None  # when its state changed last
    source: str = ""  # the hash of the timeline entry that it came from
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in UNDONE

    @property
    def due(self) -> datetime | None:
        """When its time box ends; None where it has none or it is over with."""
        if self.within is None or self.given is None or not self.is_open:
            return None
        return self.given + timedelta(seconds=self.within)


def _added(task: Task, entry: Entry) -> Task:
    about = {kind_of(name): id_of(name) for name in entry.header.about}
    return altered(
        task,
        incident=about.get("incident", ""),
        title=words(entry, "title"),
        person=words(entry, "person"),
        operator=entry.text("operator"),
        within=entry.body.get("within"),
        given=moment(entry.text("occurred") or entry.at),
        source=entry.text("origin_entry"),
        wrote=wrote(task.wrote, entry, *_TEXTS),
    )


def _changed(task: Task, entry: Entry) -> Task:
    texts = changed_members(entry, _TEXTS)
    conflicts = tuple(c for name in texts for c in contradiction(entry, name, task.wrote.get(name)))
    conflicts += contradiction(entry, "operator", task.operator)
    conflicts += contradiction(entry, "within", task.within)
    return altered(
        task,
        **{name: new_words(entry, name) for name in texts},
        operator=entry.new("operator", task.operator),
        within=entry.new("within", task.within) if "within" in entry.body else task.within,
        wrote=wrote(task.wrote, entry, *texts),
        conflicts=task.conflicts + conflicts,
    )


def fold(task: Task | None, entry: Entry, ident: str) -> Task | None:
    """The task after an entry that touches it; None until it is added."""
    if entry.kind == "task.added":
        return _added(task or Task(id=ident), entry)
    if task is None:
        return None
    if entry.kind == "task.changed":
        return _changed(task, entry)
    if entry.kind == "task.moved":
        return altered(
            task,
            state=entry.new("state", task.state),
            moved=moment(entry.text("occurred") or entry.at),
            conflicts=task.conflicts + contradiction(entry, "state", task.state),
        )
    return task
