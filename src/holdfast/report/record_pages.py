"""The record of an incident as a printed document."""

from collections.abc import Iterator, Sequence
from typing import Final

from holdfast.report.control import control_rows
from holdfast.report.incident_record import (
    EvidenceLine,
    IncidentRecord,
    RecordRow,
    RunPart,
    StepRow,
    TaskLine,
)
from holdfast.report.printed import Cell, Front, Line, Part, Printed, Table, cell
from holdfast.report.review import elsewhere_words, not_carried, stamped
from holdfast.words import _, ngettext

_ROWS: Final = (31.0, 22.0, 53.0, 11.0)
_PAIRS: Final = (30.0, 85.0)
_STEPS: Final = (8.0, 39.0, 29.0, 39.0)
_COUNTS: Final = (50.0, 65.0)
_DASH: Final = "\N{EN DASH}"


def print_record(record: IncidentRecord) -> Printed:
    """The cover, then part after part."""
    return Printed(_front(record), tuple(_parts(record)))


def _front(record: IncidentRecord) -> Front:
    made = record.imprint
    stamps = (
        (record.drill, _("DRILL")),
        (made.practice, _("PRACTICE")),
        (not record.ended, _("INTERIM")),
    )
    state = (*stamped(drill=record.drill, practice=made.practice), record.control.status)
    return Front(
        kicker=_("Incident record"),
        title=record.title,
        imprint=made,
        name=_("{ref} incident record: {title}").format(ref=record.incident_ref, title=record.title),
        foot="  \N{MIDDLE DOT}  ".join((record.incident_ref, _edition(record))),
        state=", ".join(state),
        facts=(record.incident_ref, *record.facts),
        stamps=tuple(word for said, word in stamps if said),
        control=control_rows(record.control, made.zone),
        signed=(_("Checked by: name and position"), _("Date and time"), _("Signature")),
    )


def _edition(record: IncidentRecord) -> str:
    return _("Incident record, edition {number}").format(number=record.control.edition)


def _parts(record: IncidentRecord) -> Iterator[Part]:
    yield Part(_("Facts"), table=_pairs(record.about), fresh=True)
    yield Part(_("Times"), table=_pairs(record.times))
    yield _assessments(record)
    yield _timeline(record)
    yield from _runs(record.runs)
    yield _roles(record)
    yield _updates(record)
    yield _handovers(record)
    yield _tasks(record.tasks)
    yield _evidence(record.evidence)
    yield _completeness(record)


def _pairs(pairs: Sequence[tuple[str, str]], shares: tuple[float, ...] = _PAIRS) -> Table:
    return Table(
        (_("What"), _("As recorded")), shares, tuple((cell(a), cell(b)) for a, b in pairs), blank=_DASH
    )


def _part(
    heading: str, head: Sequence[str], shares: Sequence[float], rows: Sequence[tuple[Cell, ...]], empty: str
) -> Part:
    table = Table(tuple(head), tuple(shares), tuple(rows), blank=_DASH) if rows else None
    listed = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows)) if rows else ""
    return Part(heading, table=table, empty=empty, listed=listed)


def _assessments(record: IncidentRecord) -> Part:
    rows = [(cell(one.at), cell(one.who), cell(one.text, one.reason)) for one in record.assessments]
    head = (_("When"), _("By"), _("How bad"))
    return _part(_("Assessments"), head, (30, 23, 62), rows, _("Nobody assessed it."))


def _timeline(record: IncidentRecord) -> Part:
    codes = {row.station for row in record.timeline}
    rows = [_row(row, named=len(codes) > 1) for row in record.timeline]
    head = (_("When"), _("By"), _("What happened"), _("Entry"))
    return _part(_("Timeline"), head, _ROWS, rows, _("Nothing was recorded."))


def _row(row: RecordRow, *, named: bool) -> tuple[Cell, ...]:
    recorded = _("recorded late, {time}") if row.late else _("recorded {time}")
    times = cell(
        row.occurred,
        recorded.format(time=row.recorded) if row.recorded else "",
        _("its clock said {time}").format(time=row.raw) if row.raw else "",
    )
    who = cell(row.who, row.kind, _("source: {name}").format(name=row.origin) if row.origin else "")
    return times, who, _said(row), cell(f"{row.station} {row.seq}" if named else str(row.seq))


