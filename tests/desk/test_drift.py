"""What the runbooks of an incident offer its review."""

from pathlib import Path

import pytest

from holdfast.desk.drift import accept, dismiss, offers
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.runbook.run import mark, start, start_blank
from holdfast.store.check import check_store
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import PUMP, add_book, steps_of


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("The pump stands"))


def skipped(store: Store, incident: Incident, book: str) -> None:
    run = start(store, incident.id, book)
    mark(store, run.id, steps_of(store, run)["valve"], "skipped", "it is shut")


def test_findings_of_the_runbooks_that_ran_here_are_offered(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    book = add_book(store, tmp_path / "books")
    other = add_book(store, tmp_path / "books", PUMP.replace("Restart", "Drain"), "drain.md")
    start_blank(store, incident.id, "Odd")
    skipped(store, incident, book)
    assert offers(store, incident.id) == []
    elsewhere = declare(store, Declaration("Another pump"))
    for each in (book, other, other):
        skipped(store, elsewhere, each)
    (offer,) = offers(store, incident.id)
    version = store.runbooks.get(book).version[:8]
    assert offer.title == (
        f"Restart a pump ({version}), step 3, Close the valve: decide whether it is still needed; "
        "skipped in 2 of 2 runs (it is shut)"
    )
    assert (offer.runbook, offer.taken) == (book, False)
    assert offer.told == "Step 3, Close the valve: skipped in 2 of 2 runs (it is shut)."
    assert [each.runbook for each in offers(store, elsewhere.id)] == [book, other]


def test_an_offer_becomes_an_action_once_whatever_the_counts_are_then(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    book = add_book(store, tmp_path / "books")
    for _use in range(2):
        skipped(store, incident, book)
    review = begin(store, incident.id)
    (offer,) = offers(store, incident.id)
    action = accept(store, review.id, offer, "Ben", "2026-12-24")
    assert (action.title, action.owner, action.due) == (offer.title, "Ben", "2026-12-24")
    skipped(store, incident, book)
    (again,) = offers(store, incident.id)
    assert again.taken
    assert "3 of 3" in again.title
    with pytest.raises(UserError, match="has this action already"):
        accept(store, review.id, again)
    assert len(store.reviews.actions(review.id)) == 1
    assert (action.runbook, store.reviews.actions(review.id)[0].runbook) == (book, book)


def test_an_offer_is_dismissed_and_offered_again(store: Store, incident: Incident, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "books")
    for _use in range(2):
        skipped(store, incident, book)
    review = begin(store, incident.id)
    (offer,) = offers(store, incident.id)
    assert dismiss(store, review.id, offer).dismissed == (offer.offered,)
    before = store.journal.count()
    dismiss(store, review.id, offer)
    assert store.journal.count() == before, "once is enough"
    skipped(store, incident, book)
    (again,) = offers(store, incident.id)
    assert (again.dismissed, again.told != offer.told) == (True, True)
    assert dismiss(store, review.id, again, dismissed=False).dismissed == ()
    assert not offers(store, incident.id)[0].dismissed
    assert check_store(store).ok


def test_nothing_is_dismissed_in_a_released_review(store: Store, incident: Incident, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "books")
    for _use in range(2):
        skipped(store, incident, book)
    review = begin(store, incident.id)
    write(store, review.id, "summary", "The pump stood.")
    release(store, review.id, "nobody else is here")
    with pytest.raises(UserError, match="released"):
        dismiss(store, review.id, offers(store, incident.id)[0])


def test_a_runbook_whose_text_was_removed_offers_nothing(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    book = add_book(store, tmp_path / "books")
    for _use in range(2):
        skipped(store, incident, book)
    for entry in store.journal.of(f"runbook/{book}"):
        if entry.kind in ("runbook.imported", "run.started"):
            remove_words(store, entry.hash, "a pasted password")
    assert offers(store, incident.id) == []
