"""The kinds of entry of runbooks, their runs and steps."""

from collections.abc import Mapping
from typing import Final, Literal

from holdfast.domain.bodies import (
    BlobRef,
    Count,
    Date,
    Flag,
    Grade,
    Hex64,
    Seconds,
    StepAdded,
    StepState,
    When,
)
from holdfast.domain.document import StepSort
from holdfast.domain.kind import Kind, Members

_Origin = Literal["drift", "restored"]
_STEP_MEMBERS: Members = {"step": str, "number": Count, "text": str, "state": tuple[StepState, StepState]}
_STEP = Kind(
    3,
    _STEP_MEMBERS,
    {
        "remark": str,
        "occurred": When,
        "section": str,
        "sort": StepSort,
        "name": str,
        "value": str,
        "expect": str,
        "left_out": list[Count],
        "operator": str,
        "behind": str,
    },
    {"sort": 2, "name": 2, "value": 2, "expect": 2, "left_out": 2, "operator": 3, "behind": 3},
)
_RUNBOOK_TEXT: Members = {
    "source": str,
    "path": str,
    "title": str,
    "version": tuple[Hex64 | None, Hex64],
    "text": BlobRef,
}
_RUNBOOK_FACTS: Members = {
    "tags": list[str],
    "services": list[str],
    "alerts": list[str],
    "severity": Grade,
    "owner": str,
    "reviewed": Date,
    "review_by": Date,
}

RUNBOOK_KINDS: Final[Mapping[str, Kind]] = {
    "runbook.imported": Kind(
        2,
        _RUNBOOK_TEXT,
        {"images": dict[str, BlobRef], **_RUNBOOK_FACTS},
        dict.fromkeys(_RUNBOOK_FACTS, 2),
    ),
    "runbook.written": Kind(
        2,
        _RUNBOOK_TEXT,
        {"images": dict[str, BlobRef], "reason": str, "origin": _Origin, **_RUNBOOK_FACTS},
        {"origin": 2},
    ),
    "runbook.gone": Kind(1, {"path": str}),
    "runbook.approved": Kind(1, {"version": Hex64, "approved": Flag}, {"reason": str}),
    "run.started": Kind(
        2,
        {"runbook": str, "title": str, "text": BlobRef, "steps": Count},
        {
            "occurred": When,
            "demoted": list[str],
            "added": list[StepAdded],
            "parent": str,
            "parent_step": str,
        },
        {"demoted": 2, "added": 2, "parent": 2, "parent_step": 2},
    ),
    "run.finished": Kind(1, {"state": tuple[str, str]}, {"reason": str}),
    "step.done": _STEP,
    "step.skipped": _STEP,
    "step.failed": _STEP,
    "step.deviated": _STEP,
    "step.reopened": _STEP,
    "step.began": Kind(1, {"step": str, "number": Count, "text": str, "wait": Seconds}, {"occurred": When}),
    "step.added": Kind(1, {"step": str, "text": str}, {"after": str, "section": str}),
    "step.demoted": Kind(1, {"step": str, "text": str, "demoted": Flag}),
}
