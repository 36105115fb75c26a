"""Tables of documents as comma-separated values (RFC 4180): every cell in quotes, none of them a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from holdfast.domain.table import safe
from holdfast.report.incident_record import IncidentRecord, RecordRow

_COLUMNS: Final = (
    "entry",
    "station",
    "seq",
    "occurred_utc",
    "recorded_utc",
    "late",
    "kind",
    "who",
    "source",
    "text",
    "first_text",
    "withdrawn",
    "removed",
)


def rows_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text. What a spreadsheet could calculate stands behind an apostrophe (CWE-1236)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    return safe(f"'{text}" if text.startswith("\0") else text)


def record_table(record: IncidentRecord) -> str:
    """Every row of the timeline, times in UTC."""
    return rows_text([_COLUMNS, *(_row_cells(row) for row in record.timeline)])


def _row_cells(row: RecordRow) -> Sequence[str]:
    return (
        row.entry,
        row.station,
        str(row.seq),
        row.occurred_utc,
        row.recorded_utc,
        _flag(row.late),
        row.kind,
        row.who,
        row.origin,
        row.text,
        row.first,
        row.withdrawn,
        _flag(row.removed),
    )


def _flag(true: bool) -> str:
    return "true" if true else "false"
