"""Undo: the operator's own last command is taken back by entries that say again what was before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from holdfast.domain.body_check import is_understood
from holdfast.domain.entry import Entry, New
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.domain.incident import Incident, in_order
from holdfast.domain.incident_fold import fold_all
from holdfast.domain.phase import ENDED
from holdfast.domain.recount import STOPPING, met_times, recounted
from holdfast.domain.timeline import TimelineRow, timeline
from holdfast.domain.value import REMOVED
from holdfast.respond.inverse import INVERSES, Body, Inverse, Met
from holdfast.respond.inverse_alerts import ALERTS
from holdfast.respond.inverse_steps import STEPS
from holdfast.respond.undo_words import NAMED, built_on, full_words, gone, nothing, refused, short_words
from holdfast.store.projections import folded
from holdfast.store.store import OperatorNeeded, Store

# What only looked at the record or copied it out of the house: nobody means it by "my last command".
_PASSED_OVER: Final = frozenset({"report.made", "evidence.checked", "drill.injected", "drill.moved"})
# What must not be taken back on an incident that somebody closed or dismissed since.
_HOLDING: Final = frozenset(
    {
        "task.added",
        "task.moved",
        "task.changed",
        "incident.criterion_added",
        "incident.criterion_moved",
        "incident.changed",
        "incident.review_waived",
    }
)
_INVERSES: Final = {**INVERSES, **STEPS, **ALERTS}
_MOVING: Final = frozenset({"incident.moved", "incident.move_undone"})
_NEAR: Final = 200
"""How many of the newest entries of an incident are looked at before all of them are."""
_LOOKED_AT: Final = 2000
"""How many of the newest entries `recent` looks at: what came before them is nobody's last command."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """A command that can be tried to be taken back: its id, what it did in words, and on which incidents.

    `again`: taking it back does again what was taken back before. `incidents` are ids.
    """

    command: str
    what: str
    incidents: tuple[str, ...]
    again: bool = False


def last(store: Store, incident: str, *, again: bool = False) -> Undoable | None:
    """The operator's last command on an incident that still stands; with `again` the last undoing.

    None where there is none, or nobody has said who is at the keyboard.
    """
    name = subject("incident", incident)
    newest = store.journal.last_of(name, _NEAR)
    found = _found(store, newest, again=again)
    if found is None and len(newest) == _NEAR:
        return _found(store, store.journal.of(name), again=again)
    return found


def recent(store: Store, *, again: bool = False) -> Undoable | None:
    """The operator's last command on any incident, as `last` tells it."""
    return _found(store, store.journal.last(_LOOKED_AT), again=again)


def undo(store: Store, incident: str, *, again: bool = False) -> Undoable:
    """Take back the operator's last command on an incident, on all the incidents that it touched.

    UserError where there is none, where it is of a kind that is not taken back, or where somebody built
    on it since; then nothing is recorded. With `again` the last undoing is taken back.
    """
    with store.command():
        return _take_back(store, last(store, incident, again=again), again=again)


def undo_recent(store: Store, *, again: bool = False) -> Undoable:
    """Take back the operator's last command on any incident, as `undo` does."""
    with store.command():
        return _take_back(store, recent(store, again=again), again=again)


# --- finding the command -----------------------------------------------------------------------------


def _found(store: Store, entries: Iterable[Entry], *, again: bool) -> Undoable | None:
    me = store.by.operator if store.by else None
    commands: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.header.by and entry.header.by.operator == me and _counts(entry):
            commands.setdefault(entry.header.command, []).append(entry)
    command = _standing(commands, again=again)
    return None if command is None else _described(store, command, again=again)


def _counts(entry: Entry) -> bool:
    about = any(kind_of(name) == "incident" for name in (entry.subject, *entry.header.about))
    return about and entry.kind not in _PASSED_OVER


def _undoing(entries: Sequence[Entry]) -> Entry | None:
    """The entry that says of a command which other one it took back."""
    return next((entry for entry in entries if entry.kind == "incident.undone"), None)


def _standing(commands: dict[str, list[Entry]], *, again: bool) -> str | None:
    """The newest command that stands; with `again` the newest standing undoing that no other act followed."""
    undone: set[str] = set()
    for command, entries in reversed(commands.items()):
        mark = _undoing(entries)
        stands = command not in undone
        if mark is not None and stands:
            undone.add(mark.text("undone"))
        takes_back = mark is not None and not mark.body.get("again")
        if stands and takes_back == again:
            return command
        if again and mark is None:
            return None
    return None


def _described(store: Store, command: str, *, again: bool) -> Undoable:
    entries = store.journal.of_command(command)
    root = _root(store, entries)
    incidents = _incidents(entries)
    here = subject("incident", incidents[0])
    shown = [entry for entry in root if here in (entry.subject, *entry.header.about)]
    what = full_words(shown, store.journal.of_kinds(here, (*NAMED, *{each.kind for each in shown})))
    return Undoable(command, what, incidents, again)


def _root(store: Store, entries: list[Entry]) -> list[Entry]:
    """The command of a person that undoing and doing again lead back to."""
    mark = _undoing(entries)
    return entries if mark is None else _root(store, store.journal.of_command(mark.text("undone")))


def _incidents(entries: Iterable[Entry]) -> tuple[str, ...]:
    names = (name for entry in entries for name in (entry.subject, *entry.header.about))
    return tuple(dict.fromkeys(id_of(name) for name in names if kind_of(name) == "incident"))


