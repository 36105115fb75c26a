"""A review is written, its rows chosen and reworded, and once released it stands."""

from datetime import timedelta

import pytest

from holdfast.desk.phases import move
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.review import WRITTEN, Review
from holdfast.domain.value import REMOVED
from holdfast.respond.corrections import withdraw
from holdfast.respond.incident import add_note, timeline_of
from holdfast.review.actions import add_action
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import begin, change_row, drop_rows, import_rows, offered_rows, write
from holdfast.store.check import check_store
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    """Resolved, with three notes, one of them late."""
    incident = declare(store, Declaration("Disk full"))
    for number in range(2):
        add_note(store, incident.id, f"note {number}")
    add_note(store, incident.id, "said late", occurred=store.now() - timedelta(minutes=30))
    return move(store, incident.id, Phase.RESOLVED)


@pytest.fixture
def review(store: Store, incident: Incident) -> Review:
    return begin(store, incident.id)


def import_all(store: Store, review: Review) -> Review:
    return import_rows(store, review.id, [row for row, _there in offered_rows(store, review.id)])


def texts(review: Review) -> list[str]:
    return [row.text for row in review.rows]


def test_an_incident_has_one_review_however_often_it_is_begun(store: Store, incident: Incident) -> None:
    first = begin(store, incident.id)
    before = store.journal.count()
    assert begin(store, incident.id) == first
    assert store.journal.count() == before
    assert (first.incident, first.title, first.state, first.revision) == (
        incident.id,
        "Disk full",
        "draft",
        1,
    )
    assert (first.author, first.author_sure) == (store.by.operator, "declared")
    assert store.incidents.get(incident.id).review == "draft"
    with pytest.raises(UserError, match="There is no incident"):
        begin(store, store.new_id())


@pytest.mark.parametrize("section", WRITTEN)
def test_every_section_is_written_once_for_each_text(store: Store, review: Review, section: str) -> None:
    after = write(store, review.id, section, " **One** line\r\n\n- and a list \0")
    assert after.texts == {section: "**One** line\n\n- and a list"}
    before = store.journal.count()
    assert write(store, review.id, section, "**One** line\n\n- and a list\n") == after
    assert store.journal.count() == before
    again = write(store, review.id, section, "Two")
    assert (again.texts[section], again.conflicts) == ("Two", ())
    assert write(store, review.id, section, "").texts[section] == ""
    assert store.entries("review", review.id)[2].body["text"][0] == after.wrote[section]


@pytest.mark.parametrize("section", ["timeline", "actions", "gossip", ""])
def test_a_section_that_is_no_text_is_refused(store: Store, review: Review, section: str) -> None:
    with pytest.raises(UserError, match="no section that is written as text") as refused:
        write(store, review.id, section, "x")
    assert "summary" in refused.value.hint


def test_the_checklist_offers_what_happened_and_not_the_writing_itself(store: Store, review: Review) -> None:
    write(store, review.id, "summary", "x")
    add_action(store, review.id, "Watch the disks")
    offered = offered_rows(store, review.id)
    assert [row.text for row, _there in offered] == [
        "said late", "Declared: Disk full", "note 0", "note 1", "Resolved",
    ]  # fmt: skip
    assert not any(there for _row, there in offered)


def test_rows_come_with_both_times_and_who(store: Store, review: Review) -> None:
    after = import_all(store, review)
    late = next(row for row in after.rows if row.text == "said late")
    assert (late.recorded - late.occurred) > timedelta(minutes=29)
    assert (late.who, late.type, late.edited) == ("Ana", "note", False)
    assert all(there for _row, there in offered_rows(store, review.id))


def test_a_second_import_never_overwrites_what_was_edited(
    store: Store, incident: Incident, review: Review
) -> None:
    first = import_all(store, review)
    reworded = change_row(store, review.id, first.rows[2].id, " Looked at\nthe log ")
    kept = drop_rows(store, review.id, [first.rows[3].id])
    assert texts(kept)[2] == "Looked at\nthe log"
    before = store.journal.count()
    there = [row for row, there in offered_rows(store, review.id) if there]
    assert import_rows(store, review.id, there) == kept
    assert store.journal.count() == before
    add_note(store, incident.id, "came later")
    after = import_all(store, review)
    assert after.rows[2] == reworded.rows[2]
    assert after.rows[2].edited
    assert set(texts(after)) == {*texts(kept), "came later", first.rows[3].text}
    assert len(after.rows) == len({row.source for row in after.rows}) == 6


def test_what_was_withdrawn_is_not_offered_but_stays_where_it_is_in(
    store: Store, incident: Incident, review: Review
) -> None:
    early = add_note(store, incident.id, "Of another host")
    import_all(store, review)
    late = add_note(store, incident.id, "Of another site")
    for row in (early, late):
        withdraw(store, incident.id, row.entry, "Wrong")
    offered = {row.entry: there for row, there in offered_rows(store, review.id)}
    assert offered[early.entry]
    assert late.entry not in offered


def test_the_same_row_chosen_twice_is_in_once(store: Store, review: Review) -> None:
    (row, _there) = offered_rows(store, review.id)[0]
    assert len(import_rows(store, review.id, [row, row]).rows) == 1
    assert len(import_rows(store, review.id, [row]).rows) == 1
    assert import_rows(store, review.id, []).rows != ()


