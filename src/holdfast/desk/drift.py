"""What the runbooks that ran on an incident offer its review: their findings as preventive actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.review.actions import add_action
from holdfast.runbook.drift import Drift, Finding, drift_of, finding_text, proposed_actions
from holdfast.store.store import Store
from holdfast.words import _

_LONGEST: Final = 55  # letters of a title, so that its hash stands beside it


@dataclass(frozen=True, slots=True)
class Offer:
    """A finding about a runbook that ran on the incident, as a preventive action.

    `title` names the runbook with its version's short hash, and the step; `told` is the finding in a
    sentence. `taken`: the review has it already, with these or with earlier counts.
    """

    runbook: str
    finding: Finding
    told: str
    title: str
    taken: bool = False


def offers(store: Store, incident: str) -> list[Offer]:
    """What the runbooks that ran on an incident offer for its review, in the order of their use."""
    review = store.reviews.of_incident(incident)
    there = [action.title for action in store.reviews.actions(review.id)] if review else []
    return [offer for drift in _drifts(store, incident) for offer in _of(store, drift, there)]


def accept(store: Store, review: str, offer: Offer, owner: str = "", due: str = "") -> Action:
    """Make an offer a preventive action of the review; UserError where it is one already."""
    with store.command():
        theirs = [each.title for each in store.reviews.actions(review)]
        if _is_there(offer.title, theirs):
            raise UserError(_("The review has this action already. Nothing was recorded."))
        return add_action(store, review, offer.title, owner, due)


def _drifts(store: Store, incident: str) -> Iterator[Drift]:
    books = dict.fromkeys(run.runbook for run in store.runbooks.runs_of(incident))
    yield from (drift_of(store, book) for book in books if book)


def _of(store: Store, drift: Drift, there: list[str]) -> Iterator[Offer]:
    version = store.runbooks.get(drift.runbook).version[:8]
    name = _("{title} ({hash})").format(title=drift.title[:_LONGEST], hash=version)
    for finding, title in zip(drift.findings, proposed_actions(drift.findings, name), strict=True):
        yield Offer(drift.runbook, finding, finding_text(finding), title, taken=_is_there(title, there))


def _is_there(title: str, theirs: list[str]) -> bool:
    """Whether they have it, with whatever counts."""
    wish = title.rpartition("; ")[0]
    return any(each.startswith(wish) for each in theirs)
