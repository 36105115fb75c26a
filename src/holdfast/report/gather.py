"""A review's report gathered from the record: the same heads and parameters, the same value.

Every date in it was recorded; nothing is asked of the clock or of who is at the keyboard.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from holdfast.domain.action import Action
from holdfast.domain.classification import level_word, severity_text
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.proof import belongs
from holdfast.domain.review import Review, Row
from holdfast.domain.review_layout import in_groups, layout
from holdfast.domain.timeline import LATE, kind_word
from holdfast.domain.timewords import span_text, stamp_text
from holdfast.domain.value import said_text, title_text
from holdfast.report.approval import (
    approval_pairs,
    interview_rows,
    printed_words,
    signatures,
    status_words,
    withheld_words,
)
from holdfast.report.board import factor_rows, figure_rows
from holdfast.report.content import ActionRow, Paper, ReviewReport, SectionText, TimelineRow
from holdfast.report.record import (
    at_one_head,
    imprint,
    operator_name,
    stamp,
    sure_words,
    zone_name,
)
from holdfast.report.retold import retold
from holdfast.report.review import not_carried
from holdfast.report.runs_used import StepsLeft, none_left, runs_used
from holdfast.store.as_it_was import AsItWas, as_released
from holdfast.store.store import Store
from holdfast.words import _

_TIMES: Final = ("started", "detected", "declared", "triaged", "contained", "resolved", "closed", "dismissed")


def gather_review(  # noqa: PLR0913  (what may be chosen of a report, each with its usual answer)
    store: Store,
    review: str,
    texts: Mapping[str, str] | None = None,
    *,
    revision: int | None = None,
    notes: bool = False,
    paper: Paper = "A4",
    language: str = "en",
    left: StepsLeft = none_left,
) -> ReviewReport:
    """The report of a review as it is recorded now.

    `texts` stand in for recorded sections, by key: a preview shows drafts with them, an export has none.
    `revision`: as this one was released. `notes` prints the interview notes. `left` counts
    the steps of a run that nobody settled. UserError where there is no such review, or revision.
    """

    def made() -> ReviewReport:
        shown = shown_then(store, review, revision)
        report = _gathered(store, shown, texts or {}, paper, language, left)
        return _with_notes(store, report, shown.review) if notes else report

    return at_one_head(store, made, language)


def shown_then(store: Store, review: str, revision: int | None) -> AsItWas:
    """What is reported: a revision, or the review as it is; of a released one only what was released."""
    value = store.reviews.get(review)
    if revision is None and value.state == "released":
        revision = value.revision  # actions go on after the release; its paper says what was released
    if revision is not None:
        return as_released(store, review, revision)
    actions = tuple(store.reviews.actions(review))
    return AsItWas(value, actions, store.incidents.get(value.incident))


def _gathered(
    store: Store, shown: AsItWas, texts: Mapping[str, str], paper: Paper, language: str, left: StepsLeft
) -> ReviewReport:
    value, incident = shown.review, shown.incident
    made = imprint(store, operator_name(store, value.author), paper, language, value.begun)
    rows = tuple(_timeline(store, value, language))
    return ReviewReport(
        title=title_text(incident.title or value.title),
        incident_ref=incident.ref,
        revision=_("Revision {number}").format(number=value.revision),
        status="released" if value.state == "released" else "draft",
        marking=made.marking,
        facts=tuple(_facts(incident)),
        control=(*_control(store, value, incident), *not_carried(rows)),
        sections=tuple(_sections({**value.texts, **texts}, value)),
        timeline=rows,
        actions=tuple(_action(one) for one in shown.actions),
        signatures=tuple(signatures(store, value)),
        runs=tuple(runs_used(store, incident.id, left)),
        factors=factor_rows(store, value),
        figures=figure_rows(value),
        heads=made.heads,
        author=made.author,
        made_at=made.made_at,
        zone=made.zone,
        language=made.language,
        paper=made.paper,
        drill=incident.drill,
        practice=made.practice,
    )


def _with_notes(store: Store, report: ReviewReport, value: Review) -> ReviewReport:
    """The report with the interview notes, which says so where it else says that they are withheld."""
    told = _("Interview notes")
    control = ((name, printed_words(value) if name == told else text) for name, text in report.control)
    return replace(report, control=tuple(control), interviews=tuple(interview_rows(store, value)))


def _facts(incident: Incident) -> Iterator[str]:
    if incident.severity is not None:
        yield severity_text(incident.severity)
    if incident.priority is not None:
        yield _("priority {number}").format(number=incident.priority)
    lasted = _seconds(incident, "contained")
    if lasted is not None:
        yield _("{span} to contain").format(span=span_text(lasted))
    lasted = _seconds(incident, "resolved")
    if lasted is not None:
        yield _("{span} to resolve").format(span=span_text(lasted))


def _seconds(incident: Incident, phase: str) -> int | None:
    """From declaration to a phase."""
    declared, then = incident.times.get("declared"), incident.times.get(phase)
    return None if declared is None or then is None else int((then - declared).total_seconds())


def _control(store: Store, review: Review, incident: Incident) -> Iterator[tuple[str, str]]:
    """The label and value pairs of the control block, without those that say nothing."""
    zone = store.zone
    pairs = (
        (_("Reference"), incident.ref),
        (_("Revision"), str(review.revision)),
        (_("Status"), status_words(store, review)),
        (_("Author"), _author(store, review)),
        *approval_pairs(store, review),
        (_("Review begun"), stamp(review.begun, zone)),
        (_("Last change"), stamp(review.changed, zone)),
        (_("How bad"), _how_bad(incident)),
        (_("Service"), incident.service),
        (_("Commander"), incident.commander.name if incident.commander else ""),
        *((phase_word(name).capitalize(), stamp(incident.times.get(name), zone)) for name in _TIMES),
        (_("Interview notes"), withheld_words(review)),
        (_("Times in"), zone_name(zone, review.begun)),
        (_("Site"), store.facts.site),
    )
    yield from ((name, text) for name, text in pairs if text)


def _author(store: Store, review: Review) -> str:
    name = operator_name(store, review.author)
    if not name:
        return ""
    return f"{name} ({sure_words(review.author_sure)})"


def _how_bad(incident: Incident) -> str:
    if incident.severity is None or incident.priority is None or not incident.impact or not incident.urgency:
        return _("Not assessed")
    return _("{severity}, priority {priority} ({impact} impact, {urgency} urgency)").format(
        severity=severity_text(incident.severity),
        priority=incident.priority,
        impact=level_word(incident.impact).lower(),
        urgency=level_word(incident.urgency).lower(),
    )


def _sections(texts: Mapping[str, str], review: Review) -> Iterator[SectionText]:
    for each in layout(review):
        text = texts.get(each.key, "")
        if each.key == "timeline" and not review.rows:
            text = _("No entries were taken over from the incident's timeline yet.")
        yield SectionText(each.key, each.heading, text)


def _timeline(store: Store, review: Review, language: str) -> Iterator[TimelineRow]:
    told = retold(store, review, language)
    for row in (row for _group, there in in_groups(review.rows) for row in there):
        text = told.get(row.id, row.text)
        yield _row(row, text, store.zone, elsewhere=_elsewhere(store, review, row))


def _elsewhere(store: Store, review: Review, row: Row) -> bool:
    """Whether the entry that a row was taken from is another incident's too: no proof carries it."""
    entry = store.journal.at(row.source) if row.source else None
    if entry is None:
        return False
    return not belongs(entry.header.subject, entry.header.about, (subject("incident", review.incident),))


def _row(row: Row, text: str, zone: tzinfo, *, elsewhere: bool) -> TimelineRow:
    occurred, recorded = stamp_text(row.occurred, zone), stamp_text(row.recorded, zone)
    return TimelineRow(
        occurred=occurred,
        recorded="" if recorded == occurred else recorded,
        late=row.recorded - row.occurred > LATE,
        kind=kind_word(row.type),
        who=row.who,
        text=said_text(text),
        elsewhere=elsewhere,
        group=said_text(row.group),
    )


def _action(action: Action) -> ActionRow:
    state = {"open": _("open"), "done": _("done"), "verified": _("verified"), "dropped": _("dropped")}.get(
        action.state, action.state
    )
    return ActionRow(action.title, action.owner, action.due, action.verify, state)
