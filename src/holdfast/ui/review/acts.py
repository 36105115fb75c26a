"""What comes next for a review, and who may do it: the one filled button, and the one beside it."""

from collections.abc import Callable, Mapping
from typing import Final

from holdfast.domain.entry import By
from holdfast.domain.review import Review
from holdfast.review.workflow import may_judge
from holdfast.store.store import Store
from holdfast.words import _

SUBMIT: Final = "submit"
APPROVE: Final = "approve"
CHANGES: Final = "changes"
RELEASE: Final = "release"
AGAIN: Final = "again"

_WORDS: Final[Mapping[str, Callable[[], str]]] = {
    SUBMIT: lambda: _("Submit for review"),
    APPROVE: lambda: _("Approve"),
    CHANGES: lambda: _("Ask for changes"),
    RELEASE: lambda: _("Release review"),
    AGAIN: lambda: _("Open again"),
}


def act_words(act: str) -> str:
    """What a button of this act says; "" for none."""
    return _WORDS[act]() if act else ""


def acts(store: Store, review: Review) -> tuple[str, str]:
    """The next act ("" where somebody else is to act), and the second one."""
    if store.read_only:
        return "", ""
    if review.state == "in_review":
        return _judging(review, store.by)
    alone = len(store.operators.all()) < 2
    draft = RELEASE if alone else SUBMIT
    table = {"approved": (RELEASE, AGAIN), "released": ("", AGAIN)}
    return table.get(review.state, (draft, ""))


def _judging(review: Review, by: By | None) -> tuple[str, str]:
    if by is not None and may_judge(review, by):
        return "", AGAIN
    given = {each.deed.by for each in review.flow.approvals(review.revision)}
    return "" if by is not None and by.operator in given else APPROVE, CHANGES


def is_reading(store: Store, review: Review) -> bool:
    """Whether who is at the keyboard reads this review for its author, and must not alter it by accident."""
    if review.state != "in_review":
        return False
    return store.by is None or not may_judge(review, store.by)


def reasons(store: Store, review: Review | None, act: str) -> str:
    """Why an act can't be done now, "" where it can."""
    if review is None:
        return _("No review is open.")
    if store.read_only:
        return _("This store is open for reading only.")
    states = {
        SUBMIT: ("draft", "changes_asked"),
        APPROVE: ("in_review",),
        CHANGES: ("in_review", "approved"),
        RELEASE: ("draft", "in_review", "changes_asked", "approved"),
        AGAIN: ("in_review", "approved", "released"),
    }
    if review.state not in states[act]:
        return _WRONG_STATE[act]()
    if act in (APPROVE, CHANGES) and store.by is not None:
        return may_judge(review, store.by)
    return ""


_WRONG_STATE: Final[Mapping[str, Callable[[], str]]] = {
    SUBMIT: lambda: _("This review is not a draft."),
    APPROVE: lambda: _("This review is not in review."),
    CHANGES: lambda: _("This review is not in review."),
    RELEASE: lambda: _("This review is released. Open it again first."),
    AGAIN: lambda: _("This review is open already."),
}
