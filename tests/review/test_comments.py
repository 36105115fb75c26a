"""Comments are anchored to words, found again by them, answered and resolved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.review_flow import Comment, deed_of
from holdfast.domain.value import REMOVED
from holdfast.review.comments import anchor, answer, comment, is_earlier, resolve
from holdfast.review.workflow import release
from holdfast.review.writing import begin, import_rows, offered_rows, write
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.domain.making import entry

TEXT = "The disk was full. The pump stood still. The disk was full again."


@pytest.fixture
def review(store: Store) -> Review:
    made = begin(store, declare(store, Declaration("Disk full")).id)
    return write(store, made.id, "summary", TEXT)


def quoting(quote: str, offset: int = 0) -> Comment:
    return Comment("c", deed_of(entry("review.commented")), 1, "summary", "x", quote, offset)


def at(text: str, made: Comment) -> str:
    found = anchor(text, made)
    return "" if found is None else text[found.start : found.after]


def test_a_comment_stands_at_its_words_and_moves_with_them(store: Store, review: Review) -> None:
    second = TEXT.rindex("The disk")
    made = comment(store, review.id, "Which disk?", "summary", "The disk was full", second).flow.comments[0]
    assert (made.text, made.state, made.quote) == ("Which disk?", "open", "The disk was full")
    found = anchor(TEXT, made)
    assert found is not None
    assert (found.start, found.exact) == (second, True)
    assert at("Before. " + TEXT, made) == "The disk was full"
    assert anchor("Before. " + TEXT, made).start == second + len("Before. ")  # type: ignore[union-attr]
    loose = anchor("The disk\nwas full.", made)
    assert loose is not None
    assert not loose.exact
    after = write(store, review.id, "summary", "The pump stood still.")
    assert is_earlier(after, made)
    assert not is_earlier(review, made)


def test_a_comment_may_be_on_a_section_or_the_whole_or_a_row(store: Store, review: Review) -> None:
    comment(store, review.id, "Good work.")
    comment(store, review.id, "Nothing here yet.", "impact")
    rows = [row for row, _there in offered_rows(store, review.id)]
    value = import_rows(store, review.id, rows)
    after = comment(store, review.id, "When?", "timeline", value.rows[0].text)
    assert [each.section for each in after.flow.comments] == ["", "impact", "timeline"]
    assert [is_earlier(after, each) for each in after.flow.comments] == [False] * 3
    with pytest.raises(UserError, match="There is no section rumour"):
        comment(store, review.id, "x", "rumour")
    with pytest.raises(UserError, match="The comment is empty"):
        comment(store, review.id, "  ")


def test_a_comment_is_answered_and_resolved_and_not_twice(store: Store, review: Review) -> None:
    made = comment(store, review.id, "Which disk?", "summary").flow.comments[0]
    answer(store, review.id, made.id[:8], "The one of db-k7.")
    after = resolve(store, review.id, made.id)
    (now,) = after.flow.comments
    assert (now.state, [each.text for each in now.answers], after.flow.open_comments) == (
        "resolved",
        ["The one of db-k7."],
        0,
    )
    before = store.journal.count()
    assert resolve(store, review.id, made.id) == after
    assert store.journal.count() == before
    assert resolve(store, review.id, made.id, resolved=False).flow.open_comments == 1
    with pytest.raises(UserError, match="There is no comment beef"):
        answer(store, review.id, "beef", "x")
    with pytest.raises(UserError, match="There is no comment"):
        resolve(store, review.id, "")


def test_a_released_review_takes_comments_for_its_next_revision(store: Store, review: Review) -> None:
    release(store, review.id, "alone")
    after = comment(store, review.id, "The vendor answered.")
    assert (after.state, after.flow.open_comments) == ("released", 1)


def test_a_comment_is_found_by_its_words_until_they_are_removed(store: Store, review: Review) -> None:
    made = comment(store, review.id, "Ask Mallory", "summary", "The pump stood still.").flow.comments[0]
    assert store.search.find("Mallory")
    remove_words(store, made.id, "a name")
    (now,) = store.reviews.get(review.id).flow.comments
    assert (now.text, now.quote) == (REMOVED, REMOVED)
    assert not store.search.find("Mallory")


@given(st.text("ab \n", max_size=40), st.text("ab \n", min_size=1, max_size=6), st.integers(0, 50))
def test_an_anchor_holds_the_words_it_was_made_for(text: str, quote: str, offset: int) -> None:
    found = anchor(text, quoting(quote, offset))
    if found is None:
        assert quote not in text
    else:
        assert text[found.start : found.after].split() == quote.split()
        assert not found.exact or text[found.start : found.after] == quote
