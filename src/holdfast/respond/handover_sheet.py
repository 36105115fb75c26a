"""The handover sheet: composed from the record, or as it was offered and answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from holdfast.domain.entry import Entry
from holdfast.domain.handover import SECTIONS, Handover, section_title
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.roles import ROLE_KINDS, Held, intervals
from holdfast.domain.sheet import Sheet, Signed
from holdfast.domain.timeline import role_word
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import title_text
from holdfast.respond.handover_texts import texts_of
from holdfast.store.store import Store
from holdfast.words import _


def held_roles(store: Store, incident: str) -> tuple[Held, ...]:
    """Who held which role of an incident when."""
    return intervals(store.journal.of_kinds(subject("incident", incident), ROLE_KINDS))


def compose(store: Store, incident: str, now: datetime | None = None) -> Sheet:
    """The sheet as the record gives it now, prepared by whoever is at the keyboard."""
    value, at = store.incidents.get(incident), (now or store.now()).astimezone(UTC)
    held = held_roles(store, incident)
    name = store.operators.names().get(store.by.operator, "") if store.by else ""
    prepared = Signed(
        name=name,
        role=_role_at(held, store.by.operator, name, at) if store.by else "",
        at=at,
        sure=store.by.sure if store.by else "declared",
    )
    return _sheet(value, prepared, texts_of(store, value, held, at))


def sheet_of(store: Store, handover: Handover) -> Sheet:
    """The sheet that was offered, with who answered it and how."""
    value = store.incidents.get(handover.incident)
    held = held_roles(store, handover.incident)
    prepared = _signed(store, held, handover.offer) or Signed(
        "", "", handover.given or store.now().astimezone(UTC)
    )
    texts = {section: handover.texts.get(section, "") for section in SECTIONS}
    return replace(
        _sheet(value, prepared, texts),
        to=handover.to,
        command=handover.command,
        reason=handover.reason,
        handover=handover.id,
        state=handover.state,
        signed=_signed(store, held, handover.signature) if handover.signature else None,
        answer=handover.answer,
    )


def sheet_markdown(store: Store, sheet: Sheet) -> str:
    """The sheet as Markdown, without the sections that say nothing."""
    zone = store.zone
    head = [
        f"# {_('Handover')}: {sheet.number} {sheet.name}",
        "",
        _("Initiated {time}. Prepared by {who}, {at}.").format(
            time=stamp_text(sheet.initiated, zone),
            who=_who(sheet.prepared) or _("nobody yet"),
            at=stamp_text(sheet.prepared.at, zone),
        ),
    ]
    if sheet.to:
        head += ["", _offer_words(sheet)]
    if sheet.signed is not None:
        signed = {"who": _who(sheet.signed), "at": stamp_text(sheet.signed.at, zone)}
        head += ["", _("Answered by {who}, {at}.").format(**signed)]
    body = [f"## {section_title(name)}\n\n{text}" for name in SECTIONS if (text := sheet.texts.get(name))]
    return "\n\n".join(["\n".join(head), *body]) + "\n"


def _offer_words(sheet: Sheet) -> str:
    told = (
        _("Offered to {person}, with command. {reason}")
        if sheet.command
        else _("Offered to {person}. {reason}")
    )
    return told.format(person=sheet.to, reason=sheet.reason).strip()


def _who(signed: Signed) -> str:
    return ", ".join(filter(None, (signed.name, signed.role)))


def _sheet(value: Incident, prepared: Signed, texts: Mapping[str, str]) -> Sheet:
    return Sheet(
        incident=value.id,
        name=title_text(value.title),
        number=value.ref,
        initiated=value.times.get("declared") or prepared.at,
        prepared=prepared,
        texts=texts,
        drill=value.drill,
    )


def _signed(store: Store, held: tuple[Held, ...], digest: str) -> Signed | None:
    """Who stands behind an entry, with the roles held when it was recorded."""
    entry = store.journal.at(digest) if digest else None
    if entry is None or entry.header.by is None:
        return None
    by, at = entry.header.by, _moment(entry)
    name = store.operators.names().get(by.operator, by.operator[:8])
    return Signed(name, _role_at(held, by.operator, name, at), at, by.sure, entry.hash)


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.at)


def _role_at(held: tuple[Held, ...], operator: str, name: str, at: datetime) -> str:
    """The roles of a person at a time, in words."""
    there = [
        role_word(one.role)
        for one in held
        if one.is_of(operator, name) and one.since <= at and (one.until is None or at < one.until)
    ]
    return ", ".join(dict.fromkeys(there))
