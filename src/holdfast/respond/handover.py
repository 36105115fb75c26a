"""Handing over: a sheet is offered to one person, who countersigns it; command can go with it."""

from collections.abc import Mapping
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS, Handover, section_title
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person, check_not_ended
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.store.store import OperatorNeeded, Store
from holdfast.words import _

ANSWERS: Final = ("accepted", "declined", "withdrawn")


def command_reasons() -> dict[str, str]:
    """Why command passes on, by key: the four reasons of PagerDuty's "Transfer of command", and ICS' fifth,
    the ordinary change of shifts.
    """
    return {
        "shift": _("The shift changes"),
        "rest": _("The commander needs rest"),
        "complexity": _("The incident has grown or changed"),
        "effectiveness": _("Somebody else can lead it better now"),
        "personal": _("The commander has a personal reason"),
    }


def offer(
    store: Store,
    incident: str,
    to: Person,
    texts: Mapping[str, str],
    *,
    command: bool = False,
    reason: str = "",
) -> Handover:
    """Offer a handover sheet to one person; with `command` the command passes on once it is accepted.

    `texts` by section. `reason` is a key of `command_reasons` or other words; command needs one, and a
    situation. An offer that still waits is withdrawn in the same command: there is never more than one.
    """
    body = _body(to, texts, command=command, reason=reason)
    with store.command():
        value = store.incidents.get(incident)
        check_not_ended(value)
        _check_giver(store, value, to, command=command)
        about = (subject("incident", incident),)
        if value.offer is not None:
            store.record(_answer_entry(store.handovers.get(value.offer.id), "withdrawn", _replaced()))
        ident = store.new_id()
        store.record(New(subject("handover", ident), "handover.offered", body, about))
        return store.handovers.get(ident)


def answer(store: Store, handover: str, state: str, reason: str = "") -> Handover:
    """Accept, decline (with a reason) or withdraw an offer, as whoever is at the keyboard.

    Accepting countersigns: it is for the person it was offered to, never for the one who gave it.
    """
    why = clean_line(reason, _("The reason"))
    if state not in ANSWERS:
        raise UserError(_("An offer is accepted, declined or withdrawn."), hint=_("Choose one of the three."))
    with store.command():
        value = store.handovers.get(handover)
        if value.state != "offered":
            raise UserError(_("This handover waits no longer."), hint=_("Nothing was recorded."))
        _check_answer(store, value, state, why)
        store.record(_answer_entry(value, state, why))
        return store.handovers.get(handover)


def waiting(store: Store, incident: Incident) -> Handover:
    """The offer that waits for an answer; a UserError where there is none."""
    if incident.offer is None:
        raise UserError(
            _("No handover of {ref} waits for an answer.").format(ref=incident.ref),
            hint=_("See what there was: holdfast incident handover REF list."),
        )
    return store.handovers.get(incident.offer.id)


def can_sign(store: Store, handover: Handover) -> bool:
    """Whether whoever is at the keyboard is the person that the handover was offered to."""
    by = store.by
    if by is None or by.operator == handover.giver:
        return False
    if handover.operator:
        return by.operator == handover.operator
    name = store.operators.names().get(by.operator, "").casefold()
    to = handover.to.casefold()
    return name == to or name.startswith(f"{to} ")


def _body(to: Person, texts: Mapping[str, str], *, command: bool, reason: str) -> dict[str, object]:
    name = _("The name")
    body: dict[str, object] = {"to": needed(clean_line(to.name, name, 80), name), "command": command}
    if to.operator:
        body["operator"] = to.operator
    why = clean_line(command_reasons().get(reason, reason), _("The reason"))
    if why:
        body["reason"] = why
    unknown = [section for section in texts if section not in SECTIONS]
    if unknown:
        raise UserError(
            _("A handover sheet has no section {section}.").format(section=unknown[0]),
            hint=_("Choose from: {sections}.").format(sections=", ".join(SECTIONS)),
        )
    said = {section: clean_prose(text, section_title(section)) for section, text in texts.items()}
    if command and not why:
        raise UserError(
            _("Handing over command needs a reason."), hint=_("Choose one, or say it in a few words.")
        )
    if command and not said.get("situation"):
        raise UserError(
            _("Handing over command needs a brief: the situation is empty."),
            hint=_("Say in a few words how things stand. Nothing was recorded."),
        )
    return body | {section: text for section, text in said.items() if text}


def _check_giver(store: Store, incident: Incident, to: Person, *, command: bool) -> None:
    if store.by is None:
        raise OperatorNeeded
    name = store.operators.names().get(store.by.operator, "")
    if to.operator == store.by.operator or to.name.casefold() == name.casefold():
        raise UserError(
            _("A handover goes to somebody else."), hint=_("Give the name of who goes on with it.")
        )
    commander = incident.commander
    if command and commander is not None and commander.operator not in ("", store.by.operator):
        raise UserError(
            _("Command is {name}'s to hand over.").format(name=commander.name),
            hint=_("{name} offers it; or give the role of commander under Roles.").format(
                name=commander.name
            ),
        )


def _check_answer(store: Store, handover: Handover, state: str, why: str) -> None:
    if store.by is None:
        raise OperatorNeeded
    is_giver = store.by.operator == handover.giver
    if state == "withdrawn" and not is_giver:
        raise UserError(
            _("Only who offered a handover can withdraw it."), hint=_("Decline it, with a reason.")
        )
    if state != "withdrawn" and is_giver:
        raise UserError(
            _("Who offers a handover can't answer it: {name} does.").format(name=handover.to),
            hint=_("Let {name} take the keyboard, or withdraw the offer.").format(name=handover.to),
        )
    if state != "withdrawn" and not can_sign(store, handover):
        raise UserError(
            _("This was offered to {name}.").format(name=handover.to),
            hint=_("Only {name} answers it. Nothing was recorded.").format(name=handover.to),
        )
    if state == "accepted" and handover.command:
        _check_still_theirs(store, handover)
    if state == "declined" and not why:
        raise UserError(_("Declining needs a reason."), hint=_("A few words; they stand in the timeline."))


def _check_still_theirs(store: Store, handover: Handover) -> None:
    """Refuse command from somebody who has it no longer: whoever took it meanwhile would lose it unasked."""
    incident = store.incidents.get(handover.incident)
    leads = incident.commander
    if leads is None or leads.operator == handover.giver:
        return
    given = store.journal.at(incident.wrote.get("role:commander", ""))
    offered = store.journal.at(handover.offer)
    # a mere name, which signs nothing, led already when somebody offered in its place
    if leads.operator or (given and offered and given.order > offered.order):
        raise UserError(
            _("{name} has taken command since this was offered.").format(name=leads.name),
            hint=_("{name} can offer it anew. Nothing was recorded.").format(name=leads.name),
        )


def _replaced() -> str:
    return _("another offer takes its place")


def _answer_entry(handover: Handover, state: str, why: str) -> New:
    body: dict[str, object] = {"state": [handover.state, state]}
    if why:
        body["reason"] = why
    about = (subject("incident", handover.incident),)
    return New(subject("handover", handover.id), "handover.answered", body, about)
