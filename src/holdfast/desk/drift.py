"""What the runbooks that ran on an incident offer its review: their findings as preventive actions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.domain.review import Offered, Review
from holdfast.review.actions import add_offered
from holdfast.review.writing import dismiss_offer
from holdfast.runbook.drift import Finding, finding_text, proposed_actions
from holdfast.runbook.drift_aside import Gathered, gather
from holdfast.store.store import Store
from holdfast.words import _

_LONGEST: Final = 55  # letters of a title, so that its hash stands beside it


@dataclass(frozen=True, slots=True)
class Offer:
    """A finding about a runbook that ran on the incident, as a preventive action.

    `title` names the runbook with its version's short hash, and the step; `told` is the finding in a
    sentence. `taken`: the review has it already, with these or with earlier counts. `dismissed`: somebody
    decided against it.
    """

    runbook: str
    finding: Finding
    told: str
    title: str
    taken: bool = False
    dismissed: bool = False

    @property
    def offered(self) -> Offered:
        """What tells it from other offers, whatever the counts are."""
        return Offered(self.runbook, self.finding.step.id, self.finding.sort)


@dataclass(frozen=True, slots=True)
class Asked:
    """What it takes to say what is offered: the runbooks that ran, and what the review says already."""

    books: tuple[Gathered, ...]
    there: tuple[str, ...] = ()
    dismissed: tuple[Offered, ...] = ()

    def offers(self) -> list[Offer]:
        """What is offered, in the order of use. Takes its time where there are many runs."""
        return [offer for book in self.books for offer in _of(book, self)]


def ask(store: Store, incident: str) -> Asked:
    """Read what it takes; a runbook whose text was removed offers nothing."""
    review = store.reviews.of_incident(incident) or Review("")
    there = tuple(action.title for action in store.reviews.actions(review.id)) if review.id else ()
    books = dict.fromkeys(run.runbook for run in store.runbooks.runs_of(incident) if run.runbook)
    return Asked(tuple(_gathered(store, books)), there, review.dismissed)


def offers(store: Store, incident: str) -> list[Offer]:
    """What the runbooks that ran on an incident offer for its review, in the order of their use."""
    return ask(store, incident).offers()


def accept(store: Store, review: str, offer: Offer, owner: str = "", due: str = "") -> Action:
    """Make an offer a preventive action of the review; UserError where it is one already."""
    with store.command():
        theirs = [each.title for each in store.reviews.actions(review)]
        if _is_there(offer.title, theirs):
            raise UserError(_("The review has this action already. Nothing was recorded."))
        return add_offered(store, review, offer.runbook, offer.title, owner, due)


def dismiss(store: Store, review: str, offer: Offer, *, dismissed: bool = True) -> Review:
    """Decide against an offer, or let it be offered again."""
    return dismiss_offer(store, review, offer.offered, dismissed=dismissed)


def _gathered(store: Store, books: Iterable[str]) -> Iterator[Gathered]:
    for book in books:
        try:
            yield gather(store, book)
        except UserError:
            continue


def _of(book: Gathered, asked: Asked) -> Iterator[Offer]:
    drift = book.drift()
    name = _("{title} ({hash})").format(title=drift.title[:_LONGEST], hash=book.book.version[:8])
    for finding, title in zip(drift.findings, proposed_actions(drift.findings, name), strict=True):
        offered = Offered(drift.runbook, finding.step.id, finding.sort)
        taken, dismissed = _is_there(title, asked.there), offered in asked.dismissed
        yield Offer(drift.runbook, finding, finding_text(finding), title, taken=taken, dismissed=dismissed)


def _is_there(title: str, theirs: Iterable[str]) -> bool:
    """Whether they have it, with whatever counts."""
    wish = title.rpartition("; ")[0]
    return any(each.startswith(wish) for each in theirs)
