"""What is done to several incidents at once: all of it or none, as one command."""

from collections.abc import Callable, Sequence

from holdfast.desk.roles import assign_role
from holdfast.domain.errors import UserError
from holdfast.domain.incident import NEXT, Incident
from holdfast.domain.phase import Phase, phase_word
from holdfast.respond import labels
from holdfast.respond.phases import move
from holdfast.store.store import Store
from holdfast.words import _

MOST = 1_000
"""How many at once: each is an entry of its own, and the window waits for all of them."""
_NAMED = 5


def label(store: Store, incidents: Sequence[str], text: str, *, present: bool = True) -> int:
    """Put a label on incidents, or take it off; how many of them it changed."""
    _check_most(incidents)
    return labels.label(store, incidents, text, present=present)


def assign(store: Store, incidents: Sequence[str], name: str) -> int:
    """Give the command of incidents to a person, as `assign_role` reads the name; how many there are."""
    return _each(store, incidents, lambda value: assign_role(store, value.id, "commander", name))


def dismiss(store: Store, incidents: Sequence[str], close_reason: str, reason: str = "") -> int:
    """Dismiss incidents for one of the reasons to do so; how many there are."""

    def check(values: list[Incident]) -> None:
        cannot = [value for value in values if Phase.DISMISSED not in NEXT[value.phase]]
        if cannot:
            raise _refused(cannot, len(values))

    def act(value: Incident) -> None:
        move(store, value.id, Phase.DISMISSED, reason=reason, close_reason=close_reason)

    return _each(store, incidents, act, check)


def reopen(store: Store, incident: str, reason: str) -> Incident:
    """Open one again that was dismissed, resolved or closed, where it stood before."""
    with store.command():
        value = store.incidents.get(incident)
        if value.is_open:
            raise UserError(
                _("{ref} is {phase} and need not be reopened. Nothing was recorded.").format(
                    ref=value.ref, phase=phase_word(value.phase)
                )
            )
        to = Phase.TRIAGED if value.assessed else Phase.DECLARED
        if to not in NEXT[value.phase]:  # it was resolved without being assessed
            to = Phase.CONTAINED
        return move(store, incident, to, reason=reason)


def _each(
    store: Store,
    incidents: Sequence[str],
    act: Callable[[Incident], object],
    check: Callable[[list[Incident]], None] = lambda _values: None,
) -> int:
    """Do it to each, in one command; what one of them refuses takes all of it back."""
    _check_most(incidents)
    with store.command():
        values = [store.incidents.get(incident) for incident in dict.fromkeys(incidents)]
        check(values)
        for value in values:
            act(value)
    return len(values)


def _refused(cannot: list[Incident], among: int) -> UserError:
    named = ", ".join(f"{value.ref} ({phase_word(value.phase)})" for value in cannot[:_NAMED])
    if len(cannot) > _NAMED:
        named = _("{named} and {more} more").format(named=named, more=len(cannot) - _NAMED)
    return UserError(
        _("{count} of {among} can't be dismissed: {named}. Nothing was recorded.").format(
            count=len(cannot), among=among, named=named
        ),
        hint=_("Choose only incidents that are declared or triaged."),
    )


def _check_most(incidents: Sequence[str]) -> None:
    if len(incidents) > MOST:
        raise UserError(
            _("{count} incidents are chosen; {most} can be changed at once. Nothing was recorded.").format(
                count=len(incidents), most=MOST
            ),
            hint=_("Choose fewer, and do the rest after them."),
        )
