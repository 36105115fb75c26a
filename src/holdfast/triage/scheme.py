"""A scheme: what is asked at triage, what follows from the answers, what is due when.

It comes from a TOML file of the shape of `resources/schemes/default.toml` (`scheme_file` reads and
checks it). Texts are data in the language of the file; who shows one passes it through
`holdfast.words._`.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from holdfast.domain.classification import LEVELS, Level

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
LENGTH = r"(?:[0-9]{1,4}[smhdw])+"

Text = Annotated[str, msgspec.Meta(max_length=300, pattern=r"\S")]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
Number = Annotated[int, msgspec.Meta(ge=1, le=5)]
Length = Annotated[str, msgspec.Meta(pattern=rf"^(?:0|{LENGTH})\Z")]
LengthOrNever = Annotated[str, msgspec.Meta(pattern=rf"^(?:never|{LENGTH})\Z")]


class Need(StrEnum):
    """What closing an incident can ask for."""

    ASSESSED = "assessed"
    RESOLUTION = "resolution"
    REVIEW = "review"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Check(_Part, frozen=True):
    """A statement to tick; it speaks for the level that it stands under."""

    key: Key
    text: Text


class Grade(_Part, frozen=True):
    """One level of a question."""

    label: Text
    help: Text
    checks: tuple[Check, ...]


class Question(_Part, frozen=True):
    """What is asked about impact or urgency."""

    question: Text
    high: Grade
    medium: Grade
    low: Grade

    def grade(self, level: Level) -> Grade:
        """What stands under a level."""
        return {Level.HIGH: self.high, Level.MEDIUM: self.medium, Level.LOW: self.low}[level]

    def level_of(self, check: str) -> Level | None:
        """The level that a check speaks for; None for a key that is not asked here."""
        found = (level for level in LEVELS for each in self.grade(level).checks if each.key == check)
        return next(found, None)


class Safety(_Part, frozen=True):
    """The question that comes before all others, and what follows from a yes."""

    label: Text
    help: Text
    impact: Level
    severity: Number


class Row(_Part, frozen=True):
    """The priorities of one impact, by urgency."""

    high: Number
    medium: Number
    low: Number

    def at(self, urgency: Level) -> int:
        """The priority of this impact with that urgency."""
        return {Level.HIGH: self.high, Level.MEDIUM: self.medium, Level.LOW: self.low}[urgency]


class Matrix(_Part, frozen=True):
    """The priority for every impact and urgency."""

    high: Row
    medium: Row
    low: Row

    def row(self, impact: Level) -> Row:
        """The priorities of one impact."""
        return {Level.HIGH: self.high, Level.MEDIUM: self.medium, Level.LOW: self.low}[impact]


class Priority(_Part, frozen=True):
    """What a priority proposes and asks: times count from the declaration, "0" is at once."""

    number: Number
    word: Text
    severity: Number
    response: Length
    resolution: Length

    @property
    def response_s(self) -> int:
        """Seconds until somebody works on it."""
        return seconds(self.response)

    @property
    def resolution_s(self) -> int:
        """Seconds until it is resolved."""
        return seconds(self.resolution)


class Severity(_Part, frozen=True):
    """How bad it is, and by when its review is due, counted from the resolution."""

    number: Number
    word: Text
    meaning: Text
    review_within: LengthOrNever

    @property
    def review_s(self) -> int | None:
        """Seconds until a review is due; None where none is asked for."""
        return None if self.review_within == "never" else seconds(self.review_within)


class Role(_Part, frozen=True):
    """A part that somebody takes in the response."""

    key: Key
    label: Text
    duty: Text


class Choice(_Part, frozen=True):
    """A way in which an incident comes to be noticed."""

    key: Key
    label: Text


class Scheme(_Part, frozen=True):
    """A whole scheme, read and checked by `scheme_file.load`."""

    kind: Literal["matrix"]
    name: Text
    version: Annotated[int, msgspec.Meta(ge=1)]
    assess_within: Length
    ask_again_in: Length
    closing: tuple[Need, ...]
    safety: Safety
    impact: Question
    urgency: Question
    matrix: Matrix
    priorities: tuple[Priority, ...]
    severities: tuple[Severity, ...]
    roles: tuple[Role, ...]
    noticed: tuple[Choice, ...]

    @property
    def assess_within_s(self) -> int:
        """Seconds in which an incident is to be assessed after it was declared."""
        return seconds(self.assess_within)

    @property
    def ask_again_s(self) -> int:
        """Seconds after which "not sure" is asked again."""
        return seconds(self.ask_again_in)

    def priority_at(self, impact: Level, urgency: Level) -> int:
        """The cell of the matrix."""
        return self.matrix.row(impact).at(urgency)

    def priority(self, number: int) -> Priority:
        """What a priority proposes and asks."""
        return next(each for each in self.priorities if each.number == number)

    def severity(self, number: int) -> Severity:
        """What a severity means and asks."""
        return next(each for each in self.severities if each.number == number)

    def needs(self, severity: int | None) -> tuple[Need, ...]:
        """What closing an incident of that severity asks for; a review only where one is due."""
        reviewed = severity is None or self.severity(severity).review_s is not None
        return tuple(need for need in self.closing if need is not Need.REVIEW or reviewed)


def seconds(length: str) -> int:
    """The seconds of a checked length of time such as "1d12h"; "0" is none."""
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", length))
