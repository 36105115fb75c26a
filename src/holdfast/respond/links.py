"""What one incident is to another: a duplicate, related, caused by it; and following a duplicate."""

from typing import Final

from holdfast.domain.coordination import BACKWARDS, Link
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import NEXT, Incident
from holdfast.domain.phase import Phase
from holdfast.domain.told import relation_word
from holdfast.respond.phases import move
from holdfast.store.store import Store
from holdfast.words import _

RELATIONS: Final = ("duplicate_of", "related_to", "caused_by")
_FORWARDS: Final = {backward: relation for relation, backward in BACKWARDS.items()}
_ONE_WAY: Final = frozenset({"duplicate_of", "caused_by"})


def link(store: Store, incident: str, other: str, relation: str, *, present: bool = True) -> Incident:
    """Say what `incident` is to `other` (ids), or that it no longer is; the same again is not recorded.

    `relation` is one of RELATIONS. A UserError refuses what leads in a circle, and a second original.
    """
    if relation not in RELATIONS:
        raise UserError(
            _("{relation} is no relation between incidents.").format(relation=relation),
            hint=_("Choose one of: {relations}.").format(relations=", ".join(RELATIONS)),
        )
    with store.command():
        one, two = store.incidents.get(incident), store.incidents.get(other)
        there = Link(relation, two.id) in one.links
        if there is present:
            return one
        if present:
            _check(store, one, two, relation)
        _record(store, one, two, relation, present=present)
        return store.incidents.get(incident)


def dismiss_as_duplicate(store: Store, incident: str, other: str) -> Incident:
    """Say that `incident` is a duplicate of `other`, and dismiss it as that: both or neither."""
    with store.command():
        link(store, incident, other, "duplicate_of")
        reason = _("Duplicate of {ref}").format(ref=store.incidents.get(other).ref)
        return move(store, incident, Phase.DISMISSED, reason=reason, close_reason="duplicate")


def can_be_dismissed(incident: Incident) -> bool:
    """Whether an incident is where it can be dismissed from."""
    return Phase.DISMISSED in NEXT[incident.phase]


def unlink(store: Store, incident: str, held: Link) -> Incident:
    """Take off a link as it stands on the incident, from whichever end it was made."""
    if held.relation in RELATIONS:
        return link(store, incident, held.incident, held.relation, present=False)
    link(store, held.incident, incident, _FORWARDS.get(held.relation, ""), present=False)
    return store.incidents.get(incident)


def original_of(incident: Incident) -> str:
    """The id of the incident that this one is a duplicate of, "" for none."""
    return next((each.incident for each in incident.links if each.relation == "duplicate_of"), "")


def _record(store: Store, one: Incident, two: Incident, relation: str, *, present: bool) -> None:
    body = {
        "relation": relation,
        "other": two.id,
        "present": [not present, present],
        "ref": one.ref,
        "other_ref": two.ref,
    }
    name, about = subject("incident", one.id), subject("incident", two.id)
    store.record(New(name, "incident.linked", body, (about,)))


def _check(store: Store, one: Incident, two: Incident, relation: str) -> None:
    if one.id == two.id:
        raise UserError(
            _("{ref} can't be linked to itself.").format(ref=one.ref),
            hint=_("Give the reference of the other incident; nothing was recorded."),
        )
    if relation in _ONE_WAY and _leads(store, two, one.id, relation):
        raise UserError(
            _("{two} is {relation} {one} already, directly or over others.").format(
                one=one.ref, two=two.ref, relation=relation_word(relation)
            ),
            hint=_("Take that link off first; nothing was recorded."),
        )
    if relation == "duplicate_of" and (first := original_of(one)):
        raise UserError(
            _("{ref} is a duplicate of {first} already.").format(
                ref=one.ref, first=store.incidents.get(first).ref
            ),
            hint=_("Take that link off first; nothing was recorded."),
        )


def _leads(store: Store, begin: Incident, to: str, relation: str) -> bool:
    """Whether links of this relation lead from one incident to another."""
    seen, waiting = {begin.id}, [begin]
    while waiting:
        here = waiting.pop()
        for each in here.links:
            if each.relation == relation and each.incident == to:
                return True
            if each.relation == relation and each.incident not in seen:
                seen.add(each.incident)
                waiting.append(store.incidents.get(each.incident))
    return False
