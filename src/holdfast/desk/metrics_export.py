"""The metrics of a period as a document."""

from datetime import tzinfo
from typing import Final

from holdfast.desk.export import Handout, compare
from holdfast.desk.handover_export import site
from holdfast.desk.metrics_read import Asked, Progress, Read, going_on, read_metrics
from holdfast.domain.ids import subject
from holdfast.report.content import Paper
from holdfast.report.editions import control_of
from holdfast.report.metrics import MetricsReport, OverdueLine
from holdfast.report.record import at_one_head, imprint, period_status, stamp
from holdfast.store.store import Store
from holdfast.words import _

DOCUMENT: Final = "metrics"
"""What the entry of made metrics calls them."""
MOST_COMPARED: Final = 5_000
"""Incidents that are each, with their reviews, compared with the journal before metrics are handed out."""


def metrics_handout(
    store: Store,
    asked: Asked,
    progress: Progress = going_on,
    *,
    paper: Paper = "A4",
    language: str = "en",
) -> Handout:
    """The metrics of a period as they are recorded now; its making is recorded on the store. The errors of
    `read_metrics`.
    """

    def gather() -> Handout:
        read = read_metrics(store, asked, progress)
        on = subject("store", store.facts.id)
        few = len(read.metrics.rows) <= MOST_COMPARED
        rests_on = tuple(subject("incident", row.id) for row in read.metrics.rows) if few else ()
        if few:
            compare(store, [subject("review", review) for review in read.reviews])
        report = _report(store, read, paper, language)
        parameters = {**_named(asked), "now": asked.now.isoformat(), "zone": report.imprint.zone}
        return Handout(report, rests_on, on, (), parameters)

    return at_one_head(store, gather, language)


def _named(asked: Asked) -> dict[str, str]:
    return {
        "document": DOCUMENT,
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "query": asked.query,
        "imported": "yes" if asked.imported else "no",
    }


def _report(store: Store, read: Read, paper: Paper, language: str) -> MetricsReport:
    asked, metrics, zone = read.asked, read.metrics, store.zone
    return MetricsReport(
        since=stamp(asked.since, zone),
        until=stamp(asked.until, zone),
        imprint=imprint(store, "", paper, language, asked.until),
        control=control_of(
            store,
            subject("store", store.facts.id),
            _named(asked),
            period_status(store, asked.until),
            more=_more(store, read),
        ),
        query=asked.query,
        imported=asked.imported,
        today=_day(asked, zone),
        metrics=metrics,
        overdue=tuple(OverdueLine(one.due, one.title, one.ref) for one in read.overdue),
    )


def _day(asked: Asked, zone: tzinfo) -> str:
    return asked.now.astimezone(zone).date().isoformat()


def _more(store: Store, read: Read) -> tuple[tuple[str, str], ...]:
    told = _("every incident, entry by entry")
    if len(read.metrics.rows) > MOST_COMPARED:
        told = _("not each, for more than {most} incidents; holdfast store check compares all").format(
            most=f"{MOST_COMPARED:,}"
        )
    return (*site(store), (_("Compared with the journal"), told))
