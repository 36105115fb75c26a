"""`holdfast runbook print` and `runbook binder`: runbooks for a room without screens."""

import argparse
from typing import Any

from holdfast.cli.handed_out import add_out, handed_out
from holdfast.cli.parts import Answer, plain, reading, verb
from holdfast.cli.runbook_find import find_runbook
from holdfast.desk.export import Handout
from holdfast.desk.paper import BinderState, binder_handout, binder_state, checklist_handout
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    out = verb(verbs, "print", _("write a runbook as a checklist to tick"), _print)
    out.add_argument("id")
    out.add_argument("--version", default="", metavar="HASH", help=_("an earlier version, by its SHA-256"))
    add_out(out)
    binder = verb(
        verbs, "binder", _("write the binder of all approved runbooks, or say if it is current"), _binder
    )
    add_out(binder, required=False)


def _print(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        return checklist_handout(store, find_runbook(store, args.id).id, args.version, paper=args.paper)

    return handed_out(args, ready)


def _binder(args: argparse.Namespace) -> Answer:
    if args.out:
        return handed_out(args, lambda store: binder_handout(store, paper=args.paper))
    with reading(args) as store:
        state = binder_state(store)
        return Answer(plain(state), _said(store, state))


def _said(store: Store, state: BinderState) -> str:
    if state.made is None:
        return _("No binder was made yet. {count} runbooks are approved.").format(count=state.approved)
    made = stamp_text(state.made, store.zone)
    if state.current:
        return _("The binder of {time} is current.").format(time=made)
    return _("The binder of {time} is out of date: print it again.").format(time=made)
