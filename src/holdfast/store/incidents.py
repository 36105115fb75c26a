"""Reading incidents: one by id or reference, and the list in any shipped order, paged in SQL."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.store.database import Database
from holdfast.store.ladder import Ladder, Walk
from holdfast.store.projections import NOT_ASSESSED, decode
from holdfast.store.search import among
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.incident import Incident

_REF: Final = re.compile(r"(?:INC-)?(?:([A-Z0-9]{2,4})-)?([0-9]{1,15})", re.IGNORECASE)
_COLUMNS: Final = (
    "id, code, number, title, service, phase, severity, lead, lead_operator, review, declared, ended, "
    "due_at, due_what"
)
_Condition = tuple[str, tuple[Any, ...]]
_ALL: Final = "1"
_NEEDS_REVIEW: Final = "phase = 'resolved' AND review IN ('', 'draft')"
# Beside the whole list: what, by due, stands in an index in order. Its far rows are reached by a ladder.
_IN_ORDER: Final = frozenset({"open = ?", "phase IN (?)", _NEEDS_REVIEW})
# How many of the newest places are looked at for words alone, as they are typed, and beside other questions.
_NEWEST: Final = 1_000
_NEWEST_AMONG: Final = 10_000
_FOUND: Final = (
    "key IN (SELECT key FROM incident WHERE id IN "
    "(SELECT substr(p.subject, 10) FROM search JOIN place p ON p.id = search.rowid WHERE search MATCH ?"
)
# Among how many of the newest incidents services are looked for, to offer them.
_NEWEST_SERVICES: Final = 20_000
# What each shipped order sorts by; all of them are covered by an index.
_ORDERS: Final = {
    "due": ("due_order", False),
    "severity": ("severity, due_order", False),
    "age": ("declared", True),
    "changed": ("changed", True),
}


class IncidentRow(msgspec.Struct, frozen=True):
    """What a row of the list shows. Times are seconds since 1970, UTC."""

    id: str
    ref: str
    title: str
    service: str
    phase: str
    severity: int | None
    lead: str
    lead_operator: str
    review: str
    declared: int
    ended: int | None
    due_at: int | None
    due_what: str


class Incidents:
    """Asks the folded rows of incidents."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._ladder = Ladder(database, "incident")

    def get(self, ident: str) -> "Incident":
        """The incident of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM incident WHERE id = ?", (ident,))
        if text is None:
            raise UserError(
                _("There is no incident {ref} in this store.").format(ref=ident),
                hint=_("See what there is: holdfast incident list."),
            )
        return decode("incident", text)

    def find(self, ref: str) -> "Incident":
        """The incident of a reference (`INC-K7-142`, `K7-142`, `142`) or an id."""
        match = _REF.fullmatch(ref.strip())
        if not match:
            return self.get(ref.strip())
        code, number = match.groups()
        rows = self._db.rows(
            "SELECT id FROM incident WHERE number = ? AND code = coalesce(?, code) LIMIT 2",
            (int(number), code.upper() if code else None),
        )
        if len(rows) > 1:
            raise UserError(
                _("{ref} is the number of more than one incident.").format(ref=ref),
                hint=_("Give the whole reference, as in the list."),
            )
        return self.get(rows[0][0] if rows else ref)

    def next_number(self, code: str) -> int:
        """The number of the next incident under a station's code."""
        return (self._db.one("SELECT max(number) FROM incident WHERE code = ?", (code,)) or 0) + 1

    def count(self, query: Query) -> int:
        """How many incidents match."""
        where, values = _where(query)
        return self._db.one(f"SELECT count(*) FROM incident WHERE {where}", values)  # noqa: S608

    def page(
        self, query: Query, order: str, offset: int, limit: int, total: int | None = None
    ) -> list[IncidentRow]:
        """Rows `offset` to `offset + limit` in a shipped order: due, severity, age or changed.

        With the total known a page of the far half is sought from the far end.
        """
        where, values = _where(query)
        by, descending = _ORDERS[order]
        far = total is not None and offset > total // 2
        if far and total is not None:
            limit = max(0, min(limit, total - offset))
            offset = max(0, total - offset - limit)
        walk = Walk(where, values, f"{by}, key", "DESC" if descending != far else "ASC")
        if where == _ALL or (order == "due" and where in _IN_ORDER):
            walk, offset = self._ladder.near(walk, offset)
        sql = (
            f"SELECT {_COLUMNS} FROM incident INDEXED BY incident_rows WHERE key IN "  # noqa: S608
            f"(SELECT key FROM incident {'INDEXED BY incident_rows' if query.match else ''} "
            f"WHERE {walk.where} ORDER BY {walk.ordering()} LIMIT ? OFFSET ?) ORDER BY {walk.ordering()}"
        )
        rows = [_row(row) for row in self._db.rows(sql, (*walk.values, limit, offset))]
        return rows[::-1] if far else rows

    def services(self, limit: int = 50) -> list[str]:
        """The services that the newest incidents name, the most frequent first."""
        rows = self._db.rows(
            "SELECT service FROM (SELECT service FROM incident INDEXED BY incident_rows "
            "ORDER BY key DESC LIMIT ?) WHERE service != '' "
            "GROUP BY service ORDER BY count(*) DESC, service LIMIT ?",
            (_NEWEST_SERVICES, limit),
        )
        return [row[0] for row in rows]

    def rows(self, idents: Sequence[str]) -> dict[str, IncidentRow]:
        """The rows of these ids, where they exist."""
        marks = ", ".join("?" * len(idents))
        found = self._db.rows(f"SELECT {_COLUMNS} FROM incident WHERE id IN ({marks})", tuple(idents))  # noqa: S608
        return {row[0]: _row(row) for row in found}


