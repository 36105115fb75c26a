"""`holdfast incident undo`: takes back the operator's own last command, or does again what was taken back."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, verb, writing
from holdfast.respond.undo import undo
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb to those of an incident."""
    parser = verb(verbs, "undo", _("take back your own last command on an incident"), _undo)
    parser.add_argument("ref")
    parser.add_argument("--redo", action="store_true", help=_("do again what was taken back last"))


def _undo(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        done = undo(store, store.incidents.find(args.ref).id, again=args.redo)
        refs = [store.incidents.get(incident).ref for incident in done.incidents]
    told = _("Done again on {refs}: {what}") if args.redo else _("Taken back on {refs}: {what}")
    value = {"command": done.command, "what": done.what, "refs": refs, "again": done.again}
    return Answer(value, told.format(refs=", ".join(refs), what=done.what))
