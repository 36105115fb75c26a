"""The documents that Holdfast prints, and what each is called inside its own file."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from holdfast.report.printed import Printed

if TYPE_CHECKING:
    from holdfast.report.card import UpdateCard
    from holdfast.report.content import ReviewReport
    from holdfast.report.handover import HandoverSheet
    from holdfast.report.incident_record import IncidentRecord
    from holdfast.report.logs import PersonalLog, ShiftLog
    from holdfast.report.metrics import MetricsReport
    from holdfast.report.register import Register
    from holdfast.report.runbook import Binder, Checklist

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
else:
    Document = object

_ROOM: Final = "holdfast.report"


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


class _Kind(NamedTuple):
    """Where in this room a kind of document is, and its nature; a call loads the kind that it makes."""

    type: str
    format: str
    record: str
    print: str
    table: str = ""
    working: bool = False
    bare: bool = False


_KINDS: Final = (
    _Kind("content.ReviewReport", "holdfast.review-report", "review.json", "review.print_review"),
    _Kind("handover.HandoverSheet", "holdfast.handover-sheet", "handover.json", "handover.print_handover"),
    _Kind("logs.ShiftLog", "holdfast.shift-log", "shift-log.json", "logs.print_shift"),
    _Kind("logs.PersonalLog", "holdfast.personal-log", "personal-log.json", "logs.print_personal"),
    _Kind(
        "card.UpdateCard", "holdfast.update-card", "update.json", "card.print_card", working=True, bare=True
    ),
    _Kind(
        "runbook.Checklist",
        "holdfast.checklist",
        "checklist.json",
        "runbook.print_checklist",
        working=True,
        bare=True,
    ),
    _Kind(
        "runbook.Binder", "holdfast.binder", "binder.json", "runbook.print_binder", working=True, bare=True
    ),
    _Kind(
        "incident_record.IncidentRecord",
        "holdfast.incident-record",
        "record.json",
        "record_pages.print_record",
        "spreadsheet.record_table",
    ),
    _Kind(
        "register.Register",
        "holdfast.register",
        "register.json",
        "register.print_register",
        "register.register_table",
        bare=True,
    ),
    _Kind(
        "metrics.MetricsReport",
        "holdfast.metrics",
        "metrics.json",
        "metrics.print_metrics",
        "metrics.metrics_table",
    ),
)


def nature(document: Document) -> Nature:
    """What a document is."""
    return _nature(f"{type(document).__module__}.{type(document).__name__}")


@cache
def _nature(type_name: str) -> Nature:
    kind = next(one for one in _KINDS if f"{_ROOM}.{one.type}" == type_name)
    table = _named(kind.table) if kind.table else None
    return Nature(kind.format, kind.record, _named(kind.print), table, kind.working, kind.bare)


def type_of(name: str) -> type[Document] | None:
    """The kind of document whose record names this format."""
    return next((_named(kind.type) for kind in _KINDS if kind.format == name), None)


def _named(path: str) -> Any:  # noqa: ANN401  (a type or a function)
    module, _, name = path.rpartition(".")
    return getattr(import_module(f"{_ROOM}.{module}"), name)


def printed(document: Document) -> Printed:
    """A document as it is set on pages."""
    return nature(document).print(document)
