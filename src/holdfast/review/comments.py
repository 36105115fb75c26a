"""Comments on a review: anchored to words of a section, answered and resolved by entries."""

import re
from dataclasses import dataclass
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import SECTIONS, Review
from holdfast.domain.review_flow import Comment
from holdfast.domain.text import clean_prose, needed
from holdfast.review.frozen import about
from holdfast.store.store import Store
from holdfast.words import _

WHOLE: Final = ""
"""The section of a comment on the whole review."""
_LONGEST: Final = 600
"""Letters of a quote that are kept: enough to find the place again."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in a text a comment stands, as (first, after) letters; `exact` unless only blanks differ."""

    start: int
    after: int
    exact: bool = True


def anchor(text: str, comment: Comment) -> Anchor | None:
    """Where the quoted words stand now, the place nearest to the old one; None where they are gone."""
    if not comment.quote:
        return None
    found = [(at, len(comment.quote)) for at in _places(text, comment.quote)]
    exact = bool(found)
    found = found or _loosely(text, comment.quote)
    if not found:
        return None
    start, length = min(found, key=lambda place: abs(place[0] - comment.offset))
    return Anchor(start, start + length, exact)


def _places(text: str, quote: str) -> list[int]:
    places, at = list[int](), text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _loosely(text: str, quote: str) -> list[tuple[int, int]]:
    """The same words with other blanks between them, as after a paragraph was broken anew."""
    parts = quote.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    return [(match.start(), match.end() - match.start()) for match in pattern.finditer(text)]


def section_text(review: Review, section: str) -> str:
    """What the words of a comment are looked for in: a section's text, or those of the timeline's rows."""
    if section == "timeline":
        return "\n".join(row.text for row in review.rows)
    return review.texts.get(section, "")


def is_earlier(review: Review, comment: Comment) -> bool:
    """Whether a comment is about an earlier version: the words that it quotes are no longer there."""
    return bool(comment.quote) and anchor(section_text(review, comment.section), comment) is None


def comment(
    store: Store, review: str, text: str, section: str = WHOLE, quote: str = "", offset: int = 0
) -> Review:
    """Comment on the whole review, a section, or words of it that begin at a letter.

    A released review takes comments too: they are what its next revision begins with.
    """
    clean = needed(clean_prose(text, _("The comment")), _("The comment"))
    with store.command():
        value = store.reviews.get(review)
        _check_section(value, section)
        body: dict[str, object] = {"section": section, "text": clean}
        if quote.strip():
            body |= {"quote": quote[:_LONGEST], "offset": max(0, offset)}
        store.record(New(subject("review", review), "review.commented", body, about(value)))
        return store.reviews.get(review)


def _check_section(value: Review, section: str) -> None:
    known = tuple(dict.fromkeys((WHOLE, *SECTIONS, *value.texts)))
    if section not in known:
        raise UserError(
            _("There is no section {section} in this review. Nothing was recorded.").format(section=section),
            hint=_("Choose one of: {sections}.").format(sections=", ".join(known[1:])),
        )


def answer(store: Store, review: str, ident: str, text: str) -> Review:
    """Answer a comment; resolving it is another matter."""
    clean = needed(clean_prose(text, _("The answer")), _("The answer"))
    with store.command():
        value = store.reviews.get(review)
        body = {"comment": find_comment(value, ident).id, "text": clean}
        store.record(New(subject("review", review), "review.comment_answered", body, about(value)))
        return store.reviews.get(review)


def resolve(store: Store, review: str, ident: str, *, resolved: bool = True) -> Review:
    """Say that a comment is seen to, or that it is not after all."""
    with store.command():
        value = store.reviews.get(review)
        there = find_comment(value, ident)
        to = "resolved" if resolved else "open"
        if there.state != to:
            body = {"comment": there.id, "state": [there.state, to]}
            store.record(New(subject("review", review), "review.comment_moved", body, about(value)))
        return store.reviews.get(review)


def find_comment(value: Review, ident: str) -> Comment:
    """The comment whose id begins so; a UserError where there is none, or several."""
    found = [each for each in value.flow.comments if ident and each.id.startswith(ident)]
    if len(found) == 1:
        return found[0]
    raise UserError(
        _("{id} is the beginning of several comments.").format(id=ident)
        if found
        else _("There is no comment {id} on this review.").format(id=ident),
        hint=_("See them all: holdfast review comment REF."),
    )
