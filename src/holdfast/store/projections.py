"""How each kind of subject is folded into its row: the table that recording and rebuilding share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from holdfast.domain import station
from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.domain.kinds import is_understood
from holdfast.domain.value import REMOVED
from holdfast.store.blobs import Blobs
from holdfast.store.database import Database
from holdfast.store.failures import unreadable_row
from holdfast.store.search import Place, SearchIndex

if TYPE_CHECKING:
    from holdfast.domain import action, incident, review, runbook

NOT_ASSESSED: Final = 9
_NOT_DUE: Final = 10_000_000_000  # later than any due time; what isn't due follows, newest first
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Projection:
    """A subject's fold, its table, the columns beside `id` and `value`, and the words to search by."""

    table: str
    type: type[Any]
    fold: Callable[[Any, Entry, str], Any]
    columns: Callable[[Any], dict[str, Any]]
    places: Callable[[Any, Blobs], Sequence[Place]] = lambda _value, _blobs: ()


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _incident_columns(value: "incident.Incident") -> dict[str, Any]:
    _kind, code, number = (*value.ref.split("-", 2), "", "")[:3]
    due = value.due()
    due_at = _seconds(due.at) if due else None
    declared = _seconds(value.times.get("declared")) or 0
    lead = value.commander
    return {
        "code": code,
        "number": int(number) if number.isdigit() else 0,
        "title": value.title,
        "service": value.service,
        "phase": value.phase.value,
        "open": int(value.is_open),
        "severity": value.severity or NOT_ASSESSED,
        "lead": lead.name if lead else "",
        "lead_operator": lead.operator if lead else "",
        "review": value.review,
        "declared": declared,
        "ended": _seconds(_ended(value)),
        "changed": _seconds(value.changed) or declared,
        "due_at": due_at,
        "due_what": due.what if due else "",
        "due_order": due_at if due_at is not None else _NOT_DUE - declared,
    }


def _ended(value: "incident.Incident") -> datetime | None:
    """When an incident that is open no more came to its end."""
    return None if value.is_open else value.times.get("resolved") or value.times.get(value.phase)


def _incident_places(value: "incident.Incident", _blobs: Blobs) -> Sequence[Place]:
    # spots of their own, so that a change rewrites little of the index
    name = subject("incident", value.id)
    situation = "\n".join(filter(None, (value.know, value.plan, value.need)))
    texts = {"situation": situation, "resolution": value.resolution}
    return [
        Place(name, "", f"{value.ref} {value.title}", value.service),
        *(Place(name, spot, "", text) for spot, text in texts.items() if text),
    ]


def _run_columns(value: "runbook.Run") -> dict[str, Any]:
    return {"incident": value.incident, "runbook": value.runbook, "state": value.state}


def _runbook_columns(value: "runbook.Runbook") -> dict[str, Any]:
    return {
        "source": value.source,
        "path": value.path,
        "title": value.title,
        "version": value.version,
        "gone": int(value.gone),
        "used": value.used,
    }


def _runbook_places(value: "runbook.Runbook", blobs: Blobs) -> Sequence[Place]:
    # the same content may be here again for another runbook's sake
    data = (blobs.get(value.version) or b"") if value.title != REMOVED else b""
    return (Place(subject("runbook", value.id), "", value.title, data.decode("utf-8", "replace")),)


def _review_columns(value: "review.Review") -> dict[str, Any]:
    return {
        "incident": value.incident,
        "title": value.title,
        "state": value.state,
        "changed": _seconds(value.changed) or 0,
    }


def _review_places(value: "review.Review", _blobs: Blobs) -> Sequence[Place]:
    name = subject("review", value.id)
    written = [Place(name, key, value.title, text) for key, text in value.texts.items() if text]
    return [Place(name, "", value.title, "\n".join(row.text for row in value.rows)), *written]


def _action_columns(value: "action.Action") -> dict[str, Any]:
    return {"review": value.review, "state": value.state, "due": value.due}


def _station() -> Projection:
    return Projection("station", station.Station, station.fold_station, lambda value: {"code": value.code})


def _store() -> Projection:
    return Projection("store", station.StoreFacts, station.fold_store, lambda _value: {})


def _operator() -> Projection:
    from holdfast.domain import operator  # noqa: PLC0415

    return Projection("operator", operator.Operator, operator.fold, lambda value: {"name": value.name})


def _incident() -> Projection:
    from holdfast.domain import incident, incident_fold  # noqa: PLC0415

    return Projection("incident", incident.Incident, incident_fold.fold, _incident_columns, _incident_places)


def _runbook() -> Projection:
    from holdfast.domain import runbook  # noqa: PLC0415

    return Projection("runbook", runbook.Runbook, runbook.fold_runbook, _runbook_columns, _runbook_places)


def _run() -> Projection:
    from holdfast.domain import runbook  # noqa: PLC0415

    return Projection("run", runbook.Run, runbook.fold_run, _run_columns)


def _review() -> Projection:
    from holdfast.domain import review  # noqa: PLC0415

    return Projection("review", review.Review, review.fold, _review_columns, _review_places)


def _action() -> Projection:
    from holdfast.domain import action  # noqa: PLC0415

    return Projection("action", action.Action, action.fold, _action_columns)


# Start-up time: the first list needs a station's fold and no other. Each is loaded with its first subject.
_MAKERS: Final[Mapping[str, Callable[[], Projection]]] = {
    "station": _station,
    "store": _store,
    "operator": _operator,
    "incident": _incident,
    "runbook": _runbook,
    "run": _run,
    "review": _review,
    "action": _action,
}
FOLDED: Final = tuple(_MAKERS)
"""The kinds of subject that have rows."""


