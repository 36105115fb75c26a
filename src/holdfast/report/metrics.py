"""The metrics of a period as a document: a sentence first, a chart second, always a table, then the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from holdfast.domain.classification import severity_text
from holdfast.domain.metrics import KEYS, RESOLVING, Contributed, Figures, Measured, Metrics, Row, unnamed
from holdfast.domain.metrics_words import (
    factor_formula,
    factor_sentence,
    factor_word,
    formula,
    measure_word,
    method_text,
    reason_word,
    sentence,
    short_word,
    span_or_dash,
)
from holdfast.domain.text import first_upper
from holdfast.domain.timewords import span_text
from holdfast.domain.value import title_text
from holdfast.report.content import Imprint
from holdfast.report.control import Control, control_rows
from holdfast.report.printed import Bar, Cell, Chart, Front, Line, Part, Printed, Table, cell
from holdfast.report.review import stamped
from holdfast.report.spreadsheet import rows_text
from holdfast.words import _, ngettext

MOST_ON_PAGES: Final = 2_000
"""Rows that stand on pages; of more the attached record, the JSON and the CSV hold all."""
_FIRST: Final = tuple(key for key in KEYS if key not in RESOLVING)
_FIGURE_SHARES: Final = (52.0, 13.0, 20.0, 20.0, 35.0)
_SEVERITY_SHARES: Final = (45.0, 20.0, 25.0, 25.0)
_ROW_SHARES: Final = (39.0, 47.0, 54.0)


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """A preventive action after its day; `due` is `YYYY-MM-DD`."""

    due: str
    title: str
    ref: str


@dataclass(frozen=True, slots=True)
class MetricsReport:
    """Metrics, ready to print. `since` is in the period, `until` is not; `query` says what else was asked
    for, `imported` whether those that came with a review count.
    `today` is the day on which actions are overdue. Lengths of time are seconds.
    """

    since: str
    until: str
    imprint: Imprint
    control: Control
    query: str = ""
    imported: bool = False
    today: str = ""
    metrics: Metrics = field(default_factory=Metrics)
    overdue: tuple[OverdueLine, ...] = ()


def print_metrics(report: MetricsReport) -> Printed:
    """The figures, how they are made, and the rows behind them."""
    return Printed(_front(report), tuple(_parts(report)))


def _front(report: MetricsReport) -> Front:
    made, period = report.imprint, f"{report.since} \N{EN DASH} {report.until}"
    counted = report.metrics.counted
    count = ngettext("{count} incident", "{count} incidents", counted).format(count=counted)
    imported = _("counted") if report.imported else _("left out")
    control = (
        (_("Declared from"), report.since),
        (_("Declared before"), report.until),
        (_("Filter"), report.query or _("none set")),
        (_("Imported with a review"), imported),
        *control_rows(report.control, made.zone),
    )
    return Front(
        kicker=_("Metrics"),
        title=_("How long incidents took"),
        imprint=made,
        name=_("Metrics, {period}").format(period=period),
        foot=_("{period}  \N{MIDDLE DOT}  metrics, edition {number}").format(
            period=period, number=report.control.edition
        ),
        state=", ".join(stamped(drill=False, practice=made.practice)),
        facts=(period, count),
        stamps=(_("PRACTICE"),) if made.practice else (),
        control=control,
    )


def _parts(report: MetricsReport) -> Iterator[Part]:
    by_key = {each.key: each for each in report.metrics.measured}
    first = [by_key[key] for key in _FIRST if key in by_key]
    resolving = [by_key[key] for key in RESOLVING if key in by_key]
    yield _measures(_("From its start until it was contained"), first)
    yield _measures(_("Until it was over: four meanings of MTTR"), resolving)
    yield from _by_severity(report.metrics.measured)
    yield _counted(report.metrics)
    yield _contributed(report.metrics)
    yield _shared(report.metrics)
    yield _overdue(report)
    yield Part(_("How these figures are made"), words=_made(report))
    yield _behind(report)


def _measures(heading: str, measured: Sequence[Measured]) -> Part:
    said = "\n".join(f"- {sentence(each.key, each.whole)}" for each in measured)
    head = (_("Time"), _("n"), _("Median"), _("90th percentile"), _("Not in it"))
    rows = tuple(_measured_row(each) for each in measured)
    bars = ((first_upper(short_word(each.key)), each.whole) for each in measured)
    table = Table(head, _FIGURE_SHARES, rows, blank="\N{EN DASH}")
    return Part(heading, words=said, chart=_chart(heading, bars), table=table)


def _measured_row(each: Measured) -> tuple[Cell, ...]:
    missing = tuple(Line(f"{count}: {reason_word(why)}", quiet=True) for why, count in each.missing)
    whole = each.whole
    return (
        cell(measure_word(each.key), formula(each.key)),
        cell(str(whole.n)),
        cell(span_or_dash(whole.median)),
        cell(span_or_dash(whole.most)),
        missing or cell("\N{EN DASH}"),
    )


def _chart(name: str, bars: Iterable[tuple[str, Figures]]) -> Chart | None:
    """Medians as bars with a line to the 90th percentile, and in words what it shows."""
    shown = tuple(
        Bar(label, its.median, its.most, span_text(its.median), span_text(its.most))
        for label, its in bars
        if its.median is not None and its.most is not None
    )
    if not shown:
        return None
    told = "; ".join(
        _("{what}: median {median}, 90th percentile {most}").format(
            what=bar.label, median=bar.told, most=bar.told_most
        )
        for bar in shown
    )
    alt = _("Bar chart. {name}. {told}.").format(name=name, told=told)
    return Chart(alt, shown, _("Bar: median. Thin line: up to the 90th percentile."))


def _by_severity(measured: Iterable[Measured]) -> Iterator[Part]:
    shown = [each for each in measured if each.whole.n]
    yield Part(
        _("By severity"),
        words="" if not shown else _("Each time again, for the incidents of one severity."),
        empty=_("No incident of this period has such times."),
    )
    for each in shown:
        head = (_("Severity"), _("n"), _("Median"), _("90th percentile"))
        rows = tuple(
            (
                cell(severity_name(one)),
                *map(cell, (str(its.n), span_or_dash(its.median), span_or_dash(its.most))),
            )
            for one, its in each.severities
        )
        bars = ((severity_name(one), its) for one, its in each.severities)
        heading = measure_word(each.key)
        yield Part(
            heading,
            words=sentence(each.key, each.whole),
            chart=_chart(heading, bars),
            table=Table(head, _SEVERITY_SHARES, rows),
            level=3,
        )


def severity_name(severity: int) -> str:
    """The severity as it is told; 0 is for what nobody assessed."""
    return severity_text(severity) if severity else _("Not assessed")


def _counted(metrics: Metrics) -> Part:
    pairs = (
        (_("Incidents declared in the period"), metrics.incidents),
        *(
            (_("Left out: {reason}").format(reason=reason_word(why)), count)
            for why, count in metrics.left_out
        ),
        (_("Counted"), metrics.counted),
    )
    rows = tuple((cell(label), cell(str(count))) for label, count in pairs)
    return Part(_("Who is counted"), table=Table((_("What"), _("How many")), (85.0, 30.0), rows))


def _contributed(metrics: Metrics) -> Part:
    found, heading = metrics.contributed, _("Contributing factors")
    head = (_("Category"), _("Incidents"))
    named = [(first_upper(factor_word(one.name)), str(one.count)) for one in found.categories]
    out = [(_("Not in it: {reason}").format(reason=reason_word(why)), str(n)) for why, n in found.missing]
    rows = tuple((cell(what), cell(count)) for what, count in (*named, *out))
    return Part(
        heading,
        words=f"- {factor_sentence(found)}" if rows else "",
        chart=_factor_chart(heading, found),
        table=Table(head, (85.0, 30.0), rows) if rows else None,
        empty=_("No incident is counted, so no review is."),
    )


def _factor_chart(name: str, found: Contributed) -> Chart | None:
    """How many incidents each category stands at, with a line to how many there are."""
    whole = _("of {n}").format(n=found.n)
    bars = tuple(
        Bar(first_upper(factor_word(one.name)), one.count, found.n, str(one.count), whole)
        for one in found.categories
    )
    if not bars:
        return None
    told = "; ".join(f"{bar.label}: {bar.told} {bar.told_most}" for bar in bars)
    alt = _("Bar chart. {name}. {told}.").format(name=name, told=told)
    return Chart(alt, bars, _("Bar: incidents that name it. Thin line: all whose review names a factor."))


def _shared(metrics: Metrics) -> Part:
    sorts = (
        (_("Label"), metrics.labels),
        (_("Service"), metrics.services),
    )
    rows = tuple(
        (cell(sort), cell(one.name), cell(str(one.count))) for sort, repeated in sorts for one in repeated
    )
    table = Table((_("What"), _("Name"), _("Incidents")), (35.0, 60.0, 20.0), rows)
    empty = _("No label or service stands at more than one incident.")
    return Part(_("What is repeated"), table=table if rows else None, empty=empty)


def _overdue(report: MetricsReport) -> Part:
    rows = tuple((cell(one.due), cell(title_text(one.title)), cell(one.ref)) for one in report.overdue)
    count = len(rows)
    said = ngettext("{count} is overdue on {day}.", "{count} are overdue on {day}.", count)
    return Part(
        _("Overdue preventive actions"),
        words=said.format(count=count, day=report.today) if rows else "",
        table=Table((_("Due"), _("Action"), _("Incident")), (22.0, 68.0, 25.0), rows) if rows else None,
        empty=_("No preventive action is overdue."),
    )


def _made(report: MetricsReport) -> str:
    lines = [f"- {measure_word(each.key)}: {formula(each.key)}." for each in report.metrics.measured]
    lines.append(f"- {_('Contributing factors')}: {factor_formula()}.")
    why = _(
        "Left out of everything are drills, dismissed incidents and, unless they were asked for, those that"
        " came with an imported review. What is practised lies in a store of its own. A time that ends before"
        " it begins, or lies ahead of the clock, is left out of its figure and counted beside it: a clock may"
        " have been wrong. Reopening an incident takes back the times behind it; the later ones count."
        " Figures are of incidents, never of people."
    )
    return "\n\n".join((method_text(), "\n".join(lines), why))


def _behind(report: MetricsReport) -> Part:
    heading = _("The incidents behind the figures")
    if len(report.metrics.rows) > MOST_ON_PAGES:
        told = _(
            "{count} incidents are more than pages can show. The attached record holds each of them, as do"
            " the JSON and CSV of this report."
        )
        return Part(heading, words=told.format(count=f"{len(report.metrics.rows):,}"))
    head = (_("Incident"), _("Until contained"), _("Until over"))
    table = Table(head, _ROW_SHARES, tuple(map(_row, report.metrics.rows)))
    return Part(
        heading,
        table=table if report.metrics.rows else None,
        empty=_("No incident was declared in this period."),
    )


def _row(row: Row) -> tuple[Cell, ...]:
    named = ", ".join(map(factor_word, row.factors or ()))
    beside = (severity_name(row.severity), row.service, named)
    what = cell(f"{row.ref}  {title_text(row.title)}", *beside)
    if row.left_out:
        return (what, cell(_("left out: {reason}").format(reason=reason_word(row.left_out))), ())
    told = dict(zip(KEYS, row.spans, strict=True))
    return (what, *(tuple(_span(key, told[key]) for key in keys) for keys in (_FIRST, RESOLVING)))


def _span(key: str, span: int | str) -> Line:
    told = reason_word(span) if isinstance(span, str) else span_text(span)
    return Line(_("{what}: {told}").format(what=short_word(key), told=told), quiet=True)


# --- as text --------------------------------------------------------------------------------------


def metrics_table(report: MetricsReport) -> str:
    """Each incident of the period: of every time its seconds, and why there are none."""
    return rows_text([_columns(), *(_cells(row) for row in report.metrics.rows)])


def _columns() -> Sequence[str]:
    each = (column for key in KEYS for column in (f"{key}_seconds", f"{key}_missing"))
    return ("ref", "title", "service", "severity", "labels", "left_out", "factors", "factors_missing", *each)


def _cells(row: Row) -> Sequence[str]:
    spans = row.spans or ("",) * len(KEYS)
    each = (text for span in spans for text in (("", span) if isinstance(span, str) else (str(span), "")))
    severity = str(row.severity or "")
    named = ", ".join(each or "none" for each in row.factors or ())
    beside = (", ".join(row.labels), row.left_out, named, unnamed(row))
    return (row.ref, row.title, row.service, severity, *beside, *each)
