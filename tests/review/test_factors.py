"""Contributing factors and figures: added, changed, linked, and in the report."""

import pytest

from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.review_board import CATEGORIES, category_word
from holdfast.domain.review_layout import layout
from holdfast.domain.value import REMOVED
from holdfast.report.gather import gather_review
from holdfast.report.text import render_markdown
from holdfast.respond.incident import add_note
from holdfast.review.factors import add_factor, change_factor, drop_factor, factor_of, link_factor, put_back
from holdfast.review.impact import add_figure, change_figure, drop_figure, figure_of, read_amount
from holdfast.review.templates import set_template
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.domain.making import entry as made
from tests.domain.making import fold
from tests.review.test_templates import OURS


@pytest.fixture
def review(store: Store) -> Review:
    return begin(store, declare(store, Declaration("Disk full")).id)


def last(store: Store, review: Review) -> Entry:
    return store.entries("review", review.id)[-1]


def test_a_factor_has_what_is_known_of_it_and_no_more(store: Store, review: Review) -> None:
    bare = add_factor(store, review.id, " A slot was kept ").parts.factors[0]
    assert (bare.text, bare.category, bare.whys, bare.root) == ("A slot was kept", "", (), False)
    assert last(store, review).body == {"text": "A slot was kept"}
    whole = add_factor(
        store,
        review.id,
        "No alert",
        category="detection",
        reasonable="It was loud",
        whys=("a", " ", "b"),
        root=True,
    ).parts.factors[1]
    assert (whole.category, whole.reasonable, whole.whys, whole.root) == (
        "detection", "It was loud", ("a", "b"), True,
    )  # fmt: skip


def test_several_may_be_root_causes_and_a_change_names_what_it_replaces(store: Store, review: Review) -> None:
    for text in ("one", "two"):
        add_factor(store, review.id, text, root=True)
    first, second = store.reviews.get(review.id).parts.factors
    assert first.root
    assert second.root
    after = change_factor(
        store, review.id, first.id, text="One", category="design", whys=["because"], root=False, reasonable=""
    )
    assert after.conflicts == ()
    assert last(store, review).body == {
        "factor": first.id,
        "text": [first.id, "One"],
        "category": ["", "design"],
        "whys": [first.id, ["because"]],
        "root": [True, False],
    }
    before = store.journal.count()
    assert change_factor(store, review.id, first.id, text="One", root=False) == after
    assert store.journal.count() == before
    assert change_factor(store, review.id, first.id, whys=[]).parts.factors[0].whys == ()
    assert store.reviews.get(review.id).conflicts == ()
    assert [each.text for each in drop_factor(store, review.id, first.id).parts.factors] == ["two"]
    with pytest.raises(UserError, match="no longer on the board"):
        factor_of(store.reviews.get(review.id), first.id)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " "}, "The factor is empty"),
        ({"text": "x", "category": "fate"}, "fate is no category"),
        ({"text": "x", "whys": ["y"] * 21}, "at most 20 answers"),
        ({"text": "x" * 2001}, "The factor has 2001 characters"),
    ],
)
def test_what_is_no_factor_is_refused(
    store: Store, review: Review, fields: dict[str, str], said: str
) -> None:
    with pytest.raises(UserError, match=said) as found:
        add_factor(store, review.id, **fields)
    assert found.value.field == next(reversed(fields))
    assert store.reviews.get(review.id).parts.factors == ()


def test_evidence_is_linked_once_and_stays_live(store: Store, review: Review) -> None:
    note = add_note(store, review.incident, "df shows 100 %", "observation").entry
    factor = add_factor(store, review.id, "A slot was kept").parts.factors[0].id
    link_factor(store, review.id, factor, note)
    before = store.journal.count()
    link_factor(store, review.id, factor, note)
    assert store.journal.count() == before
    report = gather_review(store, review.id)
    assert report.factors[0].evidence[0].endswith(": df shows 100 %")
    link_factor(store, review.id, factor, note, present=False)
    assert store.reviews.get(review.id).parts.factors[0].evidence == ()
    assert store.reviews.get(review.id).conflicts == ()
    with pytest.raises(UserError, match="not in this store"):
        link_factor(store, review.id, factor, "a" * 64)


def test_a_factor_taken_off_is_put_back_with_all_that_it_said(store: Store, review: Review) -> None:
    note = add_note(store, review.incident, "df shows 100 %", "observation").entry
    words = {"category": "change", "reasonable": "The list was complete", "whys": ["No names", "No time"]}
    factor = add_factor(store, review.id, "A slot was kept", root=True, **words).parts.factors[0]
    factor = link_factor(store, review.id, factor.id, note).parts.factors[0]
    drop_factor(store, review.id, factor.id)
    (again,) = put_back(store, review.id, factor).parts.factors
    names = ("text", "category", "reasonable", "whys", "root", "evidence")
    assert [getattr(again, name) for name in names] == [getattr(factor, name) for name in names]


