"""One text between keyboard and record: nothing typed is lost, nothing recorded is overwritten unseen."""

import pytest

from holdfast.desk.operators import sign_in, sign_out
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.review.writing import change_row, import_rows, offered_rows, write
from holdfast.store.store import Store
from holdfast.ui.review.written import WrittenMeanwhile, WrittenText, row_spot, section_spot
from tests.ui.review.story import Story

SPOT = section_spot("summary")


def text_of(story: Story, store: Store | None = None) -> WrittenText:
    store = store or story.store
    return WrittenText(store, store.reviews.get(story.review().id), SPOT)


def elsewhere(story: Story, text: str, section: str = "summary") -> None:
    """Another process records a section."""
    with story.open_again() as other:
        other.by = story.store.by
        write(other, story.review().id, section, text)
    story.store.poll()


def summary(story: Story) -> str:
    return story.review().texts.get("summary", "")


def test_a_draft_survives_closing_the_store(story: Story) -> None:
    text_of(story).keep("Half a sent")
    with story.open_again() as other:
        other.by = story.store.by
        again = text_of(story, other)
        assert (again.text, again.is_unrecorded()) == ("Half a sent", True)


def test_recording_drops_the_draft_with_the_same_commit(story: Story) -> None:
    text = text_of(story)
    text.keep("The log was full.")
    text.record("The log was full.\n")
    assert summary(story) == "The log was full."
    assert (text.draft(), text.is_unrecorded()) == (None, False)


def test_what_is_recorded_needs_no_draft(story: Story) -> None:
    text = text_of(story)
    text.record("The log was full.")
    text.keep("The log was fuller.")
    text.keep("The log was full.")
    assert text.draft() is None


def test_a_newer_text_is_shown_where_nothing_was_typed(story: Story) -> None:
    text = text_of(story)
    elsewhere(story, "Theirs.")
    assert text.look(story.review())
    assert (text.text, text.theirs) == ("Theirs.", None)


def test_a_newer_text_does_not_touch_what_was_typed(story: Story) -> None:
    text = text_of(story)
    text.keep("Mine.")
    elsewhere(story, "Theirs.")
    assert not text.look(story.review())
    assert (text.text, text.theirs) == ("Mine.", "Theirs.")
    with pytest.raises(WrittenMeanwhile):
        text.record("Mine.")
    assert summary(story) == "Theirs."


def test_a_newer_text_is_found_even_where_nobody_told(story: Story) -> None:
    text = text_of(story)
    text.keep("Mine.")
    elsewhere(story, "Theirs.")
    with pytest.raises(WrittenMeanwhile):
        text.record("Mine.")
    assert (summary(story), text.theirs, text.draft()) == ("Theirs.", "Theirs.", "Mine.")


def test_it_is_still_known_after_a_restart(story: Story) -> None:
    text_of(story).keep("Mine.")
    elsewhere(story, "Theirs.")
    again = text_of(story)
    assert (again.text, again.theirs) == ("Mine.", "Theirs.")


def test_keeping_mine_records_over_theirs_knowingly(story: Story) -> None:
    text = text_of(story)
    text.keep("Mine.")
    elsewhere(story, "Theirs.")
    text.look(story.review())
    text.keep_mine()
    assert text.theirs is None
    text.record("Mine.")
    assert (summary(story), story.review().conflicts) == ("Mine.", ())


def test_taking_theirs_drops_mine(story: Story) -> None:
    text = text_of(story)
    text.keep("Mine.")
    elsewhere(story, "Theirs.")
    text.look(story.review())
    assert text.take_theirs() == "Theirs."
    assert (text.draft(), text.is_unrecorded(), text.theirs) == (None, False, None)


def test_the_same_text_from_elsewhere_is_no_contradiction(story: Story) -> None:
    text = text_of(story)
    text.keep("The same.")
    elsewhere(story, "The same.")
    text.look(story.review())
    assert (text.theirs, text.is_unrecorded()) == (None, False)


def test_an_old_text_is_not_recorded_over_a_newer_one(story: Story) -> None:
    elsewhere(story, "First.")
    text = text_of(story)
    elsewhere(story, "Second.")
    text.record("First.")
    assert (summary(story), text.text) == ("Second.", "Second.")


def test_another_operators_draft_stays(story: Story) -> None:
    text_of(story).keep("What Ana began.")
    sign_in(story.store, "Ben")
    ben = text_of(story)
    assert ben.text == ""
    ben.record("What Ben wrote.")
    sign_in(story.store, "Ana")
    assert story.store.drafts.get(subject("review", story.review().id), "summary", by(story)) is not None


def by(story: Story) -> str:
    assert story.store.by is not None
    return story.store.by.operator


def test_a_draft_from_before_anybody_was_known_is_found(story: Story) -> None:
    sign_out(story.store)
    text = WrittenText(story.store, review_without(story), SPOT)
    text.keep("Typed before a name was given.")
    sign_in(story.store, "Ana")
    again = text_of(story)
    assert again.text == "Typed before a name was given."
    again.record(again.text)
    assert again.draft() is None


def review_without(story: Story) -> Review:
    sign_in(story.store, "Ana")
    review = story.review()
    sign_out(story.store)
    return review


def test_a_row_is_a_text_like_any_other(story: Story) -> None:
    review = story.review()
    offered = [row for row, _there in offered_rows(story.store, review.id)]
    row = import_rows(story.store, review.id, offered[:1]).rows[0]
    text = WrittenText(story.store, story.review(), row_spot(row.id))
    text.keep("Reworded here.")
    change_row(story.store, review.id, row.id, "Reworded there.")
    text.look(story.review())
    assert text.theirs == "Reworded there."
    text.keep_mine()
    text.record("Reworded here.")
    assert story.review().rows[0].text == "Reworded here."


def test_who_recorded_and_when(story: Story) -> None:
    text = text_of(story)
    assert text.recorded_by() is None
    text.record("The log was full.")
    said = text.recorded_by()
    assert said is not None
    assert said[1] == "Ana"
    assert (story.hands.at - said[0]).total_seconds() < 60


def test_a_read_only_store_keeps_no_drafts(story: Story) -> None:
    review = story.review()
    with story.open_again(read_only=True) as other:
        WrittenText(other, review, SPOT).keep("Nothing happens.")
    assert text_of(story).text == ""
