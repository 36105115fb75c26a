"""The record of an incident as a document, for whoever checks what was done and what was written down."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from holdfast.desk import record_parts
from holdfast.desk.export import Handout
from holdfast.desk.handover_export import facts_of, site
from holdfast.desk.record_runs import run_parts
from holdfast.domain.classification import level_word, severity_text
from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.incident import ORDER, Incident
from holdfast.domain.phase import ENDED, phase_word
from holdfast.domain.proof import belongs, is_reserved
from holdfast.domain.review import standing_words
from holdfast.domain.timeline import noticed_word, timeline
from holdfast.domain.timewords import span_text
from holdfast.domain.told import close_reason_word, relation_word
from holdfast.domain.value import title_text
from holdfast.report.content import Imprint, Paper
from holdfast.report.editions import control_of
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.record import at_one_head, imprint, newest_at
from holdfast.report.record import stamp as told
from holdfast.respond.evidence import evidence_of
from holdfast.store.store import Store
from holdfast.words import _

DOCUMENT: Final = "incident-record"
"""What the entry of a made record calls it."""


def record_handout(store: Store, incident: str, *, paper: Paper = "A4", language: str = "en") -> Handout:
    """The record of an incident as it is now, with every row, withdrawn and corrected ones as such."""

    def gather() -> Handout:
        value = store.incidents.get(incident)
        made = imprint(store, "", paper, language, newest_at(store))
        on = subject("incident", incident)
        parameters = {"document": DOCUMENT, "zone": made.zone}
        rests_on = tuple(_rests_on(store, value))
        return Handout(_record(store, value, made, rests_on), rests_on, on, (), parameters)

    return at_one_head(store, gather, language)


def _rests_on(store: Store, value: Incident) -> Iterator[str]:
    """With the review: what its interview notes say is withheld, but that they are there is counted."""
    yield subject("incident", value.id)
    if value.review_id:
        yield subject("review", value.review_id)
    yield from (subject("run", run.id) for run in store.runbooks.runs_of(value.id))
    yield from (subject("task", task.id) for task in store.tasks.of_incident(value.id))
    yield from (subject("handover", one.id) for one in store.handovers.of_incident(value.id))


def _record(store: Store, value: Incident, made: Imprint, rests_on: Collection[str]) -> IncidentRecord:
    entries = store.entries("incident", value.id)
    rows = timeline(entries, store.operators.names())
    pieces = evidence_of(store, value.id)
    runs = store.runbooks.runs_of(value.id)
    return IncidentRecord(
        title=title_text(value.title),
        incident_ref=value.ref,
        imprint=made,
        control=control_of(
            store, subject("incident", value.id), {"document": DOCUMENT}, _status(value), more=site(store)
        ),
        ended=value.phase in ENDED,
        facts=tuple(facts_of(value)),
        about=tuple(_about(store, value)),
        times=tuple(_times(store, value)),
        assessments=tuple(record_parts.assessments(store, entries, rows)),
        timeline=tuple(record_parts.record_rows(store, rows, _elsewhere(entries, rests_on))),
        runs=tuple(run_parts(store, runs, {piece.entry: piece for piece in pieces})),
        roles=tuple(record_parts.roles(store, value.id)),
        updates=tuple(record_parts.updates(store, entries)),
        handovers=tuple(record_parts.handovers(store, value.id)),
        tasks=tuple(record_parts.tasks(store, value.id)),
        evidence=tuple(record_parts.evidence(store, pieces, {row.entry: row for row in rows})),
        entries=len(entries),
        withheld=_absent(entries, "withheld") + _reserved(store, value),
        removed=_absent(entries, "removed"),
        drill=value.drill,
    )


def _elsewhere(entries: Sequence[Entry], rests_on: Collection[str]) -> set[str]:
    """The entries that no proof of this incident carries: they tell of another one too."""
    named = ((entry.hash, entry.header) for entry in entries)
    return {one for one, header in named if not belongs(header.subject, header.about, rests_on)}


def _absent(entries: Sequence[Entry], how: str) -> int:
    return sum(how in entry.absent.values() for entry in entries)


def _reserved(store: Store, value: Incident) -> int:
    """The entries of its review of which only digests are handed out."""
    entries = store.entries("review", value.review_id) if value.review_id else []
    return sum(is_reserved(entry.kind) for entry in entries)


def _status(value: Incident) -> str:
    phase = phase_word(value.phase)
    if value.phase in ENDED:
        return _("Final: the incident is {phase}").format(phase=phase)
    return _("Interim: the incident is {phase}, its record goes on").format(phase=phase)


def _about(store: Store, value: Incident) -> Iterator[tuple[str, str]]:
    pairs = (
        (_("Reference"), value.ref),
        (_("Title"), title_text(value.title)),
        (_("Service"), value.service),
        (_("Noticed"), noticed_word(value.noticed)),
        (_("Phase"), phase_word(value.phase).capitalize()),
        (_("Impact"), level_word(value.impact) if value.impact else ""),
        (_("Urgency"), level_word(value.urgency) if value.urgency else ""),
        (_("Priority"), str(value.priority or "")),
        (_("Severity"), severity_text(value.severity) if value.severity else _("Not assessed")),
        (_("Set by a person because"), value.override),
        (_("People hurt"), _("yes") if value.hurt else ""),
        (_("Scheme"), value.scheme),
        (_("Labels"), ", ".join(value.labels)),
        (_("Linked with"), "\n".join(_linked(store, value))),
        (_("Know"), value.know),
        (_("Plan"), value.plan),
        (_("Need"), value.need),
        (_("Resolution"), value.resolution),
        (_("Dismissed as"), close_reason_word(value.close_reason) if value.close_reason else ""),
        (_("Review"), _review(store, value) or _("none begun")),
        (_("Contradictions after a merge"), str(len(value.conflicts) or "")),
    )
    yield from ((label, text) for label, text in pairs if text)


def _linked(store: Store, value: Incident) -> Iterator[str]:
    others = store.incidents.rows([link.incident for link in value.links])
    for link in value.links:
        other = others.get(link.incident)
        yield f"{relation_word(link.relation)} {other.ref if other else link.incident}"


def _review(store: Store, value: Incident) -> str:
    """How far its review is; an incident itself knows only that one is being made."""
    if value.review != "draft":
        return standing_words(value.review)
    review = store.reviews.get(value.review_id)
    released = review.flow.releases[-1].revision if review.flow.releases else None
    return standing_words(review.state, released, review.revision)


def _times(store: Store, value: Incident) -> Iterator[tuple[str, str]]:
    declared = value.times.get("declared")
    for name, at in value.moments.items():
        said = told(at, store.zone)
        if declared is not None and name in ORDER[ORDER.index("declared") + 1 :] and at > declared:
            span = span_text(int((at - declared).total_seconds()))
            said = _("{time}, {span} after it was declared").format(time=said, span=span)
        yield phase_word(name).capitalize(), said
