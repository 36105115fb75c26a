"""The types of what a body's members hold, as entries are checked against them when written and imported."""

from typing import Annotated, Final, Literal

import msgspec

_WHEN: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})\Z"
)
_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"

Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
When = Annotated[str, msgspec.Meta(pattern=_WHEN)]
Date = Annotated[str, msgspec.Meta(pattern=_DATE)]
# A decimal number as text: what was counted or paid keeps every digit.
Amount = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?\Z")]
Times = dict[str, When]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Grade = Annotated[int, msgspec.Meta(ge=1, le=5)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{2,4}\Z")]
LevelWord = Literal["high", "medium", "low"]
PhaseWord = Literal["declared", "triaged", "contained", "resolved", "closed", "dismissed"]
NoteType = Literal["observation", "action", "decision", "communication", "note"]
StepState = Literal["open", "done", "skipped", "failed", "deviated"]
TaskState = Literal["open", "acknowledged", "done", "dropped"]
CriterionState = Literal["open", "met", "dropped"]
ClockState = Literal["running", "met", "not_needed"]
DatedState = Literal["offered", "waiting", "running", "met", "not_needed"]
HandoverState = Literal["offered", "accepted", "declined", "withdrawn"]
ResourceState = Literal["asked", "arrived", "released"]
Relation = Literal["duplicate_of", "related_to", "caused_by"]
TimeName = Literal["started", "detected", "declared", "triaged", "contained", "resolved", "closed"]
CloseReason = Literal["false_alarm", "not_incident", "duplicate", "informational", "test", "other"]
FactorCategory = Literal[
    "change",
    "capacity",
    "dependency",
    "design",
    "detection",
    "knowledge",
    "coordination",
    "surroundings",
    "other",
]

Text = tuple[Hex64 | None, str]
BlobChange = tuple[Hex64 | None, Hex64]
Number = tuple[Grade | None, Grade | None]
Time = tuple[When | None, When | None]
DateChange = tuple[Date | None, Date | None]
Flag = tuple[bool, bool]
Lines = tuple[Hex64 | None, list[str]]
MaybeSeconds = tuple[Seconds | None, Seconds | None]
# Seconds that a source's clock is ahead of ours; behind where negative.
Ahead = Annotated[int, msgspec.Meta(ge=-1_000_000_000, le=1_000_000_000)]


class BlobRef(msgspec.Struct, forbid_unknown_fields=True):
    """Large content by SHA-256. Every blob that an entry names is written in this shape."""

    blob: Hex64
    size: Count


class Ref(msgspec.Struct, forbid_unknown_fields=True):
    """The number of an incident and the code of the station that gave it."""

    code: Code
    number: Annotated[int, msgspec.Meta(ge=1, le=10**15)]


class SectionNamed(msgspec.Struct, forbid_unknown_fields=True):
    """A section of a review's template; the title is "" where it is the usual one of the key."""

    key: str
    title: str


class StepAdded(msgspec.Struct, forbid_unknown_fields=True):
    """A step that a person added to what the text was read into, and what it follows."""

    id: str
    text: str
    after: str = ""
    section: str = ""


class Head(msgspec.Struct, forbid_unknown_fields=True):
    """A place in a station's chain."""

    station: str
    seq: Count
    hash: Hex64


class Targets(msgspec.Struct, forbid_unknown_fields=True):
    """Seconds from declaration; `review` from resolution."""

    response: Seconds
    resolution: Seconds
    review: Seconds | None = None


class Cadence(msgspec.Struct, forbid_unknown_fields=True):
    """Seconds until the first status update after the assessment, and from one to the next."""

    first: Seconds
    every: Seconds
