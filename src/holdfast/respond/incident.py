"""What responders say of an incident: notes, the situation, roles, and that no review is needed."""

from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, check_not_ahead, check_order
from holdfast.domain.roles import ROLE_KINDS, intervals
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import TimelineRow, note_type, role_word, row, timeline
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.words import _

_GLANCE: Final = 40  # entries


def add_note(
    store: Store,
    incident: str,
    text: str,
    kind: str = "note",
    occurred: datetime | None = None,
    origin: str = "",
) -> TimelineRow:
    """Put a note on an incident's timeline; `kind` is one of NOTE_TYPES.

    `origin` is what told of it (a host, a log). Where it is known how far its clock is off, `occurred` is
    taken as what that clock said: the note happened at the corrected time and keeps the raw one.
    """
    said = needed(clean_prose(text, _("The note")), _("The note"))
    source = clean_line(origin, _("The source"))
    body: dict[str, object] = {"type": note_type(kind), "text": said}
    with store.command():
        value = store.incidents.get(incident)
        body |= {"origin": source} if source else {}
        if occurred is not None:
            body |= times_of(value, source, occurred)
            check_not_ahead(datetime.fromisoformat(str(body["occurred"])), store.now())
        (entry,) = store.record(New(subject("incident", incident), "note.added", body))
    return row(entry, store.operators.names())


def times_of(incident: Incident, origin: str, raw: datetime) -> dict[str, object]:
    """The times of a note's body: what the source's clock said, and when that was by ours."""
    ahead = incident.ahead.get(origin, 0)
    if not ahead:
        return {"occurred": occurred_text(raw)}
    return {"occurred": occurred_text(raw - timedelta(seconds=ahead)), "raw": occurred_text(raw)}


def timeline_of(store: Store, incident: str) -> list[TimelineRow]:
    """An incident's timeline, by when things happened."""
    return timeline(store.entries("incident", incident), store.operators.names())


def last_rows(store: Store, incident: str, most: int) -> list[TimelineRow]:
    """The newest rows of a timeline, as far as the last arrivals tell: for a glance, not for the record."""
    entries = store.journal.last_of(subject("incident", incident), _GLANCE)
    return timeline(entries, store.operators.names())[-most:]


def change(store: Store, incident: str, **texts: str) -> Incident:
    """Change title, service, noticed, know, plan, need or resolution; what stays the same is not recorded."""
    with store.command():
        value = store.incidents.get(incident)
        body: dict[str, object] = {}
        for name, text in texts.items():
            clean = (
                clean_prose(text, _("The text")) if name == "resolution" else clean_line(text, _("The text"))
            )
            if name == "title":
                needed(clean, _("The title"))
            if clean != getattr(value, name):
                body[name] = [_wrote(store, value, name), clean]
        if body:
            store.record(New(subject("incident", incident), "incident.changed", body))
        return store.incidents.get(incident)


def _wrote(store: Store, incident: Incident, name: str) -> str | None:
    """The hash of the entry that wrote what stands in a text."""
    known = incident.wrote.get(name)
    if known or name != "noticed" or not incident.noticed:
        return known
    # The folded value remembers no entry for how it was noticed before that is first changed.
    return store.journal.of_kinds(subject("incident", incident.id), ("incident.declared",))[0].hash


def assign(
    store: Store, incident: str, role: str, name: str, operator: str = "", occurred: datetime | None = None
) -> Incident:
    """Give a role to a person, or take it back with an empty name. `operator` is the person's id, if one.

    `occurred` says when, if that was before now; for the first commander it is the acknowledgement.
    """
    person = clean_line(name, _("The name"))
    operator = operator if person else ""
    with store.command():
        value = store.incidents.get(incident)
        held = value.roles.get(role)
        if (held.name if held else "") != person or (held.operator if held else "") != operator:
            body: dict[str, object] = {
                "role": role,
                "person": [value.wrote.get(f"role:{role}"), person or None],
            }
            if operator:
                body["operator"] = operator
            if occurred is not None:
                _check_taken(store, value, role, occurred)
                body["occurred"] = occurred_text(occurred)
            store.record(New(subject("incident", incident), "incident.assigned", body))
        return store.incidents.get(incident)


def _check_taken(store: Store, incident: Incident, role: str, at: datetime) -> None:
    """Refuse a time at which nobody could take this role over."""
    check_not_ahead(at, store.now())
    if role == "commander" and incident.acknowledged is None:
        check_order(incident.times, "acknowledged", at)
    turns = intervals(store.journal.of_kinds(subject("incident", incident.id), ROLE_KINDS))
    last = max((held.until or held.since for held in turns if held.role == role), default=at)
    if at < last:
        raise UserError(
            _("The role {role} was last taken over or given up {last}, after {time}.").format(
                role=role_word(role),
                last=stamp_text(last, store.zone, at),
                time=stamp_text(at, store.zone, last),
            ),
            hint=_("Correct the time; nothing was recorded."),
        )


def waive_review(store: Store, incident: str, reason: str) -> Incident:
    """Say that this incident needs no review, and why; where that was said, it stands as it is."""
    why = needed(clean_prose(reason, _("The reason")), _("The reason"))
    with store.command():
        value = store.incidents.get(incident)
        if value.review == "released":
            raise UserError(_("The review of {ref} is already released.").format(ref=value.ref))
        if value.review == "waived":  # else to take back the first would take back the second
            return value
        store.record(New(subject("incident", incident), "incident.review_waived", {"reason": why}))
        return store.incidents.get(incident)
