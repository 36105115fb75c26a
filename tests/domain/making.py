"""Entries made by hand or by chance, without a store: bodies of every kind's own shape."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from holdfast.domain import (
    action,
    directory,
    drill,
    handover,
    incident_fold,
    operator,
    review,
    run,
    runbook,
    station,
    task,
)
from holdfast.domain.bodies import Amount, Code, Date, Hex64, When
from holdfast.domain.clock import occurred_text, to_stored
from holdfast.domain.entry import By, Entry, Header, seal
from holdfast.domain.kinds import KINDS

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
INCIDENT, REVIEW, RUN, RUNBOOK = "incident/i1", "review/v1", "run/r1", "runbook/b1"
SHA = tuple(f"{digit:x}" * 64 for digit in range(16))
ANA = By("ana")

FOLDS: Mapping[str, Callable[[Any, Entry, str], Any]] = {
    "station": station.fold_station,
    "store": station.fold_store,
    "operator": operator.fold,
    "incident": incident_fold.fold,
    "runbook": runbook.fold_runbook,
    "run": run.fold_run,
    "review": review.fold,
    "action": action.fold,
    "task": task.fold,
    "handover": handover.fold,
    "person": directory.fold_person,
    "resource": directory.fold_resource,
    "drill": drill.fold,
}


def entry(
    kind: str,
    body: Mapping[str, Any] | None = None,
    seq: int = 1,
    *,
    subject: str = INCIDENT,
    about: tuple[str, ...] = (),
    at: datetime | None = None,
    by: By | None = ANA,
    station: str = "aa" * 16,
    tick: int | None = None,
    kv: int = 1,
    v: int = 1,
    absent: Mapping[str, str] | None = None,
) -> Entry:
    """A sealed entry; a minute passes with each `seq`. `absent` members are taken out again."""
    header = Header(
        v=v,
        station=station,
        seq=seq,
        prev="",
        tick=tick or seq,
        at=to_stored(at or NOON + timedelta(minutes=seq)),
        command="c",
        subject=subject,
        kind=kind,
        kv=kv,
        digest="",
        by=by,
        about=about,
    )
    whole = dict(body or {})
    sealed = seal(header, whole, dict.fromkeys(whole, bytes(16)))
    gone = dict(absent or {})
    return Entry(sealed.header, sealed.hash, {n: v for n, v in whole.items() if n not in gone}, gone)


def fold(kind: str, entries: list[Entry], ident: str = "i1") -> Any:
    """The value of a subject after entries."""
    value = None
    for one in entries:
        value = FOLDS[kind](value, one, ident)
    return value


_ZONES = (UTC, timezone(timedelta(hours=1)), timezone(-timedelta(hours=3, minutes=30)))
moments = st.builds(
    lambda seconds, micros, zone: datetime.fromtimestamp(seconds, zone).replace(microsecond=micros),
    st.integers(0, 7_000_000_000),
    st.sampled_from([0, 1, 999_999]),
    st.sampled_from(_ZONES),
)
short = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: short,
    bool: st.booleans(),
    Hex64: st.sampled_from(SHA),
    When: moments.map(occurred_text),
    Date: moments.map(lambda moment: moment.date().isoformat()),
    Amount: st.sampled_from(["1200", "-36", "0.5"]),
    Code: st.sampled_from(["K7", "A2", "ZZ99"]),
    type(None): st.none(),
}


def values(form: Any) -> st.SearchStrategy[Any]:
    """JSON values of a type form of `kinds`."""
    if form in _PLAIN:
        return _PLAIN[form]
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        return _object(form)
    make = _MADE.get(get_origin(form), _one_of)
    return make(*get_args(form))


def _one_of(*inner: Any) -> st.SearchStrategy[Any]:
    return st.one_of(*map(values, inner))


def _bounded(_form: Any, meta: msgspec.Meta) -> st.SearchStrategy[int]:
    assert isinstance(meta.ge, int)
    assert isinstance(meta.le, int)
    return st.integers(meta.ge, meta.le)


_MADE: dict[Any, Callable[..., st.SearchStrategy[Any]]] = {
    Annotated: _bounded,
    Literal: lambda *words: st.sampled_from(words),
    tuple: lambda *inner: st.tuples(*map(values, inner)).map(list),
    list: lambda inner: st.lists(values(inner), max_size=3),
    dict: lambda _text, inner: st.dictionaries(short, values(inner), max_size=3),
}


def _object(form: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    fields = msgspec.structs.fields(form)
    return st.fixed_dictionaries(
        {field.name: values(field.type) for field in fields if field.required},
        optional={field.name: values(field.type) for field in fields if not field.required},
    )


def bodies(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies that `check_body` takes for a kind."""
    spec = KINDS[kind]
    return st.fixed_dictionaries(
        {name: values(form) for name, form in spec.required.items()},
        optional={name: values(form) for name, form in spec.optional.items()},
    )


@st.composite
def histories(draw: st.DrawFn, first: str, kinds: list[str], subject: str, most: int = 8) -> list[Entry]:
    """Entries about one subject: one that begins it, then any, some of them with members missing."""
    made: list[Entry] = []
    for seq in range(1, draw(st.integers(1, most)) + 1):
        kind = first if seq == 1 else draw(st.sampled_from(kinds))
        body = draw(bodies(kind))
        gone = draw(st.sets(st.sampled_from(sorted(body)), max_size=2)) if body else set()
        absent = dict.fromkeys(gone, draw(st.sampled_from(["removed", "withheld"])))
        name = draw(st.sampled_from([subject, REVIEW, RUN, "action/x"]))
        about = tuple(sorted({INCIDENT, REVIEW, RUNBOOK, RUN} - {name}))
        at = draw(moments)
        made.append(entry(kind, body, seq, subject=name, about=about, at=at, absent=absent))
    return made