# --- taking it back ----------------------------------------------------------------------------------


def _take_back(store: Store, found: Undoable | None, *, again: bool) -> Undoable:
    if store.by is None:
        raise OperatorNeeded
    if found is None:
        raise nothing(again=again)
    whole = store.journal.of_command(found.command)
    before = [store.incidents.get(each) for each in found.incidents]
    entries = [entry for entry in whole if entry.kind != "incident.undone"]
    for entry in entries:
        if entry.kind not in _INVERSES:
            raise refused(_now_kind(store, entry))
    for entry in reversed(entries):
        _restore(store, entry)
    for value in before:  # clocks that others started since, too
        _recount(store, value)
    body: dict[str, object] = {"undone": found.command, "what": short_words(_root(store, whole))}
    if again:
        body["again"] = True
    store.record(*(New(subject("incident", each), "incident.undone", body) for each in found.incidents))
    return found


def _now_kind(store: Store, entry: Entry) -> str:
    """The kind of entry that stands in the way: of an offer that waits no longer, its answer."""
    waits = entry.kind != "handover.offered" or store.handovers.get(id_of(entry.subject)).state == "offered"
    return entry.kind if waits else "handover.answered"


def _recount(store: Store, before: Incident) -> None:
    after = store.incidents.get(before.id)
    met = met_times(after, store.journal.of_kinds(subject("incident", after.id), STOPPING))
    store.record(*recounted(before, after, met, store.zone))


def _restore(store: Store, entry: Entry) -> None:
    inverse = _INVERSES[entry.kind]
    history = store.entries(kind_of(entry.subject), id_of(entry.subject))
    met = _met(store, entry, history)
    incident = store.incidents.get(_incidents([entry])[0])
    _check_fits(store, incident, met, inverse, history)
    if inverse.speaks(met, met.before) == inverse.speaks(met, met.now):
        return  # it had changed nothing
    kind, body = inverse.back(met)
    if _says_removed(body):
        raise gone(incident.ref)
    store.record(New(entry.subject, kind, body, entry.header.about))
    _check_order(store, store.incidents.get(incident.id), met, history)


def _says_removed(body: Body) -> bool:
    """Whether it would say again what was removed for cause."""
    words = (body.get("remark"), body.get("value"))
    return REMOVED in words or any(isinstance(each, list) and REMOVED in each for each in body.values())


def _met(store: Store, entry: Entry, history: Sequence[Entry]) -> Met:
    place = next(number for number, each in enumerate(history) if each.hash == entry.hash)
    later = history[place + 1 :]
    if _of_row(entry):
        before, after = _row(entry, history[:place]), _row(entry, history[: place + 1])
        return Met(entry, before, after, _row(entry, history), later)
    before = _folded(entry.subject, history[:place])
    after = folded(entry.subject, [entry], before)
    return Met(entry, before, after, store.rows.load(entry.subject), later, history[:place])


def _folded(name: str, entries: Sequence[Entry]) -> Any:  # noqa: ANN401
    """As `folded`, in a fraction of its time where an incident has thousands of notes."""
    if kind_of(name) != "incident":
        return folded(name, entries)
    return fold_all(None, (entry for entry in entries if is_understood(entry.header)), id_of(name))


def _row(entry: Entry, history: Sequence[Entry]) -> TimelineRow | None:
    """The row of the timeline that an entry speaks of, after a history."""
    target = entry.text("target") or entry.hash
    spoken = [each for each in history if target in (each.hash, each.text("target"))]
    return next((row for row in timeline(spoken, {}) if row.entry == target), None)


def _of_row(entry: Entry) -> bool:
    return entry.kind.startswith("note.")


def _check_fits(
    store: Store, incident: Incident, met: Met, inverse: Inverse, history: Sequence[Entry]
) -> None:
    """Refuse where what the entry left is not what stands now, or where the incident was ended since."""
    left = inverse.speaks(met, met.after)
    if inverse.speaks(met, met.now) != left:
        raise built_on(store, incident.ref, _first_other(met, inverse, left, history), history)
    if met.entry.kind in _HOLDING and incident.phase in ENDED:
        story = store.entries("incident", incident.id)
        then = [each for each in story if each.order <= met.entry.order]
        if _folded(subject("incident", incident.id), then).phase not in ENDED:
            ending = next(each for each in reversed(story) if each.kind in _MOVING)
            raise built_on(store, incident.ref, ending, story)


def _first_other(met: Met, inverse: Inverse, left: object, history: Sequence[Entry]) -> Entry:
    """The entry after which what the entry left stood no more."""
    since = _values_since(met, history)
    return next(entry for entry, value in since if inverse.speaks(met, value) != left)


def _values_since(met: Met, history: Sequence[Entry]) -> Iterator[tuple[Entry, Any]]:
    """What stood after each later entry; of a row of the timeline only after those that speak of it."""
    if _of_row(met.entry):
        target = met.entry.text("target") or met.entry.hash
        place = len(history) - len(met.later)
        for number, entry in enumerate(met.later, start=place + 1):
            if entry.text("target") == target:
                yield entry, _row(met.entry, history[:number])
        return
    value = met.after
    for entry in met.later:
        value = folded(met.entry.subject, [entry], value)
        yield entry, value


def _check_order(store: Store, incident: Incident, met: Met, history: Sequence[Entry]) -> None:
    """Refuse where what came in between would stand in an impossible order with the times of before."""
    if not in_order(incident):
        raise built_on(store, incident.ref, [met.entry, *met.later][-1], history)
