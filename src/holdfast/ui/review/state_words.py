"""How a review stands, in one line."""

from datetime import datetime

from holdfast.domain.incident import Incident
from holdfast.domain.review import Review
from holdfast.domain.timewords import due_text, stamp_text
from holdfast.store.store import Store
from holdfast.words import _


def state_words(store: Store, review: Review, incident: Incident, now: datetime) -> str:
    """State, revision, author, when the review is due, and the incident's title."""
    author = store.operators.names().get(review.author, "")
    parts = (
        _state(store, review),
        _("revision {number}").format(number=review.revision),
        _("author {name}").format(name=author) if author else "",
        _due(review, incident, now),
        incident.title,
    )
    return "  \N{MIDDLE DOT}  ".join(filter(None, parts))


def _state(store: Store, review: Review) -> str:
    if review.released is None:
        return _("Draft")
    return _("Released {time}").format(time=stamp_text(review.released, store.zone))


def _due(review: Review, incident: Incident, now: datetime) -> str:
    due = incident.due()
    if review.released is not None or due is None or due.what != "review":
        return ""
    return due_words(int((due.at - now).total_seconds()))


def due_words(seconds: int) -> str:
    """When a review is due: "due in 2 d", "overdue by 2 d"."""
    words = due_text(seconds)
    return _("due {when}").format(when=words) if seconds > 0 else words
