"""What assessing again would change: from → to, with the times that follow, before anything is recorded."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from holdfast.domain.classification import priority_text, severity_text
from holdfast.domain.coordination import Cadence
from holdfast.domain.incident import Incident, Targets
from holdfast.domain.timewords import clock_text, day_text, span_text
from holdfast.triage.assessment import Assessment
from holdfast.words import _


def before_text(incident: Incident) -> str:
    """How an incident was judged until now."""
    if incident.priority is None or incident.severity is None:
        return _("Not assessed until now")
    return _("Until now: priority {number}, {severity}").format(
        number=incident.priority, severity=severity_text(incident.severity)
    )


def changes_text(incident: Incident, found: Assessment, severity: int | None, zone: tzinfo) -> str:
    """The lines from → to; `severity` is the one that would be recorded. "" where nothing was judged yet."""
    if incident.priority is None or found.priority is None:
        return ""
    return "\n".join(_changes(incident, found, severity, zone)) or _("This changes nothing.")


def _changes(incident: Incident, found: Assessment, severity: int | None, zone: tzinfo) -> Iterator[str]:
    assert incident.priority is not None
    assert found.priority is not None
    if incident.priority != found.priority:
        yield _("Priority {old} → {new}").format(
            old=priority_text(incident.priority), new=priority_text(found.priority)
        )
    if severity and incident.severity and incident.severity != severity:
        yield _("Severity {old} → {new}").format(
            old=severity_text(incident.severity), new=severity_text(severity)
        )
    declared, old, new = incident.times["declared"], incident.targets, found.targets
    if old and new and old.response != new.response and incident.acknowledged is None:
        yield _("Respond by {old} → {new}").format(
            old=moment(declared, old.response, zone), new=moment(declared, new.response, zone)
        )
    if old and new and old.resolution != new.resolution:
        yield _("Resolve by {old} → {new}").format(
            old=moment(declared, old.resolution, zone), new=moment(declared, new.resolution, zone)
        )
    if incident.cadence != found.cadence:
        yield _("Status updates {old} → {new}").format(
            old=_every(incident.cadence), new=_every(found.cadence)
        )


def _every(cadence: Cadence | None) -> str:
    if cadence is None:
        return _("none due")
    return _("every {span}").format(span=span_text(cadence.every))


def targets_text(targets: Targets, declared: datetime, zone: tzinfo) -> str:
    """The target times as moments: "Targets: respond at once, resolve by 14:16"."""
    resolve = moment(declared, targets.resolution, zone)
    if not targets.response:
        return _("Targets: respond at once, resolve by {time}").format(time=resolve)
    return _("Targets: respond by {first}, resolve by {time}").format(
        first=moment(declared, targets.response, zone), time=resolve
    )


def cadence_text(cadence: Cadence | None) -> str:
    """When others are to be told, "" where no updates are due."""
    if cadence is None:
        return ""
    return _("Status updates: the first within {first}, then every {every}").format(
        first=span_text(cadence.first), every=span_text(cadence.every)
    )


def moment(declared: datetime, seconds: int, zone: tzinfo) -> str:
    """A target time as people say it, with its day where that is another."""
    at = (declared + timedelta(seconds=seconds)).astimezone(zone)
    clock = clock_text(at, zone)
    if at.date() == declared.astimezone(zone).date():
        return clock
    return _("{day}, {clock}").format(day=day_text(at, zone), clock=clock)