def _said(row: RecordRow) -> Cell:
    lines = [Line(_("Withdrawn: {reason}").format(reason=row.withdrawn))] if row.withdrawn else []
    lines.append(Line(row.text))
    if row.corrected:
        told = _("Corrected; it first said: {text}")
        if row.first_occurred != row.occurred:
            told = _("Corrected; it first said, of {time}: {text}")
        lines.append(Line(told.format(time=row.first_occurred, text=row.first), quiet=True))
    if row.removed:
        lines.append(Line(_("Words of it were removed or withheld"), quiet=True))
    if row.elsewhere:
        lines.append(Line(elsewhere_words(), quiet=True))
    if row.pinned:
        lines.append(Line(_("pinned"), quiet=True))
    return tuple(lines)


def _runs(runs: Sequence[RunPart]) -> Iterator[Part]:
    count = ngettext("{count} run", "{count} runs", len(runs)).format(count=len(runs)) if runs else ""
    yield Part(_("Runbooks used"), listed=count, empty="" if runs else _("None was followed."))
    for run in runs:
        version = _("version {hash}").format(hash=run.version[:12]) if run.version else _("blank checklist")
        facts = (version, run.who, run.started, run.ended or _("goes on"))
        head = (_("Step"), _("What to do"), _("Result"), _("Remark and evidence"))
        table = Table(head, _STEPS, tuple(map(_step, run.steps)), blank=_DASH) if run.steps else None
        yield Part(run.title, facts=facts, table=table, empty=_("It has no steps."), level=3)


def _step(step: StepRow) -> tuple[Cell, ...]:
    kept = tuple(Line(each, quiet=True) for each in step.evidence)
    remark = (Line(step.remark), *kept) if step.remark or not kept else kept
    return cell(str(step.number)), cell(step.text), cell(step.result, step.who, step.at), remark


def _roles(record: IncidentRecord) -> Part:
    rows = [
        (cell(one.role), cell(one.name), cell(one.since), cell(one.until or _("still held")))
        for one in record.roles
    ]
    head = (_("Role"), _("Name"), _("From"), _("Until"))
    return _part(_("Roles"), head, (24, 29, 31, 31), rows, _("No role was given."))


def _updates(record: IncidentRecord) -> Part:
    rows = [
        (cell(str(one.number), one.at), cell(one.audience, one.who), cell(one.text)) for one in record.updates
    ]
    head = (_("Update"), _("To, by"), _("What it said"))
    return _part(_("Status updates"), head, (30, 23, 62), rows, _("None was sent."))


def _handovers(record: IncidentRecord) -> Part:
    rows = [
        (
            cell(one.given),
            cell(one.giver),
            cell(one.to, _("command goes with it") if one.command else ""),
            cell(one.state, one.answered),
        )
        for one in record.handovers
    ]
    head = (_("Offered"), _("By"), _("To"), _("Answer"))
    return _part(_("Handovers"), head, (31, 24, 27, 33), rows, _("None was offered."))


def _tasks(tasks: Sequence[TaskLine]) -> Part:
    rows = [(cell(one.title), cell(one.person), cell(one.given), cell(one.state, one.moved)) for one in tasks]
    head = (_("Task"), _("Person"), _("Given"), _("State"))
    return _part(_("Tasks"), head, (34, 19, 31, 31), rows, _("None was given."))


def _evidence(pieces: Sequence[EvidenceLine]) -> Part:
    rows = [
        (
            cell(one.name, one.remark, _withdrawal(one)),
            (Line(one.sha256 or _DASH, code=True), Line(one.where, quiet=True), Line(one.found, quiet=True)),
            cell(ngettext("{count} byte", "{count} bytes", one.size).format(count=f"{one.size:,}")),
            cell(one.at, one.who),
        )
        for one in pieces
    ]
    head = (_("Evidence"), _("SHA-256"), _("Size"), _("Added"))
    return _part(_("Evidence"), head, (28, 44, 17, 32), rows, _("None was added."))


def _withdrawal(one: EvidenceLine) -> str:
    return _("Withdrawn: {reason}").format(reason=one.withdrawn) if one.withdrawn else ""


def _completeness(record: IncidentRecord) -> Part:
    pairs = (
        (_("Entries about this incident"), str(record.entries)),
        (_("Rows of the timeline"), str(len(record.timeline))),
        (_("Recorded late"), str(sum(row.late for row in record.timeline))),
        (_("Corrected"), str(sum(row.corrected for row in record.timeline))),
        (_("Withdrawn, still shown"), str(sum(bool(row.withdrawn) for row in record.timeline))),
        (_("Entries with words withheld"), str(record.withheld)),
        (_("Entries with words removed for cause"), str(record.removed)),
    )
    rows = (*pairs, *not_carried(record.timeline))
    return Part(_("What this record holds"), table=_pairs(rows, _COUNTS))
