"""Resources of an incident: asked for, arrived, released."""

from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.supplies import STATES, SUPPLY_KINDS, Supply, supplies
from holdfast.domain.text import clean_line, needed
from holdfast.domain.timeahead import parse_until
from holdfast.respond.naming import the_one
from holdfast.store.store import Store
from holdfast.words import _


def supply_state(state: str) -> str:
    """The state of a resource in the reader's language."""
    return {"asked": _("asked for"), "arrived": _("arrived"), "released": _("released")}[state]


def expected_at(store: Store, text: str) -> datetime:
    """When something should come, as a person types it: after `2h`, or at the next such time."""
    return parse_until(text, store.now(), store.zone)


def supplies_of(store: Store, incident: str) -> tuple[Supply, ...]:
    """What was asked for on an incident, in that order."""
    return supplies(store.journal.of_kinds(subject("incident", incident), SUPPLY_KINDS))


def ask(
    store: Store,
    incident: str,
    name: str,
    identifier: str = "",
    expected: datetime | None = None,
    remark: str = "",
) -> Supply:
    """Record that a resource was asked for; `expected` is when it should come."""
    body: dict[str, object] = {"name": needed(clean_line(name, _("The resource")), _("The resource"))}
    texts = {
        "identifier": clean_line(identifier, _("The identifier")),
        "text": clean_line(remark, _("The remark")),
    }
    body |= {member: text for member, text in texts.items() if text}
    if expected is not None:
        body["expected"] = occurred_text(expected)
    with store.command():
        store.incidents.get(incident)
        (entry,) = store.record(New(subject("incident", incident), "incident.resource_asked", body))
        return next(each for each in supplies_of(store, incident) if each.id == entry.hash)


def move_supply(
    store: Store, incident: str, supply: str, state: str, at: datetime | None = None, remark: str = ""
) -> Supply:
    """Say that a resource arrived or is released (also before it came: it is no longer needed)."""
    if state not in STATES[1:]:
        raise UserError(_("A resource arrives or is released."), hint=_("Choose one of the two."))
    said = clean_line(remark, _("The remark"))
    with store.command():
        there = find_supply(store, incident, supply)
        if there.state == state:
            return there
        if there.state == "released":
            raise UserError(
                _("{name} is released.").format(name=there.name),
                hint=_("Ask for it again. Nothing was recorded."),
            )
        body: dict[str, object] = {"target": there.id, "state": [there.state, state]}
        if at is not None:
            check_not_ahead(at, store.now())
            body["occurred"] = occurred_text(at)
        if said:
            body["text"] = said
        store.record(New(subject("incident", incident), "incident.resource_moved", body))
        return find_supply(store, incident, there.id)


def find_supply(store: Store, incident: str, which: str) -> Supply:
    """A resource of an incident by its number in the list, from 1, or by the beginning of its id."""
    found = the_one(supplies_of(store, incident), which)
    if found is None:
        raise UserError(
            _("There is no resource {which} on this incident.").format(which=which.strip()[:40]),
            hint=_("See what there is: holdfast incident resource REF list."),
        )
    return found
