"""The store's ladder: its text, who it means in the directory, and who was asked when."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Annotated, Any, Final, cast

import msgspec

from holdfast.detect.ladder_names import strangers
from holdfast.detect.own_texts import OwnText, history, text_in_use
from holdfast.detect.scales import SEVERITIES, SeverityWord
from holdfast.domain import toml_check
from holdfast.domain.alert import Alert
from holdfast.domain.clock import from_stored
from holdfast.domain.directory import Contact, fold_person
from holdfast.domain.ladder import Asked, Ladder, Step, asked_until, people_of, waits
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import Fault
from holdfast.domain.weeks import week_of
from holdfast.store.store import Store
from holdfast.words import _

LONGEST: Final = 24 * 60  # minutes of one step
_MOST: Final = 20  # steps

_Text = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=300)]


class _StepSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    minutes: int
    person: str = ""
    role: str = ""


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    severity: SeverityWord
    steps: tuple[_StepSaid, ...] = ()


@lru_cache(maxsize=8)
def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being a ladder, by line."""
    return toml_check.check(text, _Said, _rules).problems


def _rules(data: dict[str, Any]) -> Iterator[Fault]:
    steps = data.get("steps")
    if not isinstance(steps, list):
        return
    said = cast("list[object]", steps)
    if len(said) > _MOST:
        yield Fault(("steps",), _("has too many steps"), _("At most {most}.").format(most=_MOST))
    for place, step in enumerate(said):
        if isinstance(step, dict):
            yield from _step_rules(place, cast("dict[str, object]", step))


def _step_rules(place: int, step: dict[str, object]) -> Iterator[Fault]:
    named = [step.get(key) for key in ("person", "role") if step.get(key)]
    if len(named) != 1:
        hint = _("Write either person or role.")
        yield Fault(("steps", place), _("does not name one person or one role"), hint)
    minutes = step.get("minutes")
    if isinstance(minutes, int) and not 1 <= minutes <= LONGEST:
        hint = _("From 1 to {most} minutes.").format(most=LONGEST)
        yield Fault(("steps", place, "minutes"), _("is no time that a step can last"), hint)


def misfits(text: str, people: Sequence[Contact]) -> tuple[Problem, ...]:
    """Everything that keeps a text from being the ladder of a room with these people, by line."""
    return toml_check.check(text, _Said, lambda data: (*_rules(data), *strangers(data, people))).problems


LADDER: Final = OwnText("ladder", problems, misfits)


@lru_cache(maxsize=16)
def load(text: str) -> Ladder:
    """The ladder of a text without problems."""
    said = msgspec.convert(tomllib.loads(text), _Said, strict=True)
    steps = tuple(Step(each.person, each.role, each.minutes) for each in said.steps)
    return Ladder(SEVERITIES[said.severity], steps)


def ladder_of(store: Store) -> Ladder:
    """The ladder that holds here; without steps where none does.

    Whoever left the directory since it was adopted is absent: the ladder goes on without them.
    """
    ladder = load(text_in_use(store, LADDER))
    return ladder.among(store.directory.people()) if ladder.steps else ladder


def asked_before(store: Store, alert: Alert, now: datetime) -> list[tuple[Asked, datetime]]:
    """Whom an alert asked while nobody answered, each with until when, by what held at the time.

    Derived from the entries of the alert, of adopted ladders and of people: it needs no entry of its own.
    """
    texts = history(store, LADDER)
    found: list[tuple[Asked, datetime]] = []
    for wait in waits(store.entries("alert", alert.id), alert.id):
        end = wait.until or now
        text = next((each for at, each in reversed(texts) if at <= end.timestamp()), "")
        there = text and not problems(text)
        asked = asked_until(load(text).among(_people_at(store, end)), wait, now) if there else []
        found += [(each, end if each is asked[-1] else each.until) for each in asked]
    return found


def _people_at(store: Store, at: datetime) -> Iterator[Contact]:
    """Who stood in the directory at a time."""
    for ident in store.directory.everybody():
        person: Contact | None = None
        for entry in store.entries("person", ident):
            if from_stored(entry.at) <= at:
                person = fold_person(person, entry, ident)
        if person is not None and not person.dropped:
            yield person


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a step means now: its name as the ladder has it, and for each person the name and the lines."""

    name: str
    people: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self) -> str:
        """The people with the ways to reach them, the best first."""
        if not self.people:
            return _("{name} (not in the directory)").format(name=self.name)
        return "; ".join(", ".join((name, *lines)) for name, lines in self.people)

    def names(self) -> str:
        """The people alone."""
        return ", ".join(name for name, _lines in self.people) or self.name


def reach(step: Step, people: Sequence[Contact], now: datetime) -> Reach:
    """Whom a step means now, by the directory and the week of `now`'s zone."""
    found = people_of(step, people, week_of(now))
    return Reach(step.name, tuple((each.name, each.lines) for each in found))


def asked_texts(asked: Asked, ladder: Ladder, people: Sequence[Contact], now: datetime) -> tuple[str, str]:
    """Who is asked now, since when, and how they are reached; and who is next, when ("" for nobody)."""
    zone = now.tzinfo
    assert zone is not None
    since = _("{who}, since {time}").format(
        who=reach(asked.step, people, now).text(), time=_clock(asked.since, now, zone)
    )
    if skipped := ladder.skipped():
        names = ", ".join(each.name for each in skipped)
        since = _("{who}; skipped, not in the directory: {names}").format(who=since, names=names)
    if asked.over:
        waited = int((now - asked.began).total_seconds()) // 60
        return since, _("Everybody was asked. Nobody has answered for {minutes} min.").format(minutes=waited)
    following = next((step for place, step in ladder.standing() if place > asked.place), None)
    if following is None:
        return since, ""
    who = reach(following, people, now).names()
    return since, _("{who}, {time}").format(who=who, time=_clock(asked.until, now, zone))


def _clock(at: datetime, now: datetime, zone: tzinfo) -> str:
    same_day = at.astimezone(zone).date() == now.date()
    return clock_text(at, zone) if same_day else stamp_text(at, zone)
