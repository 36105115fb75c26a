"""`holdfast review offers`: what the runbooks that ran offer as preventive actions."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.desk.drift import Offer, accept, dismiss, offers
from holdfast.domain.errors import UserError
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    offered = verb(
        verbs, "offers", _("what the runbooks that ran on an incident offer as preventive actions"), _offers
    )
    offered.add_argument("ref")
    answer = offered.add_mutually_exclusive_group()
    answer.add_argument("--accept", metavar="N", type=int, help=_("make this one an action of the review"))
    answer.add_argument("--dismiss", metavar="N", type=int, help=_("make no action of this one"))
    answer.add_argument("--again", metavar="N", type=int, help=_("offer a dismissed one again"))


def _offers(args: argparse.Namespace) -> Answer:
    number = next((one for one in (args.accept, args.dismiss, args.again) if one is not None), None)
    if number is None:
        with reading(args) as store:
            found = offers(store, store.incidents.find(args.ref).id)
        rows = [(str(at), _state(one), one.title) for at, one in enumerate(found, 1)]
        return Answer(
            [_offer_value(at, one) for at, one in enumerate(found, 1)], table(rows) or _("No offers.")
        )
    with writing(args) as store:
        return _answered(store, args, number)


def _state(offer: Offer) -> str:
    if offer.taken:
        return _("taken")
    return _("dismissed") if offer.dismissed else ""


def _answered(store: Store, args: argparse.Namespace, number: int) -> Answer:
    incident = store.incidents.find(args.ref)
    with store.command():
        found = offers(store, incident.id)
        if not 1 <= number <= len(found):
            raise UserError(
                _("There is no offer {number}.").format(number=number),
                hint=_("See them: holdfast review offers {ref}.").format(ref=incident.ref),
            )
        review, offer = begin(store, incident.id).id, found[number - 1]
        if args.accept is not None:
            action = accept(store, review, offer)
            return Answer(plain(action), _("Preventive action: {title}").format(title=action.title))
        dismiss(store, review, offer, dismissed=args.again is None)
    told = _("Dismissed: {title}") if args.again is None else _("Offered again: {title}")
    now = offers(store, incident.id)[number - 1]
    return Answer(_offer_value(number, now), told.format(title=offer.title))


def _offer_value(number: int, offer: Offer) -> dict[str, Any]:
    return {
        "number": number,
        "runbook": offer.runbook,
        "step": offer.finding.step.number,
        "kind": offer.finding.sort,
        "told": offer.told,
        "title": offer.title,
        "taken": offer.taken,
        "dismissed": offer.dismissed,
    }
