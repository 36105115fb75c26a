"""An incident: the header of its story, folded from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from holdfast.domain.classification import Level
from holdfast.domain.coordination import Cadence, Criterion, Link, Offer, ReportClock
from holdfast.domain.errors import UserError
from holdfast.domain.phase import ENDED, OPEN, STEPS, Phase, phase_word
from holdfast.domain.timewords import clock_text, same_minute
from holdfast.domain.value import Conflict
from holdfast.words import _

# Forward moves may pass over a phase that nobody could time; only closing needs resolution first.
NEXT: Final[Mapping[Phase, frozenset[Phase]]] = {
    Phase.DECLARED: frozenset({Phase.TRIAGED, Phase.CONTAINED, Phase.RESOLVED, Phase.DISMISSED}),
    Phase.TRIAGED: frozenset({Phase.CONTAINED, Phase.RESOLVED, Phase.DISMISSED}),
    Phase.CONTAINED: frozenset({Phase.RESOLVED, Phase.TRIAGED}),
    Phase.RESOLVED: frozenset({Phase.CLOSED, Phase.CONTAINED, Phase.TRIAGED}),
    Phase.CLOSED: frozenset({Phase.RESOLVED, Phase.CONTAINED, Phase.TRIAGED}),
    Phase.DISMISSED: frozenset({Phase.DECLARED, Phase.TRIAGED}),
}
BACK: Final = frozenset(
    (phase, to)
    for phase, nexts in NEXT.items()
    for to in nexts
    if phase == Phase.DISMISSED or (to in STEPS and STEPS.index(to) < STEPS.index(phase))
)
# The times that bound each other, in the order in which they happen in the world.
BEGINNING: Final = ("started", "detected", "declared")
ORDER: Final = (*BEGINNING, "acknowledged", "triaged", "contained", "resolved", "closed")
SAYABLE: Final = ("started", "detected", "acknowledged")
"""The times that can be said without a move to a phase."""
_CLOCK_SLACK: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Person:
    """Who holds a role: a name, and the operator's id where the person is one."""

    name: str
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, and when. `what`: respond, assess, resolve, review, update or report (with its `name`)."""

    what: str
    at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Seconds from declaration; `review` from resolution."""

    response: int
    resolution: int
    review: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as the entries so far tell it. `times` holds each phase's moment, in UTC."""

    id: str
    ref: str = ""
    title: str = ""
    service: str = ""
    noticed: str = ""
    rule: str = ""  # the rule by which the station declared it, "" where a person did
    phase: Phase = Phase.DECLARED
    impact: Level | None = None
    urgency: Level | None = None
    unsure: tuple[str, ...] = ()
    priority: int | None = None
    severity: int | None = None
    hurt: bool = False
    override: str = ""
    scheme: str = ""
    times: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    targets: Targets | None = None
    assess_by: datetime | None = None
    acknowledged: datetime | None = None
    know: str = ""
    plan: str = ""
    need: str = ""
    resolution: str = ""
    roles: Mapping[str, Person] = field(default_factory=dict[str, Person])
    runs: tuple[str, ...] = ()
    review: str = ""  # the state of its review: "" (none), draft, released or waived
    review_id: str = ""
    labels: tuple[str, ...] = ()  # sorted
    links: tuple[Link, ...] = ()  # sorted
    close_reason: str = ""  # why it was dismissed, one of `CloseReason`
    open_tasks: tuple[str, ...] = ()  # ids, which sort as they were given
    criteria: tuple[Criterion, ...] = ()
    cadence: Cadence | None = None
    updated: datetime | None = None  # when the last status update was sent
    update_by: datetime | None = None  # when the next one is due
    final_update: bool = False
    clocks: tuple[ReportClock, ...] = ()
    offer: Offer | None = None
    ahead: Mapping[str, int] = field(default_factory=dict[str, int])  # seconds, by source
    drill: bool = False
    drill_id: str = ""
    drill_ended: datetime | None = None
    created: datetime | None = None
    changed: datetime | None = None
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()

    @property
    def moments(self) -> dict[str, datetime]:
        """The times with that of the acknowledgement, those of ORDER first."""
        known = dict(self.times)
        if self.acknowledged is not None:
            known["acknowledged"] = self.acknowledged
        return {name: known[name] for name in (*ORDER, *known) if name in known}

    @property
    def is_open(self) -> bool:
        """Declared, triaged or contained, and in no drill that is over."""
        return self.phase in OPEN and self.drill_ended is None

    @property
    def assessed(self) -> bool:
        """Whether somebody said how bad it is."""
        return self.priority is not None

    @property
    def commander(self) -> Person | None:
        """Who leads the response."""
        return self.roles.get("commander")

    @property
    def update_due(self) -> datetime | None:
        """When the next status update is due; a promise that was given holds until the final update."""
        resolved = self.phase == Phase.RESOLVED and self.drill_ended is None
        promised = self.is_open or (resolved and self.updated is not None)
        return self.update_by if promised else None

    def due(self) -> Due | None:
        """What is due next; None where nothing is."""
        return next(iter(self.dues()), None)

    def dues(self) -> tuple[Due, ...]:
        """All that is due, the nearest first."""
        declared, resolved = self.times.get("declared"), self.times.get("resolved")
        dues: list[Due] = []
        if self.drill_ended is not None:
            return ()
        if self.is_open and self.assess_by is not None:
            dues.append(Due("assess", self.assess_by))
        if self.is_open and self.targets and declared:
            if self.acknowledged is None:
                dues.append(Due("respond", declared + timedelta(seconds=self.targets.response)))
            dues.append(Due("resolve", declared + timedelta(seconds=self.targets.resolution)))
        within = self.targets.review if self.targets else None
        if self.phase == Phase.RESOLVED and self.review in ("", "draft") and resolved and within is not None:
            dues.append(Due("review", resolved + timedelta(seconds=within)))
        if self.update_due is not None:
            dues.append(Due("update", self.update_due))
        running = (each for each in self.clocks if each.state == "running")
        dues += [Due("report", each.due, each.title) for each in running if each.due is not None]
        return tuple(sorted(dues, key=lambda due: due.at))


