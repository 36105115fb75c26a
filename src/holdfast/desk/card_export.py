"""A status update as a card to be read out or pinned up: one that was sent, or words not sent yet."""

from datetime import datetime

from holdfast.desk.export import Handout
from holdfast.desk.handover_export import site
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.value import title_text, words
from holdfast.report.card import UpdateCard
from holdfast.report.content import Imprint, Paper
from holdfast.report.record import at_one_head, imprint, operator_name, stamp, sure_words
from holdfast.store.store import Store
from holdfast.words import _


def card_handout(
    store: Store, incident: str, number: int | None = None, *, paper: Paper = "A4", language: str = "en"
) -> Handout:
    """An update that was sent, by its number from 1; the newest by default."""

    def gather() -> Handout:
        value = store.incidents.get(incident)
        sent = store.journal.of_kinds(subject("incident", incident), ("update.sent",))
        place = _place(value, len(sent), number)
        entry = sent[place - 1]
        author = operator_name(store, entry.header.by.operator) if entry.header.by else ""
        made = imprint(store, author, paper, language, _at(entry))
        on = subject("incident", incident)
        parameters = {"document": "update-card", "zone": made.zone, "update": entry.hash}
        return Handout(_sent(store, value, entry, place, made), (on,), on, parameters=parameters)

    return at_one_head(store, gather, language)


def gather_draft(
    store: Store, incident: str, heading: str, text: str, *, paper: Paper = "A4", language: str = "en"
) -> UpdateCard:
    """Words that were not sent yet, as a card; for a preview, never for an export."""

    def gather() -> UpdateCard:
        value = store.incidents.get(incident)
        made = imprint(store, "", paper, language, None)
        control = ((_("Times in"), made.zone), *site(store))
        return UpdateCard(
            title_text(value.title), value.ref, heading, text, False, made, control, drill=value.drill
        )

    return at_one_head(store, gather, language)


def _place(value: Incident, count: int, number: int | None) -> int:
    place = count if number is None else number
    if not count:
        raise UserError(
            _("No status update of {ref} was sent yet.").format(ref=value.ref),
            hint=_("Send one first; what is sent can be printed."),
        )
    if not 1 <= place <= count:
        raise UserError(
            _("{ref} has no update {number}.").format(ref=value.ref, number=place),
            hint=_("Choose one from 1 to {count}.").format(count=count),
        )
    return place


def _sent(store: Store, value: Incident, entry: Entry, place: int, made: Imprint) -> UpdateCard:
    by, said = entry.header.by, stamp(_at(entry), store.zone)
    who = f"{made.author}\n{sure_words(by.sure)}" if by else ""
    control = ((_("Sent"), said), (_("Sent by"), who), (_("Times in"), made.zone), *site(store))
    return UpdateCard(
        title=title_text(value.title),
        incident_ref=value.ref,
        heading=_("Update {number} to {audience}").format(number=place, audience=words(entry, "audience")),
        text=words(entry, "text"),
        sent=True,
        imprint=made,
        control=tuple((label, text) for label, text in control if text),
        drill=value.drill,
    )


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.text("occurred") or entry.at)
