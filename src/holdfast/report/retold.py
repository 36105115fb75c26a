"""What Holdfast itself said in the rows of a review, told again in the language of its document.

A row keeps the words that stood in the timeline when it was chosen, in English, as every screen speaks. What
people wrote or reworded is theirs and stays.
"""

from collections.abc import Mapping

from holdfast.domain.review import Review, Row
from holdfast.domain.timeline import timeline
from holdfast.report.language import SOURCE, spoken
from holdfast.store.store import Store


def retold(store: Store, review: Review, language: str) -> Mapping[str, str]:
    """The texts of the rows that are told otherwise in this language, by row; asked while it is spoken."""
    if language == SOURCE or all(row.edited for row in review.rows):
        return {}
    with spoken(SOURCE):
        before = _told(store, review)
    after = _told(store, review)
    return {row.id: after[row.source] for row in review.rows if _is_as_told(row, before)}


def _told(store: Store, review: Review) -> dict[str, str]:
    rows = timeline(store.entries("incident", review.incident), store.operators.names())
    return {row.entry: row.text for row in rows}


def _is_as_told(row: Row, told: Mapping[str, str]) -> bool:
    """Whether it still says what its entry is told as: a correction that came later is not taken over."""
    return not row.edited and told.get(row.source) == row.text
