"""A scheme: what is asked at triage, what follows from the answers, what is due when.

It comes from a TOML file of the shape of one in `resources/schemes` (`scheme_file` reads and checks
it): `default.toml` asks for impact and urgency, `severity.toml` scores questions that speak for them.
Texts are data in the language of the file; who shows one passes it through `holdfast.words._`.

Incidents keep the text that they were judged by for ever: a key that is added here has a default that
says what held before it came.
"""

import re
from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec

from holdfast.domain.classification import LEVELS, Level
from holdfast.domain.coordination import MET, Cadence

NEVER: Final = "never"
UNSURE: Final = "unsure"
"""What stands for the option of a scored question that nobody is sure of; no option has this key."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
LENGTH = r"(?:[0-9]{1,4}[smhdw])+"

Text = Annotated[str, msgspec.Meta(max_length=300, pattern=r"\S")]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
Number = Annotated[int, msgspec.Meta(ge=1, le=5)]
Length = Annotated[str, msgspec.Meta(pattern=rf"^(?:0|{LENGTH})\Z")]
Points = Annotated[int, msgspec.Meta(ge=0, le=1000)]
ClockLength = Annotated[str, msgspec.Meta(pattern=r"^(?:0|(?:[0-9]{1,4}(?:mo|[smhdw]))+)\Z")]
LengthOrNever = Annotated[str, msgspec.Meta(pattern=rf"^(?:never|{LENGTH})\Z")]


class Need(StrEnum):
    """What closing an incident can ask for."""

    ASSESSED = "assessed"
    RESOLUTION = "resolution"
    REVIEW = "review"
    TASKS = "tasks"
    CRITERIA = "criteria"
    FINAL_UPDATE = "final_update"


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


class Option(_Part, frozen=True):
    """One answer to a scored question."""

    key: Key
    label: Text
    points: Points


class ScoredQuestion(_Part, frozen=True):
    """A question with options, each of so many points."""

    key: Key
    question: Text
    options: tuple[Option, ...]
    help: str = ""

    def option(self, key: str) -> Option | None:
        """The option with this key; the one of the most points for UNSURE; None for an unknown key."""
        if key == UNSURE:
            return self.most
        return next((each for each in self.options if each.key == key), None)

    @property
    def most(self) -> Option:
        """The option that weighs most."""
        return max(self.options, key=lambda each: each.points)

    @property
    def least(self) -> Option:
        """The option that weighs least."""
        return min(self.options, key=lambda each: each.points)


class Scored(_Part, frozen=True):
    """The questions that speak for impact or urgency; their points together give the level."""

    question: Text
    high: Points
    medium: Points
    questions: tuple[ScoredQuestion, ...]

    def level(self, points: int) -> Level:
        """The level of so many points."""
        return Level.HIGH if points >= self.high else Level.MEDIUM if points >= self.medium else Level.LOW

    def threshold(self, level: Level) -> int:
        """The points from which a level holds."""
        return {Level.HIGH: self.high, Level.MEDIUM: self.medium, Level.LOW: 0}[level]


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
    """How bad it is, by when its review is due (from the resolution), and how often others are told."""

    number: Number
    word: Text
    meaning: Text
    review_within: LengthOrNever
    update_first: LengthOrNever = NEVER
    update_every: LengthOrNever = NEVER

    @property
    def review_s(self) -> int | None:
        """Seconds until a review is due; None where none is asked for."""
        return None if self.review_within == NEVER else seconds(self.review_within)

    @property
    def cadence(self) -> Cadence | None:
        """When status updates are due after the assessment; None where none are."""
        if NEVER in (self.update_first, self.update_every):
            return None
        return Cadence(seconds(self.update_first), seconds(self.update_every))


class Role(_Part, frozen=True):
    """A part that somebody takes in the response."""

    key: Key
    label: Text
    duty: Text


class Choice(_Part, frozen=True):
    """A way in which an incident comes to be noticed."""

    key: Key
    label: Text


class ReportingClock(_Part, frozen=True):
    """A time within which somebody outside has to be told, by law or contract.

    `begins` is "detected", "declared", or "met:" with the key of the clock whose report it counts from. It
    starts by itself when an incident is assessed at one of the `severities`, or when that report is made;
    else it is offered.
    """

    key: Key
    label: Text
    within: ClockLength
    when: Text
    begins: str = msgspec.field(name="from")
    severities: tuple[Number, ...] = ()

    @property
    def within_s(self) -> int:
        """Seconds from its beginning until it is due; 0 where it runs months."""
        return 0 if self.months else seconds(self.within)

    @property
    def months(self) -> int:
        """Calendar months from its beginning until it is due; 0 where it runs seconds."""
        return months(self.within) or 0

    @property
    def after(self) -> str:
        """The key of the clock that it counts from; "" where it counts from a time of the incident."""
        return self.begins.removeprefix(MET) if self.begins.startswith(MET) else ""


class Scheme(_Part, frozen=True, kw_only=True):
    """What every scheme says, read and checked by `scheme_file.load`: a MatrixScheme or a ScoredScheme."""

    kind: Literal["matrix", "scored"]
    name: Text
    version: Annotated[int, msgspec.Meta(ge=1)]
    assess_within: Length
    ask_again_in: Length
    closing: tuple[Need, ...]
    safety: Safety
    matrix: Matrix
    priorities: tuple[Priority, ...]
    severities: tuple[Severity, ...]
    roles: tuple[Role, ...]
    noticed: tuple[Choice, ...]
    clocks: tuple[ReportingClock, ...] = ()

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

    def clock(self, key: str) -> ReportingClock | None:
        """The reporting clock with this key; None where it has none."""
        return next((each for each in self.clocks if each.key == key), None)

    def needs(self, severity: int | None) -> tuple[Need, ...]:
        """What closing an incident of that severity asks for; a review only where one is due."""
        reviewed = severity is None or self.severity(severity).review_s is not None
        return tuple(need for need in self.closing if need is not Need.REVIEW or reviewed)


class MatrixScheme(Scheme, frozen=True, kw_only=True):
    """Impact and urgency are answered outright, with statements to tick for each level."""

    impact: Question
    urgency: Question


class ScoredScheme(Scheme, frozen=True, kw_only=True):
    """Questions are answered by options; the points of each side give impact and urgency."""

    impact: Scored
    urgency: Scored

    def questions(self) -> tuple[ScoredQuestion, ...]:
        """Every question, in the order in which they are asked."""
        return (*self.impact.questions, *self.urgency.questions)


def months(length: str) -> int | None:
    """The calendar months of a length such as "1mo"; None for any other length."""
    found = re.fullmatch(r"([0-9]{1,4})mo", length)
    return int(found[1]) if found else None


def seconds(length: str) -> int:
    """The seconds of a checked length of time such as "1d12h"; "0" is none."""
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", length))
