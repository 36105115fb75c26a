"""Declaring an incident, and assessing how bad it is."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import BEGINNING, Incident, check_not_ahead, check_not_ended, check_order
from holdfast.domain.phase import Phase
from holdfast.domain.text import clean_line, needed
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers, Assessment, assess
from holdfast.triage.clocks import starting
from holdfast.triage.override import former, kept
from holdfast.triage.scheme import Scheme, ScoredScheme
from holdfast.triage.scheme_store import current, text_in_use
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known when an incident is declared; only the title is needed."""

    title: str
    service: str = ""
    noticed: str = ""  # the key of one of the scheme's choices, or words
    occurred: datetime | None = None
    started: datetime | None = None
    detected: datetime | None = None


def declare(
    store: Store,
    said: Declaration,
    answers: Answers | None = None,
    ident: str = "",
    *,
    drill: str = "",
    rule: str = "",
) -> Incident:
    """Declare an incident, assessed at once where both questions are answered.

    `ident` is the id that the wizard minted; its drafts are dropped with the same commit. `drill` is the id
    of the drill that it is practised in. `rule` names what the station declares it by, where no person does.
    """
    title = needed(clean_line(said.title, _("The title")), _("The title"))
    service, noticed = clean_line(said.service, _("The service")), clean_line(said.noticed, _("Noticed by"))
    times = _times(said, store.now())
    with store.command():
        scheme = current(store)
        incident = ident or store.new_id()
        _check_new(store, incident)
        if drill:
            _check_drill(store, drill)
        code = store.station.code
        body: dict[str, object] = {
            "title": title,
            "ref": {"code": code, "number": store.incidents.next_number(code)},
            "scheme": store.blobs.put(text_in_use(store).encode()),
            "assess_within": scheme.assess_within_s,
        }
        texts = {"service": service, "noticed": noticed, "rule": rule}
        body |= {name: text for name, text in texts.items() if text}
        body |= {name: occurred_text(at) for name, at in times.items()}
        new = New(subject("incident", incident), "incident.declared", body, _of(drill))
        store.record(new, by_station=bool(rule))
        store.drafts.drop(subject("incident", incident))
        if answers is not None and assess(answers, scheme).priority is not None:
            assess_incident(store, incident, answers)
        return store.incidents.get(incident)


def _check_new(store: Store, incident: str) -> None:
    there = store.incidents.rows([incident]).get(incident)
    if there is not None:
        raise UserError(
            _("This incident is declared already: {ref}. Nothing was recorded twice.").format(ref=there.ref),
            hint=_("Open {ref} and go on there.").format(ref=there.ref),
        )


def _check_drill(store: Store, drill: str) -> None:
    value = store.drills.get(drill)
    if value.is_over:
        raise UserError(
            _("The drill {title} is over. Nothing was declared.").format(title=value.title),
            hint=_("Declare a real incident without its alerts, or start another drill."),
        )


def _of(drill: str) -> tuple[str, ...]:
    return (subject("drill", drill),) if drill else ()


def _times(said: Declaration, now: datetime) -> dict[str, datetime]:
    given = {"started": said.started, "detected": said.detected, "occurred": said.occurred}
    times = {name: at for name, at in given.items() if at is not None}
    ordered = {"declared" if name == "occurred" else name: at for name, at in times.items()}
    for name, at in ordered.items():
        check_not_ahead(at, now)
        check_order({"declared": now} | ordered, name, at)
    return times


def assess_incident(
    store: Store, incident: str, answers: Answers, occurred: datetime | None = None
) -> Incident:
    """Record an assessment by the scheme in use; an incident not yet triaged becomes so.

    Where the answers name no severity, one that a person set before stays with its reason as long as impact
    and urgency do; naming the proposed one takes it back. The reporting clocks that the scheme starts for
    this severity start with it. `occurred` says when it was assessed, if that was before now.
    """
    with store.command():
        scheme, value = current(store), store.incidents.get(incident)
        answers = kept(answers, former(value), scheme)
        result = assess(answers, scheme)
        if result.impact is None or result.urgency is None or result.priority is None:
            raise _half(scheme)
        check_not_ended(value)
        if occurred is not None:
            _check_assessed(value, occurred, store.now())
        text = store.blobs.put(text_in_use(store).encode())
        body = _assessed(value, answers, result) | {"scheme": text}
        body |= {"occurred": occurred_text(occurred)} if occurred else {}
        news = [New(subject("incident", incident), "incident.assessed", body)]
        if value.phase == Phase.DECLARED:
            moved = {
                "phase": ["declared", "triaged"],
                "occurred": occurred_text(occurred or _triaged_at(value, store.now())),
            }
            news.append(New(subject("incident", incident), "incident.moved", moved))
        store.record(*news, *starting(store, value, scheme, result.severity))
        return store.incidents.get(incident)


def _check_assessed(value: Incident, at: datetime, now: datetime) -> None:
    """Refuse a time at which nobody could assess it: to come, or before it was declared."""
    check_not_ahead(at, now)
    check_order({name: value.times[name] for name in BEGINNING if name in value.times}, "triaged", at)


def last_assessment(store: Store, incident: str) -> Entry | None:
    """The entry of the assessment that holds now; None before the first."""
    return next(reversed(store.journal.of_kinds(subject("incident", incident), ("incident.assessed",))), None)


def _half(scheme: Scheme) -> UserError:
    """What is said where impact or urgency is still open."""
    hint = _('Answer both; "not sure" is an answer.')
    if isinstance(scheme, ScoredScheme):
        hint = _('Answer each question; "not sure" is an answer.')
    return UserError(_("Impact and urgency are both needed for a priority. Nothing was recorded."), hint=hint)


def _triaged_at(value: Incident, now: datetime) -> datetime:
    """Now; a clock that went back since the declaration must not make an impossible order."""
    return max(now, value.times.get("declared", now))


def _assessed(value: Incident, answers: Answers, result: Assessment) -> dict[str, object]:
    body: dict[str, object] = {
        "impact": [value.impact, result.impact],
        "urgency": [value.urgency, result.urgency],
        "priority": [value.priority, result.priority],
        "severity": [value.severity, result.severity],
        "proposed": result.proposed_severity,
        "hurt": [value.hurt, answers.someone_hurt],
        "checks": {"impact": list(answers.impact_checks), "urgency": list(answers.urgency_checks)},
        "unsure": list(result.unsure),
    }
    if answers.choices:
        body["choices"] = dict(answers.choices)
    if result.cadence is not None:
        body["cadence"] = {"first": result.cadence.first, "every": result.cadence.every}
    if result.ask_again_in_s is not None:
        body["ask_again"] = result.ask_again_in_s
    if result.targets is not None:
        targets = {"response": result.targets.response, "resolution": result.targets.resolution}
        body["targets"] = targets | (
            {} if result.targets.review is None else {"review": result.targets.review}
        )
    if result.overridden:
        body["reason"] = clean_line(answers.override_reason, _("The reason"))
    return body
