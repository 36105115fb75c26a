"""Alerts gathered by what any one label of theirs says."""

from typing import Final

import msgspec

from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.database import Database

# What is said of every alert is a column; a label of the same name says the same.
_COLUMNS: Final = {
    "alertname": "a.name",
    "name": "a.name",
    "service": "a.service",
    "severity": "a.severity",
    "source": "a.source",
    "status": "a.status",
}


class LabelGroup(msgspec.Struct, frozen=True):
    """Alerts of which a label says the same, "" where they lack it: how many, how many fire, the worst, the
    newest time in seconds since 1970.
    """

    value: str
    alerts: int
    firing: int
    severity: int
    last: int


def by_label(database: Database, asked: AlertsAsked, label: str, limit: int) -> list[LabelGroup]:
    """Groups of one label: those that fire, and the worst, first. Reads each alert once at most."""
    among, values = asked.among()
    column = _COLUMNS.get(label)
    said = f"CAST({column} AS TEXT)" if column else "coalesce(json_extract(a.value, ?), '')"
    sql = (
        f"SELECT {said} AS said, count(*), sum(a.status = 'firing') AS fire, max(a.severity) AS worst, "  # noqa: S608
        f"max(a.last) AS newest FROM alert a WHERE {among} GROUP BY said "
        "ORDER BY fire > 0 DESC, worst DESC, newest DESC, said LIMIT ?"
    )
    path = [] if column else [f'$.labels."{label}"']
    return [
        LabelGroup(" ".join(row[0].split()), *row[1:]) for row in database.rows(sql, (*path, *values, limit))
    ]
