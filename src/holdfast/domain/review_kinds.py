"""The kinds of entry of reviews and of the preventive actions that come out of them."""

from collections.abc import Mapping
from typing import Final, Literal

from holdfast.domain.bodies import (
    Amount,
    BlobChange,
    BlobRef,
    Count,
    Date,
    DateChange,
    FactorCategory,
    Flag,
    Hex64,
    Lines,
    SectionNamed,
    Text,
    When,
)
from holdfast.domain.kind import Kind, Members

_FindingSort = Literal["skipped", "failing", "replaced", "slow"]
_Verdict = Literal["approved", "changes_asked"]
_CommentState = Literal["open", "resolved"]
_ActionSort = Literal["prevent", "detect", "mitigate", "process"]
_FACTOR_FIELDS: Members = {
    "text": Text,
    "category": tuple[Literal[""] | FactorCategory, Literal[""] | FactorCategory],
    "reasonable": Text,
    "whys": Lines,
    "root": Flag,
}
_FIGURE_FIELDS: Members = {"what": Text, "amount": tuple[Amount, Amount], "unit": tuple[str, str]}
_ACTION_FIELDS: Members = {
    "title": Text,
    "owner": Text,
    "verify": Text,
    "due": DateChange,
    "sort": tuple[_ActionSort | None, _ActionSort | None],
}

REVIEW_KINDS: Final[Mapping[str, Kind]] = {
    "review.begun": Kind(2, {"title": str}, {"origin": str, "source": Hex64}, {"origin": 2, "source": 2}),
    "review.written": Kind(1, {"section": str, "text": Text}),
    "review.row_added": Kind(
        1, {"source": Hex64, "occurred": When, "recorded": When, "type": str, "text": str}, {"who": str}
    ),
    "review.row_changed": Kind(1, {"row": Hex64, "text": Text}),
    "review.row_dropped": Kind(1, {"row": Hex64}),
    "review.row_grouped": Kind(1, {"row": Hex64, "group": Text}),
    "review.moved": Kind(1, {"state": tuple[str, str], "revision": Count}, {"reason": str}),
    "review.reviewer_named": Kind(1, {"operator": str, "present": Flag}),
    "review.judged": Kind(1, {"verdict": _Verdict, "revision": Count, "given_for": Hex64}, {"reason": str}),
    "review.commented": Kind(1, {"section": str, "text": str}, {"quote": str, "offset": Count}),
    "review.comment_answered": Kind(1, {"comment": Hex64, "text": str}),
    "review.comment_moved": Kind(1, {"comment": Hex64, "state": tuple[_CommentState, _CommentState]}),
    "review.offer_dismissed": Kind(
        1, {"runbook": str, "step": str, "finding": _FindingSort, "dismissed": Flag}
    ),
    "review.hint_dismissed": Kind(
        1, {"section": str, "rule": str, "phrase": str, "dismissed": Flag}, {"reason": str}
    ),
    "review.template_set": Kind(
        1, {"template": BlobChange, "content": BlobRef, "title": str, "sections": list[SectionNamed]}
    ),
    "review.factor_added": Kind(
        1, {"text": str}, {"category": FactorCategory, "reasonable": str, "whys": list[str], "root": bool}
    ),
    "review.factor_changed": Kind(1, {"factor": Hex64}, _FACTOR_FIELDS),
    "review.factor_linked": Kind(1, {"factor": Hex64, "entry": Hex64, "present": Flag}),
    "review.factor_dropped": Kind(1, {"factor": Hex64}),
    "review.impact_added": Kind(1, {"what": str, "amount": Amount, "unit": str}),
    "review.impact_changed": Kind(1, {"impact": Hex64}, _FIGURE_FIELDS),
    "review.impact_dropped": Kind(1, {"impact": Hex64}),
    "review.interview_added": Kind(1, {"person": str, "text": str}, {"occurred": When}),
    "review.interview_changed": Kind(1, {"interview": Hex64, "text": Text}),
    "review.interview_dropped": Kind(1, {"interview": Hex64}),
    "action.added": Kind(
        2, {"title": str}, {"owner": str, "due": Date, "verify": str, "sort": _ActionSort}, {"sort": 2}
    ),
    "action.changed": Kind(2, {}, _ACTION_FIELDS, {"sort": 2}),
    "action.moved": Kind(1, {"state": tuple[str, str]}, {"reason": str}),
}
