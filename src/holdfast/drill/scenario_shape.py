"""What a scenario's front matter holds, and the scenario that it makes with the sections of the text."""

from typing import Annotated

import msgspec
from msgspec import Meta

from holdfast.domain.scenario import Expectation, Inject, Objective, Role, Scenario
from holdfast.drill.scenario_parts import Parted
from holdfast.drill.scenario_words import JUDGED, awaited
from holdfast.triage.scheme import LENGTH, Text, seconds

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}\Z")]
Length = Annotated[str, Meta(pattern=rf"^(?:0|{LENGTH})\Z")]


class ToldObjective(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An objective as the file has it."""

    key: Key
    text: Text


class ToldRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role as the file has it."""

    role: Text
    text: Text


class ToldInject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An inject as the file has it; its title, text and payload stand in its section."""

    key: Key
    kind: Text
    at: Length | None = None
    when: tuple[Text, ...] = ()
    delay: Length = "0"
    unless: tuple[Text, ...] = ()
    who: Text | None = None


class ToldExpectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An expectation as the file has it."""

    key: Key
    objective: Key
    what: Text
    text: Text
    within: Length | None = None
    since: Key | None = None


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole front matter."""

    key: Key
    title: Text
    goal: Text
    minutes: Annotated[int, Meta(ge=1)]
    alone: bool
    objectives: tuple[ToldObjective, ...]
    injects: tuple[ToldInject, ...]
    expectations: tuple[ToldExpectation, ...]
    questions: tuple[Text, ...]
    roles: tuple[ToldRole, ...] = ()


def made(told: Told, parts: Parted) -> Scenario:
    """The scenario of a file without faults."""
    return Scenario(
        key=told.key,
        title=told.title,
        goal=told.goal,
        minutes=told.minutes,
        alone=told.alone,
        objectives=tuple(Objective(each.key, each.text) for each in told.objectives),
        roles=tuple(Role(each.role, each.text) for each in told.roles),
        injects=tuple(_inject(each, parts) for each in told.injects),
        expectations=tuple(map(_expectation, told.expectations)),
        questions=told.questions,
        text=parts.intro.text,
        facts=parts.facts,
    )


def _inject(told: ToldInject, parts: Parted) -> Inject:
    section = parts.section(told.key)
    assert section is not None
    payload = next(iter(section.payloads), None)
    return Inject(
        key=told.key,
        kind=told.kind,  # pyright: ignore[reportArgumentType]  (the rules refuse every other word)
        title=section.title,
        text=section.text,
        at=None if told.at is None else seconds(told.at),
        when=tuple(map(awaited, told.when)),
        delay=seconds(told.delay),
        name=payload.name if payload else "",
        payload=payload.text if payload else "",
        who=told.who or "",
        unless=tuple(map(awaited, told.unless)),
    )


def _expectation(told: ToldExpectation) -> Expectation:
    judged = told.what.strip() == JUDGED
    what = awaited(told.what)
    return Expectation(
        key=told.key,
        objective=told.objective,
        what=JUDGED if judged else what.what,
        text=told.text,
        which=what.which,
        within=None if told.within is None else seconds(told.within),
        since=told.since or "",
    )
