"""What the live view says of exit criteria and reporting clocks, as plain values."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from holdfast.domain.coordination import Criterion, ReportClock
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import due_text, within_text
from holdfast.domain.told import counts_told
from holdfast.domain.value import title_text
from holdfast.respond.criteria import state_name
from holdfast.triage.clocks import clock_state_name
from holdfast.triage.scheme import ReportingClock
from holdfast.ui.kit.rows import Row
from holdfast.ui.respond.words import moment_text
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with a row: its words, what it becomes, and what is asked for.

    `asks` is a reason, which has to be given where it `needs` one; `dates` asks when it was, too.
    """

    words: str
    state: str
    asks: str = ""
    needs: bool = True
    dates: bool = False


Item = Criterion | ReportClock | ReportingClock
"""A criterion, a clock that runs or ran, or one that the scheme offers."""


def items_of(incident: Incident, offered: tuple[ReportingClock, ...]) -> dict[str, Item]:
    """Everything that is listed by its key: what is open first, criteria before clocks."""
    open_first = sorted(incident.criteria, key=lambda each: each.state != "open")
    by_due = sorted(incident.clocks, key=_clock_order)
    items: dict[str, Item] = {f"criterion/{each.id}": each for each in open_first}
    return items | {f"clock/{each.key}": each for each in (*by_due, *offered)}


def _clock_order(clock: ReportClock) -> tuple[int, float]:
    """What runs by its due time, then what waits, then what is settled."""
    place = {"running": 0, "waiting": 1}.get(clock.state, 2)
    return place, clock.due.timestamp() if clock.due else 0


def item_row(item: Item, now: datetime, zone: tzinfo) -> Row:
    """An item as a row of the list."""
    if isinstance(item, Criterion):
        meta = _("Exit criterion  ·  {state}").format(state=state_name(item.state))
        return Row(title=title_text(item.text), meta=meta, due="", quiet=item.state != "open")
    if isinstance(item, ReportingClock):
        span = within_text(item.within_s, item.months)
        meta = _("Reporting clock  ·  offered: {when}").format(when=_(item.when))
        return Row(title=_(item.label), meta=meta, due=_("within {span}").format(span=span), quiet=True)
    return _clock_row(item, now, zone)


def _clock_row(clock: ReportClock, now: datetime, zone: tzinfo) -> Row:
    runs = clock.state == "running" and clock.due is not None
    left = int((clock.due - now).total_seconds()) if clock.due else 0
    return Row(
        title=title_text(clock.title),
        meta=_("Reporting clock  ·  {counted}").format(counted=_counted(clock, now, zone)),
        due=due_text(left) if runs else clock_state_name(clock.state),
        overdue=runs and left < 0,
        quiet=not runs,
    )


def _counted(clock: ReportClock, now: datetime, zone: tzinfo) -> str:
    span = within_text(clock.within, clock.months)
    if clock.begins is None:
        return _("{span}, {counts}").format(span=span, counts=counts_told(title_text(clock.after)))
    return _("{span} from {time}").format(span=span, time=moment_text(clock.begins, now, zone))


def acts_of(item: Item | None) -> tuple[Act, ...]:
    """What can be done with an item, the usual first."""
    if isinstance(item, Criterion):
        if item.state != "open":
            return (Act(_("Open again"), "open"),)
        return (Act(_("Met"), "met"), Act(_("Drop…"), "dropped", _("Why it no longer counts")))
    if isinstance(item, ReportClock):
        if item.state not in ("running", "waiting"):
            correct = Act(_("Correct the time…"), "met", _("Why it is corrected"), dates=True)
            return (Act(_("Run on"), "running"), *([correct] if item.state == "met" else []))
        return (
            Act(_("Report made"), "met"),
            Act(_("Not needed…"), "not_needed", _("Why no report is needed")),
            Act(_("Made earlier…"), "met", _("Remark"), needs=False, dates=True),
        )
    return (Act(_("Start clock"), "running"),) if item is not None else ()
