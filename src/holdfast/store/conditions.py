"""A question to the list as conditions of SQL, and which of them an index can answer."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from holdfast.domain.query import Query
from holdfast.store.search import among

_NEEDS_REVIEW: Final = "phase = 'resolved' AND review IN ('', 'draft')"
_NO_REVIEW: Final = ("phase = 'resolved' AND review = ''", "phase = 'closed' AND review = ''")
# How many of the newest places are looked at for words alone, as they are typed, and beside other questions.
_NEWEST: Final = 1_000
_NEWEST_AMONG: Final = 10_000
_FOUND: Final = (
    "SELECT key FROM incident WHERE id IN "
    "(SELECT substr(p.subject, 10) FROM search JOIN place p ON p.id = search.rowid WHERE search MATCH ?"
)

Values = tuple[Any, ...]


class Condition(msgspec.Struct, frozen=True):
    """What must be so of a row, with its values.

    `keys` selects the keys of all such rows by an index, with the same values; "" where none holds them.
    `arms` are conditions of which each row fits one at most, and which together are this one: an index
    holds each of them in the `orders`.
    """

    sql: str
    values: Values = ()
    keys: str = ""
    arms: tuple[tuple[str, Values], ...] = ()
    orders: tuple[str, ...] = ("due",)
    few: bool = False  # never more than can be sorted at once
    until: str = ""  # the order that begins with these rows


def conditions(query: Query) -> list[Condition]:
    """What a query asks for; every one of them must be so."""
    parts = _asked(query)
    for each in query.without:
        one = _holding(each.words) if each.words else _asked(each)[0]
        parts.append(Condition(f"NOT ({one.sql})", one.values))
    if query.match:
        newest = _NEWEST_AMONG if parts else _NEWEST
        keys = f"{_FOUND} ORDER BY search.rowid DESC LIMIT ?)"
        found = (among(("incident",), query.match), newest)
        parts.append(Condition(f"key IN ({keys})", found, keys, few=True))
    return parts


def _asked(query: Query) -> list[Condition]:
    """What the fields ask for."""
    parts: list[Condition] = []
    if query.severities:
        parts.append(replace(_one_of("severity", query.severities), orders=("due", "severity")))
    if query.phases or query.open is not None:
        parts.append(_phases(query))
    if query.leads or query.lead_operators:
        parts.append(_leads(query))
    if query.services:
        parts.append(_either([_holds("service", name) for name in query.services]))
    if query.labels:
        parts.append(_labels(query.labels))
    return [*parts, *_asked_of_time(query), *_asked_beside(query)]


def _asked_of_time(query: Query) -> Iterator[Condition]:
    if query.since is not None:
        yield _indexed("declared >= ?", (query.since,), until="age")
    if query.overdue_at is not None:
        # the due time itself where there is one, and indexed
        yield _indexed("due_order < ?", (query.overdue_at,), until="due")
    if query.update_overdue_at is not None:
        keys = "SELECT key FROM incident WHERE update_due < ?"
        yield Condition(f"key IN ({keys})", (query.update_overdue_at,), keys)


def _asked_beside(query: Query) -> Iterator[Condition]:
    if query.drill:
        yield _indexed("drill <> ''")
    if query.reviews:
        yield _reviews(query.reviews)


_REVIEWS: Final = {"needed": (_NEEDS_REVIEW,), "none": _NO_REVIEW}


def _reviews(reviews: tuple[str, ...]) -> Condition:
    wanted = [part for review in reviews for part in _REVIEWS[review]]
    asked = _either([Condition(part) for part in wanted])
    # what needs a review and what has none overlap, so both together are no arms
    arms = tuple((part, ()) for part in wanted) if len(reviews) == 1 else ()
    return _indexed(asked.sql, arms=arms)


def _indexed(sql: str, values: Values = (), *, arms: Any = (), until: str = "") -> Condition:  # noqa: ANN401
    keys = f"SELECT key FROM incident WHERE {sql}"  # noqa: S608
    return Condition(sql, values, keys, arms, until=until)


def _one_of(column: str, values: Values) -> Condition:
    """One of these values, each of which an index holds by what is due."""
    sql = f"{column} IN ({', '.join('?' * len(values))})"
    return _indexed(sql, values, arms=tuple((f"{column} = ?", (value,)) for value in values))


def _phases(query: Query) -> Condition:
    named = [_one_of("phase", query.phases)] if query.phases else []
    if query.open is None:
        return named[0]
    is_open = (int(query.open),)
    return _either([*named, _indexed("open = ?", is_open, arms=(("open = ?", is_open),))])


def _leads(query: Query) -> Condition:
    led = [_indexed("lead_operator = ?", (ident,), arms=_led_by(ident)) for ident in query.lead_operators]
    return _either([*led, *(_holds("lead", name) for name in query.leads)])


def _led_by(ident: str) -> tuple[tuple[str, Values], ...]:
    return tuple((f"lead_operator = ? AND open = {is_open}", (ident,)) for is_open in (0, 1))


def _labels(labels: tuple[str, ...]) -> Condition:
    wanted = f"label IN ({', '.join('?' * len(labels))})"
    there = f"EXISTS (SELECT 1 FROM incident_label WHERE incident = key AND {wanted})"  # noqa: S608
    return Condition(there, labels, f"SELECT incident AS key FROM incident_label WHERE {wanted}")  # noqa: S608


def _either(parts: list[Condition]) -> Condition:
    """One of these."""
    if len(parts) == 1:
        return parts[0]
    joined = " OR ".join(f"({part.sql})" for part in parts)
    return Condition(f"({joined})", tuple(value for part in parts for value in part.values))


def _holds(column: str, words: str) -> Condition:
    """Holding these words as they are."""
    like = "%" + re.sub(r"([\\%_])", r"\\\1", words) + "%"
    return Condition(rf"{column} LIKE ? ESCAPE '\'", (like,))


def _holding(words: str) -> Condition:
    """Where these words stand one after the other: in any place, since none may be overlooked."""
    phrase = '"' + words.replace('"', '""') + '"'
    return Condition(f"key IN ({_FOUND}))", (among(("incident",), phrase),))
