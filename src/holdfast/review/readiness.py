"""What a review still lacks before others read it: findings with their places, never a score."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdfast.domain.action import Action
from holdfast.domain.review import Review
from holdfast.domain.review_layout import layout

WISHED: Final = ("summary", "impact", "detection", "factors", "response", "lessons")
"""Sections that readers ask for; the others may well have no answer."""
NEEDED: Final = ("summary",)
"""Without these a review cannot be released."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing, and where: a section, and a row, factor, action or comment in it ("" for it all)."""

    section: str
    place: str
    lack: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the review, its sections' texts as they stand, and its actions."""

    review: Review
    texts: Mapping[str, str]
    actions: Sequence[Action]


def readiness(looked: Looked) -> list[Finding]:
    """Everything that is missing, by the table of checks, in the sections that the review has."""
    there = {"", *(each.key for each in layout(looked.review))}
    return [finding for check in _CHECKS for finding in check(looked) if finding.section in there]


def is_begun(looked: Looked, section: str) -> bool:
    """Whether anything stands in a section."""
    review = looked.review
    beside = {
        "timeline": review.rows,
        "actions": looked.actions,
        "factors": review.parts.factors,
        "impact": review.parts.figures,
    }
    return bool(beside.get(section)) or bool(looked.texts.get(section, "").strip())


def _empty(looked: Looked) -> Iterator[Finding]:
    for key in WISHED:
        if not is_begun(looked, key):
            yield Finding(key, "", "text")


def _no_figure(looked: Looked) -> Iterator[Finding]:
    """A number in the words is a figure as well as one with its unit beside them."""
    text = looked.texts.get("impact", "")
    if not looked.review.parts.figures and text.strip() and not any(letter.isdigit() for letter in text):
        yield Finding("impact", "", "figure")


def _no_rows(looked: Looked) -> Iterator[Finding]:
    if not looked.review.rows:
        yield Finding("timeline", "", "rows")


def _no_source(looked: Looked) -> Iterator[Finding]:
    for row in looked.review.rows:
        if not row.source:
            yield Finding("timeline", row.id, "source")


def _no_evidence(looked: Looked) -> Iterator[Finding]:
    for factor in looked.review.parts.factors:
        if not factor.evidence:
            yield Finding("factors", factor.id, "evidence")


def _actions(looked: Looked) -> Iterator[Finding]:
    """A dropped action needs nothing any more."""
    if not looked.actions:
        yield Finding("actions", "", "actions")
    for action in looked.actions:
        if action.state != "dropped":
            for name in ("owner", "due", "verify"):
                if not getattr(action, name):
                    yield Finding("actions", action.id, name)


def _comments(looked: Looked) -> Iterator[Finding]:
    for comment in looked.review.flow.comments:
        if comment.state != "resolved":
            yield Finding(comment.section, comment.id, "comment")


def _no_reviewer(looked: Looked) -> Iterator[Finding]:
    if not looked.review.flow.reviewers:
        yield Finding("", "", "reviewer")


_CHECKS: Final[tuple[Callable[[Looked], Iterator[Finding]], ...]] = (
    _empty,
    _no_figure,
    _no_rows,
    _no_source,
    _no_evidence,
    _actions,
    _comments,
    _no_reviewer,
)
