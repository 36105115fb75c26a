"""A review and what its report shows besides, as they were when one of its entries was recorded."""

from dataclasses import dataclass
from typing import Any

from holdfast.domain.action import Action
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.review import Review
from holdfast.domain.review_flow import Deed, Release, deed_of
from holdfast.store.projections import folded
from holdfast.store.store import Store
from holdfast.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Point:
    """A time at which a review was given to somebody: `state` is in_review (submitted) or released."""

    deed: Deed
    state: str
    revision: int


@dataclass(frozen=True, slots=True)
class AsItWas:
    """All that a report of a review shows, as it was then."""

    review: Review
    actions: tuple[Action, ...]
    incident: Incident


def points(store: Store, review: str) -> tuple[Point, ...]:
    """When a review was submitted and released, the earliest first."""
    moves = store.journal.of_kinds(subject("review", review), ("review.moved",))
    return tuple(
        Point(deed_of(entry), str(entry.new("state")), entry.body.get("revision", 1))
        for entry in moves
        if entry.new("state") in ("in_review", "released")
    )


def release_of(value: Review, revision: int) -> Release:
    """How a revision was released; a UserError where it was not."""
    found = next((each for each in reversed(value.flow.releases) if each.revision == revision), None)
    if found is not None:
        return found
    numbers = [str(each.revision) for each in value.flow.releases]
    hint = ngettext("Released was {numbers}.", "Released were {numbers}.", len(numbers))
    raise UserError(
        _("Revision {number} of this review was never released.").format(number=revision),
        hint=hint.format(numbers=", ".join(numbers)) if numbers else _("None is released yet."),
    )


def as_released(store: Store, review: str, revision: int) -> AsItWas:
    """The review as this revision of it was released; later comments and approvals are left out."""
    return as_it_was(store, review, release_of(store.reviews.get(review), revision).deed.entry)


def as_it_was(store: Store, review: str, entry: str) -> AsItWas:
    """The same right after one of its entries, by its hash."""
    entries = store.entries("review", review)
    then = next((each for each in entries if each.hash == entry), None)
    value: Review | None = folded(subject("review", review), _until(entries, then)) if then else None
    if value is None:
        raise UserError(_("There is no entry {id} of this review.").format(id=entry[:8]))
    actions = (_at(store, subject("action", each), then) for each in value.actions)
    return AsItWas(value, tuple(filter(None, actions)), _at(store, subject("incident", value.incident), then))


def _at(store: Store, name: str, then: Entry | None) -> Any:  # noqa: ANN401  (the subject's value)
    return folded(name, _until(store.journal.of(name), then))


def _until(entries: list[Entry], then: Entry | None) -> list[Entry]:
    return [each for each in entries if then is not None and each.order <= then.order]


def is_as_released(value: Review) -> bool:
    """Whether a released review still says what was released; a merge may have brought more to it."""
    return value.state != "released" or value.flow.content == value.flow.releases[-1].content
