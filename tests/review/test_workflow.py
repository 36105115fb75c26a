"""A review is submitted, judged by somebody who did not write it, released, and opened again."""

from collections.abc import Callable
from itertools import product

import pytest

from holdfast.desk.operators import add_operator, set_passphrase, sign_in, sign_out
from holdfast.domain.entry import By
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review, fold
from holdfast.domain.review_flow import FROZEN, NEXT
from holdfast.respond.incident import timeline_of
from holdfast.review.actions import add_action, change_action, move_action
from holdfast.review.comments import comment
from holdfast.review.workflow import (
    approve,
    ask_changes,
    may_judge,
    name_reviewer,
    open_again,
    release,
    submit,
)
from holdfast.review.writing import begin, change_row, drop_rows, import_rows, offered_rows, write
from holdfast.store.as_it_was import as_released, is_as_released
from holdfast.store.check import check_store
from holdfast.store.removal import remove_words
from holdfast.store.store import OperatorNeeded, Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def review(store: Store) -> Review:
    """Written by whoever the store has at the keyboard."""
    made = begin(store, declare(store, Declaration("Disk full")).id)
    return write(store, made.id, "summary", "The disk was full.")


@pytest.fixture
def ana(store: Store) -> By:
    assert store.by is not None
    return store.by


@pytest.fixture
def ben(store: Store) -> By:
    return By(add_operator(store, "Ben").id)


@pytest.fixture
def cem(store: Store) -> By:
    return By(add_operator(store, "Cem").id)


@pytest.fixture
def submitted(store: Store, review: Review, ben: By) -> Review:
    return submit(store, review.id, [ben.operator])


def by(store: Store, who: By, act: Callable[[], Review]) -> Review:
    """What `act` gives with somebody else at the keyboard."""
    before, store.by = store.by, who
    try:
        return act()
    finally:
        store.by = before


def approved(store: Store, review: Review, who: By) -> Review:
    return by(store, who, lambda: approve(store, review.id))


# -- the way through -------------------------------------------------------------------------------


def test_a_review_goes_through_two_people_to_its_readers(store: Store, review: Review, ben: By) -> None:
    first = submit(store, review.id, [ben.operator])
    assert (first.state, first.flow.reviewers) == ("in_review", (ben.operator,))
    asked = by(store, ben, lambda: ask_changes(store, review.id, "Say when."))
    assert (asked.state, asked.flow.judgements[-1].reason) == ("changes_asked", "Say when.")
    write(store, review.id, "summary", "The disk was full at noon.")
    assert submit(store, review.id).state == "in_review"
    assert approved(store, review, ben).state == "approved"
    done = release(store, review.id)
    (last,) = done.flow.releases
    assert (done.state, last.revision, last.reason) == ("released", 1, "")
    assert [each.deed.by for each in last.approvals] == [ben.operator]
    assert done.conflicts == ()
    assert check_store(store).ok
    told = [row.text for row in timeline_of(store, review.incident) if row.kind == "review"]
    assert told == [
        "Review begun",
        "Review submitted",
        "Review sent back with changes asked",
        "Review submitted",
        "Review approved",
        "Review released",
    ]


def test_until_it_is_released_the_incident_waits_for_it(store: Store, submitted: Review, ben: By) -> None:
    assert store.incidents.get(submitted.incident).review == "draft"
    approved(store, submitted, ben)
    assert store.incidents.get(submitted.incident).review == "draft"
    release(store, submitted.id)
    assert store.incidents.get(submitted.incident).review == "released"


def test_it_is_approved_once_every_reviewer_has(store: Store, review: Review, ben: By, cem: By) -> None:
    submit(store, review.id, [ben.operator, cem.operator])
    half = approved(store, review, ben)
    assert (half.state, half.flow.waiting(1)) == ("in_review", (cem.operator,))
    before = store.journal.count()
    assert approved(store, review, ben) == half
    assert store.journal.count() == before, "approved twice is recorded once"
    assert approved(store, review, cem).state == "approved"


