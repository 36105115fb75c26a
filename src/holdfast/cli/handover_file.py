"""`holdfast incident handover REF export` and `holdfast incident card`: paper for those who come next."""

import argparse
from typing import Any

from holdfast.cli.handed_out import add_out, handed_out
from holdfast.cli.parts import Answer, verb
from holdfast.desk.card_export import card_handout
from holdfast.desk.export import Handout
from holdfast.desk.handover_export import find_handover, handover_handout, newest_handover
from holdfast.store.store import Store
from holdfast.words import _


def add_sheet(handovers: Any) -> None:  # noqa: ANN401
    """Add `export` to what a handover can do."""
    out = verb(handovers, "export", _("write the handover sheet to a file (ICS 201)"), _sheet)
    which = out.add_mutually_exclusive_group()
    which.add_argument(
        "--id", metavar="HANDOVER", default="", help=_("which one, by the beginning of its id")
    )
    which.add_argument(
        "--composed", action="store_true", help=_("the sheet as the record gives it now, signed by nobody")
    )
    add_out(out)


def add_card(verbs: Any) -> None:  # noqa: ANN401
    """Add `card` to the verbs of an incident."""
    out = verb(verbs, "card", _("write a status update as a card in large letters"), _card)
    out.add_argument("ref")
    out.add_argument("--number", metavar="N", type=int, help=_("which update, from 1; the newest by default"))
    add_out(out)


def _sheet(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        incident = store.incidents.find(args.ref).id
        handover = "" if args.composed else newest_handover(store, incident)
        if args.id:
            handover = find_handover(store, incident, args.id).id
        return handover_handout(store, incident, handover, paper=args.paper)

    return handed_out(args, ready)


def _card(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        return card_handout(store, store.incidents.find(args.ref).id, args.number, paper=args.paper)

    return handed_out(args, ready)
