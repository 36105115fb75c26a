"""How each kind of subject is folded into its row: the table that recording and rebuilding share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from holdfast.domain import station
from holdfast.domain.body_check import is_understood
from holdfast.domain.encodings import decoded
from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.domain.value import REMOVED
from holdfast.store.blobs import Blobs
from holdfast.store.failures import unreadable_row
from holdfast.store.search import Place

if TYPE_CHECKING:
    from holdfast.domain import (
        action,
        alert,
        delivery,
        directory,
        drill,
        incident,
        review,
        run,
        runbook,
        silence,
    )

NOT_ASSESSED: Final = 9
_NOT_DUE: Final = 10_000_000_000  # later than any due time; what isn't due follows, newest first


@dataclass(frozen=True, slots=True)
class Projection:
    """A subject's fold, its table, the columns beside `id` and `value`, and the words to search by."""

    table: str
    type: type[Any]
    fold: Callable[[Any, Entry, str], Any]
    columns: Callable[[Any], dict[str, Any]]
    places: Callable[[Any, Blobs], Sequence[Place]] = lambda _value, _blobs: ()
    labels: Callable[[Any], tuple[str, ...]] | None = None  # what stands in a table beside, to be asked for


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
        "update_due": _seconds(value.update_due),
        "drill": value.drill_id,
    }


def _ended(value: "incident.Incident") -> datetime | None:
    """When an incident that is open no more came to its end."""
    if value.is_open:
        return None
    return value.times.get("resolved") or value.drill_ended or value.times.get(value.phase)


def _incident_places(value: "incident.Incident", _blobs: Blobs) -> Sequence[Place]:
    # spots of their own, so that a change rewrites little of the index
    name = subject("incident", value.id)
    situation = "\n".join(filter(None, (value.know, value.plan, value.need)))
    texts = {"situation": situation, "resolution": value.resolution}
    return [
        Place(name, "", f"{value.ref} {value.title}", value.service),
        *(Place(name, spot, "", text) for spot, text in texts.items() if text),
    ]


def _run_columns(value: "run.Run") -> dict[str, Any]:
    return {
        "incident": value.incident,
        "runbook": value.runbook,
        "state": value.state,
        "started": _seconds(value.started) or 0,
    }


def _runbook_columns(value: "runbook.Runbook") -> dict[str, Any]:
    return {
        "source": value.source,
        "path": value.path,
        "title": value.title,
        "version": value.version,
        "gone": int(value.gone),
        "used": value.used,
        "edited": int(bool(value.theirs)),
        "approved": value.approved,
        "reviewed": value.last_reviewed(),
        "review_by": value.review_by,
        "owner": value.owner,
        "severity": value.severity,
        "tags": "\n".join(value.tags),
        "services": "\n".join(value.services),
        "alerts": "\n".join(value.alerts),
    }


def _runbook_places(value: "runbook.Runbook", blobs: Blobs) -> Sequence[Place]:
    # the same content may be here again for another runbook's sake
    data = (blobs.get(value.version) or b"") if value.title != REMOVED else b""
    return (Place(subject("runbook", value.id), "", value.title, decoded(data)[0]),)


def _review_columns(value: "review.Review") -> dict[str, Any]:
    return {
        "incident": value.incident,
        "title": value.title,
        "state": value.state,
        "changed": _seconds(value.changed) or 0,
        "origin": value.origin,
        "source": value.source,
    }


def _review_places(value: "review.Review", _blobs: Blobs) -> Sequence[Place]:
    name = subject("review", value.id)
    written = [Place(name, key, value.title, text) for key, text in value.texts.items() if text]
    return [Place(name, "", value.title, value.words_beside), *written]


def _incident_labels(value: "incident.Incident") -> tuple[str, ...]:
    return value.labels


def _action_columns(value: "action.Action") -> dict[str, Any]:
    return {
        "review": value.review,
        "incident": value.incident,
        "title": value.title,
        "owner": value.owner,
        "state": value.state,
        "due": value.due,
    }


