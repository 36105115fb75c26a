"""Reading incidents: one by id or reference, and the list in any shipped order, paged in SQL."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.domain.ref import ref_text
from holdfast.store.conditions import conditions
from holdfast.store.database import Database, Row
from holdfast.store.ladder import Ladder, Walk
from holdfast.store.list_walks import counting, joined, walks
from holdfast.store.projections import NOT_ASSESSED, decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.incident import Incident

_REF: Final = re.compile(r"(?:INC-|DRILL-)?(?:([A-Z0-9]{2,4})-)?([0-9]{1,15})", re.IGNORECASE)
_COLUMNS: Final = (
    "key, id, code, number, title, service, phase, severity, lead, lead_operator, review, declared, ended, "
    "due_at, due_what, drill"
)
# Among how many of the newest incidents services are looked for, to offer them.
_NEWEST_SERVICES: Final = 5_000
# Of how many open incidents, those due first, leads are looked for, to offer them.
_OPEN_LED: Final = 5_000
# How many rows with labels are counted, to offer labels.
_LABELLED: Final = 20_000
_AT_ONCE: Final = 500  # keys in one statement
# Leaps from station to station in the index of references: a scan of it takes too long for a million.
_OF_ANY_STATION: Final = """
    WITH RECURSIVE station (code) AS (
        SELECT min(code) FROM incident
        UNION ALL
        SELECT (SELECT min(code) FROM incident WHERE code > station.code) FROM station WHERE code IS NOT NULL
    )
    SELECT id, incident.code, number, drill FROM station
    CROSS JOIN incident ON incident.code = station.code AND number = ? LIMIT ?"""
# the index holds what is of a drill alone, so the question has to say so, too
_OF_DRILL: Final = "SELECT value FROM incident WHERE drill = ? AND drill <> '' ORDER BY key"


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
    drill: str = ""  # the id of the drill that it is in
    labels: tuple[str, ...] = ()


class Incidents:
    """Asks the folded rows of incidents."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._ladder = Ladder(database)

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
        """The incident of a reference (`INC-K7-142`, `DRILL-K7-143`, `K7-142`, `142`) or an id."""
        if not _REF.fullmatch(ref.strip()):
            return self.get(ref.strip())
        rows = self._meant(ref, 2)
        if len(rows) > 1:
            raise UserError(
                _("{ref} is the number of more than one incident.").format(ref=ref),
                hint=_("Give the whole reference, as in the list."),
            )
        return self.get(rows[0][0] if rows else ref)

    def refs(self, ref: str, most: int = 20) -> list[str]:
        """The whole references that a reference could mean: none, one, or one of each station."""
        return sorted(
            ref_text(code, number, drill=bool(drill))
            for _ident, code, number, drill in self._meant(ref, most)
        )

    def _meant(self, ref: str, most: int) -> list[Row]:
        match = _REF.fullmatch(ref.strip())
        if not match:
            return []
        code, number = match.groups()
        if code:
            exact = "SELECT id, code, number, drill FROM incident WHERE code = ? AND number = ?"
            return self._db.rows(exact, (code.upper(), int(number)))
        return self._db.rows(_OF_ANY_STATION, (int(number), most))

    def next_number(self, code: str) -> int:
        """The number of the next incident under a station's code."""
        return (self._db.one("SELECT max(number) FROM incident WHERE code = ?", (code,)) or 0) + 1

    def count(self, query: Query) -> int:
        """How many incidents match."""
        counted = (
            self._db.one(f"SELECT count(*) FROM incident WHERE {where}", values)  # noqa: S608
            for where, values in counting(query)
        )
        return sum(counted)

    def page(
        self, query: Query, order: str, offset: int, limit: int, total: int | None = None
    ) -> list[IncidentRow]:
        """Rows `offset` to `offset + limit` in a shipped order, one of `ORDERS`; all of them for -1.

        With the total known a page of the far half is sought from the far end.
        """
        ways = walks(self._db, query, order)
        far = total is not None and offset > total // 2 and ways[0].until is None
        if far and total is not None:
            limit = max(0, min(limit, total - offset))
            offset = max(0, total - offset - limit)
            ways = [walk.backwards() for walk in ways[::-1]]
        found: list[IncidentRow] = []
        for walk in ways:
            wanted = limit - len(found) if limit >= 0 else -1
            part = self._part(walk, offset, wanted)
            found += part
            if limit >= 0 and len(found) >= limit:
                break
            offset = 0 if part or not offset else offset - self._ladder.length(walk)
        return found[::-1] if far else found

    def _part(self, walk: Walk, offset: int, limit: int) -> list[IncidentRow]:
        walk, offset = self._ladder.near(walk, offset)
        ordering = walk.ordering()
        sql = (
            f"SELECT {_COLUMNS} FROM incident INDEXED BY incident_rows WHERE key IN "  # noqa: S608
            f"(SELECT key FROM ({walk.sql()} LIMIT ? OFFSET ?)) ORDER BY {ordering}"
        )
        return self._labelled(self._db.rows(sql, (*walk.values(), limit, offset)))

    def _labelled(self, rows: Sequence[Row]) -> list[IncidentRow]:
        """What these rows say, with the labels that lie beside them."""
        labels: dict[int, list[str]] = {}
        for start in range(0, len(rows), _AT_ONCE):
            keys = [row[0] for row in rows[start : start + _AT_ONCE]]
            marks = ", ".join("?" * len(keys))
            sql = f"SELECT incident, label FROM incident_label WHERE incident IN ({marks}) ORDER BY label"  # noqa: S608
            for key, label in self._db.rows(sql, keys):
                labels.setdefault(key, []).append(label)
        return [_row(row, tuple(labels.get(row[0], ()))) for row in rows]

    def services(self, limit: int = 50) -> list[str]:
        """The services that the newest incidents name, the most frequent first."""
        rows = self._db.rows(
            "SELECT service FROM (SELECT service FROM incident INDEXED BY incident_rows "
            "ORDER BY key DESC LIMIT ?) WHERE service != '' "
            "GROUP BY service ORDER BY count(*) DESC, service LIMIT ?",
            (_NEWEST_SERVICES, limit),
        )
        return [row[0] for row in rows]

    def leads(self, limit: int = 50) -> list[str]:
        """Who leads open incidents, be they operators or not; who leads the most comes first."""
        rows = self._db.rows(
            "SELECT lead FROM incident INDEXED BY incident_rows WHERE key IN "
            "(SELECT key FROM incident INDEXED BY incident_open WHERE open = 1 ORDER BY due_order LIMIT ?) "
            "AND lead != '' GROUP BY lead ORDER BY count(*) DESC, lead LIMIT ?",
            (_OPEN_LED, limit),
        )
        return [row[0] for row in rows]

    def labels(self, limit: int = 50) -> list[str]:
        """The labels that there are, the most frequent first, as far as they are counted."""
        rows = self._db.rows(
            "SELECT label FROM (SELECT label FROM incident_label LIMIT ?) "
            "GROUP BY label ORDER BY count(*) DESC, label LIMIT ?",
            (_LABELLED, limit),
        )
        return [row[0] for row in rows]

    def rows(self, idents: Sequence[str]) -> dict[str, IncidentRow]:
        """The rows of these ids, where they exist."""
        marks = ", ".join("?" * len(idents))
        found = self._db.rows(f"SELECT {_COLUMNS} FROM incident WHERE id IN ({marks})", tuple(idents))  # noqa: S608
        return {row.id: row for row in self._labelled(found)}

    def declared_between(self, since: int, until: int) -> "Iterator[Incident]":
        """Those that were declared from `since` on and before `until`, seconds since 1970, by that time."""
        sql = "SELECT value FROM incident WHERE declared >= ? AND declared < ? ORDER BY declared, key"
        for row in self._db.stream(sql, (since, until)):
            yield decode("incident", row[0])

    def counted_between(self, since: int, until: int) -> list[Row]:
        """Of those declared in a time: severity (9: not assessed), whether drills, and how many."""
        return self._db.rows(
            "SELECT severity, coalesce(json_extract(value, '$.drill'), 0) AS drill, count(*) FROM incident "
            "WHERE declared >= ? AND declared < ? GROUP BY severity, drill ORDER BY severity, drill",
            (since, until),
        )

    def by_rule_since(self, since: int) -> list[str]:
        """The ids of those that the station declared by a rule from this second on."""
        sql = "SELECT id FROM incident WHERE declared >= ? AND json_extract(value, '$.rule') <> ''"
        return [row[0] for row in self._db.rows(sql, (since,))]

    def of_drill(self, drill: str) -> "list[Incident]":
        """The incidents that were declared in a drill, the first declared first."""
        rows = self._db.rows(_OF_DRILL, (drill,))
        return [decode("incident", row[0]) for row in rows]

    def newest(self) -> int:
        """The number of the incident that came last into this store, 0 where there is none."""
        return self._db.one("SELECT max(key) FROM incident") or 0

    def answering(self, query: Query, idents: Sequence[str]) -> dict[int, IncidentRow]:
        """The rows of those of these ids that a query asks for, by the number at which they came."""
        where, values = joined(conditions(query))
        answer: dict[int, IncidentRow] = {}
        for start in range(0, len(idents), _AT_ONCE):
            some = idents[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            found = self._db.rows(
                f"SELECT {_COLUMNS} FROM incident WHERE id IN ({marks}) AND {where}",  # noqa: S608
                (*some, *values),
            )
            answer.update(zip([row[0] for row in found], self._labelled(found), strict=True))
        return answer


def _row(row: Row, labels: tuple[str, ...]) -> IncidentRow:
    _key, ident, code, number, title, service, phase, severity, *rest = row
    severity = None if severity == NOT_ASSESSED else severity
    ref = ref_text(code, number, drill=bool(rest[-1]))
    return IncidentRow(ident, ref, title, service, phase, severity, *rest, labels=labels)
