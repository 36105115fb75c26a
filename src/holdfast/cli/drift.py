"""`holdfast runbook drift` and `holdfast review offers`: what the runs of a runbook say of it."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, reading, table, verb, writing
from holdfast.cli.runbook_find import find_runbook
from holdfast.desk.drift import Offer, accept, dismiss, offers
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import span_text
from holdfast.review.writing import begin
from holdfast.runbook.drift import Drift, StepStats, drift_of, finding_text, proposed_of
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `drift` to the verbs of a runbook."""
    found = verb(verbs, "drift", _("what its runs say of its steps"), _drift)
    found.add_argument("id", help=_("its id, path or title"))
    found.add_argument("--text", action="store_true", help=_("print the runbook with that worked in"))


def add_offers(verbs: Any) -> None:  # noqa: ANN401
    """Add `offers` to the verbs of a review."""
    offered = verb(
        verbs, "offers", _("what the runbooks that ran on an incident offer as preventive actions"), _offers
    )
    offered.add_argument("ref")
    answer = offered.add_mutually_exclusive_group()
    answer.add_argument("--accept", metavar="N", type=int, help=_("make this one an action of the review"))
    answer.add_argument("--dismiss", metavar="N", type=int, help=_("make no action of this one"))
    answer.add_argument("--again", metavar="N", type=int, help=_("offer a dismissed one again"))


def _drift(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        drift = drift_of(store, find_runbook(store, args.id).id)
        text = proposed_of(store, drift)
    value = {
        "runbook": drift.runbook,
        "title": drift.title,
        "runs": drift.runs,
        "steps": [_step_value(each) for each in drift.steps],
        "findings": [_finding_value(drift, at) for at in range(len(drift.findings))],
        "text": text,
    }
    return Answer(value, text.removesuffix("\n") if args.text else _told(drift))


def _step_value(stats: StepStats) -> dict[str, Any]:
    step = stats.step
    counts = {name: number for name, number in plain(stats).items() if name not in ("step", "said")}
    said = {state: list(words) for state, words in (stats.said or {}).items() if words}
    return {"number": step.number, "id": step.id, "text": step.plain, **counts, "said": said}


_FINDING = ("count", "runs", "said", "seconds", "timebox", "redone")


def _finding_value(drift: Drift, at: int) -> dict[str, Any]:
    finding = drift.findings[at]
    value = {name: plain(getattr(finding, name)) for name in _FINDING}
    step = {"step": finding.step.number, "step_id": finding.step.id}
    return {"kind": finding.sort, **step, "told": finding_text(finding), **value}


def _told(drift: Drift) -> str:
    head = _("{title}: {count} runs.").format(title=drift.title, count=drift.runs)
    rows = [_row(each) for each in drift.steps if each.reached]
    columns = (
        _("step"),
        _("reached"),
        _("done"),
        _("skipped"),
        _("failed"),
        _("differently"),
        _("median"),
        "",
    )
    found = [finding_text(finding) for finding in drift.findings] or [_("Nothing to change.")]
    return lines(head, *([table([columns, *rows])] if rows else []), *found)


def _row(stats: StepStats) -> tuple[str, ...]:
    counts = (stats.reached, stats.done, stats.skipped, stats.failed, stats.deviated)
    took = span_text(stats.median) if stats.timed else ""
    return str(stats.step.number), *map(str, counts), took, stats.step.plain


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
