"""Exit criteria: what has to be so before the incident may end; each is met, or dropped with a reason."""

from collections.abc import Mapping
from typing import Final, Literal

from holdfast.domain.coordination import Criterion
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import ENDED, phase_word
from holdfast.domain.text import clean_line, needed
from holdfast.store.store import Store
from holdfast.words import _

State = Literal["open", "met", "dropped"]
# A criterion that is over with is opened again first: what it says then is true of it.
NEXT: Final[Mapping[str, frozenset[str]]] = {
    "open": frozenset({"met", "dropped"}),
    "met": frozenset({"open"}),
    "dropped": frozenset({"open"}),
}
_SHORTEST: Final = 6


def state_name(state: str) -> str:
    """The state that a criterion is in, in the reader's language."""
    return {"open": _("open"), "met": _("met"), "dropped": _("dropped")}.get(state, state)


def add_criterion(store: Store, incident: str, text: str) -> Incident:
    """Say what has to be so before the incident may end."""
    said = needed(clean_line(text, _("The criterion")), _("The criterion"))
    with store.command():
        value = store.incidents.get(incident)
        _check_going(value)
        if any(each.text == said and each.state != "dropped" for each in value.criteria):
            raise UserError(
                _("This criterion is there already. Nothing was recorded."),
                hint=_("Say what else has to be so."),
            )
        store.record(New(subject("incident", incident), "incident.criterion_added", {"text": said}))
        return store.incidents.get(incident)


def move_criterion(store: Store, incident: str, criterion: str, state: State, reason: str = "") -> Incident:
    """Say that a criterion (its id) is met, is dropped and why, or is open again."""
    why = clean_line(reason, _("The reason"))
    if state == "dropped":
        needed(why, _("The reason"))
    with store.command():
        value = store.incidents.get(incident)
        _check_going(value)
        held = next((each for each in value.criteria if each.id == criterion), None)
        if held is None:
            raise _unknown(value)
        if state not in NEXT.get(held.state, ()):
            raise UserError(
                _("The criterion is {state} already. Nothing was recorded.").format(
                    state=state_name(held.state)
                ),
                hint=_("Open it again first."),
            )
        body: dict[str, object] = {"criterion": criterion, "state": [held.state, state]}
        body |= {"reason": why} if why else {}
        store.record(New(subject("incident", incident), "incident.criterion_moved", body))
        return store.incidents.get(incident)


def find_criterion(incident: Incident, named: str) -> Criterion:
    """The criterion of this number in the list (from 1), or whose id begins so."""
    if named.isdecimal() and len(named) < _SHORTEST:
        place = int(named) - 1
        found = [*incident.criteria[place : place + 1]] if place >= 0 else []
    else:
        found = [each for each in incident.criteria if len(named) >= _SHORTEST and each.id.startswith(named)]
    if len(found) != 1:
        raise _unknown(incident)
    return found[0]


def _unknown(incident: Incident) -> UserError:
    return UserError(
        _("{ref} has no such exit criterion. Nothing was recorded.").format(ref=incident.ref),
        hint=_("List them: holdfast incident criterion {ref} list").format(ref=incident.ref),
    )


def _check_going(incident: Incident) -> None:
    if incident.phase in ENDED:
        raise UserError(
            _("{ref} is {phase}: its criteria stay as they are.").format(
                ref=incident.ref, phase=phase_word(incident.phase)
            ),
            hint=_("Reopen it first."),
        )
