"""Whether a review can be written: the one place that every command of writing asks."""

from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.store.store import Store
from holdfast.words import _


def open_review(store: Store, review: str) -> Review:
    """A review that can be written; a UserError where it is approved or released."""
    value = store.reviews.get(review)
    if value.state == "released":
        raise UserError(
            _("This review is released and stands as it is."),
            hint=_("Open it again for a new revision, with a reason."),
        )
    if value.state == "approved":
        raise UserError(
            _("This review is approved and stands as it is until it is released."),
            hint=_("Open it again, with a reason: the approvals then end."),
        )
    return value


def refuse_approved(value: Review) -> None:
    """Preventive actions can be added to a released review; to an approved one they would change it."""
    if value.state == "approved":
        raise UserError(
            _("This review is approved. A preventive action more would change what was approved."),
            hint=_("Release it first, then add the action; or open it again, with a reason."),
        )


def about(value: Review) -> tuple[str, ...]:
    """What an entry on a review is about besides."""
    return (subject("incident", value.incident),)
