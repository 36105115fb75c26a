"""A hint left as it is, with a reason: in its section, until it is told of again."""

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.review.hints import dismiss_hint, hints_of, review_hints, standing
from holdfast.review.language import check
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

TEXT = "First line.\nIt was human error, and Human Error again."


@pytest.fixture
def review(store: Store) -> Review:
    made = begin(store, declare(store, Declaration("Disk full")).id)
    return write(store, made.id, "summary", TEXT)


def test_hints_say_where_they_stand(review: Review) -> None:
    assert [(one.section, one.line, one.hint.phrase) for one in review_hints(review)] == [
        ("summary", 2, "human error"), ("summary", 2, "Human Error"),
    ]  # fmt: skip


def test_one_that_is_left_stays_left_in_its_section_alone(store: Store, review: Review) -> None:
    after = dismiss_hint(store, review.id, "summary", "en.human-error", "human error", " A quote ")
    assert [one.left.reason for one in review_hints(after) if one.left] == ["A quote", "A quote"]
    assert standing(after, "summary", check(TEXT)) == []
    assert len(standing(after, "impact", check(TEXT))) == 2
    assert all(one.left is None for one in hints_of(after, "impact", TEXT))
    before = store.journal.count()
    assert dismiss_hint(store, review.id, "summary", "en.human-error", "HUMAN error", "Other") == after
    assert store.journal.count() == before
    again = dismiss_hint(store, review.id, "summary", "en.human-error", "human error", "", dismissed=False)
    assert again.hints == ()
    bodies = [e.body for e in store.entries("review", review.id) if e.kind == "review.hint_dismissed"]
    assert [body["dismissed"] for body in bodies] == [[False, True], [True, False]]
    assert "reason" not in bodies[1]


def test_a_reason_is_asked_for_and_a_released_review_stands(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="The reason is empty"):
        dismiss_hint(store, review.id, "summary", "en.human-error", "human error", " ")
    release(store, review.id, "nobody else is here")
    with pytest.raises(UserError, match="released"):
        dismiss_hint(store, review.id, "summary", "en.human-error", "human error", "x")


def test_words_of_a_decision_can_be_removed(store: Store, review: Review) -> None:
    dismiss_hint(store, review.id, "summary", "en.human-error", "human error", "Secret word")
    entry = store.entries("review", review.id)[-1]
    assert remove_words(store, entry.hash, "named somebody").members == ("phrase", "reason")
    after = store.reviews.get(review.id)
    assert after.hints[0].reason == "\N{EM DASH}"
    assert len(standing(after, "summary", check(TEXT))) == 2
