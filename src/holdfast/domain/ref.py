"""References: what an incident is called by, INC-K7-142, or DRILL-K7-143 where it is one of a drill."""

from typing import Final

PREFIX: Final = "INC-"
DRILL_PREFIX: Final = "DRILL-"


def ref_text(code: str, number: int, *, drill: bool) -> str:
    """The reference of an incident. A number is one incident of a station, in a drill or not."""
    return f"{DRILL_PREFIX if drill else PREFIX}{code}-{number}"


def ref_sql(row: str = "incident") -> str:
    """The reference as an expression of SQL over a row of incidents; NULL where the row is missing."""
    prefix = f"CASE WHEN {row}.drill = '' THEN '{PREFIX}' ELSE '{DRILL_PREFIX}' END"
    return f"({prefix} || {row}.code || '-' || {row}.number)"
