"""Telling others: a status update drafted from the record, sent, promised for a time, and put off."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, check_not_ahead
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import timeline
from holdfast.domain.timewords import span_text
from holdfast.respond.template import Ask, Template, fill
from holdfast.respond.templates import template_of
from holdfast.respond.update_fields import FIELDS, Facts
from holdfast.store.store import Store
from holdfast.words import _

FINAL: Final = "final"
LONGEST_SNOOZE: Final = timedelta(days=1)
_LONGEST: Final = 20_000  # characters of an update
_NEWEST: Final = 300  # entries that are looked at: an update lists a handful
_MOST_AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender says beside the text: seconds until the next update, and the final statements."""

    next_within: int | None = None
    recovery: str = ""
    data_loss: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What was sent: the form, to whom, the text and what stands behind it, how and when if not now."""

    form: str
    audience: str
    text: str
    said: Said = field(default_factory=Said)
    channel: str = ""
    occurred: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An update as the record would say it. `blanks` are the names for which the record says nothing."""

    form: str
    template: Template
    text: str
    blanks: tuple[str, ...]
    next_update: datetime | None


def usual_within(incident: Incident, form: str) -> int | None:
    """Seconds until the next update by the cadence; None where none follows or none is set."""
    over = incident.final_update or not (incident.is_open or incident.phase == Phase.RESOLVED)
    if form == FINAL or over or incident.cadence is None:
        return None
    return incident.cadence.every


def draft(store: Store, incident: str, form: str, now: datetime, said: Said | None = None) -> Draft:
    """Fill a form from the record as it is. Without `said` the next update is promised by the cadence."""
    facts = facts_of(store, incident, now)
    return drafted(template_of(store, form), form, facts, said or Said(usual_within(facts.incident, form)))


def facts_of(store: Store, incident: str, now: datetime) -> Facts:
    """What the record says, for one or several drafts. Of a long timeline only its end is read."""
    return Facts(
        incident=store.incidents.get(incident),
        rows=timeline(store.journal.last_of(subject("incident", incident), _NEWEST), {}),
        tasks=store.tasks.of_incident(incident),
        by=store.operators.names().get(store.by.operator, "") if store.by else "",
        site=store.facts.site,
        now=now,
        zone=store.zone,
    )


def drafted(template: Template, form: str, facts: Facts, said: Said) -> Draft:
    """The form filled from these facts and what the sender says."""
    within = None if form == FINAL else said.next_within
    due = None if within is None else facts.now + timedelta(seconds=within)
    told = replace(facts, next_update=due, recovery=said.recovery.strip(), data_loss=said.data_loss.strip())
    text, blanks = fill(template, told)
    return Draft(form, template, text, blanks, due)


def asked(template: Template, form: str) -> tuple[Ask, ...]:
    """What has to be said in words; of the final update always both, whatever the site's text asks."""
    return tuple(ask for ask in Ask if form == FINAL or ask in template.asks)


def outgoing(template: Template, form: str, text: str, said: Said) -> str:
    """The text as it goes out: a statement that it doesn't hold is put at its end."""
    lines = [text.strip()]
    for ask in asked(template, form):
        statement = getattr(said, ask.value).strip()
        if statement and statement not in text:
            name = _("Recovery") if ask == Ask.RECOVERY else _("Data loss")
            lines.append(_("{name}: {statement}").format(name=name, statement=statement))
    return "\n".join(lines)


def send(store: Store, incident: str, update: Update) -> Incident:
    """Record that an update was sent. Where nothing is promised the next one is due by the cadence.

    UserError where a statement that the form demands is missing, or a final update comes too soon.
    """
    body = _body(update, template_of(store, update.form))
    with store.command():
        value, now = store.incidents.get(incident), store.now()
        _check_final(value, update.form)
        if update.occurred is not None:
            check_not_ahead(update.occurred, now)
            body["occurred"] = occurred_text(update.occurred)
        store.record(New(subject("incident", incident), "update.sent", body))
        return store.incidents.get(incident)


def _body(update: Update, template: Template) -> dict[str, object]:
    form, said = update.form, update.said
    _check_said(template, form, said)
    text = needed(clean_prose(update.text, _("The update"), _LONGEST), _("The update"))
    body: dict[str, object] = {
        "form": form,
        "audience": needed(clean_line(update.audience, _("The audience")), _("The audience")),
        "text": outgoing(template, form, text, said),
    }
    for ask in asked(template, form):
        body[ask.value] = clean_prose(getattr(said, ask), FIELDS[ask].words().capitalize(), _LONGEST)
    if update.channel.strip():
        body["channel"] = clean_line(update.channel, _("The way it was sent"))
    if said.next_within is not None and form != FINAL:
        body["next_within"] = said.next_within
    return body


def snooze(store: Store, incident: str, until: datetime, reason: str) -> Incident:
    """Put the next update off, for at most a day, and say why."""
    why = needed(clean_line(reason, _("The reason")), _("The reason"))
    with store.command():
        value, now = store.incidents.get(incident), store.now()
        _check_snooze(value, until, now)
        body = {"until": occurred_text(until), "reason": why}
        store.record(New(subject("incident", incident), "update.snoozed", body))
        return store.incidents.get(incident)


def _check_said(template: Template, form: str, said: Said) -> None:
    missing = [FIELDS[ask.value].words() for ask in asked(template, form) if not getattr(said, ask).strip()]
    if missing:
        raise UserError(
            _("{form} needs {what}.").format(form=template.name, what=_(" and ").join(missing)),
            hint=_('Say it in words, also where the answer is "none". Nothing was recorded.'),
        )
    if said.next_within is not None and not 0 < said.next_within <= _MOST_AHEAD.total_seconds():
        raise UserError(
            _("The next update can't be promised in {span}.").format(span=span_text(said.next_within)),
            hint=_("Promise it within a year, or promise nothing."),
        )


def _check_final(incident: Incident, form: str) -> None:
    if form == FINAL and incident.is_open:
        raise UserError(
            _("{ref} is {phase}; a final update would end the updates too soon.").format(
                ref=incident.ref, phase=phase_word(incident.phase)
            ),
            hint=_("Resolve it first, or send another form. Nothing was recorded."),
        )


def _check_snooze(incident: Incident, until: datetime, now: datetime) -> None:
    if incident.update_by is None:
        raise UserError(
            _("No update of {ref} is due.").format(ref=incident.ref),
            hint=_("There is nothing to put off."),
        )
    if until <= now:
        raise UserError(
            _("An update can't be put off to a time that is over."),
            hint=_("Give a time that is still to come, or a length such as 20m."),
        )
    if until > now + LONGEST_SNOOZE:
        raise UserError(
            _("An update can be put off for a day at most."),
            hint=_("Send one that says when the next comes; that can be later."),
        )
