"""The kinds of entry and the shape of each one's body: law as a table, checked on write and on import.

A member is written once here. `required` members must stand in the body unless they were removed or
withheld; others may. A change is `[from, to]`: `from` is the value itself only for closed
vocabularies, numbers and times; for free text it is the hash of the entry that wrote the text, or
null where nothing was written before, because a removed name would else live on in the next entry.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, cast

import msgspec

from holdfast.domain.entry import FORMAT, Header
from holdfast.domain.errors import UserError
from holdfast.words import _

_WHEN: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})\Z"
)
_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"
_LAST_YEAR: Final = 9900  # what is due later than any calendar's end could not be computed

Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
When = Annotated[str, msgspec.Meta(pattern=_WHEN)]
Date = Annotated[str, msgspec.Meta(pattern=_DATE)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Grade = Annotated[int, msgspec.Meta(ge=1, le=5)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{2,4}\Z")]
LevelWord = Literal["high", "medium", "low"]
PhaseWord = Literal["declared", "triaged", "contained", "resolved", "closed", "dismissed"]
NoteType = Literal["observation", "action", "decision", "communication", "note"]
StepState = Literal["open", "done", "skipped", "failed"]

Text = tuple[Hex64 | None, str]
Number = tuple[Grade | None, Grade | None]
Time = tuple[When | None, When | None]
DateChange = tuple[Date | None, Date | None]
Flag = tuple[bool, bool]


class BlobRef(msgspec.Struct, forbid_unknown_fields=True):
    """Large content by SHA-256. Every blob that an entry names is written in this shape."""

    blob: Hex64
    size: Count


class Ref(msgspec.Struct, forbid_unknown_fields=True):
    """The number of an incident and the code of the station that gave it."""

    code: Code
    number: Annotated[int, msgspec.Meta(ge=1, le=10**15)]


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


Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """The version of a kind's body and its members' types."""

    kv: int
    required: Members
    optional: Members = field(default_factory=dict[str, Any])

    def type_of(self, member: str) -> Any:  # noqa: ANN401  (a type form)
        """The type of a member; None where it has none."""
        return self.required.get(member) or self.optional.get(member)


_STEP = Kind(
    1,
    {"step": str, "number": Count, "text": str, "state": tuple[StepState, StepState]},
    {"remark": str, "occurred": When, "section": str},
)
_INCIDENT_TEXTS: Members = dict.fromkeys(("title", "service", "know", "plan", "need", "resolution"), Text)
_ACTION_FIELDS: Members = {
    "title": Text,
    "owner": Text,
    "verify": Text,
    "due": DateChange,
}

KINDS: Final[Mapping[str, Kind]] = {
    "station.began": Kind(
        1,
        {"public_key": str, "store": str, "code": Code},
        {"previous": Head, "practice": bool, "reason": str},
    ),
    "station.coded": Kind(1, {"code": tuple[Code, Code]}),
    "store.configured": Kind(1, {}, {"marking": Text, "site": Text, "emergency": Text, "zone": Text}),
    "operator.added": Kind(1, {"name": str}, {"system_user": str}),
    "operator.renamed": Kind(1, {"name": Text}),
    "operator.secured": Kind(1, {"verifier": tuple[Hex64 | None, Hex64 | None]}),
    "incident.declared": Kind(
        1,
        {"title": str, "ref": Ref},
        {
            "service": str,
            "noticed": str,
            "occurred": When,
            "started": When,
            "detected": When,
            "assess_within": Seconds,
            "scheme": BlobRef,
        },
    ),
    "incident.assessed": Kind(
        1,
        {
            "impact": tuple[LevelWord | None, LevelWord],
            "urgency": tuple[LevelWord | None, LevelWord],
            "priority": Number,
            "severity": Number,
            "scheme": BlobRef,
        },
        {
            "proposed": Grade,
            "hurt": Flag,
            "checks": dict[str, list[str]],
            "unsure": list[str],
            "ask_again": Seconds,
            "targets": Targets,
            "reason": str,
        },
    ),
    "incident.moved": Kind(1, {"phase": tuple[PhaseWord, PhaseWord], "occurred": When}, {"reason": str}),
    "incident.changed": Kind(1, {}, {**_INCIDENT_TEXTS, "started": Time, "detected": Time}),
    "incident.assigned": Kind(1, {"role": str, "person": tuple[Hex64 | None, str | None]}, {"operator": str}),
    "incident.review_waived": Kind(1, {"reason": str}),
    "note.added": Kind(1, {"type": NoteType, "text": str}, {"occurred": When}),
    "runbook.imported": Kind(
        1,
        {"source": str, "path": str, "title": str, "version": tuple[Hex64 | None, Hex64], "text": BlobRef},
        {"images": dict[str, BlobRef]},
    ),
    "runbook.gone": Kind(1, {"path": str}),
    "run.started": Kind(
        1, {"runbook": str, "title": str, "text": BlobRef, "steps": Count}, {"occurred": When}
    ),
    "run.finished": Kind(1, {"state": tuple[str, str]}, {"reason": str}),
    "step.done": _STEP,
    "step.skipped": _STEP,
    "step.failed": _STEP,
    "step.reopened": _STEP,
    "review.begun": Kind(1, {"title": str}),
    "review.written": Kind(1, {"section": str, "text": Text}),
    "review.row_added": Kind(
        1, {"source": Hex64, "occurred": When, "recorded": When, "type": str, "text": str}, {"who": str}
    ),
    "review.row_changed": Kind(1, {"row": Hex64, "text": Text}),
    "review.row_dropped": Kind(1, {"row": Hex64}),
    "review.moved": Kind(1, {"state": tuple[str, str], "revision": Count}, {"reason": str}),
    "action.added": Kind(1, {"title": str}, {"owner": str, "due": Date, "verify": str}),
    "action.changed": Kind(1, {}, _ACTION_FIELDS),
    "action.moved": Kind(1, {"state": tuple[str, str]}, {"reason": str}),
    "report.made": Kind(
        1,
        {"format": str, "sha256": Hex64, "heads": list[Head]},
        {"file": str, "parameters": dict[str, str]},
    ),
    "entry.removed": Kind(1, {"target": Head, "members": list[str], "reason": str}),
}


def is_understood(header: Header) -> bool:
    """Whether this program knows what an entry says; any other is kept, verified and folded as nothing."""
    spec = KINDS.get(header.kind)
    return header.v == FORMAT and spec is not None and header.kv <= spec.kv


def check_body(kind: str, body: Mapping[str, object], absent: Mapping[str, str] | None = None) -> None:
    """Refuse a body that is not of its kind's shape; an unknown kind is nobody's to judge."""
    spec = KINDS.get(kind)
    if spec is None:
        return
    missing = set(spec.required) - set(body) - set(absent or {})
    unknown = [name for name in body if spec.type_of(name) is None]
    if missing or unknown:
        wrong = ", ".join(sorted(missing) + unknown)
        raise UserError(
            _("An entry of kind {kind} has the wrong members: {wrong}.").format(kind=kind, wrong=wrong)
        )
    for name, value in body.items():
        try:
            msgspec.convert(value, spec.type_of(name), strict=True)
            _check_calendar(spec.type_of(name), value)
        except (msgspec.ValidationError, ValueError) as error:
            raise UserError(
                _("An entry of kind {kind} can't say {member}: {error}.").format(
                    kind=kind, member=name, error=error
                )
            ) from error


def _moment(text: str) -> None:
    if not 1 < datetime.fromisoformat(text).year <= _LAST_YEAR:
        raise ValueError(text)


def _date(text: str) -> None:
    date.fromisoformat(text)


_CALENDAR: Final[Mapping[Any, Callable[[str], None]]] = {
    When: _moment,
    Time: _moment,
    Date: _date,
    DateChange: _date,
}


def _check_calendar(form: Any, value: object) -> None:  # noqa: ANN401  (a type form)
    """Refuse a time or date of the right shape that no calendar has: a fold could not read it."""
    read = _CALENDAR.get(form)
    if read is not None:
        texts = cast("list[object]", value) if isinstance(value, list | tuple) else [value]
        for text in texts:
            if isinstance(text, str):
                read(text)