def test_a_reviewer_who_is_taken_off_is_no_longer_waited_for(
    store: Store, review: Review, ben: By, cem: By
) -> None:
    submit(store, review.id, [ben.operator, cem.operator])
    name_reviewer(store, review.id, cem.operator, present=False)
    assert approved(store, review, ben).state == "approved"


# -- who may ---------------------------------------------------------------------------------------


def test_whoever_wrote_can_neither_review_nor_approve(
    store: Store, review: Review, ana: By, ben: By, cem: By
) -> None:
    with pytest.raises(UserError, match="wrote in this revision, and can't review it"):
        submit(store, review.id, [ana.operator])
    submit(store, review.id, [ben.operator, cem.operator])
    by(store, ben, lambda: write(store, review.id, "impact", "None."))
    with pytest.raises(UserError, match="You wrote in this revision, so somebody else has to approve it"):
        approved(store, review, ben)
    with pytest.raises(UserError, match="You wrote in this revision") as refused:
        approve(store, review.id)
    assert refused.value.hint == "It waits for Cem, who can approve it or ask for changes."
    assert may_judge(store.reviews.get(review.id), cem) == ""
    assert approved(store, review, cem).state == "in_review", "Ben is still named, and can't"


def test_who_is_not_named_or_not_there_judges_nothing(store: Store, submitted: Review, cem: By) -> None:
    with pytest.raises(UserError, match="You are not named"):
        approved(store, submitted, cem)
    with pytest.raises(UserError, match="You are not named"):
        by(store, cem, lambda: ask_changes(store, submitted.id, "x"))
    sign_out(store)
    with pytest.raises(OperatorNeeded):
        approve(store, submitted.id)
    assert may_judge(submitted, None) == "You are not named as a reviewer of this review."


def test_who_can_not_approve_is_told_what_can_be_done_now(
    store: Store, submitted: Review, ben: By, cem: By
) -> None:
    def hint(who: By) -> str:
        with pytest.raises(UserError) as refused:
            approved(store, submitted, who)
        return refused.value.hint

    by(store, ben, lambda: ask_changes(store, submitted.id, "Say since when"))
    assert "Its author submits it again: holdfast review submit REF." in hint(ben)
    submit(store, submitted.id)
    approved(store, submitted, ben)
    assert "Nothing was recorded. It can be released now (holdfast review release REF)" in hint(ben)
    assert "It can be released now" in hint(cem)
    release(store, submitted.id)
    assert "open it again: holdfast review reopen REF --reason TEXT" in hint(ben)
    open_again(store, submitted.id, "A figure was wrong")
    assert "Name the reviewers: holdfast review submit REF --reviewer NAME." in hint(ben)
    name_reviewer(store, submitted.id, ben.operator)
    assert "Its author submits it: holdfast review submit REF --reviewer NAME." in hint(ben)


def test_a_reviewer_is_an_operator_of_this_store(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="no such operator"):
        submit(store, review.id, ["nobody"])
    with pytest.raises(UserError, match="Nobody is named as a reviewer"):
        submit(store, review.id)
    assert store.reviews.get(review.id).state == "draft"


def test_an_approval_says_how_sure_we_are_of_the_person(store: Store, submitted: Review, ben: By) -> None:
    operator = store.operators.get(ben.operator)
    assert operator is not None
    sign_in(store, "Ben")
    set_passphrase(store, operator, "three quiet words")
    sign_in(store, "Ben", "three quiet words")
    after = approve(store, submitted.id)
    assert [(each.deed.by, each.deed.sure) for each in after.flow.approvals(1)] == [
        (ben.operator, "authenticated")
    ]


# -- what an approval is of ------------------------------------------------------------------------


