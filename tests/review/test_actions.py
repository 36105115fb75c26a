"""Preventive actions: added, changed, done or dropped, each change naming what it replaces."""

import pytest

from holdfast.domain.action import STATES
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.review.actions import add_action, change_action, move_action
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.action_list import Asked
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def review(store: Store) -> Review:
    return begin(store, declare(store, Declaration("Disk full")).id)


def test_an_action_says_who_until_when_and_how_we_will_know(store: Store, review: Review) -> None:
    made = add_action(store, review.id, " Watch  the disks ", "Ana", " 2026-12-24 ", "An alert comes")
    assert (made.title, made.owner, made.due, made.verify, made.state) == (
        "Watch the disks", "Ana", "2026-12-24", "An alert comes", "open",
    )  # fmt: skip
    assert (made.review, made.incident) == (review.id, review.incident)
    assert store.reviews.actions(review.id) == [made]
    assert store.reviews.get(review.id).actions == (made.id,)
    bare = add_action(store, review.id, "Only a title")
    assert store.entries("action", bare.id)[0].body == {"title": "Only a title"}
    assert store.reviews.actions(review.id) == [made, bare]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " \n"}, "The action is empty"),
        ({"title": "x" * 301}, "The action has 301 characters"),
        ({"title": "x", "owner": "y" * 301}, "The owner has 301 characters"),
        ({"title": "x", "verify": "y" * 301}, "The test has 301 characters"),
        ({"title": "x", "due": "soon"}, "soon is no date"),
        ({"title": "x", "due": "2026-02-30"}, "2026-02-30 is no date"),
        ({"title": "x", "due": "24.12.2026"}, "is no date"),
    ],
)
def test_what_is_no_action_is_refused_in_words(
    store: Store, review: Review, fields: dict[str, str], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        add_action(store, review.id, **fields)
    assert store.reviews.actions(review.id) == []


def test_a_change_names_what_it_replaces_and_is_recorded_once(store: Store, review: Review) -> None:
    made = add_action(store, review.id, "Watch the disks", "Ana", "2026-12-24")
    added = store.entries("action", made.id)[0].hash
    after = change_action(store, made.id, owner="Ben", due="", verify="An alert", title="Watch the disks")
    assert (after.owner, after.due, after.verify, after.conflicts) == ("Ben", "", "An alert", ())
    assert store.entries("action", made.id)[-1].body == {
        "owner": [added, "Ben"], "due": ["2026-12-24", None], "verify": [added, "An alert"],
    }  # fmt: skip
    before = store.journal.count()
    assert change_action(store, made.id, owner=" Ben ", due="") == after
    assert store.journal.count() == before
    assert change_action(store, made.id, due="2027-01-01").due == "2027-01-01"
    assert store.reviews.action(made.id).conflicts == ()
    for fields, words in (({"title": " "}, "The action is empty"), ({"due": "soon"}, "no date")):
        with pytest.raises(UserError, match=words):
            change_action(store, made.id, **fields)


def test_actions_stay_in_the_order_in_which_they_were_added(store: Store, review: Review) -> None:
    at = store.clock()
    store.clock = lambda: at
    titles = [f"Action {number}" for number in range(30)]
    for title in titles:
        add_action(store, review.id, title)
    assert [action.title for action in store.reviews.actions(review.id)] == titles


def test_an_action_is_done_seen_to_work_dropped_or_open_again(store: Store, review: Review) -> None:
    made = add_action(store, review.id, "Watch the disks")
    for state in ("done", "open", "dropped", "open", "verified", "open", "done", "verified"):
        moved = move_action(store, made.id, state, f"because {state}")
        assert (moved.state, moved.said) == (state, f"because {state}")
    before = store.journal.count()
    with pytest.raises(UserError, match="verified already"):
        move_action(store, made.id, "verified", "again")
    assert store.journal.count() == before
    assert store.reviews.action(made.id).conflicts == ()
    with pytest.raises(UserError, match="open, done, verified or dropped"):
        move_action(store, made.id, "forgotten")
    with pytest.raises(UserError, match="Open it again first"):
        move_action(store, made.id, "done")


def test_a_sort_is_recorded_in_the_newer_form_only_where_it_is_said(store: Store, review: Review) -> None:
    plain = add_action(store, review.id, "Watch the disks")
    sorted_one = add_action(store, review.id, "Rotate", sort=" Prevent ")
    assert (plain.sort, sorted_one.sort) == ("", "prevent")
    versions = [store.entries("action", each.id)[0].header.kv for each in (plain, sorted_one)]
    assert versions == [1, 2]
    changed = change_action(store, plain.id, sort="detect")
    assert (changed.sort, changed.conflicts) == ("detect", ())
    assert change_action(store, plain.id, sort="").sort == ""
    with pytest.raises(UserError, match="wish is no sort"):
        change_action(store, plain.id, sort="wish")


def test_over_all_reviews_by_due_date_and_those_without_last(store: Store, review: Review) -> None:
    dated = {"none": "", "late": "2026-01-02", "later": "2026-02-02", "first": "2025-01-01"}
    for title, due in dated.items():
        add_action(store, review.id, title, "Ana_1" if due else "", due)
    actions = store.reviews.list
    pages = [[row.title for row in actions.page(Asked(), 2, at)] for at in range(5)]
    assert pages == [["first", "late"], ["late", "later"], ["later", "none"], ["none"], []]
    assert (actions.count(Asked()), actions.overdue("2026-02-02")) == (4, 2)
    assert [row.title for row in actions.page(Asked(owner="a_1", words="lat"), 9)] == ["late", "later"]
    assert actions.page(Asked(words="l%t"), 9) == []
    asked = "EXPLAIN QUERY PLAN SELECT * FROM action a WHERE a.state = ? AND a.due > '' ORDER BY a.due, a.id"
    plan = str(list(store.database.rows(asked, ("open",))))
    assert "action_by_due" in plan
    assert "TEMP B-TREE" not in plan


def test_only_what_is_open_is_overdue(store: Store, review: Review) -> None:
    for state in STATES:
        made = add_action(store, review.id, state, due="2020-01-01")
        if state != "open":
            move_action(store, made.id, state, "because")
    assert store.reviews.list.overdue("2026-01-01") == 1


def test_actions_live_on_after_the_review_is_released(store: Store, review: Review) -> None:
    made = add_action(store, review.id, "Watch the disks")
    write(store, review.id, "summary", "x")
    released = release(store, review.id, "nobody else is here")
    assert move_action(store, made.id, "done").state == "done"
    assert store.reviews.get(review.id).texts == released.texts


def test_what_is_not_there_is_said_so(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="There is no review"):
        add_action(store, "nothing", "x")
    with pytest.raises(UserError, match="There is no preventive action"):
        change_action(store, "nothing", owner="x")
    with pytest.raises(UserError, match="There is no preventive action"):
        move_action(store, "nothing", "done")
    assert store.reviews.get(review.id).actions == ()
