"""Reading what metrics are made from: the incidents of a period, one by one, and actions that are late."""

from collections.abc import Iterator

import msgspec

from holdfast.domain.metrics import Case
from holdfast.domain.query import Query
from holdfast.domain.ref import ref_sql
from holdfast.store.conditions import conditions
from holdfast.store.database import Database, Row
from holdfast.store.failures import unreadable_row
from holdfast.store.list_walks import joined

_decode = msgspec.json.Decoder(Case).decode


class Named(msgspec.Struct, frozen=True):
    """Which categories of contributing factors a review names, each once; "" for one without a category."""

    review: str
    categories: tuple[str, ...]


class _Factor(msgspec.Struct, frozen=True):
    category: str = ""


_decode_factors = msgspec.json.Decoder(list[_Factor]).decode


class OverdueAction(msgspec.Struct, frozen=True):
    """A preventive action that is open after its day, `YYYY-MM-DD`, and the incident it is for."""

    id: str
    title: str
    due: str
    incident: str
    ref: str


def cases(database: Database, query: Query, since: int, until: int) -> Iterator[Case]:
    """The incidents that a query asks for, of those declared from `since` on and before `until` (seconds
    since 1970), by that time.
    """
    where, values = _asked(query, since, until)
    sql = f"SELECT value FROM incident WHERE {where} ORDER BY declared, key"  # noqa: S608
    for row in database.stream(sql, values):
        try:
            yield _decode(row[0])
        except msgspec.DecodeError as error:
            raise unreadable_row() from error


def count_cases(database: Database, query: Query, since: int, until: int) -> int:
    """How many those are."""
    where, values = _asked(query, since, until)
    return database.one(f"SELECT count(*) FROM incident WHERE {where}", values)  # noqa: S608


def factors(database: Database, query: Query, since: int, until: int) -> dict[str, Named]:
    """What the newest review of each of those incidents names, by the id of the incident."""
    where, values = _asked(query, since, until)
    sql = (
        "SELECT incident, id, coalesce(json_extract(value, '$.parts.factors'), '[]') FROM review "  # noqa: S608
        f"WHERE incident IN (SELECT id FROM incident WHERE {where}) ORDER BY key"
    )
    found: dict[str, Named] = {}
    for incident, review, text in database.stream(sql, values):
        try:
            named = _decode_factors(text)
        except msgspec.DecodeError as error:
            raise unreadable_row() from error
        found[incident] = Named(review, tuple(dict.fromkeys(each.category for each in named)))
    return found


def _asked(query: Query, since: int, until: int) -> tuple[str, Row]:
    where, values = joined(conditions(query))
    return f"declared >= ? AND declared < ? AND {where}", (since, until, *values)


def overdue_actions(database: Database, today: str) -> list[OverdueAction]:
    """What is still to be done and was due before `today`, the longest overdue first."""
    rows = database.rows(
        f"SELECT a.id, a.title, a.due, a.incident, coalesce({ref_sql('i')}, '') "  # noqa: S608
        "FROM action a LEFT JOIN incident i ON i.id = a.incident "
        "WHERE a.state = 'open' AND a.due <> '' AND a.due < ? ORDER BY a.due, a.id",
        (today,),
    )
    return [OverdueAction(*row) for row in rows]
