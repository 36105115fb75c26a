"""The rows behind a figure: found aside, the longest first, as many as a list shows well."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from holdfast.desk.metrics_read import Read
from holdfast.domain.metrics import ANY, KEYS, Metrics, rows_behind, rows_left_out, rows_naming, rows_sharing
from holdfast.domain.metrics import Row as Measured
from holdfast.domain.metrics_words import factor_formula, factor_word, formula, measure_word, reason_word
from holdfast.domain.timewords import span_text
from holdfast.domain.value import title_text
from holdfast.ui.insights.figures import Cell
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext

MOST = 200
"""Rows in the list; the report has all."""
_FEW = 500


@dataclass(frozen=True)
class Behind:
    """What stands over the list, and its rows by the id of their incident and a number."""

    title: str
    told: str
    rows: tuple[tuple[str, Row], ...]


def behind(read: Read, cell: Cell) -> Behind:
    """The rows of a figure; for any thread."""
    if cell.overdue:
        return _overdue(read)
    found, count = _found(read.metrics, cell)
    told = ngettext("{count} incident", "{count} incidents", count).format(count=f"{count:,}")
    if count > len(found):
        more = _("{told}; the longest {most} are listed, the report holds all")
        told = more.format(told=told, most=len(found))
    rows = tuple((f"{number} {row.id}", _row(row, cell)) for number, row in enumerate(found))
    return Behind(_title(cell), told, rows)


def let_go(held: list[Read]) -> None:
    """Free what was read before, a few rows at a time: all of them at once would hold up the window, on
    whichever thread.
    """
    rows = list(held.pop().metrics.rows)
    while rows:
        del rows[-_FEW:]


def _found(metrics: Metrics, cell: Cell) -> tuple[list[Measured], int]:
    if not cell.key or cell.missing is not None:
        rows = list(_of(metrics, cell))
        return rows[:MOST], len(rows)
    place, count = KEYS.index(cell.key), 0

    def counted() -> Iterator[Measured]:
        nonlocal count
        for row in rows_behind(metrics, cell.key, cell.severity):
            count += 1
            yield row

    longest = nlargest(MOST, counted(), key=lambda row: int(row.spans[place]))
    return longest, count


def _of(metrics: Metrics, cell: Cell) -> Iterator[Measured]:
    if cell.key:
        return rows_behind(metrics, cell.key, missing=cell.missing)
    if cell.factor is not None:
        return rows_naming(metrics, cell.factor, cell.missing or "")
    if cell.shared:
        return rows_sharing(metrics, cell.shared, cell.name)
    if cell.left_out != "-":
        return rows_left_out(metrics, cell.left_out)
    return (row for row in metrics.rows if row.left_out)


def _title(cell: Cell) -> str:
    if cell.factor is not None:
        return _factor_title(cell)
    if cell.missing is not None:
        return _("{what}, not in it: {reason}").format(
            what=measure_word(cell.key), reason=reason_word(cell.missing)
        )
    if cell.key:
        return _("{what}: {formula}").format(what=measure_word(cell.key), formula=formula(cell.key))
    if cell.shared:
        return _("Incidents with {name}").format(name=cell.name)
    return _("Left out of all figures")


def _factor_title(cell: Cell) -> str:
    if cell.missing is not None:
        return _("Contributing factors, not in it: {reason}").format(reason=reason_word(cell.missing))
    if cell.factor in (ANY, None):
        return _("Contributing factors: {formula}").format(formula=factor_formula())
    return _("Incidents whose review names {category}").format(category=factor_word(cell.factor))


def _row(row: Measured, cell: Cell) -> Row:
    span = row.spans[KEYS.index(cell.key)] if cell.key else row.left_out and reason_word(row.left_out)
    told = span_text(span) if isinstance(span, int) else ""
    why = reason_word(span) if cell.key and isinstance(span, str) else "" if isinstance(span, int) else span
    named = ", ".join(map(factor_word, row.factors or ())) if cell.factor is not None else ""
    meta = "  \N{MIDDLE DOT}  ".join(part for part in (row.service, why, named) if part)
    severity = row.severity or None
    return Row(title_text(row.title), meta, severity=severity, reference=row.ref, age=told)


def _overdue(read: Read) -> Behind:
    count = len(read.overdue)
    told = ngettext("{count} action", "{count} actions", count).format(count=count)
    rows = tuple(
        (
            f"{number} {one.incident}",
            Row(title_text(one.title), one.ref, due=_("due {day}").format(day=one.due), overdue=True),
        )
        for number, one in enumerate(islice(read.overdue, MOST))
    )
    return Behind(_("Overdue preventive actions"), told, rows)
