"""A scenario: what a drill plays, what it expects of people, and what they are asked afterwards.

After OpenBAS: injects at a time or on a condition, expectations with a time, objectives that people judge.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

InjectKind = Literal["alert", "message", "fact", "file", "unavailable"]
"""What is put in: an alert in a format that a door reads, a message from somebody, something that can be
seen now, a file to look at, a person who can't be reached from now on."""
INJECT_KINDS: Final[tuple[InjectKind, ...]] = get_args(InjectKind)

Happening = Literal[
    "acknowledged",
    "declared",
    "severity",
    "commander",
    "update",
    "runbook",
    "step",
    "contained",
    "resolved",
    "inject",
]
"""What a condition waits for, or an expectation expects. `severity`, `runbook`, `step` and `inject` name
which: a severity at least that bad ("2"), a runbook by title or file name, `runbook#step-id`, the key of
an inject."""
HAPPENINGS: Final[tuple[Happening, ...]] = get_args(Happening)
Rating = Literal["P", "S", "M", "U"]
"""HSEEP's: performed without challenges, with some, with major ones, unable to be performed."""
RATINGS: Final[tuple[Rating, ...]] = get_args(Rating)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A happening that is waited for, and which one, "" where it needs no name."""

    what: Happening
    which: str = ""


@dataclass(frozen=True, slots=True)
class Inject:
    """One thing that is put in. Times are seconds of the drill's own time, which stands still in a pause.

    It comes at `at` after the start; or `delay` after all of `when` have happened (at the latest at `at`,
    where both are given); and never where one of `unless` has happened before its time. `payload` is what
    an alert's source sends or a file holds, `name` the file name it goes by; `who` sends the message, brings
    the fact or the file, or can't be reached.
    """

    key: str
    kind: InjectKind
    title: str
    text: str = ""
    at: int | None = None
    when: tuple[Awaited, ...] = ()
    delay: int = 0
    name: str = ""
    payload: str = ""
    who: str = ""
    unless: tuple[Awaited, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected within so many seconds after the start, or after an inject. `what` is "judged" where
    the facilitator says whether it was met.
    """

    key: str
    objective: str
    what: Happening | Literal["judged"]
    text: str
    which: str = ""
    within: int | None = None
    since: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What is to be practised."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role that is to be filled, and what whoever has it does here."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as its file says it. `minutes` is how long it takes; `text` and `facts` are Markdown."""

    key: str
    title: str
    goal: str
    minutes: int
    alone: bool
    objectives: tuple[Objective, ...]
    roles: tuple[Role, ...]
    injects: tuple[Inject, ...]
    expectations: tuple[Expectation, ...]
    questions: tuple[str, ...]
    text: str = ""
    facts: str = ""

    def inject(self, key: str) -> Inject | None:
        """The inject of a key."""
        return next((each for each in self.injects if each.key == key), None)
