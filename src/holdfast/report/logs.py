"""Two logs over a time: a shift's over all incidents, and a person's (FEMA's ICS 214, activity log)."""

from dataclasses import dataclass
from typing import Final

from holdfast.report.content import Imprint, TimelineRow
from holdfast.report.printed import Cell, Front, Part, Printed, Table, cell
from holdfast.report.review import stamped, timeline_table
from holdfast.words import _, ngettext

_RESOURCE_SHARES: Final = (40.0, 40.0, 35.0)
_ACTIVITY_SHARES: Final = (30.0, 22.0, 63.0)


@dataclass(frozen=True, slots=True)
class IncidentLog:
    """What is new on one incident. `facts` are its severity, its phase and so on, ready to read."""

    ref: str
    title: str
    facts: tuple[str, ...] = ()
    rows: tuple[TimelineRow, ...] = ()
    drill: bool = False


@dataclass(frozen=True, slots=True)
class ShiftLog:
    """Everything that was recorded from `since` to `until`, incident by incident."""

    since: str
    until: str
    imprint: Imprint
    incidents: tuple[IncidentLog, ...] = ()
    control: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """A resource or person that worked with somebody (ICS 214, field 6)."""

    name: str
    position: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """A notable activity of a person; `recorded` only where it says more than `occurred`."""

    occurred: str
    recorded: str
    late: bool
    incident_ref: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonalLog:
    """What one person did from `since` to `until`. `prepared` says by whom it was made, and how sure; `drill`
    that all of it was done in drills.
    """

    name: str
    since: str
    until: str
    imprint: Imprint
    positions: tuple[str, ...] = ()
    agency: str = ""
    prepared: str = ""
    assigned: tuple[Assigned, ...] = ()
    activities: tuple[Activity, ...] = ()
    control: tuple[tuple[str, str], ...] = ()
    drill: bool = False


def print_shift(log: ShiftLog) -> Printed:
    """A heading for each incident, its rows below it."""
    rows, count = sum(len(incident.rows) for incident in log.incidents), len(log.incidents)
    facts = (
        ngettext("{count} incident", "{count} incidents", count).format(count=count),
        ngettext("{count} row", "{count} rows", rows).format(count=rows),
    )
    control = ((_("From"), log.since), (_("Until"), log.until), *log.control)
    front = _front(_("All incidents"), _("Shift log"), log, (_period(log), *facts), control)
    nothing = Part(_("What is new"), empty=_("Nothing was recorded in this time."))
    return Printed(front, tuple(map(_incident, log.incidents)) or (nothing,))


def _period(log: ShiftLog | PersonalLog) -> str:
    return f"{log.since} \N{EN DASH} {log.until}"


def _front(
    kicker: str,
    title: str,
    log: ShiftLog | PersonalLog,
    facts: tuple[str, ...],
    control: tuple[tuple[str, str], ...],
) -> Front:
    practice = log.imprint.practice
    drill = isinstance(log, PersonalLog) and log.drill
    stamps = ((drill, _("DRILL")), (practice, _("PRACTICE")))
    return Front(
        kicker=kicker,
        title=title,
        imprint=log.imprint,
        name=f"{title}, {_period(log)}",
        foot=f"{_period(log)}  \N{MIDDLE DOT}  {title}",
        state=", ".join(stamped(drill=drill, practice=practice)),
        facts=facts,
        stamps=tuple(word for said, word in stamps if said),
        control=tuple((label, text) for label, text in control if text),
    )


def _incident(log: IncidentLog) -> Part:
    facts = (*stamped(drill=log.drill, practice=False), *log.facts)
    table = timeline_table(log.rows) if log.rows else None
    return Part(f"{log.ref}  {log.title}", facts=facts, table=table, empty=_("Nothing new."))


def print_personal(log: PersonalLog) -> Printed:
    """The form's fields; the numbers are the form's."""
    control = (
        (_("2 Period, from"), log.since),
        (_("2 Period, to"), log.until),
        (_("3 Name"), log.name),
        (_("4 Position"), "\n".join(log.positions)),
        (_("5 Home agency"), log.agency),
        (_("8 Prepared by"), log.prepared),
        *log.control,
    )
    title = _("Personal log: {name}").format(name=log.name)
    front = _front(_("Activity log (fields of ICS 214)"), title, log, (_period(log),), control)
    captions = (_("Name and position"), _("Date and time"), _("Signature"))
    return Printed(front, (_assigned(log), _activities(log), Part(_("8 Prepared by"), signed=captions)))


def _assigned(log: PersonalLog) -> Part:
    rows = tuple((cell(each.name), cell(each.position), cell(each.agency)) for each in log.assigned)
    head = (_("Name"), _("Position"), _("Home agency"))
    table = Table(head, _RESOURCE_SHARES, rows, blank="\N{EN DASH}") if rows else None
    return Part(_("6 Resources assigned"), table=table, empty=_("None are recorded."))


def _activities(log: PersonalLog) -> Part:
    rows = tuple((_times(each), cell(each.incident_ref), cell(each.text)) for each in log.activities)
    head = (_("Time"), _("Incident"), _("Notable activity"))
    table = Table(head, _ACTIVITY_SHARES, rows) if rows else None
    return Part(_("7 Activity log"), table=table, empty=_("Nothing was recorded in this time."))


def _times(activity: Activity) -> Cell:
    recorded = _("recorded late, {time}") if activity.late else _("recorded {time}")
    return cell(activity.occurred, recorded.format(time=activity.recorded) if activity.recorded else "")
