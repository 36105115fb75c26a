"""The kinds of entry and the shape of each one's body: law as a table, which `body_check` holds entries to.

A member is written once here. `required` members must stand in the body unless they were removed or
withheld; others may. A change is `[from, to]`: `from` is the value itself only for closed
vocabularies, numbers and times; for free text it is the hash of the entry that wrote the text, or
null where nothing was written before, because a removed name would else live on in the next entry.
"""

from collections.abc import Mapping
from typing import Final, Literal

from holdfast.domain.alert_kinds import ALERT_KINDS
from holdfast.domain.bodies import (
    Ahead,
    BlobRef,
    Cadence,
    ClockState,
    CloseReason,
    Code,
    Count,
    CriterionState,
    DatedState,
    Flag,
    Grade,
    HandoverState,
    Head,
    Hex64,
    LevelWord,
    Lines,
    MaybeSeconds,
    NoteType,
    Number,
    PhaseWord,
    Ref,
    Relation,
    ResourceState,
    Seconds,
    Targets,
    TaskState,
    Text,
    Time,
    TimeName,
    Times,
    When,
)
from holdfast.domain.drill_kinds import DRILL_KINDS
from holdfast.domain.kind import Kind, Members
from holdfast.domain.review_kinds import REVIEW_KINDS
from holdfast.domain.runbook_kinds import RUNBOOK_KINDS

_CountsFrom = Literal["detected", "declared"]
_INCIDENT_TEXTS: Members = dict.fromkeys(("title", "service", "know", "plan", "need", "resolution"), Text)

_HANDOVER_TEXTS: Members = dict.fromkeys(
    (
        "situation",
        "safety",
        "objectives",
        "actions",
        "organisation",
        "resources",
        "tasks",
        "next_update",
        "left_out",
    ),
    str,
)

