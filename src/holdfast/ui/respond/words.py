"""What the live view says of an incident, as plain values."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import STEPS, Phase, phase_word
from holdfast.domain.roles import Held
from holdfast.domain.targets import due_thing
from holdfast.domain.timeline import role_word
from holdfast.domain.timewords import clock_text, due_text
from holdfast.triage.scheme import Role
from holdfast.ui.kit.stepper import Step
from holdfast.words import _

_MOST_TURNS = 3


def no_row() -> UserError:
    """What is said where something is to be done with a row, and none is chosen."""
    return UserError(_("No row of the timeline is chosen."), _("Go to it with the arrow keys first."))


def steps_of(incident: Incident, now: datetime, zone: tzinfo) -> list[Step]:
    """The phases with their times; for one not reached yet, by when it should be."""
    phases: Sequence[Phase] = STEPS
    if incident.phase == Phase.DISMISSED:
        phases = [*(phase for phase in STEPS if phase in incident.times), Phase.DISMISSED]
    targets = _targets(incident)
    steps: list[Step] = []
    for phase in phases:
        at, by = incident.times.get(phase), targets.get(phase)
        if at is not None:
            steps.append(Step(phase_word(phase), moment_text(at, now, zone), reached=True))
        elif by is not None:
            steps.append(Step(phase_word(phase), _("by {time}").format(time=moment_text(by, now, zone))))
        else:
            steps.append(Step(phase_word(phase)))
    return steps


def _targets(incident: Incident) -> dict[Phase, datetime]:
    """By when the phases ahead should be reached."""
    declared, targets = incident.times.get("declared"), incident.targets
    found: dict[Phase, datetime] = {}
    if not incident.is_open or declared is None:
        return found
    if not incident.assessed and incident.assess_by is not None:
        found[Phase.TRIAGED] = incident.assess_by
    if targets is not None:
        found[Phase.RESOLVED] = declared + timedelta(seconds=targets.resolution)
    return found


def moment_text(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The time of day, with month and day before it where that is not today."""
    local, clock = at.astimezone(zone), clock_text(at, zone)
    return clock if local.date() == now.astimezone(zone).date() else f"{local:%m-%d} {clock}"


def due_words(incident: Incident, now: datetime) -> tuple[str, bool]:
    """What is due next, counting down, and whether it is overdue."""
    due = incident.due()
    if due is None:
        return _first_upper(phase_word(incident.phase)), False
    left = int((due.at - now).total_seconds())
    thing, when = _first_upper(due_thing(due.what)), due_text(left)
    return (
        f"{thing} {when}" if left < 0 else _("{thing} due {when}").format(thing=thing, when=when)
    ), left < 0


def update_words(incident: Incident, now: datetime) -> tuple[str, bool]:
    """When the next status update is due, counting down, and whether it is overdue; "" where none is due."""
    due = incident.update_due
    if due is None:
        return "", False
    left = int((due - now).total_seconds())
    when = due_text(left)
    return (_("Update {when}") if left < 0 else _("Next update {when}")).format(when=when), left < 0


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def roles_of(incident: Incident, roles: Sequence[Role]) -> dict[str, str]:
    """The scheme's roles and any other that is held, each with what it is called."""
    named = {role.key: _(role.label) for role in roles}
    return named | {held: role_word(held) for held in incident.roles if held not in named}


def turns_text(turns: Sequence[Held], role: str, now: datetime, zone: tzinfo) -> str:
    """Since when a role is held, and who held it before from when to when; the newest first."""
    told: list[str] = []
    for one in reversed([each for each in turns if each.role == role]):
        since = moment_text(one.since, now, zone)
        if one.until is None:
            told.append(_("since {since}").format(since=since))
        else:
            until = moment_text(one.until, now, zone)
            told.append(_("{name} {since} to {until}").format(name=one.name, since=since, until=until))
    return ", ".join(told[:_MOST_TURNS])


def roles_text(incident: Incident, roles: Sequence[Role], me: str) -> str:
    """Who holds which role; `me` is the operator's id."""
    named = roles_of(incident, roles)
    return "  ·  ".join(f"{words} {_holder(incident.roles.get(role), me)}" for role, words in named.items())


def _holder(person: Person | None, me: str) -> str:
    if person is None:
        return _("open")
    return _("you") if me and person.operator == me else person.name


def ended(incident: Incident) -> datetime | None:
    """When the clock of an incident stopped; None while it runs."""
    if incident.is_open:
        return None
    return incident.times.get("resolved") or incident.times.get(incident.phase) or incident.changed
