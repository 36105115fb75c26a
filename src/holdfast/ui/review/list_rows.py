"""What the page of reviews lists, read from the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from holdfast.domain.ids import subject
from holdfast.domain.review import review_word
from holdfast.domain.timewords import clock_text, day_text, stamp_text
from holdfast.domain.value import title_text
from holdfast.store.incidents import IncidentRow
from holdfast.store.reviews import ReviewRow
from holdfast.store.store import Store
from holdfast.ui.kit.rows import Row
from holdfast.ui.review.state_words import due_words
from holdfast.words import _

MORE: Final = "more"
"""The key of the row that leads to all incidents without a review."""
_WAITING: Final = 20
"""Incidents without a review that are listed here, those due first."""

Keyed = tuple[str, Row]


@dataclass(frozen=True)
class Listed:
    """Rows with their keys (`incident/<id>`, `review/<id>` or MORE), and the counts for the head."""

    rows: list[Keyed]
    waiting: int
    drafts: int
    released: int
    has_more: bool


def listed(store: Store, most: int) -> Listed:
    """Incidents that wait for a review, then at most `most` reviews, those that are not released first."""
    released = store.reviews.count("released")
    drafts = store.reviews.count() - released
    query = store.query("review:needed")
    count = store.incidents.count(query)
    found = store.incidents.page(query, "due", 0, _WAITING + drafts, count)
    waiting = [row for row in found if not row.review][:_WAITING]
    whole = max(count - sum(1 for row in found if row.review), len(waiting))
    reviews = store.reviews.page(0, most)
    incidents = store.incidents.rows([row.incident for row in reviews])
    rows = [_waiting(store, row) for row in waiting]
    if whole > len(waiting):
        rows.append(_more(whole - len(waiting)))
    rows += _reviews(store, reviews, incidents)
    return Listed(rows, whole, drafts, released, len(reviews) < drafts + released)


def _waiting(store: Store, row: IncidentRow) -> Keyed:
    ended = None if row.ended is None else datetime.fromtimestamp(row.ended, UTC)
    resolved = _("resolved {day}").format(day=day_text(ended, store.zone)) if ended else _("resolved")
    meta = "  \N{MIDDLE DOT}  ".join(filter(None, (_("no review yet"), resolved, row.service, row.lead)))
    due, overdue = _due(store, row)
    return subject("incident", row.id), Row(
        title_text(row.title), meta, row.severity, row.ref, due=due, overdue=overdue
    )


def _more(count: int) -> Keyed:
    words = _("{count} more wait for a review").format(count=f"{count:,}")
    return MORE, Row(words, _("Show them in the list of incidents"), quiet=True)


def _reviews(store: Store, reviews: list[ReviewRow], incidents: dict[str, IncidentRow]) -> Iterator[Keyed]:
    names = store.operators.names()
    for review in reviews:
        incident = incidents.get(review.incident)
        is_open = review.state != "released"
        due, overdue = _due(store, incident) if incident is not None and is_open else ("", False)
        yield (
            subject("review", review.id),
            Row(
                title_text(review.title),
                "  \N{MIDDLE DOT}  ".join(filter(None, _said(store, review, names))),
                None if incident is None else incident.severity,
                review.ref,
                due=due,
                overdue=overdue,
                quiet=not is_open,
            ),
        )


def _said(store: Store, review: ReviewRow, names: dict[str, str]) -> tuple[str, ...]:
    """State, revision from the second on, reviewers, and when it was changed."""
    revision = _("revision {number}").format(number=review.revision) if review.revision > 1 else ""
    reviewers = ", ".join(names.get(each, each[:8]) for each in review.reviewers)
    by = _("reviewers {names}").format(names=reviewers) if reviewers else ""
    return review_word(review.state), revision, by, _changed(store, review)


def _changed(store: Store, review: ReviewRow) -> str:
    at = datetime.fromtimestamp(review.changed, UTC)
    is_today = at.astimezone(store.zone).date() == store.now().date()
    time = clock_text(at, store.zone) if is_today else stamp_text(at, store.zone)
    return _("changed {time}").format(time=time)


def _due(store: Store, row: IncidentRow) -> tuple[str, bool]:
    """When the review is due, and whether that has passed."""
    if row.due_what != "review" or row.due_at is None:
        return "", False
    left = row.due_at - int(store.now().timestamp())
    return _("review {due}").format(due=due_words(left)), left < 0