def test_both_stand_in_the_report_also_where_the_template_has_no_place(store: Store, review: Review) -> None:
    add_factor(
        store,
        review.id,
        "A slot was kept",
        category="change",
        reasonable="The list was complete",
        whys=["No names"],
        root=True,
    )
    add_figure(store, review.id, "Orders refused", "1 200", "orders")
    add_figure(store, review.id, "Saved", "\N{MINUS SIGN}0.5", "EUR")
    text = render_markdown(gather_review(store, review.id))
    assert "| A slot was kept<br>root cause, change or configuration<br>Why 1: No names |" in text
    assert "| The list was complete |" in text
    assert "| Orders refused | 1200 orders |" in text
    assert "| Saved | \N{MINUS SIGN}0.5 EUR |" in text
    kept = [each.key for each in layout(set_template(store, review.id, OURS)) if each.kept]
    assert kept == ["impact", "factors"]
    assert "| Orders refused | 1200 orders |" in render_markdown(gather_review(store, review.id))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("36", "36"), (" 1 200 ", "1200"), ("1\xa0200\xa0000", "1200000"), ("-0.25", "-0.25"), ("007", "007")],
)  # fmt: skip
def test_amounts_as_people_type_them(typed: str, read: str) -> None:
    assert read_amount(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "1,5", "1.2.3", "many", "1 20", "1e6", "12 EUR", "0.1234567", "\u0663"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no number"):
        read_amount(typed)


def test_a_figure_is_changed_and_dropped(store: Store, review: Review) -> None:
    made_one = add_figure(store, review.id, "Users", "1200", "people").parts.figures[0]
    after = change_figure(store, review.id, made_one.id, amount="1300", what="Users affected", unit="people")
    assert last(store, review).body == {
        "impact": made_one.id, "what": [made_one.id, "Users affected"], "amount": ["1200", "1300"],
    }  # fmt: skip
    assert (after.parts.figures[0].amount, after.conflicts) == ("1300", ())
    before = store.journal.count()
    change_figure(store, review.id, made_one.id, amount="1300")
    assert store.journal.count() == before
    assert drop_figure(store, review.id, made_one.id).parts.figures == ()
    with pytest.raises(UserError, match="no longer in the review"):
        figure_of(store.reviews.get(review.id), made_one.id)
    with pytest.raises(UserError, match="The unit is empty"):
        add_figure(store, review.id, "Users", "1", " ")


def test_a_released_review_takes_none(store: Store, review: Review) -> None:
    factor = add_factor(store, review.id, "x").parts.factors[0].id
    figure = add_figure(store, review.id, "x", "1", "y").parts.figures[0].id
    write(store, review.id, "summary", "x")
    release(store, review.id, "Nobody else is here")
    for refused in (
        lambda: add_factor(store, review.id, "y"),
        lambda: change_factor(store, review.id, factor, text="y"),
        lambda: drop_factor(store, review.id, factor),
        lambda: add_figure(store, review.id, "x", "1", "y"),
        lambda: change_figure(store, review.id, figure, amount="2"),
        lambda: drop_figure(store, review.id, figure),
    ):
        with pytest.raises(UserError, match="released"):
            refused()


def test_words_are_found_by_the_search_and_can_be_removed(store: Store, review: Review) -> None:
    add_factor(store, review.id, "The password hunter2 was shared", whys=["hunter2 is short"])
    assert [hit.subject for hit in store.search.find("hunter2")] == [f"review/{review.id}"]
    remove_words(store, last(store, review).hash, "a password")
    factor = store.reviews.get(review.id).parts.factors[0]
    assert (factor.text, factor.whys) == (REMOVED, (REMOVED,))
    assert store.search.find("hunter2") == []


def test_changes_that_met_are_told_and_what_is_dropped_stays_so() -> None:
    begun = made("review.begun", {"title": "x"}, 1, subject="review/v1")
    added = made("review.factor_added", {"text": "x"}, 2, subject="review/v1")
    figure = made("review.impact_added", {"what": "x", "amount": "1", "unit": "y"}, 3, subject="review/v1")
    odd = [
        made("review.factor_changed", {"factor": added.hash, "root": [True, False]}, 4, subject="review/v1"),
        made("review.impact_changed", {"impact": figure.hash, "amount": ["2", "3"]}, 5, subject="review/v1"),
    ]
    value = fold("review", [begun, added, figure, *odd], "v1")
    assert [each.member for each in value.conflicts] == ["root", "amount"]
    dropped = made("review.factor_dropped", {"factor": added.hash}, 6, subject="review/v1")
    late = made(
        "review.factor_changed", {"factor": added.hash, "text": [added.hash, "y"]}, 7, subject="review/v1"
    )
    assert fold("review", [begun, added, dropped, late], "v1").parts.factors == ()


def test_every_category_has_a_word() -> None:
    words = [category_word(each) for each in CATEGORIES]
    assert len(set(words)) == len(CATEGORIES)
    assert category_word("from a later version") == "from a later version"
