"""Who is asked about an alert that nobody answers: one after the other, as the minutes pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from holdfast.domain.alert import Alert, fold
from holdfast.domain.directory import Contact
from holdfast.domain.entry import Entry
from holdfast.domain.value import moment

Asking = tuple[tuple[int, datetime], ...]
"""As `Alert.asking`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A person or a role of the directory, and how many minutes they have before the next is asked.

    `absent` where it means nobody there, any more or yet.
    """

    person: str = ""
    role: str = ""
    minutes: int = 10
    absent: bool = False

    @property
    def name(self) -> str:
        """Whom it asks."""
        return self.person or self.role


@dataclass(frozen=True, slots=True)
class Ladder:
    """Its steps, the first asked at once; for alerts of at least this severity. Without steps it is off."""

    severity: int = 0
    steps: tuple[Step, ...] = ()

    def standing(self) -> list[tuple[int, Step]]:
        """The steps that are asked, with their places: without those that are absent, unless all are."""
        placed = list(enumerate(self.steps))
        return [each for each in placed if not each[1].absent] or placed

    def skipped(self) -> list[Step]:
        """The steps that are not asked, since nobody is there."""
        return [] if all(each.absent for each in self.steps) else [each for each in self.steps if each.absent]

    def among(self, people: Iterable[Contact]) -> "Ladder":
        """This ladder with what is absent among these people."""
        there = list(people)
        steps = (replace(each, absent=not meant(each, there)) for each in self.steps)
        return replace(self, steps=tuple(steps))


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that is asked: which, since when, and when the next is; `began` is when the first of all was.

    `over` is whether the time of the last one has passed too: then nobody is left to ask.
    """

    place: int
    step: Step
    since: datetime
    until: datetime
    began: datetime
    over: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """A time in which an alert fired and nobody answered; `until` None while it lasts."""

    asking: Asking
    until: datetime | None


def step_of(ladder: Ladder, alert: Alert, now: datetime) -> Asked | None:
    """Who is asked about an alert now; None where nobody is.

    What is silenced, acknowledged or over, comes and goes, or was joined to an incident by a person climbs no
    further. What a rule joined climbs on: an incident that nobody looks at answers nothing.
    """
    is_joined = bool(alert.incident) and not alert.unattended
    if alert.status != "firing" or alert.flapping or is_joined:
        return None
    return step_at(ladder, alert.asking, now)


def step_at(ladder: Ladder, asking: Asking, now: datetime) -> Asked | None:
    """Which step is reached by what fires so; None where it is too mild, or nobody is to be asked."""
    began = min((since for severity, since in asking if severity >= ladder.severity), default=None)
    if began is None or not ladder.steps:
        return None
    asked = list(_climbed(ladder, began, now))
    return asked[-1]


def _climbed(ladder: Ladder, began: datetime, now: datetime) -> Iterator[Asked]:
    since = began
    steps = ladder.standing()
    for place, step in steps:
        until = since + timedelta(minutes=step.minutes)
        is_last = place == steps[-1][0]
        yield Asked(place, step, since, until, began, over=is_last and now >= until)
        if now < until:
            return
        since = until


def asked_until(ladder: Ladder, wait: Wait, now: datetime) -> list[Asked]:
    """Everybody who was asked in a time in which nobody answered, in their order."""
    last = step_at(ladder, wait.asking, wait.until or now)
    return [] if last is None else list(_climbed(ladder, last.began, wait.until or now))


def waits(entries: Iterable[Entry], ident: str) -> list[Wait]:
    """Each time in which an alert fired unanswered, from all its entries."""
    found = list[Wait]()
    alert: Alert | None = None
    for entry in entries:
        before = alert.asking if alert else ()
        alert = fold(alert, entry, ident)
        if before and alert is not None and not alert.asking:
            found.append(Wait(before, moment(entry.at)))
    if alert is not None and alert.asking:
        found.append(Wait(alert.asking, None))
    return found


def people_of(step: Step, people: Iterable[Contact], week: str) -> list[Contact]:
    """Whom a step means in the directory: the person of this name, or those with the role.

    Of these only those on call in the ISO week, `2026-W48`, where there are such.
    """
    having = meant(step, people)
    return having if step.person else [each for each in having if week in each.weeks] or having


def meant(step: Step, people: Iterable[Contact]) -> list[Contact]:
    """Everybody whom a step names, on call or not."""
    if step.person:
        return [each for each in people if alike(each.name, step.person)]
    return [each for each in people if any(alike(role, step.role) for role in each.roles)]


def alike(said: str, wanted: str) -> bool:
    """Whether two names are one, however they are spaced and written small or large."""
    return " ".join(said.split()).casefold() == " ".join(wanted.split()).casefold()
