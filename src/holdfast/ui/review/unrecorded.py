"""What of a review stands on the screen or in drafts, and not in the record."""

from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_flow import FROZEN
from holdfast.review.readiness import Looked
from holdfast.store.store import Store
from holdfast.ui.review.middle import Middle
from holdfast.ui.review.outline import INTERVIEWS

_OWNERS = {"row": "timeline", "action": "actions", "factor": "factors", "interview": INTERVIEWS}


def unrecorded_texts(store: Store, review: Review, middle: Middle) -> dict[str, str]:
    """Drafts of written sections, and over them what stands on the screen."""
    drafts = {field: text for field, text in _drafts(store, review).items() if ":" not in field}
    return {**drafts, **middle.live_texts()}


def unrecorded_sections(store: Store, review: Review, middle: Middle) -> set[str]:
    """The sections that hold something unrecorded."""
    keys = {_OWNERS.get(field.partition(":")[0], field) for field in _drafts(store, review)}
    return keys | set(middle.live_texts())


def looked_at(store: Store, review: Review, middle: Middle) -> Looked:
    """The review for readiness to look at, drafts counted as written."""
    texts = {**review.texts, **unrecorded_texts(store, review, middle)}
    return Looked(review, texts, store.reviews.actions(review.id))


def _drafts(store: Store, review: Review) -> dict[str, str]:
    if review.state in FROZEN:
        return {}
    found = store.drafts.of(subject("review", review.id), store.by.operator if store.by else "")
    return {field: draft.text for field, draft in found.items()}