@cache
def projection(kind: str) -> Projection:
    """How a kind of subject is folded into its row; KeyError where it has none."""
    return _MAKERS[kind]()


@cache
def _decoder(kind: str) -> Callable[[str], Any]:
    return msgspec.json.Decoder(projection(kind).type).decode


# Entries with words of their own, which no row repeats: kind of entry -> (kind of subject, member).
_WORDED: Final = {
    "note.added": "text",
    "step.done": "remark",
    "step.skipped": "remark",
    "step.failed": "remark",
}


class Rows:
    """The folded rows: read by anyone in `store`, written only while recording and rebuilding."""

    def __init__(self, database: Database, blobs: Blobs, search: SearchIndex) -> None:
        self._db = database
        self._blobs = blobs
        self._search = search
        self._upserts: dict[str, str] = {}

    def load(self, name: str) -> Any:  # noqa: ANN401  (the subject's value)
        """The folded value of a subject; None where there is none."""
        kind = kind_of(name)
        text = self._db.one(f"SELECT value FROM {projection(kind).table} WHERE id = ?", (id_of(name),))  # noqa: S608
        return None if text is None else decode(kind, text)

    def advance(self, name: str, entries: Sequence[Entry]) -> None:
        """Fold entries that are newer than all before them into a subject's row and search words."""
        kind = kind_of(name)
        if kind not in FOLDED:
            return
        before = self.load(name)
        after = folded(name, entries, before)
        if after is not None:
            self.write(kind, after) if before is None else self._change(kind, before, after)
            self._index(kind, before, after)
        for place in entry_places(name, entries):
            self._search.add(place)

    def refold(self, name: str, entries: Sequence[Entry]) -> bool:
        """Fold a subject from the start into its row; say whether row or search words were different."""
        value = folded(name, entries)
        if value is None:
            return False
        different = self._differs(kind_of(name), value)
        if different:
            self.write(kind_of(name), value)
        return self._search.make(name, self._all_places(name, value, entries)) or different

    def differs(self, name: str, entries: Sequence[Entry]) -> bool:
        """Whether a subject's row or search words are not what its entries fold to; changes nothing."""
        value = folded(name, entries)
        if value is None:
            return False
        places = self._all_places(name, value, entries)
        return self._differs(kind_of(name), value) or self._search.differs(name, places)

    def _differs(self, kind: str, value: Any) -> bool:  # noqa: ANN401
        columns = {"value": _encode(value).decode(), **projection(kind).columns(value)}
        table = projection(kind).table
        row = self._db.row(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (value.id,))  # noqa: S608
        return row != tuple(columns.values())

    def _all_places(self, name: str, value: Any, entries: Sequence[Entry]) -> list[Place]:  # noqa: ANN401
        return [*projection(kind_of(name)).places(value, self._blobs), *entry_places(name, entries)]

    def _index(self, kind: str, before: Any, after: Any) -> None:  # noqa: ANN401
        places = projection(kind).places
        if kind == "runbook" and before and (before.version, before.title) == (after.version, after.title):
            return  # its text is a blob: read it only when it is another one, or here again
        old = {place.spot: place for place in places(before, self._blobs)} if before is not None else {}
        new = {place.spot: place for place in places(after, self._blobs)}
        changed = [place for spot, place in new.items() if old.get(spot) != place]
        self._search.write(changed, [old[spot] for spot in old.keys() - new.keys()])

    def write(self, kind: str, value: Any) -> None:  # noqa: ANN401
        """Put a folded value in its row."""
        columns = _row_of(kind, value)
        sql = self._upserts.get(kind)
        if sql is None:
            sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
            sql = self._upserts[kind] = (
                f"INSERT INTO {projection(kind).table} ({', '.join(columns)}) "  # noqa: S608
                f"VALUES ({', '.join('?' * len(columns))}) ON CONFLICT (id) DO UPDATE SET {sets}"
            )
        self._db.run(sql, tuple(columns.values()))

    def _change(self, kind: str, before: Any, after: Any) -> None:  # noqa: ANN401
        """Put a value over the one that stands there. Naming a column rewrites its indexes: few are named."""
        was = _row_of(kind, before)
        changed = {name: value for name, value in _row_of(kind, after).items() if was[name] != value}
        if changed:
            sets = ", ".join(f"{name} = ?" for name in changed)
            self._db.run(
                f"UPDATE {projection(kind).table} SET {sets} WHERE id = ?",  # noqa: S608
                (*changed.values(), after.id),
            )


def _row_of(kind: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": value.id, "value": _encode(value).decode(), **projection(kind).columns(value)}


def decode(kind: str, text: str) -> Any:  # noqa: ANN401
    """The value of a row's `value` column."""
    try:
        return _decoder(kind)(text)
    except msgspec.DecodeError as error:
        raise unreadable_row() from error


def folded(name: str, entries: Sequence[Entry], value: Any = None) -> Any:  # noqa: ANN401
    """The value of a subject after entries; None for a kind of subject that has no row."""
    if kind_of(name) not in FOLDED:
        return None
    fold, ident = projection(kind_of(name)).fold, id_of(name)
    for entry in entries:
        if is_understood(entry.header):
            value = fold(value, entry, ident)
    return value


def entry_places(name: str, entries: Sequence[Entry]) -> list[Place]:
    """The words of entries that no row repeats, to be found under the incident that they are about."""
    if kind_of(name) != "incident":
        return []
    return [
        Place(name, entry.hash, "", text)
        for entry in entries
        if is_understood(entry.header)
        and (member := _WORDED.get(entry.kind))
        and (text := entry.text(member))
    ]