def check_move(incident: Incident, to: Phase, at: datetime, now: datetime, reason: str = "") -> None:
    """Refuse a move that the phases or the order of times don't allow."""
    if to not in NEXT[incident.phase]:
        what = _("{ref} is {phase} and cannot become {to} from there.")
        if to == incident.phase:
            what = _("{ref} is {phase} already. Nothing was recorded.")
        raise UserError(
            what.format(ref=incident.ref, phase=phase_word(incident.phase), to=phase_word(to)),
            hint=_("Possible now: {phases}.").format(
                phases=", ".join(
                    phase_word(p) for p in (*STEPS, Phase.DISMISSED) if p in NEXT[incident.phase]
                )
            ),
        )
    back = (incident.phase, to) in BACK
    if (back or to == Phase.DISMISSED) and not reason.strip():
        raise UserError(
            _("Moving {ref} to {to} needs a reason.").format(ref=incident.ref, to=phase_word(to)),
            hint=_("Say in a few words why; it stands in the timeline."),
        )
    if to == Phase.TRIAGED and not incident.assessed:
        raise UserError(
            _("{ref} has no impact and urgency yet.").format(ref=incident.ref),
            hint=_("Assess it; that makes it triaged."),
        )
    check_not_ahead(at, now)
    times = _credible(incident.times, now)
    if back:
        last, then = max(times.items(), key=lambda item: item[1], default=("declared", at))
        if at < then:
            raise _impossible("reopened", at, _("before"), last, then)
        return
    check_order(times, to, at)
    reopened = times.get("reopened", at)
    if at < reopened:
        raise _impossible(to, at, _("before"), "reopened", reopened)


def check_time(incident: Incident, name: str, at: datetime, now: datetime) -> None:
    """Refuse a corrected time that has not come, or that contradicts what came before or after it.

    A phase stays on the side of the last reopening on which it is.
    """
    check_not_ahead(at, now)
    times = _credible(incident.moments, now)
    check_order(times, name, at)
    was, reopened = times.get(name), times.get("reopened")
    if reopened is None or was is None:
        return
    if was < reopened < at:
        raise _impossible(name, at, _("after"), "reopened", reopened)
    if at < reopened <= was:
        raise _impossible(name, at, _("before"), "reopened", reopened)


def check_not_ended(incident: Incident) -> None:
    """Refuse what only an incident that is not over can take: one that is closed met its needs as it was."""
    if incident.phase in ENDED:
        raise UserError(
            _("{ref} is {phase}. Nothing was recorded.").format(
                ref=incident.ref, phase=phase_word(incident.phase)
            ),
            hint=_("Reopen it first, with a reason."),
        )


def _credible(times: Mapping[str, datetime], now: datetime) -> dict[str, datetime]:
    """The times that can be true: one that lies ahead came from a clock that was wrong, and binds nobody."""
    return {name: at for name, at in times.items() if at <= now + _CLOCK_SLACK}


def check_not_ahead(at: datetime, now: datetime) -> None:
    """Refuse a time that has not come yet."""
    if at > now + _CLOCK_SLACK:
        raise UserError(
            _("{time} has not come yet; the clock here says {now}.").format(
                time=_moment(at, now, now), now=clock_text(now, now.tzinfo or UTC)
            ),
            hint=_("Give the time when it happened, or leave it at now."),
        )


def check_order(times: Mapping[str, datetime], name: str, at: datetime) -> None:
    """Refuse a time that contradicts the times of what came before or after it.

    What comes behind the acknowledgement is not held to it: of that often only the recording is known,
    which is later than what was done.
    """
    place = ORDER.index(name) if name in ORDER else len(ORDER)
    for other, then in times.items():
        if other not in ORDER or other == name or (other == "acknowledged" and place > ORDER.index(other)):
            continue
        if ORDER.index(other) < place and at < then:
            raise _impossible(name, at, _("before"), other, then)
        if ORDER.index(other) > place and at > then:
            raise _impossible(name, at, _("after"), other, then)


def in_order(incident: Incident) -> bool:
    """Whether the times stand in an order that `check_order` allows."""
    try:
        for name, at in incident.times.items():
            if name in ORDER:
                check_order(incident.moments, name, at)
    except UserError:
        return False
    return True


def _impossible(name: str, at: datetime, relation: str, other: str, then: datetime) -> UserError:
    return UserError(
        _("{name} {at} is {relation} {other} {then}.").format(
            name=phase_word(name).capitalize(),
            at=_moment(at, then, at),
            relation=relation,
            other=phase_word(other),
            then=_moment(then, at, at),
        ),
        hint=_("Correct this time, or the other one under Times. Nothing was recorded."),
    )


def _moment(at: datetime, beside: datetime, zone_of: datetime) -> str:
    """A time as a person says it: with its date beside one of another day, its seconds beside one as near."""
    zone = zone_of.tzinfo or UTC
    here, there = at.astimezone(zone), beside.astimezone(zone)
    clock = clock_text(here, zone, seconds=same_minute(at, beside))
    return clock if here.date() == there.date() else f"{here.date().isoformat()} {clock}"
