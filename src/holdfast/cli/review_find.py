"""Which review a call means."""

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.store.store import Store
from holdfast.words import _


def review_of(store: Store, ref: str) -> Review:
    """The review of the incident of this reference; a UserError where it has none yet."""
    incident = store.incidents.find(ref)
    review = store.reviews.of_incident(incident.id)
    if review is None:
        raise UserError(
            _("{ref} has no review yet.").format(ref=incident.ref),
            hint=_("Begin one: holdfast review new {ref}.").format(ref=incident.ref),
        )
    return review
