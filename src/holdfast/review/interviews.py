"""Interview notes: written and read by a review's author, its writers and its named reviewers.

Who is at the keyboard decides what is shown, not who can open the file: the words stand in the store like all
others. They are about the review alone and not about the incident, so nothing of an incident carries them.
"""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import By, New
from holdfast.domain.errors import UserError, of_field
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.review import Review
from holdfast.domain.review_interviews import Interview
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.store.store import OperatorNeeded, Store
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Notes:
    """`count` is how many there are; where `why` says why they are not shown, `shown` is empty."""

    count: int
    shown: tuple[Interview, ...] = ()
    why: str = ""


def may_read(value: Review, by: By | None) -> str:
    """Why this person can't read the notes, in words; "" where they can."""
    if by is not None and by.operator in {value.author, *value.flow.writers, *value.flow.reviewers}:
        return ""
    return _("Interview notes are for the review's author, its writers and its named reviewers.")


def notes_of(store: Store, review: str) -> Notes:
    """The notes, as far as whoever is at the keyboard may read them."""
    value = store.reviews.get(review)
    there = value.parts.interviews
    why = may_read(value, store.by)
    return Notes(len(there), () if why else there, why)


def add_note(store: Store, review: str, person: str, text: str, occurred: datetime | None = None) -> Review:
    """Keep what a person told; until the review is released, and without ending an approval.

    `occurred` is when they talked. One that was dropped is kept again by the same words.
    """
    with of_field("person"):
        who = needed(clean_line(person, _("The person")), _("The person"))
    body: dict[str, object] = {"person": who, "text": _clean(text)}
    if occurred is not None:
        with of_field("when"):
            check_not_ahead(occurred, store.now())
        body["occurred"] = occurred_text(occurred)
    with store.command():
        _open(store, review)
        return _record(store, review, "added", body)


def change_note(store: Store, review: str, ident: str, text: str) -> Review:
    """Write a note anew; the same words again are not recorded."""
    clean = _clean(text)
    with store.command():
        value = _open(store, review)
        there = find_note(value, ident)
        if clean == there.text:
            return value
        return _record(
            store, review, "changed", {"interview": there.id, "text": [there.wrote.get("text"), clean]}
        )


def drop_note(store: Store, review: str, ident: str) -> Review:
    """Take a note away; the journal keeps it."""
    with store.command():
        there = find_note(_open(store, review), ident)
        return _record(store, review, "dropped", {"interview": there.id})


def find_note(value: Review, ident: str) -> Interview:
    """The note whose id begins so; a UserError where there is none, or several."""
    found = [each for each in value.parts.interviews if ident and each.id.startswith(ident)]
    if len(found) == 1:
        return found[0]
    raise UserError(
        _("{id} is the beginning of several interview notes.").format(id=ident)
        if found
        else _("There is no interview note {id} in this review.").format(id=ident),
        hint=_("See them all: holdfast review notes REF."),
    )


def printed_members(value: Review) -> dict[str, frozenset[str]]:
    """What a document prints of the notes: members by the hash of their entry, no words of before."""
    shown = dict[str, frozenset[str]]()
    for each in value.parts.interviews:
        shown[each.id] = frozenset({"person", "occurred"})
        wrote = each.wrote.get("text", each.id)
        shown[wrote] = shown.get(wrote, frozenset()) | {"interview", "text"}
    return shown


def why_not_written(value: Review, by: By | None) -> str:
    """Why this person can't keep a note now, in words; "" where they can."""
    if value.state == "released":
        return _("This review is released and stands as it is.")
    return may_read(value, by)


def _open(store: Store, review: str) -> Review:
    if store.by is None:
        raise OperatorNeeded
    value = store.reviews.get(review)
    why = may_read(value, store.by)
    if why:
        raise UserError(
            _("{why} Nothing was recorded.").format(why=why),
            hint=_("Be named as a reviewer first: holdfast review submit REF --reviewer NAME."),
        )
    if value.state == "released":
        raise UserError(
            _("This review is released and stands as it is."),
            hint=_("Open it again for a new revision, with a reason."),
        )
    return value


def _record(store: Store, review: str, what: str, body: dict[str, object]) -> Review:
    store.record(New(subject("review", review), f"review.interview_{what}", body))
    return store.reviews.get(review)


def _clean(text: str) -> str:
    return needed(clean_prose(text, _("The note")), _("The note"))