def _row(row: tuple[Any, ...]) -> IncidentRow:
    severity = None if row[6] == NOT_ASSESSED else row[6]
    ident, code, number, title, service, phase, _severity, *rest = row
    return IncidentRow(ident, f"INC-{code}-{number}", title, service, phase, severity, *rest)


def _where(query: Query) -> tuple[str, tuple[Any, ...]]:
    """The SQL condition of a query, and its values."""
    parts = _conditions(query)
    for each in query.without:
        (condition, values) = _excluded(each.words) if each.words else _conditions(each)[0]
        parts.append((f"NOT ({condition})", values))
    if query.match:
        newest = _NEWEST_AMONG if parts else _NEWEST
        found = f"{_FOUND} ORDER BY search.rowid DESC LIMIT ?))"
        parts.append((found, (among(("incident",), query.match), newest)))
    where = " AND ".join(condition for condition, _values in parts)
    return where or _ALL, tuple(value for _condition, values in parts for value in values)


def _conditions(query: Query) -> list[_Condition]:
    """What the fields ask for; every one of them must be so."""
    parts: list[_Condition] = []
    if query.severities:
        parts.append(_among("severity", query.severities))
    if query.phases or query.open is not None:
        parts.append(_either(_phases(query)))
    if query.leads or query.lead_operators:
        by_id = [("lead_operator = ?", (ident,)) for ident in query.lead_operators]
        parts.append(_either([*by_id, *(_like("lead", name) for name in query.leads)]))
    if query.services:
        parts.append(_either([_like("service", name) for name in query.services]))
    if query.since is not None:
        parts.append(("declared >= ?", (query.since,)))
    if query.overdue_at is not None:
        # the due time itself where there is one, and indexed
        parts.append(("due_order < ?", (query.overdue_at,)))
    if query.needs_review:
        parts.append((_NEEDS_REVIEW, ()))
    return parts


def _phases(query: Query) -> list[_Condition]:
    named = [_among("phase", query.phases)] if query.phases else []
    return [*named, ("open = ?", (int(query.open),))] if query.open is not None else named


def _either(parts: list[_Condition]) -> _Condition:
    """One of these; alone it stands bare, as indexes and `_IN_ORDER` know it."""
    if len(parts) == 1:
        return parts[0]
    joined = " OR ".join(condition for condition, _values in parts)
    return f"({joined})", tuple(value for _condition, values in parts for value in values)


def _among(column: str, values: tuple[Any, ...]) -> _Condition:
    return f"{column} IN ({', '.join('?' * len(values))})", values


def _like(column: str, words: str) -> _Condition:
    """Holding these words as they are."""
    return rf"{column} LIKE ? ESCAPE '\'", ("%" + re.sub(r"([\\%_])", r"\\\1", words) + "%",)


def _excluded(words: str) -> _Condition:
    """Where these words stand one after the other: in any place, since none may be overlooked."""
    phrase = '"' + words.replace('"', '""') + '"'
    return f"{_FOUND}))", (among(("incident",), phrase),)
