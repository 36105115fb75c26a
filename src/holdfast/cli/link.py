"""`holdfast incident link` and `similar`: what one incident is to another, and what was seen before."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.told import relation_word
from holdfast.domain.value import title_text
from holdfast.respond.links import RELATIONS, dismiss_as_duplicate, link
from holdfast.store.store import Store
from holdfast.triage.seen_before import like
from holdfast.triage.seen_words import why
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `link` and `similar` to the verbs of an incident."""
    linked = verb(verbs, "link", _("say what an incident is to another"), _link)
    linked.add_argument("ref")
    linked.add_argument("other")
    linked.add_argument("--as", dest="relation", choices=RELATIONS, required=True)
    linked.add_argument("--remove", action="store_true", help=_("take the link off again"))
    linked.add_argument("--dismiss", action="store_true", help=_("dismiss it as the duplicate that it is"))
    alike = verb(verbs, "similar", _("the past incidents most like this one, and why"), _similar)
    alike.add_argument("ref")


def _link(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        one, two = store.incidents.find(args.ref), store.incidents.find(args.other)
        if args.dismiss:
            _check_dismissal(args)
            after = dismiss_as_duplicate(store, one.id, two.id)
        else:
            after = link(store, one.id, two.id, args.relation, present=not args.remove)
        value = {"ref": after.ref, "phase": after.phase.value, "links": _links(store, after)}
    told = _("{ref} is no longer {relation} {other}.") if args.remove else _("{ref} is {relation} {other}.")
    return Answer(value, told.format(ref=one.ref, relation=relation_word(args.relation), other=two.ref))


def _check_dismissal(args: argparse.Namespace) -> None:
    if args.relation != "duplicate_of" or args.remove:
        raise UserError(
            _("Only a duplicate is dismissed with its link. Nothing was recorded."),
            hint=_("Call with --as duplicate_of, or without --dismiss."),
        )


def _links(store: Store, incident: Incident) -> list[dict[str, str]]:
    rows = store.incidents.rows([each.incident for each in incident.links])
    return [
        {"relation": each.relation, "ref": rows[each.incident].ref if each.incident in rows else ""}
        for each in incident.links
    ]


def _similar(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        found = like(store, store.incidents.find(args.ref))
    rows = [
        (each.ref, phase_word(each.phase), title_text(each.title), "; ".join(why(each))) for each in found
    ]
    return Answer([plain(each) for each in found], table(rows) or _("Nothing like it was seen before."))
