"""A folded row by the beginning of its id, as people type it."""

from typing import Final, Literal

from holdfast.store.database import Database, Row

_LEAST: Final = 4


def only_value(database: Database, table: Literal["alert", "drill", "silence"], prefix: str) -> str | None:
    """The value of the row whose id begins so; None where it is none or several, or too little was typed."""
    if len(prefix) < _LEAST:
        return None
    sql = f"SELECT value FROM {table} WHERE id >= ? AND id < ? LIMIT 2"  # noqa: S608
    rows: list[Row] = database.rows(sql, (prefix, f"{prefix}\uffff"))
    return rows[0][0] if len(rows) == 1 else None
