"""The documents that Holdfast prints, and what each is called inside its own file."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from holdfast.report.card import UpdateCard, print_card
from holdfast.report.content import ReviewReport
from holdfast.report.handover import HandoverSheet, print_handover
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.logs import PersonalLog, ShiftLog, print_personal, print_shift
from holdfast.report.metrics import MetricsReport, metrics_table, print_metrics
from holdfast.report.printed import Printed
from holdfast.report.record_pages import print_record
from holdfast.report.register import Register, print_register, register_table
from holdfast.report.review import print_review
from holdfast.report.runbook import Binder, Checklist, print_binder, print_checklist
from holdfast.report.spreadsheet import record_table

Document = (
    ReviewReport
    | HandoverSheet
    | ShiftLog
    | PersonalLog
    | UpdateCard
    | Checklist
    | Binder
    | IncidentRecord
    | Register
    | MetricsReport
)


class Nature(NamedTuple):
    """A kind of document: the format that its record names, that record's file, and how it is printed.

    `table` gives its rows as comma-separated values, where it has some that stand for it.
    A `working` paper hangs on a wall or is filled in by hand: no page says how to check it.
    A `bare` one carries no entry of the journal by its nature: what it says rests on its signature.
    """

    format: str
    record: str
    print: Callable[[Any], Printed]
    table: Callable[[Any], str] | None = None
    working: bool = False
    bare: bool = False


_NATURES: Final[dict[type, Nature]] = {
    ReviewReport: Nature("holdfast.review-report", "review.json", print_review),
    HandoverSheet: Nature("holdfast.handover-sheet", "handover.json", print_handover),
    ShiftLog: Nature("holdfast.shift-log", "shift-log.json", print_shift),
    PersonalLog: Nature("holdfast.personal-log", "personal-log.json", print_personal),
    UpdateCard: Nature("holdfast.update-card", "update.json", print_card, working=True, bare=True),
    Checklist: Nature("holdfast.checklist", "checklist.json", print_checklist, working=True, bare=True),
    Binder: Nature("holdfast.binder", "binder.json", print_binder, working=True, bare=True),
    IncidentRecord: Nature("holdfast.incident-record", "record.json", print_record, record_table),
    Register: Nature("holdfast.register", "register.json", print_register, register_table, bare=True),
    MetricsReport: Nature("holdfast.metrics", "metrics.json", print_metrics, metrics_table),
}


def nature(document: Document) -> Nature:
    """What a document is."""
    return _NATURES[type(document)]


def type_of(name: str) -> type[Document] | None:
    """The kind of document whose record names this format."""
    return next((kind for kind, nature in _NATURES.items() if nature.format == name), None)


def printed(document: Document) -> Printed:
    """A document as it is set on pages."""
    return nature(document).print(document)