def test_a_text_that_came_since_it_was_read_is_not_approved(store: Store, submitted: Review, ben: By) -> None:
    seen = store.reviews.get(submitted.id).flow.content
    write(store, submitted.id, "summary", "Quite another story.")
    with pytest.raises(UserError, match="changed since you read it"):
        by(store, ben, lambda: approve(store, submitted.id, seen))
    now = store.reviews.get(submitted.id).flow.content
    assert by(store, ben, lambda: approve(store, submitted.id, now)).state == "approved"


def test_writing_takes_a_first_approval_back_in_sight(store: Store, review: Review, ben: By, cem: By) -> None:
    submit(store, review.id, [ben.operator, cem.operator])
    approved(store, review, ben)
    after = write(store, review.id, "summary", "Another story.")
    (judgement,) = after.flow.judgements
    assert after.flow.approvals(1) == ()
    assert judgement.ended == after.wrote["summary"]
    assert after.flow.waiting(1) == (ben.operator, cem.operator)


def test_comments_and_exports_take_nothing_back(store: Store, submitted: Review, ben: By) -> None:
    approved(store, submitted, ben)
    after = comment(store, submitted.id, "Well said.")
    assert (after.state, len(after.flow.approvals(1))) == ("approved", 1)


def test_what_a_merge_brings_takes_the_approval_back(store: Store, submitted: Review, ben: By) -> None:
    """As the fold sees it: content behind an approval, and an approval of what was not all there was."""
    approved(store, submitted, ben)
    entries = store.entries("review", submitted.id)
    written = next(each for each in entries if each.kind == "review.written")
    judged = next(place for place, each in enumerate(entries) if each.kind == "review.judged")

    def folded(*told: object) -> Review:
        value = None
        for each in told:
            value = fold(value, each, submitted.id)  # type: ignore[arg-type]
        assert value is not None
        return value

    late = folded(*entries, written)
    assert (late.state, late.flow.approvals(1)) == ("in_review", ())
    unseen = folded(*entries[:judged], written, *entries[judged:])
    assert (unseen.state, unseen.flow.approvals(1)) == ("in_review", ())
    assert unseen.flow.judgements[0].unseen
    assert {each.member for each in unseen.conflicts} >= {"content"}


def test_words_removed_for_cause_leave_the_approval(store: Store, submitted: Review, ben: By) -> None:
    approved(store, submitted, ben)
    remove_words(store, submitted.wrote["summary"], "a name")
    after = store.reviews.get(submitted.id)
    assert (after.state, len(after.flow.approvals(1)), after.conflicts) == ("approved", 1, ())


# -- frozen ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(FROZEN))
def test_approved_and_released_reviews_are_frozen(store: Store, review: Review, ben: By, state: str) -> None:
    rows = [row for row, _there in offered_rows(store, review.id)]
    row = import_rows(store, review.id, rows[:1]).rows[0].id
    submit(store, review.id, [ben.operator])
    approved(store, review, ben)
    if state == "released":
        release(store, review.id)
    before = store.journal.count()
    for act in (
        lambda: write(store, review.id, "summary", "x"),
        lambda: change_row(store, review.id, row, "x"),
        lambda: drop_rows(store, review.id, [row]),
        lambda: import_rows(store, review.id, rows),
        lambda: name_reviewer(store, review.id, ben.operator, present=False),
        lambda: submit(store, review.id),
    ):
        with pytest.raises(UserError, match="stands as it is"):
            act()
    assert store.journal.count() == before


def test_actions_wait_for_the_release_and_then_outlive_it(store: Store, submitted: Review, ben: By) -> None:
    action = add_action(store, submitted.id, "Alert earlier")
    approved(store, submitted, ben)
    with pytest.raises(UserError, match="would change what was approved"):
        add_action(store, submitted.id, "One more")
    with pytest.raises(UserError, match="would change what was approved"):
        change_action(store, action.id, title="Other")
    assert len(move_action(store, action.id, "done").state) == 4
    assert store.reviews.get(submitted.id).state == "approved"
    release(store, submitted.id)
    add_action(store, submitted.id, "One more")
    assert is_as_released(store.reviews.get(submitted.id))


