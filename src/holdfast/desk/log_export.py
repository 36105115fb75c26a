"""The logs of a period as documents: a shift's over all incidents, and one person's (ICS 214)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from holdfast.desk.export import Handout
from holdfast.desk.handover_export import site
from holdfast.domain import logs
from holdfast.domain.classification import severity_text
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.operator import Operator
from holdfast.domain.phase import phase_word
from holdfast.domain.sheet import Signed
from holdfast.domain.timeline import TimelineRow, kind_word
from holdfast.report import content
from holdfast.report.content import Imprint, Paper
from holdfast.report.logs import Activity, Assigned, IncidentLog, PersonalLog, ShiftLog
from holdfast.report.record import at_one_head, imprint, stamp, sure_words
from holdfast.respond.logs import personal_log, shift_log, told_whole
from holdfast.store.store import Store
from holdfast.words import _, ngettext


def shift_handout(
    store: Store,
    since: datetime,
    until: datetime | None = None,
    *,
    paper: Paper = "A4",
    language: str = "en",
) -> Handout:
    """Everything recorded from `since` to `until` (now by default), incident by incident.

    Its making is recorded on the store: on no incident, since it is about none of them alone.
    """
    end = until or store.now()

    def gather() -> Handout:
        log = shift_log(store, since, end)
        made = imprint(store, _name(log.prepared), paper, language, end)
        rests_on = tuple(subject("incident", one.id) for one in log.incidents)
        on = subject("store", store.facts.id)
        parameters = _parameters(store, "shift-log", log, made)
        return Handout(_shift(store, log, made), rests_on, on, parameters=parameters)

    return at_one_head(store, gather, language)


def personal_handout(
    store: Store,
    operator: str,
    since: datetime,
    until: datetime | None = None,
    *,
    paper: Paper = "A4",
    language: str = "en",
) -> Handout:
    """What one operator (an id) recorded and led in a period; its making is recorded on the operator."""
    end = until or store.now()

    def gather() -> Handout:
        log = personal_log(store, operator, since, end)
        made = imprint(store, _name(log.prepared), paper, language, end)
        on = subject("operator", operator)
        incidents = (store.incidents.find(ref).id for ref, _title in log.incidents)
        rests_on = (on, *(subject("incident", ident) for ident in incidents))
        parameters = {**_parameters(store, "personal-log", log, made), "operator": operator}
        return Handout(_personal(store, log, made), rests_on, on, parameters=parameters)

    return at_one_head(store, gather, language)


def find_person(store: Store, name: str) -> Operator:
    """The operator of a name, whatever its case; UserError where there is none."""
    found = store.operators.named(name)
    if found is not None:
        return found
    known = ", ".join(one.name for one in store.operators.all() if one.name)
    raise UserError(
        _("{name} has recorded nothing in this store.").format(name=name),
        hint=_("Choose one of: {names}.").format(names=known) if known else "",
    )


def _name(signed: Signed | None) -> str:
    return signed.name if signed else ""


def _parameters(
    store: Store, document: str, log: logs.ShiftLog | logs.PersonalLog, made: Imprint
) -> Mapping[str, str]:
    period = {"since": log.since.isoformat(), "until": log.until.isoformat()}
    by = {"prepared_by": store.by.operator} if store.by else {}
    return {"document": document, "zone": made.zone, **period, **by}


def _prepared(signed: Signed | None) -> str:
    return f"{signed.name}\n{sure_words(signed.sure)}" if signed and signed.name else ""


def _shift(store: Store, log: logs.ShiftLog, made: Imprint) -> ShiftLog:
    zone = store.zone
    more = ngettext("{count} further incident", "{count} further incidents", log.left_out)
    control = (
        (_("Prepared by"), _prepared(log.prepared)),
        (_("Left out"), more.format(count=log.left_out) if log.left_out else ""),
        (_("Times in"), made.zone),
        *site(store),
    )
    incidents = tuple(_incident(store, one) for one in log.incidents)
    said = tuple((label, text) for label, text in control if text)
    return ShiftLog(stamp(log.since, zone), stamp(log.until, zone), made, incidents, said)


def _incident(store: Store, one: logs.ShiftIncident) -> IncidentLog:
    rows = tuple(_row(store, row) for row in one.rows)
    drill = store.incidents.get(one.id).drill
    return IncidentLog(one.ref, one.title, tuple(_facts(one)), rows, drill)


def _facts(one: logs.ShiftIncident) -> Iterator[str]:
    yield severity_text(one.severity) if one.severity else _("Not assessed")
    yield phase_word(one.phase)
    if one.service:
        yield one.service
    if one.commander:
        yield _("commander {name}").format(name=one.commander)
    if one.is_new:
        yield _("new")
    if one.left_out:
        yield ngettext("{count} earlier row left out", "{count} earlier rows left out", one.left_out).format(
            count=one.left_out
        )


def _row(store: Store, row: TimelineRow) -> content.TimelineRow:
    occurred, recorded = stamp(row.occurred, store.zone), stamp(row.recorded, store.zone)
    return content.TimelineRow(
        occurred=occurred,
        recorded="" if recorded == occurred else recorded,
        late=row.late,
        kind=kind_word(row.kind),
        who=row.who,
        text=told_whole(row),
    )


def _personal(store: Store, log: logs.PersonalLog, made: Imprint) -> PersonalLog:
    zone = store.zone
    return PersonalLog(
        name=log.name,
        since=stamp(log.since, zone),
        until=stamp(log.until, zone),
        imprint=made,
        positions=tuple(_position(store, one) for one in log.positions),
        agency=log.agency,
        prepared=_prepared(log.prepared),
        assigned=tuple(Assigned(*one) for one in log.resources),
        activities=tuple(_activity(store, one) for one in log.activities),
        drill=bool(log.incidents) and all(store.incidents.find(ref).drill for ref, _title in log.incidents),
        control=((_("Times in"), made.zone),),
    )


def _position(store: Store, one: logs.Position) -> str:
    since = stamp(one.since, store.zone)
    if one.until is None:
        return _("{role} of {ref}, since {time}").format(role=one.role, ref=one.ref, time=since)
    until = stamp(one.until, store.zone)
    return _("{role} of {ref}, {time} to {until}").format(role=one.role, ref=one.ref, time=since, until=until)


def _activity(store: Store, one: logs.Activity) -> Activity:
    entry = store.journal.at(one.entry)
    recorded = stamp(datetime.fromisoformat(entry.at), store.zone) if entry and one.late else ""
    return Activity(stamp(one.at, store.zone), recorded, one.late, one.ref, one.text)
