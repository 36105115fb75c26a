"""A review as a printed document: its sections, the timeline and the preventive actions among them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final, Protocol

from holdfast.domain.review_layout import group_title
from holdfast.report.board_tables import factors_table, figures_table
from holdfast.report.content import (
    ActionRow,
    InterviewRow,
    ReviewReport,
    RunRow,
    SectionText,
    Signature,
    TimelineRow,
)
from holdfast.report.printed import Front, Line, Part, Printed, Table, cell
from holdfast.words import _

_TIMELINE_SHARES: Final = (30.0, 23.0, 62.0)
_RUN_SHARES: Final = (34.0, 31.0, 50.0)
_INTERVIEW_SHARES: Final = (40.0, 75.0)
_SIGNATURE_SHARES: Final = (22.0, 36.0, 36.0, 36.0)
_ROOM: Final = 10.0  # points above and below, so that a name can be written
_ACTION_SHARES: Final = (40.0, 20.0, 22.0, 40.0, 18.0)


def print_review(report: ReviewReport) -> Printed:
    """The review, section by section."""
    return Printed(_front(report), tuple(_parts(report)))


def _front(report: ReviewReport) -> Front:
    status = _("released") if report.status == "released" else _("draft")
    stamps = (
        (report.drill, _("DRILL")),
        (report.practice, _("PRACTICE")),
        (report.status != "released", _("DRAFT")),
    )
    small = (*stamped(drill=report.drill, practice=report.practice), status)
    return Front(
        kicker=_("Post-incident review"),
        title=report.title,
        imprint=report.imprint,
        name=f"{report.incident_ref} {report.title}",
        foot=f"{report.incident_ref}  \N{MIDDLE DOT}  {report.revision}, {status}",
        state=", ".join(small),
        facts=(report.incident_ref, *report.facts),
        stamps=tuple(word for said, word in stamps if said),
        control=report.control,
    )


def stamped(*, drill: bool, practice: bool) -> tuple[str, ...]:
    """What keeps a paper from being taken for one of a real incident, in small words."""
    return tuple(word for said, word in ((drill, _("drill")), (practice, _("practice"))) if said)


def _parts(report: ReviewReport) -> Iterator[Part]:
    for section in report.shown_sections():
        table = _table(report, section)
        grouped = section.key == "timeline" and any(row.group for row in report.timeline)
        empty = "" if grouped else _("Not written yet.")
        yield Part(section.heading, text=section.text, table=table, empty=empty)
        if grouped:
            yield from _groups(report.timeline)
        if section.key == "timeline" and report.runs:
            yield Part(_("Runbooks used"), table=_runs_table(report.runs))
    if report.interviews:
        yield Part(_("Interview notes"), text=_told(), table=_interviews_table(report.interviews))
    if report.signatures:
        yield Part(_("Signatures"), table=_signatures_table(report.signatures))


def _groups(rows: Sequence[TimelineRow]) -> Iterator[Part]:
    """The rows behind the first ones without a heading, each group under its own."""
    for number, (group, there) in enumerate(groupby(rows, key=lambda row: row.group)):
        if heading := group_title(group, first=not number):
            yield Part(heading, table=timeline_table(list(there)), level=3)


def _told() -> str:
    return _(
        "What people told after the incident, kept for the author, the writers and the reviewers of this "
        "review. Whoever exported this copy chose to print it; other copies withhold it. "
        "Hand it on with care."
    )


def _interviews_table(rows: Sequence[InterviewRow]) -> Table:
    head = (_("Who told it, and when"), _("What was told"))
    return Table(head, _INTERVIEW_SHARES, tuple(map(_interview_row, rows)))


def _interview_row(row: InterviewRow) -> tuple[tuple[Line, ...], ...]:
    told = (Line(line) for line in row.text.splitlines() if line.strip())
    return cell(row.person, row.occurred, row.recorded), tuple(told)


def _signatures_table(rows: Sequence[Signature]) -> Table:
    """Who stands behind it, as recorded, and room to sign on paper."""
    head = (_("As"), _("Name, and how sure the record is"), _("Recorded"), _("Signature and date"))
    return Table(head, _SIGNATURE_SHARES, tuple(map(_signature_row, rows)), pad=_ROOM)


def _signature_row(row: Signature) -> tuple[tuple[Line, ...], ...]:
    return cell(row.role), cell(row.name, row.sure), cell(row.at), (Line(""),)


def _runs_table(rows: Sequence[RunRow]) -> Table:
    """Which runbook in which version, by whom and when, and what became of its steps."""
    head = (_("Runbook"), _("By, from, until"), _("What became of its steps"))
    return Table(head, _RUN_SHARES, tuple(map(_run_row, rows)), blank="\N{EN DASH}")


def _run_row(row: RunRow) -> tuple[tuple[Line, ...], ...]:
    version = _("version {hash}").format(hash=row.version) if row.version else _("blank checklist")
    counts = (
        (row.done, _("{count} done")),
        (row.skipped, _("{count} skipped")),
        (row.failed, _("{count} failed")),
        (row.deviated, _("{count} done differently")),
        (row.left_out, _("{count} left out by an answer")),
        (row.unsettled, _("{count} not settled")),
    )
    told = ", ".join(words.format(count=count) for count, words in counts if count)
    steps = (Line(told or _("no step was settled")), *map(Line, row.deviations))
    return cell(row.title, version), cell(row.who, row.started, row.ended or _("goes on")), steps


def _table(report: ReviewReport, section: SectionText) -> Table | None:
    if section.key == "timeline" and (rows := list(takewhile(lambda row: not row.group, report.timeline))):
        return timeline_table(rows)
    if section.key == "impact" and report.figures:
        return figures_table(report.figures)
    if section.key == "factors" and report.factors:
        return factors_table(report.factors)
    if section.key == "actions" and report.actions:
        head = (_("Action"), _("Owner"), _("Due"), _("How we will know it worked"), _("State"))
        rows = tuple(map(_action_row, report.actions))
        return Table(head, _ACTION_SHARES, rows, blank="\N{EN DASH}")
    return None


def timeline_table(rows: Sequence[TimelineRow]) -> Table:
    """When, by whom, what; late entries say when they were written down."""
    head = (_("When"), _("By"), _("What happened"))
    return Table(head, _TIMELINE_SHARES, tuple(map(_timeline_row, rows)))


def _timeline_row(row: TimelineRow) -> tuple[tuple[Line, ...], ...]:
    recorded = _("recorded late, {time}") if row.late else _("recorded {time}")
    times = cell(row.occurred, recorded.format(time=row.recorded) if row.recorded else "")
    people = tuple(line for line in (Line(row.who), Line(row.kind, quiet=True)) if line.text)
    said = (Line(row.text),)
    return times, people, (*said, Line(elsewhere_words(), quiet=True)) if row.elsewhere else said


def elsewhere_words() -> str:
    """What stands at a row whose entry does not leave the store with this document."""
    return _("recorded with another incident, not carried here")


class _Row(Protocol):
    @property
    def elsewhere(self) -> bool: ...


def not_carried(rows: Iterable[_Row]) -> tuple[tuple[str, str], ...]:
    """How many rows that is true of, as a pair of label and value; nothing where it is none."""
    count = sum(row.elsewhere for row in rows)
    return ((_("Rows recorded with another incident, not carried here"), str(count)),) if count else ()


def _action_row(row: ActionRow) -> tuple[tuple[Line, ...], ...]:
    return tuple((Line(text),) for text in (row.title, row.owner, row.due, row.verify, row.state))