# -- release ---------------------------------------------------------------------------------------


def test_alone_a_release_needs_a_reason_that_stays(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="Nobody has approved this revision"):
        release(store, review.id, "  ")
    after = release(store, review.id, "I am alone on this station.")
    (last,) = after.flow.releases
    assert (last.approvals, last.reason) == ((), "I am alone on this station.")


def test_a_release_without_summary_is_refused_also_with_a_reason(store: Store, review: Review) -> None:
    write(store, review.id, "summary", "")
    with pytest.raises(UserError, match="summary is empty"):
        release(store, review.id, "alone")


def test_each_released_revision_stays_as_it_was(store: Store, submitted: Review, ben: By) -> None:
    approved(store, submitted, ben)
    release(store, submitted.id)
    open_again(store, submitted.id, "The vendor answered.")
    write(store, submitted.id, "summary", "The disk was full, since the vendor's tool kept a slot.")
    comment(store, submitted.id, "Good.")
    second = release(store, submitted.id, "Only a correction.")
    one, two = (as_released(store, submitted.id, number).review for number in (1, 2))
    assert one.texts["summary"] == "The disk was full."
    assert two.texts == second.texts
    assert (one.state, one.revision, len(one.flow.comments)) == ("released", 1, 0)
    assert (second.flow.opened[0].reason, second.flow.opened[0].revision) == ("The vendor answered.", 2)
    assert second.flow.approvals(2) == (), "an approval is of its revision alone"
    with pytest.raises(UserError, match="Revision 3 of this review was never released"):
        as_released(store, submitted.id, 3)


def test_in_the_next_revision_an_earlier_author_may_review(store: Store, review: Review, ana: By) -> None:
    release(store, review.id, "alone")
    sign_in(store, "Ben")
    open_again(store, review.id, "A correction.")
    write(store, review.id, "impact", "None.")
    submit(store, review.id, [ana.operator])
    store.by = ana
    assert approve(store, review.id).state == "approved"


def test_an_approved_one_opened_again_loses_its_approvals(store: Store, submitted: Review, ben: By) -> None:
    approved(store, submitted, ben)
    after = open_again(store, submitted.id, "A date is missing.")
    assert (after.state, after.revision, after.flow.approvals(1)) == ("draft", 1, ())
    with pytest.raises(UserError, match="The reason is empty"):
        open_again(store, submitted.id, " ")


# -- the table -------------------------------------------------------------------------------------


def test_every_state_has_its_steps_and_no_command_takes_another(
    store: Store, ben: By, subtests: pytest.Subtests
) -> None:
    """From each state, each command either moves along the table or refuses and records nothing."""
    reach: dict[str, tuple[Callable[[str], Review], ...]] = {}
    give = lambda ident: submit(store, ident, [ben.operator])  # noqa: E731
    say_yes = lambda ident: by(store, ben, lambda: approve(store, ident))  # noqa: E731
    ask = lambda ident: by(store, ben, lambda: ask_changes(store, ident, "x"))  # noqa: E731
    out = lambda ident: release(store, ident, "alone")  # noqa: E731
    again = lambda ident: open_again(store, ident, "x")  # noqa: E731
    reach = {
        "draft": (),
        "in_review": (give,),
        "changes_asked": (give, ask),
        "approved": (give, say_yes),
        "released": (out,),
    }
    for (state, way), act in product(reach.items(), (give, say_yes, ask, out, again)):
        made = begin(store, declare(store, Declaration("x")).id)
        write(store, made.id, "summary", "x")
        for step in way:
            step(made.id)
        before = store.reviews.get(made.id)
        assert before.state == state
        try:
            after = act(made.id)
        except UserError:
            assert store.reviews.get(made.id) == before
            continue
        with subtests.test(state=state):
            assert after.state == state or after.state in NEXT[state]
            assert after.conflicts == ()
    assert store.journal.of(subject("review", made.id))