def _alert_columns(value: "alert.Alert") -> dict[str, Any]:
    return {
        "fingerprint": value.fingerprint,
        "name": value.name,
        "status": value.status,
        "open": int(value.is_open),
        "severity": value.severity,
        "source": value.source,
        "service": value.service,
        "incident": value.incident,
        "first": _seconds(value.first) or 0,
        "last": _seconds(value.last) or 0,
        "count": value.count,
        "flapping": int(value.flapping),
        "silence": value.silence,
        "drill": value.drill,
    }


def _silence_columns(value: "silence.Silence") -> dict[str, Any]:
    return {"until": _seconds(value.until) or 0, "ended": int(value.ended)}


def _delivery_columns(value: "delivery.Delivery") -> dict[str, Any]:
    return {"door": value.door, "name": value.name, "taken": _seconds(value.at) or 0}


def _drill_columns(value: "drill.Drill") -> dict[str, Any]:
    return {
        "title": value.title,
        "scenario": value.key,
        "station": value.station,
        "state": value.state,
        "started": _seconds(value.started) or 0,
        "ended": _seconds(value.ended),
    }


def _station() -> Projection:
    return Projection("station", station.Station, station.fold_station, lambda value: {"code": value.code})


def _store() -> Projection:
    return Projection("store", station.StoreFacts, station.fold_store, lambda _value: {})


def _operator() -> Projection:
    from holdfast.domain import operator  # noqa: PLC0415

    return Projection("operator", operator.Operator, operator.fold, lambda value: {"name": value.name})


def _incident() -> Projection:
    from holdfast.domain import incident, incident_fold  # noqa: PLC0415

    return Projection(
        "incident",
        incident.Incident,
        incident_fold.fold,
        _incident_columns,
        _incident_places,
        _incident_labels,
    )


def _runbook() -> Projection:
    from holdfast.domain import runbook  # noqa: PLC0415

    return Projection("runbook", runbook.Runbook, runbook.fold_runbook, _runbook_columns, _runbook_places)


def _run() -> Projection:
    from holdfast.domain import run  # noqa: PLC0415

    return Projection("run", run.Run, run.fold_run, _run_columns)


def _review() -> Projection:
    from holdfast.domain import review  # noqa: PLC0415

    return Projection("review", review.Review, review.fold, _review_columns, _review_places)


def _action() -> Projection:
    from holdfast.domain import action  # noqa: PLC0415

    return Projection("action", action.Action, action.fold, _action_columns)


def _task() -> Projection:
    from holdfast.domain import task  # noqa: PLC0415

    return Projection(
        "task",
        task.Task,
        task.fold,
        lambda value: {"incident": value.incident, "state": value.state, "operator": value.operator},
    )


def _handover() -> Projection:
    from holdfast.domain import handover  # noqa: PLC0415

    return Projection(
        "handover",
        handover.Handover,
        handover.fold,
        lambda value: {"incident": value.incident, "state": value.state},
    )


def _person() -> Projection:
    from holdfast.domain import directory  # noqa: PLC0415

    return Projection("person", directory.Contact, directory.fold_person, _listed)


def _resource() -> Projection:
    from holdfast.domain import directory  # noqa: PLC0415

    return Projection("resource", directory.Resource, directory.fold_resource, _listed)


def _alert() -> Projection:
    from holdfast.domain import alert  # noqa: PLC0415

    return Projection("alert", alert.Alert, alert.fold, _alert_columns)


def _silence() -> Projection:
    from holdfast.domain import silence  # noqa: PLC0415

    return Projection("silence", silence.Silence, silence.fold_silence, _silence_columns)


def _delivery() -> Projection:
    from holdfast.domain import delivery  # noqa: PLC0415

    return Projection("delivery", delivery.Delivery, delivery.fold, _delivery_columns)


def _drill() -> Projection:
    from holdfast.domain import drill  # noqa: PLC0415

    return Projection("drill", drill.Drill, drill.fold, _drill_columns)


def _listed(value: "directory.Contact | directory.Resource") -> dict[str, Any]:
    return {"name": value.name, "dropped": int(value.dropped)}


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
    "task": _task,
    "handover": _handover,
    "person": _person,
    "resource": _resource,
    "alert": _alert,
    "silence": _silence,
    "delivery": _delivery,
    "drill": _drill,
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
