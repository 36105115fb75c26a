"""The kinds of entry of reviews and of the preventive actions that come out of them."""

from collections.abc import Mapping
from typing import Final, Literal

from holdfast.domain.bodies import Count, Date, DateChange, Flag, Hex64, Text, When
from holdfast.domain.kind import Kind, Members

_FindingSort = Literal["skipped", "failing", "replaced", "slow"]
_Verdict = Literal["approved", "changes_asked"]
_CommentState = Literal["open", "resolved"]
_ActionSort = Literal["prevent", "detect", "mitigate", "process"]
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
    "action.added": Kind(
        2, {"title": str}, {"owner": str, "due": Date, "verify": str, "sort": _ActionSort}, {"sort": 2}
    ),
    "action.changed": Kind(2, {}, _ACTION_FIELDS, {"sort": 2}),
    "action.moved": Kind(1, {"state": tuple[str, str]}, {"reason": str}),
}
