"""The register: all incidents that were declared in a period, a row each, for whoever looks over them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from holdfast.domain.classification import severity_text
from holdfast.domain.phase import phase_word
from holdfast.domain.review import standing_words
from holdfast.domain.timewords import span_text
from holdfast.report.content import Imprint
from holdfast.report.control import Control, control_rows
from holdfast.report.printed import Cell, Front, Line, Part, Printed, Table, cell
from holdfast.report.review import stamped
from holdfast.report.spreadsheet import rows_text
from holdfast.words import _, ngettext

MOST_ON_PAGES: Final = 10_000
"""Rows of a register as PDF: about 900 pages."""
TIMES: Final = (
    "started",
    "detected",
    "declared",
    "acknowledged",
    "triaged",
    "contained",
    "resolved",
    "closed",
    "dismissed",
)
_SHARES: Final = (41.0, 22.0, 52.0, 27.0)
_SHOWN: Final = {
    "declared": "",
    "acknowledged": "to_acknowledge",
    "contained": "to_contain",
    "resolved": "to_resolve",
    "closed": "to_close",
    "dismissed": "",
}
"""The times of a row on paper, and the span from the declaration to each."""
_MINUTES: Final = len("2026-03-12T13:16")
_ENCODE: Final = msgspec.json.Encoder(order="sorted").encode


class RegisterRow(msgspec.Struct, frozen=True, gc=False):
    """An incident. Times are ISO 8601 in the zone of the register, "" for what has none; spans are seconds
    from the declaration, None for what has not come. `severity` and `priority` are 0 where nobody assessed
    it. Where a released review was opened again, `released_revision` is the one that stands released, and
    `review` tells of `open_revision`.
    """

    ref: str
    title: str
    service: str
    severity: int
    priority: int
    phase: str
    review: str
    open_actions: int
    started: str = ""
    detected: str = ""
    declared: str = ""
    acknowledged: str = ""
    triaged: str = ""
    contained: str = ""
    resolved: str = ""
    closed: str = ""
    dismissed: str = ""
    to_acknowledge: int | None = None
    to_contain: int | None = None
    to_resolve: int | None = None
    to_close: int | None = None
    released_revision: int | None = None
    open_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register. `since` is in it, `until` is not; `incidents` counts its rows, `drills` those that
    were left out. `severities` counts the rows by severity, 0 for those that nobody assessed.
    """

    since: str
    until: str
    imprint: Imprint
    control: Control
    incidents: int = 0
    drills: int = 0
    severities: tuple[tuple[int, int], ...] = ()
    rows: tuple[RegisterRow, ...] = ()


def print_register(register: Register) -> Printed:
    """The period, the figures, and the table."""
    return _printed(register, register.rows)


def _printed(register: Register, rows: Iterable[RegisterRow]) -> Printed:
    # a table that is written as it is read has rows that nobody counts
    lazy: Any = map(_row, rows)
    head = (_("Incident"), _("How bad"), _("Times (after declaration)"), _("Review"))
    table = Table(head, _SHARES, tuple(lazy) if isinstance(rows, tuple) else lazy, blank="\N{EN DASH}")
    empty = _("No incident was declared in this period.")
    whole = Part(_("Incidents"), table=table if register.incidents else None, empty=empty)
    return Printed(_front(register), (_figures(register), whole))


def _front(register: Register) -> Front:
    made, period = register.imprint, f"{register.since} \N{EN DASH} {register.until}"
    count = ngettext("{count} incident", "{count} incidents", register.incidents)
    return Front(
        kicker=_("Register of incidents"),
        title=_("Incidents declared in a period"),
        imprint=made,
        name=_("Register of incidents, {period}").format(period=period),
        foot=_("{period}  \N{MIDDLE DOT}  register, edition {number}").format(
            period=period, number=register.control.edition
        ),
        state=", ".join(stamped(drill=False, practice=made.practice)),
        facts=(period, count.format(count=register.incidents)),
        stamps=(_("PRACTICE"),) if made.practice else (),
        control=(
            (_("Declared from"), register.since),
            (_("Declared before"), register.until),
            *control_rows(register.control, made.zone),
        ),
        signed=(_("Checked by: name and position"), _("Date and time"), _("Signature")),
    )


def _figures(register: Register) -> Part:
    pairs = (
        (_("Incidents in this register"), register.incidents),
        *((severity_text(one) if one else _("Not assessed"), count) for one, count in register.severities),
        (_("Drills, left out"), register.drills),
    )
    rows = tuple((cell(label), cell(str(count))) for label, count in pairs)
    return Part(_("Figures"), table=Table((_("What"), _("How many")), (60.0, 55.0), rows))


def _row(row: RegisterRow) -> tuple[Cell, ...]:
    severity = severity_text(row.severity) if row.severity else _("Not assessed")
    priority = _("priority {number}").format(number=row.priority) if row.priority else ""
    count = row.open_actions
    actions = ngettext("{count} open action", "{count} open actions", count).format(count=count)
    return (
        cell(f"{row.ref}  {row.title}", row.service),
        cell(severity, priority, phase_word(row.phase)),
        tuple(_times(row)),
        cell(
            standing_words(row.review, row.released_revision, row.open_revision) or _("none"),
            actions.format(count=row.open_actions) if row.open_actions else "",
        ),
    )


def _times(row: RegisterRow) -> Iterator[Line]:
    """When it was declared; below it what followed, and how long after that."""
    for name, span in _SHOWN.items():
        if at := getattr(row, name):
            told = at[:_MINUTES].replace("T", " ")
            after = getattr(row, span) if span else None
            words = told if name == "declared" else f"{phase_word(name)} {told}"
            yield Line(words if after is None else f"{words} ({span_text(after)})", quiet=name != "declared")


# --- as text, piece by piece ----------------------------------------------------------------------


def register_table(register: Register) -> str:
    """All rows as comma-separated values."""
    return "".join(csv_pieces(register.rows))


def csv_pieces(rows: Iterable[RegisterRow]) -> Iterator[str]:
    """The table line by line; of every field one column."""
    yield rows_text([RegisterRow.__struct_fields__])
    for row in rows:
        yield rows_text([_cells(row)])


def _cells(row: RegisterRow) -> Sequence[str]:
    values = (getattr(row, name) for name in RegisterRow.__struct_fields__)
    return ["" if value is None else str(value) for value in values]


def json_pieces(whole: str, rows: Iterable[RegisterRow]) -> Iterator[str]:
    """The JSON of a register without its rows, with these put in: the same text as if it had held them.

    The last such member is the register's own: what a proof holds stands before it.
    """
    before, _mark, behind = whole.rpartition('"rows":[]')
    yield f'{before}"rows":['
    comma = ""
    for row in rows:
        yield comma + _ENCODE(row).decode()
        comma = ","
    yield f"]{behind}"


def with_rows(register: Register, rows: Iterable[RegisterRow]) -> Printed:
    """The register as it is printed, its rows told one by one as they are asked for."""
    return _printed(replace(register, rows=()), rows)
