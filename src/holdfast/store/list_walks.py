"""Which way the list is read for a question: in an index, or by sorting what few rows there are."""

from typing import Final

from holdfast.domain.query import Query
from holdfast.store.conditions import Condition, conditions
from holdfast.store.database import Database, Row
from holdfast.store.ladder import Arm, Walk

ORDERS: Final = {
    "due": ("due_order", False, "incident_by_due"),
    "severity": ("severity, due_order", False, "incident_by_severity"),
    "age": ("declared", True, "incident_by_age"),
    "changed": ("changed", True, "incident_by_change"),
    "service": ("service, due_order", False, "incident_by_service"),
}
"""What each shipped order sorts by, whether from the greatest down, and the index that holds it."""
_FEW: Final = 1_500
"""So many rows are gathered and sorted in a few milliseconds; of more, one reads in order and leaves out."""
_ROWS: Final = "incident INDEXED BY incident_rows"
_ALL: Final = "1"


def walks(database: Database, query: Query, order: str) -> list[Walk]:
    """The walks that, one after the other, are the list that a query asks for in a shipped order."""
    by, descending, index = ORDERS[order]
    way = "DESC" if descending else "ASC"
    asked = conditions(query)
    walk = _in_an_index(asked, order, way) or _gathered(database, asked, order, way)
    if walk is not None:
        return [walk]
    beside = _beside(asked)
    arms = (Arm(f"incident INDEXED BY {index}", *beside),)
    if order == "service":
        return _by_service(arms[0], way, in_index=not asked)
    return [Walk(arms, f"{by}, key", way, not asked)]


def is_in_an_index(query: Query, order: str) -> bool:
    """Whether an index holds just this list in this order: its first rows are there, however many follow."""
    asked = conditions(query)
    return not asked or _in_an_index(asked, order, "ASC") is not None


def _by_service(arm: Arm, way: str, *, in_index: bool) -> list[Walk]:
    """The named services, then those without one, which the index holds before them."""
    unnamed = Arm(arm.source, f"service = '' AND {arm.where}", arm.values)
    return [
        Walk((arm,), "service, due_order, key", way, in_index, start="service > ''"),
        Walk((unnamed,), "due_order, key", way, in_index),
    ]


def _in_an_index(asked: list[Condition], order: str, way: str) -> Walk | None:
    """The walk where an index holds just what is asked for, in this order."""
    if len(asked) != 1:
        return None
    (only,) = asked
    by, _descending, index = ORDERS[order]
    if only.until == order:
        whole = Arm(f"incident INDEXED BY {index}", _ALL, ())
        return Walk((whole,), f"{by}, key", way, in_index=True, until=(only.sql, only.values))
    if order in only.orders and only.arms:
        arms = tuple(Arm("incident", where, values) for where, values in only.arms)
        return Walk(arms, f"{by}, key", way, in_index=True)
    return None


def _gathered(database: Database, asked: list[Condition], order: str, way: str) -> Walk | None:
    """The walk over few rows that an index names, to be sorted; None where every index names many."""
    few = next((part for part in asked if part.keys and (part.few or _is_few(database, part))), None)
    if few is None:
        return None
    where, values = joined([part for part in asked if part is not few])
    by = ORDERS[order][0]
    columns = f"service = '', {by}, key" if order == "service" else f"{by}, key"
    return Walk((Arm(_ROWS, f"key IN ({few.keys}) AND {where}", few.values + values),), columns, way)


def _is_few(database: Database, part: Condition) -> bool:
    return database.row(f"{part.keys} LIMIT 1 OFFSET {_FEW}", part.values) is None


def _beside(asked: list[Condition]) -> tuple[str, Row]:
    """The conditions, asked of the row that lies beside the index: those of a list lie together there."""
    where, values = joined(asked)
    if where == _ALL:
        return where, values
    beside = "SELECT 1 FROM incident AS one INDEXED BY incident_rows WHERE one.key = incident.key"
    return f"EXISTS ({beside} AND {where})", values


def joined(asked: list[Condition]) -> tuple[str, Row]:
    """All of these conditions as one, and their values."""
    where = " AND ".join(part.sql for part in asked)
    return where or _ALL, tuple(value for part in asked for value in part.values)


def counting(query: Query) -> list[tuple[str, Row]]:
    """The conditions by which the rows of a query are counted: no row fits two of them.

    Labels are found by their index. Two arms in one statement would keep the keys of all rows in memory.
    """
    asked = conditions(query)
    if len(asked) == 1 and asked[0].arms:
        return list(asked[0].arms)
    parts = (f"key IN ({part.keys})" if "incident_label" in part.keys else part.sql for part in asked)
    return [(" AND ".join(parts) or _ALL, joined(asked)[1])]
