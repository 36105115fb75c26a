"""What a row of the inbox says."""

from datetime import datetime

from holdfast.domain.alert import status_word
from holdfast.domain.signal import severity_word
from holdfast.domain.timewords import duration_text
from holdfast.store.alerts import AlertGroup, AlertRow
from holdfast.ui.detect.listing import SHAPES, Line
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext

_WORST = 6
_DOT = "  ·  "
_URGENT = ("firing", "acknowledged", "suppressed")
_ASKING = ("firing", "acknowledged")


def chip_words(severity: int) -> str:
    """The word in the chip of an alert's severity."""
    return severity_word(severity).capitalize() or _("Not said")


def chip_severity(severity: int) -> int | None:
    """The chip's own severity, 1 the worst, None where none was said."""
    return _WORST - severity if severity else None


def line_row(line: Line, now: datetime) -> Row:
    """A line as it stands at `now`."""
    if line.alert is not None:
        return alert_row(line.alert, now, inner=line.inner)
    if line.group is not None:
        return group_row(line.group, now, opened=line.opened)
    return Row(title=_("This alert is not here any more."), quiet=True)


def alert_row(row: AlertRow, now: datetime, *, inner: bool = False) -> Row:
    """One alert."""
    title = row.summary or row.name
    times = ngettext("heard {count} time", "heard {count} times", row.count).format(count=row.count)
    parts = (
        _("DRILL") if row.drill else "",
        _("flapping") if row.flapping else "",
        row.where if row.where not in title else "",
        row.service,
        row.source,
        row.name if row.summary else "",
        times if row.count > 1 else "",
    )
    return Row(
        title=title,
        meta=_DOT.join(filter(None, parts)),
        severity=chip_severity(row.severity),
        reference=status_word(row.status),
        age=_age(row.last, now),
        due=row.ref,
        quiet=row.status not in _ASKING,
        chip=chip_words(row.severity),
        mark=SHAPES.get(row.status),
        fold="inner" if inner else "",
    )


def group_row(group: AlertGroup, now: datetime, *, opened: bool) -> Row:
    """Several alerts that are alike."""
    count = ngettext("{count} alert", "{count} alerts", group.alerts).format(count=group.alerts)
    return Row(
        title=group.name,
        meta=_DOT.join(filter(None, (_drills(group), count, group.service))),
        severity=chip_severity(group.severity),
        reference=_statuses(group),
        age=_age(group.last, now),
        quiet=_urgent(group) not in _ASKING,
        chip=chip_words(group.severity),
        mark=SHAPES.get(_urgent(group)),
        fold="open" if opened else "closed",
    )


def _statuses(group: AlertGroup) -> str:
    """How many fire; where none does, what all of them are."""
    if group.firing:
        return _("{count} firing").format(count=group.firing)
    are_alike = group.alerts in (group.acknowledged, group.suppressed)
    return status_word(_urgent(group)) if group.alerts and are_alike else _("none firing")


def _urgent(group: AlertGroup) -> str:
    """The most urgent status that one of them has; "" where none is left."""
    return next((status for status in _URGENT if getattr(group, status)), "resolved" if group.alerts else "")


def _drills(group: AlertGroup) -> str:
    """Whether they belong to a drill; where some are real, how many do."""
    if group.drills == group.alerts:
        return _("DRILL") if group.drills else ""
    return _("DRILL: {count}").format(count=group.drills) if group.drills else ""


def _age(at: int, now: datetime) -> str:
    return duration_text(int(now.timestamp()) - at)
