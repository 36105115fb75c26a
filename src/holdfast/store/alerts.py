"""Reading alerts as they lie in the inbox."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.ref import ref_sql
from holdfast.store.alerts_asked import VIEWS, AlertsAsked
from holdfast.store.database import Database
from holdfast.store.prefixes import only_value
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.alert import Alert

_COLUMNS: Final = (
    "a.id, a.name, a.status, a.severity, a.source, a.service, a.incident, "
    f"coalesce({ref_sql('i')}, ''), a.first, a.last, a.count, a.flapping, "
    "coalesce(json_extract(a.value, '$.annotations.summary'), ''), a.drill, "
    "coalesce(json_extract(a.value, '$.labels.instance'), json_extract(a.value, '$.labels.host'), '')"
)
_INBOX: Final = "a.severity DESC, a.last DESC, a.key DESC"
_AMONG: Final = 20_000
"""Of how many unanswered alerts, the worst and newest, those that wait longest are told."""
# an index holds what is of something alone, so the question has to say so, too
_OF_INCIDENT: Final = "SELECT value FROM alert WHERE incident = ? AND incident <> '' ORDER BY first, key"
_OF_SILENCE: Final = "SELECT value FROM alert WHERE silence = ? AND silence <> '' LIMIT ?"
_OF_DRILL: Final = "SELECT value FROM alert WHERE drill = ? AND drill <> '' ORDER BY first, key"


class AlertRow(msgspec.Struct, frozen=True):
    """What a row of the inbox shows. `first` and `last` are seconds since 1970, UTC; `where` is the host."""

    id: str
    name: str
    status: str
    severity: int
    source: str
    service: str
    incident: str
    ref: str
    first: int
    last: int
    count: int
    flapping: int
    summary: str
    drill: str = ""
    where: str = ""


class Unanswered(msgspec.Struct, frozen=True):
    """An alert that fires and that nobody has answered; `asking` as that of `Alert`."""

    id: str
    name: str
    service: str
    severity: int
    incident: str
    summary: str
    drill: str
    asking: tuple[tuple[int, datetime], ...]


class AlertGroup(msgspec.Struct, frozen=True):
    """Alerts of one name and service: how many, how many of each status, the worst severity, the newest time.

    `key` is the number of the newest of them, for `Alerts.by_key`; `drills` is how many belong to a drill.
    """

    name: str
    service: str
    alerts: int
    firing: int
    severity: int
    last: int
    key: int = 0
    acknowledged: int = 0
    suppressed: int = 0
    drills: int = 0


class Alerts:
    """Asks the folded rows of alerts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, ident: str) -> "Alert":
        """The alert of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM alert WHERE id = ?", (ident,))
        if text is None:
            raise _no_alert(ident)
        return decode("alert", text)

    def all_of(self, idents: Sequence[str]) -> "list[Alert]":
        """The alerts of ids, in their order; a UserError where there is none of one."""
        rows = self._db.those("id, value", "alert", "id", idents)
        found = {ident: decode("alert", text) for ident, text in rows}
        for ident in idents:
            if ident not in found:
                raise _no_alert(ident)
        return [found[ident] for ident in idents]

    def find(self, prefix: str) -> "Alert":
        """The alert whose id begins so; a UserError where it is none or several."""
        text = only_value(self._db, "alert", prefix)
        if text is None:
            raise _no_alert(prefix)
        return decode("alert", text)

    def newest(self, fingerprint: str) -> "Alert | None":
        """The newest alert with this fingerprint."""
        sql = "SELECT value FROM alert WHERE fingerprint = ? ORDER BY key DESC LIMIT 1"
        text = self._db.one(sql, (fingerprint,))
        return None if text is None else decode("alert", text)

    def page(self, asked: AlertsAsked, limit: int, offset: int = 0) -> list[AlertRow]:
        """Rows by status, and within it the worst and the newest first."""
        found: list[AlertRow] = []
        with self._db.at_one_moment():  # one that is answered meanwhile would be in two arms, or in none
            for where, values in self._arms(asked):
                if len(found) >= limit:
                    break
                keys = f"SELECT a.key FROM alert a WHERE {where} ORDER BY {_INBOX} LIMIT ? OFFSET ?"  # noqa: S608
                sql = (
                    f"SELECT {_COLUMNS} FROM alert a LEFT JOIN incident i ON i.id = a.incident "  # noqa: S608
                    f"WHERE a.key IN ({keys}) ORDER BY {_INBOX}"
                )
                rows = self._db.rows(sql, (*values, limit - len(found), offset))
                found += map(_row, rows)
                offset = 0 if found else offset - self._number(where, values)
        return found

    def keys(self, asked: AlertsAsked, limit: int = -1) -> Iterator[int]:
        """The numbers of all of them, or of so many, in the order of `page`: for `by_key`."""
        with self._db.at_one_moment():
            for where, values in self._arms(asked):
                sql = f"SELECT a.key FROM alert a WHERE {where} ORDER BY {_INBOX} LIMIT ?"  # noqa: S608
                for row in self._db.stream(sql, (*values, limit)):
                    yield row[0]
                    limit -= limit > 0
                if not limit:
                    return

    def _arms(self, asked: AlertsAsked) -> Iterator[tuple[str, list[object]]]:
        statuses, is_open = VIEWS[asked.view]
        narrow, words = asked.narrow()
        for status in statuses:
            for opened in (1, 0) if is_open is None else (is_open,):
                yield f"a.open = {opened} AND a.status = ?{narrow}", [status, *words]

    def count(self, asked: AlertsAsked) -> int:
        """How many there are."""
        with self._db.at_one_moment():
            return sum(self._number(where, values) for where, values in self._arms(asked))

    def counts(self, words: str = "") -> dict[str, int]:
        """How many alerts with all these words each view has, by the view's name; looked for once for all."""
        narrow, values = AlertsAsked(words=words).narrow()
        sql = f"SELECT a.open, a.status, count(*) FROM alert a WHERE 1{narrow} GROUP BY a.open, a.status"  # noqa: S608
        found = self._db.rows(sql, values)
        return {
            view: sum(
                many for opened, status, many in found if status in statuses and is_open in (None, opened)
            )
            for view, (statuses, is_open) in VIEWS.items()
        }

    def _number(self, where: str, values: Sequence[object]) -> int:
        return self._db.one(f"SELECT count(*) FROM alert a WHERE {where}", tuple(values))  # noqa: S608

    def groups(self, asked: AlertsAsked, limit: int = -1) -> list[AlertGroup]:
        """Alerts by name and service: those that fire, and the worst, first; all of them for -1."""
        among, values = asked.among()
        found = self._db.at_a_stroke(
            "name, service, alerts, firing, severity, last, key, acknowledged, suppressed",
            "(SELECT a.name, a.service, count(*) AS alerts, sum(a.status = 'firing') AS firing, "  # noqa: S608
            "max(a.severity) AS severity, max(a.last) AS last, max(a.key) AS key, "
            "sum(a.status = 'acknowledged') AS acknowledged, sum(a.status = 'suppressed') AS suppressed "
            f"FROM alert a WHERE {among} GROUP BY a.name, a.service "
            "ORDER BY firing > 0 DESC, severity DESC, last DESC LIMIT ?)",
            (*values, limit),
        )
        # apart, since only the index of those of drills is a short one
        played = self._db.at_a_stroke(
            "name, service, alerts",
            "(SELECT a.name, a.service, count(*) AS alerts FROM alert a INDEXED BY alert_by_drill "  # noqa: S608
            f"WHERE a.drill <> '' AND {among} GROUP BY a.name, a.service)",
            values,
        )
        drills = {(name, service): alerts for name, service, alerts in played}
        return [AlertGroup(*row, drills=drills.get((row[0], row[1]), 0)) for row in found]

    def rows(self, idents: Sequence[str]) -> dict[str, AlertRow]:
        """The rows of these alerts, by id."""
        return {row.id: row for row in self._some("id", idents).values()}

    def standings(self, idents: Sequence[str]) -> list[tuple[str, str, int, int]]:
        """Id, status, severity and whether it flaps of these alerts: a tenth of the time of their rows."""
        rows = self._db.those("id, status, severity, flapping", "alert", "id", idents)
        return [(ident, status, severity, flapping) for ident, status, severity, flapping in rows]

    def idents(self, asked: AlertsAsked, limit: int) -> list[str]:
        """The ids of so many at most, by status as in `page`."""
        found: list[str] = []
        with self._db.at_one_moment():
            for where, values in self._arms(asked):
                if len(found) < limit:
                    some = f"(SELECT a.id FROM alert a WHERE {where} ORDER BY {_INBOX} LIMIT ?)"  # noqa: S608
                    rows = self._db.at_a_stroke("id", some, (*values, limit - len(found)))
                    found += (row[0] for row in rows)
        return found

    def by_key(self, keys: Sequence[int]) -> dict[int, AlertRow]:
        """The rows of the alerts with these numbers, by number."""
        return self._some("key", keys)

    def _some(self, column: str, values: Sequence[object]) -> dict[int, AlertRow]:
        joined = "alert a LEFT JOIN incident i ON i.id = a.incident"
        rows = self._db.those(f"a.key, {_COLUMNS}", joined, f"a.{column}", values)
        return {key: _row(row) for key, *row in rows}

    def open_incident_of(self, name: str, service: str) -> str:
        """The newest open incident of alerts with this name and service; "" for none. Drills do not count."""
        sql = (
            "SELECT i.id FROM incident i WHERE i.open = 1 "
            "AND NOT coalesce(json_extract(i.value, '$.drill'), 0) "
            "AND EXISTS (SELECT 1 FROM alert a WHERE a.incident = i.id AND a.name = ? AND a.service = ?) "
            "ORDER BY i.key DESC LIMIT 1"
        )
        return self._db.one(sql, (name, service)) or ""

    def of_incident(self, incident: str) -> "list[Alert]":
        """The alerts that belong to an incident, the first heard first."""
        rows = self._db.rows(_OF_INCIDENT, (incident,))
        return [decode("alert", row[0]) for row in rows]

    def of_drill(self, drill: str) -> "list[Alert]":
        """The alerts that a drill put in, the first heard first."""
        rows = self._db.rows(_OF_DRILL, (drill,))
        return [decode("alert", row[0]) for row in rows]

    def worst(self, most: int = 1_000) -> tuple[int, int]:
        """How many fire unanswered, `most` where there are more, and the worst severity among them, or 0."""
        fire = "FROM alert WHERE open = 1 AND status = 'firing'"
        count = self._db.one(f"SELECT count(*) FROM (SELECT 1 {fire} LIMIT ?)", (most,))  # noqa: S608
        severity = self._db.one(f"SELECT severity {fire} ORDER BY severity DESC LIMIT 1")
        return count, severity or 0

    def unanswered(self, severity: int, limit: int, *, free: bool = False) -> list[Unanswered]:
        """Alerts of at least this severity that fire and nobody has answered, those that wait longest first.

        Without those that come and go, and those that a person joined to an incident; `free` ones belong to
        none at all.
        """
        joined = "incident = ''" if free else "(incident = '' OR json_extract(value, '$.unattended'))"
        keys = (
            "SELECT key FROM alert WHERE open = 1 AND status = 'firing' AND severity >= ? "
            "ORDER BY severity DESC, last DESC LIMIT ?"
        )
        sql = (
            "SELECT id, name, service, severity, incident, "  # noqa: S608
            "coalesce(json_extract(value, '$.annotations.summary'), ''), drill, "
            "json_extract(value, '$.asking') "
            f"FROM alert WHERE key IN ({keys}) AND flapping = 0 "
            f"AND {joined} "
            "ORDER BY json_extract(value, '$.asking[0][1]'), key LIMIT ?"
        )
        rows = self._db.rows(sql, (severity, _AMONG, limit))
        return [Unanswered(*_one_line(row)[:-1], asking=_asking.decode(row[-1] or "[]")) for row in rows]

    def restless(self, before: int) -> "list[Alert]":
        """Those that count as flapping and were last heard before this second."""
        rows = self._db.rows("SELECT value FROM alert WHERE flapping = 1 AND last < ?", (before,))
        return [decode("alert", row[0]) for row in rows]

    def kept_quiet(self, silence: str, limit: int) -> "list[Alert]":
        """Alerts that a silence keeps quiet."""
        rows = self._db.rows(_OF_SILENCE, (silence, limit))
        return [decode("alert", row[0]) for row in rows]


def _no_alert(prefix: str) -> UserError:
    return UserError(
        _("No single alert has an id that begins with {id}.").format(id=prefix),
        hint=_("See what there is: holdfast alert list."),
    )


def _row(row: Sequence[Any]) -> AlertRow:
    return AlertRow(*_one_line(row))


def _one_line(row: Sequence[Any]) -> list[Any]:
    """A row, its words on one line each: what a source says must not look like another row."""
    return [" ".join(value.split()) if isinstance(value, str) else value for value in row]


_asking: Final = msgspec.json.Decoder(tuple[tuple[int, datetime], ...])
