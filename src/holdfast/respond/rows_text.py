"""Rows of the incident list as text to be pasted elsewhere: a Markdown table, or CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from holdfast.domain.classification import severity_text
from holdfast.domain.phase import phase_word
from holdfast.domain.table import safe
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import title_text
from holdfast.respond.markdown import plain
from holdfast.store.incidents import IncidentRow
from holdfast.words import _


def rows_markdown(rows: Iterable[IncidentRow], zone: tzinfo) -> str:
    """The rows as a table, every text as it is; times in `zone`."""
    head = (_("Incident"), _("Severity"), _("Phase"), _("Title"), _("Service"), _("Lead"), _("Declared"))
    lines = ["| " + " | ".join((*head, _("Due"))) + " |", "|" + "---|" * (len(head) + 1)]
    for row in rows:
        cells = (
            row.ref,
            _severity(row),
            phase_word(row.phase),
            title_text(row.title),
            row.service,
            row.lead,
            _stamp(row.declared, zone),
            _stamp(row.due_at, zone),
        )
        lines.append("| " + " | ".join(plain(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def rows_csv(rows: Iterable[IncidentRow]) -> str:
    """The rows as CSV (RFC 4180), with names above them; times in UTC as ISO 8601.

    No cell is taken for a formula by a spreadsheet: one that could be begins with an apostrophe.
    """
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    write(
        ("reference", "severity", "phase", "title", "service", "lead", "declared", "ended", "due_at", "due")
    )
    for row in rows:
        cells = (
            row.ref,
            "" if row.severity is None else str(row.severity),
            row.phase,
            title_text(row.title),
            row.service,
            row.lead,
            _iso(row.declared),
            _iso(row.ended),
            _iso(row.due_at),
            row.due_what,
        )
        write([safe(cell) for cell in cells])
    return text.getvalue()


def _severity(row: IncidentRow) -> str:
    return severity_text(row.severity) if row.severity else _("Not assessed")


def _stamp(seconds: int | None, zone: tzinfo) -> str:
    return "" if seconds is None else stamp_text(datetime.fromtimestamp(seconds, UTC), zone)


def _iso(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
