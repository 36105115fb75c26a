"""What the live view says of exit criteria and reporting clocks, as plain values."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from holdfast.domain.coordination import Criterion, ReportClock
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import due_text, span_text
from holdfast.domain.value import title_text
from holdfast.respond.criteria import state_name
from holdfast.triage.clocks import clock_state_name
from holdfast.triage.scheme import ReportingClock
from holdfast.ui.kit.rows import Row
from holdfast.ui.respond.words import moment_text
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with a row: its words, what it becomes, and whether a reason is asked for."""

    words: str
    state: str
    asks: str = ""


Item = Criterion | ReportClock | ReportingClock
"""A criterion, a clock that runs or ran, or one that the scheme offers."""


def items_of(incident: Incident, offered: tuple[ReportingClock, ...]) -> dict[str, Item]:
    """Everything that is listed by its key: what is open first, criteria before clocks."""
    open_first = sorted(incident.criteria, key=lambda each: each.state != "open")
    by_due = sorted(incident.clocks, key=lambda each: (each.state != "running", each.due))
    items: dict[str, Item] = {f"criterion/{each.id}": each for each in open_first}
    return items | {f"clock/{each.key}": each for each in (*by_due, *offered)}


def item_row(item: Item, now: datetime, zone: tzinfo) -> Row:
    """An item as a row of the list."""
    if isinstance(item, Criterion):
        meta = _("Exit criterion  ·  {state}").format(state=state_name(item.state))
        return Row(title=title_text(item.text), meta=meta, due="", quiet=item.state != "open")
    if isinstance(item, ReportingClock):
        span = span_text(item.within_s)
        meta = _("Reporting clock  ·  offered: {when}").format(when=_(item.when))
        return Row(title=_(item.label), meta=meta, due=_("within {span}").format(span=span), quiet=True)
    return _clock_row(item, now, zone)


def _clock_row(clock: ReportClock, now: datetime, zone: tzinfo) -> Row:
    left = int((clock.due - now).total_seconds())
    runs = clock.state == "running"
    meta = _("Reporting clock  ·  {span} from {time}").format(
        span=span_text(clock.within), time=moment_text(clock.begins, now, zone)
    )
    return Row(
        title=title_text(clock.title),
        meta=meta,
        due=due_text(left) if runs else clock_state_name(clock.state),
        overdue=runs and left < 0,
        quiet=not runs,
    )


def acts_of(item: Item | None) -> tuple[Act, ...]:
    """What can be done with an item, the usual first."""
    if isinstance(item, Criterion):
        if item.state != "open":
            return (Act(_("Open again"), "open"),)
        return (Act(_("Met"), "met"), Act(_("Drop…"), "dropped", _("Why it no longer counts")))
    if isinstance(item, ReportClock):
        if item.state != "running":
            return (Act(_("Run on"), "running"),)
        return (
            Act(_("Report made"), "met"),
            Act(_("Not needed…"), "not_needed", _("Why no report is needed")),
        )
    return (Act(_("Start clock"), "running"),) if item is not None else ()
