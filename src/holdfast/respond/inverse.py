"""What takes an entry back: for each kind, what it speaks of, and the entry that restores what was before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from holdfast.domain.bodies import TimeName
from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import Link, ReportClock
from holdfast.domain.entry import Entry
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import TimelineRow
from holdfast.words import _

Body = dict[str, object]
_TEXTS: Final = ("title", "service", "noticed", "know", "plan", "need", "resolution", "person")
_MOVED: Final = ("acknowledged", "review", "close_reason", "update_by", "final_update")
_ANSWERING: Final = frozenset(
    {
        "incident.assessed",
        "incident.moved",
        "incident.assigned",
        "incident.acknowledged",
        "handover.answered",
    }
)


@dataclass(frozen=True, slots=True)
class Met:
    """An entry with the value that it met, the one that it left, and the one that stands now.

    The values are those of its subject, an incident or a task; of the row that it speaks of where that is
    a row of the timeline. `later` is what was recorded about its subject since, `earlier` what was before.
    """

    entry: Entry
    before: Any
    after: Any
    now: Any
    later: Sequence[Entry] = ()
    earlier: Sequence[Entry] = ()

    def moved(self, name: str) -> bool:
        """Whether the entry changed a field."""
        return getattr(self.before, name) != getattr(self.after, name)


@dataclass(frozen=True, slots=True)
class Inverse:
    """`speaks` gives the part of a value that an entry changed, `back` the kind and body that restore it."""

    speaks: Callable[[Met, Any], object]
    back: Callable[[Met], tuple[str, Body]]


# --- texts, times and roles ------------------------------------------------------------------------


def _members(entry: Entry) -> list[str]:
    return sorted({*entry.body, *entry.absent})


def _member(value: Any, name: str) -> object:  # noqa: ANN401
    return value.times.get(name) if name in TimeName.__args__ else getattr(value, name)


def _changed(met: Met, value: Any) -> object:  # noqa: ANN401
    return [_member(value, name) for name in _members(met.entry)]


def _change_back(met: Met) -> tuple[str, Body]:
    return met.entry.kind, {name: _pair(met, name) for name in _members(met.entry) if _changes(met, name)}


def _changes(met: Met, name: str) -> bool:
    return _member(met.now, name) != _member(met.before, name)


def _pair(met: Met, name: str) -> list[object]:
    now, before = _member(met.now, name), _member(met.before, name)
    if name in _TEXTS:
        return [met.now.wrote.get(name), before]
    return [_time(now), _time(before)] if name in TimeName.__args__ else [now, before]


def _time(at: object) -> object:
    return occurred_text(at) if isinstance(at, datetime) else at


def _held(met: Met, value: Incident) -> object:
    return value.roles.get(met.entry.text("role"))


def _assign_back(met: Met) -> tuple[str, Body]:
    role = met.entry.text("role")
    held = met.before.roles.get(role)
    body: Body = {
        "role": role,
        "person": [met.now.wrote.get(f"role:{role}"), held.name if held else None],
    }
    if held and held.operator:
        body["operator"] = held.operator
    if met.moved("acknowledged") and not any(entry.kind in _ANSWERING for entry in met.later):
        body["acknowledged"] = [_time(met.now.acknowledged), _time(met.before.acknowledged)]
    return met.entry.kind, body


def _time_of(met: Met, value: Incident) -> object:
    return value.times.get(met.entry.text("time"))


def _time_back(met: Met) -> tuple[str, Body]:
    pair = [_time(_time_of(met, value)) for value in (met.now, met.before)]
    return met.entry.kind, {"time": met.entry.text("time"), "at": pair}


def _answered(_met: Met, value: Incident) -> object:
    return value.acknowledged


def _answer_back(met: Met) -> tuple[str, Body]:
    return met.entry.kind, {"acknowledged": [_time(each.acknowledged) for each in (met.now, met.before)]}


# --- phases ------------------------------------------------------------------------------------------


def _moved(met: Met, value: Incident) -> object:
    times, was = met.after.times, met.before.times
    names = sorted(name for name in {*times, *was} if times.get(name) != was.get(name))
    return (
        value.phase,
        [value.times.get(name) for name in names],
        [getattr(value, name) for name in _MOVED if met.moved(name)],
    )


def _move_back(met: Met) -> tuple[str, Body]:
    times = dict(met.now.times)
    for name in {*met.after.times, *met.before.times}:
        if met.after.times.get(name) != met.before.times.get(name):
            times.pop(name, None)
            if name in met.before.times:
                times[name] = met.before.times[name]
    body: Body = {
        "phase": [met.now.phase.value, met.before.phase.value],
        "times": {name: occurred_text(at) for name, at in times.items()},
    }
    for name in _MOVED:
        if met.moved(name):
            body[name] = [_time(getattr(met.now, name)), _time(getattr(met.before, name))]
    return "incident.move_undone", body


def _waiver(_met: Met, value: Incident) -> object:
    return value.review


# --- labels, links, criteria, clocks -----------------------------------------------------------------


def _label(met: Met, value: Incident) -> bool:
    return met.entry.text("label") in value.labels


def _link(met: Met, value: Incident) -> bool:
    return Link(met.entry.text("relation"), met.entry.text("other")) in value.links


def _flag_back(speaks: Callable[[Met, Any], bool], *same: str) -> Callable[[Met], tuple[str, Body]]:
    def back(met: Met) -> tuple[str, Body]:
        kept = {name: met.entry.body[name] for name in same if name in met.entry.body}
        return met.entry.kind, {**kept, "present": [speaks(met, met.now), speaks(met, met.before)]}

    return back


def _criterion(met: Met, value: Incident) -> object:
    named = met.entry.text("criterion") or met.entry.hash
    return next((each.state for each in value.criteria if each.id == named), None)


def _criterion_back(met: Met) -> tuple[str, Body]:
    named = met.entry.text("criterion") or met.entry.hash
    body: Body = {
        "criterion": named,
        "state": [_criterion(met, met.now), _criterion(met, met.before) or "dropped"],
    }
    return "incident.criterion_moved", body


def _clock_of(met: Met, value: Incident) -> ReportClock | None:
    return next((each for each in value.clocks if each.key == met.entry.text("clock")), None)


def _clock(met: Met, value: Incident) -> object:
    found = _clock_of(met, value)
    return found and (found.state, found.met)


def _clock_back(met: Met) -> tuple[str, Body]:
    clocks = (_clock_of(met, met.now), _clock_of(met, met.before))
    pair = [each and each.state for each in clocks]
    body = same(met.entry, "clock", "title") | {"state": pair, **_met_back(met.entry)}
    if pair[1] == "met" and "met" not in body:
        body["occurred"] = _made(met)
    return met.entry.kind, body


def _met_back(entry: Entry) -> Body:
    return {"met": [entry.new("met"), entry.old("met")]} if "met" in entry.body else {}


def _made(met: Met) -> str:
    """When the report was made that is said to be made again."""
    clock = met.entry.text("clock")
    said = (
        each for each in reversed(met.earlier) if each.text("clock") == clock and each.new("state") == "met"
    )
    return next((each.text("occurred") or each.at for each in said), met.entry.at)


def _begins(met: Met, value: Incident) -> object:
    found = _clock_of(met, value)
    return found and found.begins


def _clock_moved_back(met: Met) -> tuple[str, Body]:
    kept = same(met.entry, "clock", "title", "within")
    return met.entry.kind, {**kept, "from": [_time(_begins(met, each)) for each in (met.now, met.before)]}


def _dated(met: Met, value: Incident) -> object:
    found = _clock_of(met, value)
    return found and (found.state, found.begins, found.by, found.met)


def _dated_back(met: Met) -> tuple[str, Body]:
    kept = same(met.entry, "clock", "title", "counts_from", "within", "months", "after")
    clocks = (_clock_of(met, met.now), _clock_of(met, met.before))
    body: Body = {
        **kept,
        "state": [each.state if each else "offered" for each in clocks],
        "from": [_time(each.begins) if each else None for each in clocks],
        "due": [_time(each.by) if each else None for each in clocks],
    }
    return met.entry.kind, body | _met_back(met.entry)


def same(entry: Entry, *names: str) -> Body:
    """Members that an entry which takes it back says again."""
    return {name: entry.body[name] for name in names if name in entry.body}


def _source(met: Met, value: Incident) -> object:
    return value.ahead.get(met.entry.text("origin"))


def _source_back(met: Met) -> tuple[str, Body]:
    pair = [_source(met, met.now), _source(met, met.before)]
    return met.entry.kind, {"origin": met.entry.text("origin"), "ahead": pair}


# --- rows of the timeline ----------------------------------------------------------------------------


def _row(_met: Met, row: TimelineRow | None) -> object:
    return row and (row.text, row.kind, row.occurred, bool(row.withdrawn))


def _is_withdrawn(_met: Met, row: TimelineRow) -> bool:
    return bool(row.withdrawn)


def _is_pinned(_met: Met, row: TimelineRow) -> bool:
    return row.pinned


def _note_back(met: Met) -> tuple[str, Body]:
    reason = _("taken back by whoever wrote it")
    return "note.withdrawn", {"target": met.entry.hash, "withdrawn": [False, True], "reason": reason}


def _withdrawal_back(met: Met) -> tuple[str, Body]:
    body: Body = {
        "target": met.entry.text("target"),
        "withdrawn": [bool(met.now.withdrawn), bool(met.before.withdrawn)],
    }
    return met.entry.kind, body | ({"reason": met.before.withdrawn} if met.before.withdrawn else {})


def _pin_back(met: Met) -> tuple[str, Body]:
    pair = [met.now.pinned, met.before.pinned]
    return met.entry.kind, {"target": met.entry.text("target"), "pinned": pair}


def _correction_back(met: Met) -> tuple[str, Body]:
    entry = met.entry
    body: Body = {"target": entry.text("target")}
    wrote = [entry, *(later for later in met.later if "text" in {*later.body, *later.absent})]
    if "text" in entry.body or "text" in entry.absent:
        body["text"] = [wrote[-1].hash, met.before.text]
    if "type" in entry.body:
        body["type"] = [met.now.kind, met.before.kind]
    if "happened" in entry.body:
        body["happened"] = [entry.new("happened"), entry.old("happened")]
    return entry.kind, body


# --- tasks -------------------------------------------------------------------------------------------


def _task(_met: Met, task: Any) -> object:  # noqa: ANN401
    return task and (task.state, task.title, task.person, task.operator, task.within)


def _state(_met: Met, task: Any) -> object:  # noqa: ANN401
    return task.state


def _state_back(met: Met) -> tuple[str, Body]:
    before = met.before.state if met.before else "dropped"
    return "task.moved", {"state": [met.now.state, before]}


INVERSES: Final[Mapping[str, Inverse]] = {
    "incident.changed": Inverse(_changed, _change_back),
    "incident.assigned": Inverse(_held, _assign_back),
    "incident.labelled": Inverse(_label, _flag_back(_label, "label")),
    "incident.linked": Inverse(_link, _flag_back(_link, "relation", "other", "ref", "other_ref")),
    "incident.criterion_added": Inverse(_criterion, _criterion_back),
    "incident.criterion_moved": Inverse(_criterion, _criterion_back),
    "incident.clock_dated": Inverse(_dated, _dated_back),
    "incident.clock_moved": Inverse(_begins, _clock_moved_back),
    "incident.clock_stopped": Inverse(_clock, _clock_back),
    "incident.source_set": Inverse(_source, _source_back),
    "incident.time_corrected": Inverse(_time_of, _time_back),
    "incident.acknowledged": Inverse(_answered, _answer_back),
    "incident.moved": Inverse(_moved, _move_back),
    "incident.move_undone": Inverse(_moved, _move_back),
    "incident.review_waived": Inverse(_waiver, _move_back),
    "note.added": Inverse(_row, _note_back),
    "note.corrected": Inverse(_row, _correction_back),
    "note.withdrawn": Inverse(_is_withdrawn, _withdrawal_back),
    "note.pinned": Inverse(_is_pinned, _pin_back),
    "task.added": Inverse(_task, _state_back),
    "task.moved": Inverse(_state, _state_back),
    "task.changed": Inverse(_changed, _change_back),
}
"""The kinds of entries that can be taken back."""
