"""Hints of the language check in a review: those that stand, and those that somebody left as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.review import WRITTEN, Review
from holdfast.domain.review_hints import DismissedHint
from holdfast.domain.text import clean_line, needed
from holdfast.review.frozen import about, open_review
from holdfast.review.language import Hint, check
from holdfast.store.store import Store
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class PlacedHint:
    """A hint in a section, with the line it begins in, counted from one, and why it was left, if it was."""

    section: str
    line: int
    hint: Hint
    left: DismissedHint | None = None


def hints_of(review: Review, section: str, text: str) -> list[PlacedHint]:
    """Every hint in a section's text, those that were left as they are too."""
    return [
        PlacedHint(section, text.count("\n", 0, hint.start) + 1, hint, left_as(review, section, hint))
        for hint in check(text)
    ]


def review_hints(review: Review) -> list[PlacedHint]:
    """Every hint in what is recorded of a review, section by section."""
    known = [key for key in WRITTEN if key in review.texts]
    others = [key for key in review.texts if key not in WRITTEN]
    return [hint for key in (*known, *others) for hint in hints_of(review, key, review.texts[key])]


def standing(review: Review, section: str, hints: Iterable[Hint]) -> list[Hint]:
    """Those that nobody left as they are."""
    return [hint for hint in hints if left_as(review, section, hint) is None]


def left_as(review: Review, section: str, hint: Hint) -> DismissedHint | None:
    """The decision to leave such a phrase in this section, where there is one."""
    return next((one for one in review.hints if one.covers(section, hint.rule, hint.phrase)), None)


def dismiss_hint(  # noqa: PLR0913  (each is a member of the entry)
    store: Store,
    review: str,
    section: str,
    rule: str,
    phrase: str,
    reason: str,
    *,
    dismissed: bool = True,
) -> Review:
    """Leave a phrase in a section as it is, with the reason; or have it told of again, which needs none."""
    said = clean_line(phrase, _("The phrase"))
    why = clean_line(reason, _("The reason"))
    if dismissed:
        needed(why, _("The reason"))
    with store.command():
        value = open_review(store, review)
        was = any(one.covers(section, rule, said) for one in value.hints)
        if was != dismissed:
            body = {"section": section, "rule": rule, "phrase": said, "dismissed": [was, dismissed]}
            if dismissed:
                body["reason"] = why
            store.record(New(subject("review", review), "review.hint_dismissed", body, about(value)))
        return store.reviews.get(review)