def test_rewording_is_recorded_once_and_links_back(store: Store, review: Review) -> None:
    row = import_all(store, review).rows[0]
    change_row(store, review.id, row.id, "Better words")
    before = store.journal.count()
    after = change_row(store, review.id, row.id, "Better words ")
    assert store.journal.count() == before
    assert (after.rows[0].source, after.rows[0].id, after.conflicts) == (row.source, row.id, ())
    assert change_row(store, review.id, row.id, "Best").conflicts == ()
    with pytest.raises(UserError, match="The row is empty"):
        change_row(store, review.id, row.id, " \n")


def test_a_row_that_is_gone_says_so(store: Store, review: Review) -> None:
    row = import_all(store, review).rows[0]
    before = drop_rows(store, review.id, [row.id, "00" * 32])
    assert row.source in before.dropped
    with pytest.raises(UserError, match="no longer in the review"):
        change_row(store, review.id, row.id, "x")
    count = store.journal.count()
    assert drop_rows(store, review.id, [row.id]) == before
    assert store.journal.count() == count
    assert len(timeline_of(store, review.incident)) == 6


def test_a_row_can_come_again_after_it_was_taken_out(store: Store, review: Review) -> None:
    first = import_all(store, review)
    change_row(store, review.id, first.rows[0].id, "Reworded")
    drop_rows(store, review.id, [first.rows[0].id])
    after = import_all(store, review)
    assert sorted(texts(after)) == sorted(texts(first))
    assert after.dropped == ()


def test_a_release_needs_a_summary(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="The summary is empty"):
        release(store, review.id, "nobody else is here")
    write(store, review.id, "summary", "x")
    after = release(store, review.id, "nobody else is here")
    assert (after.state, after.revision, after.released) == ("released", 1, after.changed)
    assert store.incidents.get(review.incident).review == "released"


@pytest.fixture
def released(store: Store, review: Review) -> Review:
    import_all(store, review)
    write(store, review.id, "summary", "The disk was full.")
    return release(store, review.id, "nobody else is here")


def test_a_released_review_stands_as_it_is(store: Store, released: Review) -> None:
    row = released.rows[0].id
    offered = [one for one, _there in offered_rows(store, released.id)]
    for attempt in (
        lambda: write(store, released.id, "summary", "Something else"),
        lambda: write(store, released.id, "summary", "The disk was full."),
        lambda: import_rows(store, released.id, offered),
        lambda: change_row(store, released.id, row, "x"),
        lambda: drop_rows(store, released.id, [row]),
        lambda: release(store, released.id, "nobody else is here"),
    ):
        with pytest.raises(UserError, match="released and stands as it is") as refused:
            attempt()
        assert "with a reason" in refused.value.hint
    assert store.reviews.get(released.id) == released
    assert begin(store, released.incident) == released


def test_it_is_opened_again_for_the_next_revision(store: Store, released: Review) -> None:
    with pytest.raises(UserError, match="The reason is empty"):
        open_again(store, released.id, " ")
    after = open_again(store, released.id, "the log turned up")
    assert (after.state, after.revision, after.released) == ("draft", 2, None)
    assert after.texts == released.texts
    before = store.journal.count()
    assert open_again(store, released.id, "again") == after
    assert store.journal.count() == before
    write(store, released.id, "summary", "The log had filled the disk.")
    assert release(store, released.id, "nobody else is here").revision == 2
    told = [row.text for row in timeline_of(store, released.incident) if row.kind == "review"]
    assert told == ["Review begun", "Review released", "Review opened again", "Review released"]
    assert store.reviews.get(released.id).conflicts == ()


def test_words_that_are_removed_leave_the_review_too(store: Store, review: Review) -> None:
    write(store, review.id, "lessons", "hunter2 is no password")
    row = import_all(store, review).rows[0]
    change_row(store, review.id, row.id, "hunter2 was typed")
    for entry in list(store.entries("review", review.id)):
        if "hunter2" in str(entry.body):
            remove_words(store, entry.hash, "a password")
    value = store.reviews.get(review.id)
    assert (value.texts["lessons"], value.rows[0].text) == (REMOVED, REMOVED)
    assert store.search.find("hunter2") == []
    assert (
        write(store, review.id, "lessons", "No passwords in notes").texts["lessons"]
        == "No passwords in notes"
    )
    assert store.reviews.get(review.id).conflicts == ()
    assert check_store(store).ok


def test_reviews_are_listed_drafts_first_the_last_changed_first(store: Store) -> None:
    made = [begin(store, declare(store, Declaration(f"Incident {n}")).id) for n in range(3)]
    write(store, made[0].id, "summary", "x")
    write(store, made[1].id, "summary", "x")
    release(store, made[1].id, "nobody else is here")
    assert [row.title for row in store.reviews.page()] == ["Incident 0", "Incident 2", "Incident 1"]
    assert [row.title for row in store.reviews.page(1, 1)] == ["Incident 2"]
    assert (store.reviews.count(), store.reviews.count("draft"), store.reviews.count("released")) == (3, 2, 1)
    assert all(row.ref.startswith("INC-") for row in store.reviews.page())
    with pytest.raises(UserError, match="There is no review"):
        store.reviews.get("x")