KINDS: Final[Mapping[str, Kind]] = {
    "station.began": Kind(
        1,
        {"public_key": str, "store": str, "code": Code},
        {"previous": Head, "practice": bool, "reason": str},
    ),
    "station.coded": Kind(1, {"code": tuple[Code, Code]}),
    "station.certified": Kind(1, {"certificate": BlobRef, "fingerprint": Hex64}),
    "store.configured": Kind(1, {}, {"marking": Text, "site": Text, "emergency": Text, "zone": Text}),
    "operator.added": Kind(1, {"name": str}, {"system_user": str}),
    "operator.renamed": Kind(1, {"name": Text}),
    "operator.secured": Kind(1, {"verifier": tuple[Hex64 | None, Hex64 | None]}),
    "incident.declared": Kind(
        2,
        {"title": str, "ref": Ref},
        {
            "service": str,
            "noticed": str,
            "occurred": When,
            "started": When,
            "detected": When,
            "assess_within": Seconds,
            "scheme": BlobRef,
            "rule": str,
        },
        {"rule": 2},
    ),
    "incident.assessed": Kind(
        3,
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
            "choices": dict[str, str],
            "cadence": Cadence,
            "occurred": When,
        },
        {"choices": 2, "cadence": 2, "occurred": 3},
    ),
    "incident.moved": Kind(
        2,
        {"phase": tuple[PhaseWord, PhaseWord], "occurred": When},
        {"reason": str, "close_reason": CloseReason},
        {"close_reason": 2},
    ),
    "incident.changed": Kind(
        2, {}, {**_INCIDENT_TEXTS, "noticed": Text, "started": Time, "detected": Time}, {"noticed": 2}
    ),
    "incident.assigned": Kind(
        3,
        {"role": str, "person": tuple[Hex64 | None, str | None]},
        {"operator": str, "acknowledged": Time, "occurred": When},
        {"acknowledged": 2, "occurred": 3},
    ),
    "incident.acknowledged": Kind(1, {"acknowledged": Time}, {"reason": str}),
    "incident.review_waived": Kind(1, {"reason": str}),
    "incident.labelled": Kind(1, {"label": str, "present": Flag}),
    "incident.linked": Kind(
        1, {"relation": Relation, "other": str, "present": Flag}, {"ref": str, "other_ref": str}
    ),
    "incident.time_corrected": Kind(1, {"time": TimeName, "at": Time}, {"reason": str}),
    "incident.criterion_added": Kind(1, {"text": str}),
    "incident.criterion_moved": Kind(
        1, {"criterion": Hex64, "state": tuple[CriterionState, CriterionState]}, {"reason": str}
    ),
    "incident.clock_started": Kind(
        2,
        {"clock": str, "title": str, "from": When, "within": Seconds},
        {"counts_from": _CountsFrom},
        {"counts_from": 2},
    ),
    "incident.clock_moved": Kind(
        1,
        {"clock": str, "from": tuple[When, When], "within": Seconds},
        {"title": str, "counts_from": _CountsFrom},
    ),
    "incident.clock_stopped": Kind(
        2,
        {"clock": str, "state": tuple[ClockState, ClockState]},
        {"title": str, "reason": str, "occurred": When, "met": Time},
        {"met": 2},
    ),
    "incident.clock_dated": Kind(
        1,
        {"clock": str, "state": tuple[DatedState, DatedState], "from": Time, "due": Time},
        {
            "title": str,
            "within": Seconds,
            "months": Count,
            "counts_from": str,
            "after": str,
            "reason": str,
            "occurred": When,
            "met": Time,
        },
    ),
    "incident.source_set": Kind(1, {"origin": str, "ahead": tuple[Ahead | None, Ahead | None]}),
    "incident.resource_asked": Kind(
        1, {"name": str}, {"identifier": str, "text": str, "occurred": When, "expected": When}
    ),
    "incident.resource_moved": Kind(
        1,
        {"target": Hex64, "state": tuple[ResourceState, ResourceState]},
        {"text": str, "occurred": When},
    ),
    "incident.move_undone": Kind(
        1,
        {"phase": tuple[PhaseWord, PhaseWord], "times": Times},
        {
            "acknowledged": Time,
            "review": tuple[str, str],
            "close_reason": tuple[str, str],
            "update_by": Time,
            "final_update": Flag,
        },
    ),
    "incident.undone": Kind(1, {"undone": str, "what": str}, {"again": bool}),
    "note.added": Kind(
        2,
        {"type": NoteType, "text": str},
        {"occurred": When, "origin": str, "raw": When},
        {"origin": 2, "raw": 2},
    ),
    "note.corrected": Kind(
        1,
        {"target": Hex64},
        {"text": Text, "type": tuple[NoteType, NoteType], "happened": Time},
    ),
    "note.withdrawn": Kind(1, {"target": Hex64, "withdrawn": Flag}, {"reason": str}),
    "note.pinned": Kind(1, {"target": Hex64, "pinned": Flag}),
    "evidence.added": Kind(
        2,
        {"name": str, "size": Count, "sha256": Hex64, "media": str},
        {"content": BlobRef, "place": str, "text": str, "occurred": When, "step": str, "number": Count},
        {"step": 2, "number": 2},
    ),
    "evidence.checked": Kind(1, {"target": Hex64, "found": str}),
    "call.made": Kind(1, {"number": str, "result": str}, {"who": str, "text": str, "occurred": When}),
    "update.sent": Kind(
        1,
        {"form": str, "audience": str, "text": str},
        {"next_within": Seconds, "channel": str, "recovery": str, "data_loss": str, "occurred": When},
    ),
    "update.snoozed": Kind(1, {"until": When, "reason": str}),
    "task.added": Kind(
        1,
        {"title": str},
        {"person": str, "operator": str, "within": Seconds, "origin_entry": Hex64, "occurred": When},
    ),
    "task.changed": Kind(
        1, {}, {"title": Text, "person": Text, "operator": tuple[str, str], "within": MaybeSeconds}
    ),
    "task.moved": Kind(1, {"state": tuple[TaskState, TaskState]}, {"reason": str, "occurred": When}),
    "handover.offered": Kind(
        1, {"to": str, "command": bool}, {"operator": str, "reason": str, **_HANDOVER_TEXTS}
    ),
    "handover.answered": Kind(1, {"state": tuple[HandoverState, HandoverState]}, {"reason": str}),
    "person.added": Kind(
        1,
        {"name": str},
        {"organisation": str, "remark": str, "roles": list[str], "lines": list[str], "weeks": list[str]},
    ),
    "person.changed": Kind(
        1,
        {},
        {"name": Text, "organisation": Text, "remark": Text, "roles": Lines, "lines": Lines, "weeks": Lines},
    ),
    "person.dropped": Kind(1, {"dropped": Flag}, {"reason": str}),
    "resource.added": Kind(
        1, {"name": str}, {"sort": str, "identifier": str, "place": str, "contact": str, "remark": str}
    ),
    "resource.changed": Kind(
        1,
        {},
        dict.fromkeys(("name", "sort", "identifier", "place", "contact", "remark"), Text),
    ),
    "resource.dropped": Kind(1, {"dropped": Flag}, {"reason": str}),
    "store.scheme_adopted": Kind(
        1, {"scheme": tuple[Hex64 | None, Hex64], "content": BlobRef, "title": str}, {"reason": str}
    ),
    "store.template_adopted": Kind(
        1,
        {"template": str, "version": tuple[Hex64 | None, Hex64], "content": BlobRef},
        {"reason": str},
    ),
    **RUNBOOK_KINDS,
    **REVIEW_KINDS,
    **ALERT_KINDS,
    **DRILL_KINDS,
    "report.made": Kind(
        1,
        {"format": str, "sha256": Hex64, "heads": list[Head]},
        {"file": str, "parameters": dict[str, str]},
    ),
    "entry.removed": Kind(1, {"target": Head, "members": list[str], "reason": str}),
}
