"""A handover sheet as a document: as it was offered and answered, or as the record composes it now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from holdfast.desk.export import Handout
from holdfast.domain.classification import severity_text
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS, Handover, section_title
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.sheet import Sheet, Signed
from holdfast.domain.supplies import SUPPLY_KINDS, Supply, supplies
from holdfast.report.content import Imprint, Paper, SectionText
from holdfast.report.handover import HandoverSheet, HandoverState, ResourceLine, Signature
from holdfast.report.record import at_one_head, imprint, newest_at, stamp, sure_words
from holdfast.respond.handover_sheet import compose, sheet_of
from holdfast.store.store import Store
from holdfast.words import _

_FIELDS: Final = {
    "situation": "5",
    "safety": "5",
    "objectives": "7",
    "actions": "8",
    "organisation": "9",
    "resources": "10",
}
"""The fields of ICS 201 that the sections fill."""


def handover_handout(
    store: Store, incident: str, handover: str = "", *, paper: Paper = "A4", language: str = "en"
) -> Handout:
    """The sheet of a handover; without one, the sheet that the record composes now."""
    document = gather_handover(store, incident, handover, paper=paper, language=language)
    about = subject("incident", incident)
    common = {"document": "handover-sheet", "zone": document.imprint.zone}
    if handover:
        on = subject("handover", handover)
        return Handout(document, (about, on), on, (about,), common | {"handover": handover})
    tasks = (subject("task", task.id) for task in store.tasks.of_incident(incident))
    by = {"prepared_by": store.by.operator} if store.by else {}
    return Handout(document, (about, *tasks), about, (), common | by)


def gather_handover(
    store: Store,
    incident: str,
    handover: str = "",
    texts: Mapping[str, str] | None = None,
    *,
    paper: Paper = "A4",
    language: str = "en",
) -> HandoverSheet:
    """The sheet as a document. `texts` stand in for composed sections: a preview shows drafts with them."""

    def gather() -> HandoverSheet:
        value = store.incidents.get(incident)
        sheet = _sheet(store, value, handover, texts or {})
        made = imprint(store, sheet.prepared.name, paper, language, sheet.initiated)
        return _printed(store, value, sheet, made)

    return at_one_head(store, gather, language)


def newest_handover(store: Store, incident: str) -> str:
    """The id of the newest handover that waits or was accepted; "" where there is none."""
    found = [one for one in store.handovers.of_incident(incident) if one.state in {"offered", "accepted"}]
    return found[-1].id if found else ""


def find_handover(store: Store, incident: str, start: str) -> Handover:
    """The handover of an incident whose id begins so; UserError where there is not exactly one."""
    begin = start.strip().lower()
    found = [one for one in store.handovers.of_incident(incident) if begin and one.id.startswith(begin)]
    if len(found) == 1:
        return found[0]
    told = (
        _("{ref} has {count} handovers that begin with {id}.") if found else _("{ref} has no handover {id}.")
    )
    ref = store.incidents.get(incident).ref
    raise UserError(
        told.format(ref=ref, count=len(found), id=start),
        hint=_("See them: holdfast incident handover {ref} list.").format(ref=ref),
    )


def _sheet(store: Store, value: Incident, handover: str, texts: Mapping[str, str]) -> Sheet:
    if handover:
        return sheet_of(store, store.handovers.get(handover))
    # its clock is the newest entry's, so that the same record gives the same sheet
    composed = compose(store, value.id, newest_at(store))
    return replace(composed, texts={**composed.texts, **texts})


def _printed(store: Store, value: Incident, sheet: Sheet, made: Imprint) -> HandoverSheet:
    zone = store.zone
    rows = tuple(_resources(store, value, sheet))
    return HandoverSheet(
        title=sheet.name,
        incident_ref=sheet.number,
        initiated=stamp(sheet.initiated, zone),
        state=cast("HandoverState", sheet.state) if sheet.handover else "composed",
        document=_document(sheet),
        prepared=_signature(store, sheet.prepared),
        imprint=made,
        to=sheet.to,
        command=sheet.command,
        reason=sheet.reason,
        countersigned=_signature(store, sheet.signed) if sheet.signed else None,
        answer=sheet.answer,
        # what was signed tells by itself how things stood then
        facts=() if sheet.handover else tuple(facts_of(value)),
        control=((_("Times in"), made.zone), *site(store)),
        sections=tuple(_sections(sheet, listed=bool(rows))),
        resources=rows,
        drill=sheet.drill,
    )


def _document(sheet: Sheet) -> str:
    if not sheet.handover:
        return ""
    return _("Handover {id}, entry {hash}").format(id=sheet.handover, hash=sheet.prepared.entry[:16])


def _signature(store: Store, signed: Signed) -> Signature:
    if not signed.name:
        return Signature("")
    return Signature(signed.name, signed.role, stamp(signed.at, store.zone), sure_words(signed.sure))


def facts_of(value: Incident) -> Iterator[str]:
    """What stands under the title of a document about an incident."""
    yield severity_text(value.severity) if value.severity else _("Not assessed")
    yield phase_word(value.phase)
    if value.service:
        yield value.service


def site(store: Store) -> tuple[tuple[str, str], ...]:
    """The row of the control block that names the site, where it has a name."""
    return ((_("Site"), store.facts.site),) if store.facts.site else ()


def _sections(sheet: Sheet, *, listed: bool) -> Iterator[SectionText]:
    """What nobody has signed may stand as a table alone; signed words always stand as they were signed."""
    for key in SECTIONS:
        number = _FIELDS.get(key, "")
        heading = f"{number} {section_title(key)}" if number else section_title(key)
        composed = key == "resources" and listed and not sheet.handover
        yield SectionText(key, heading, "" if composed else sheet.texts.get(key, ""))


def _resources(store: Store, value: Incident, sheet: Sheet) -> Iterator[ResourceLine]:
    """The resources as they were known when the sheet was offered."""
    entries = store.journal.of_kinds(subject("incident", value.id), SUPPLY_KINDS)
    offer = store.journal.at(sheet.prepared.entry) if sheet.prepared.entry else None
    known = [entry for entry in entries if offer is None or _place(entry) < _place(offer)]
    yield from (_resource(store, one) for one in supplies(known) if one.state != "released")


def _place(entry: Entry) -> tuple[int, str, int]:
    return entry.header.tick, entry.header.station, entry.header.seq


def _resource(store: Store, one: Supply) -> ResourceLine:
    zone = store.zone
    times = (one.asked, one.expected, one.arrived)
    return ResourceLine(one.name, one.identifier, *(stamp(each, zone) for each in times), notes=one.remark)
