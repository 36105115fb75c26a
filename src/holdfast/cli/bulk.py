"""`holdfast incident label`, `dismiss` and `reopen`."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, verb, writing
from holdfast.desk import bulk
from holdfast.domain.label import clean_label
from holdfast.domain.phase import phase_word
from holdfast.domain.told import close_reason_word
from holdfast.respond.phases import CLOSE_REASONS
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add them to the verbs of an incident."""
    labelled = verb(verbs, "label", _("put a label on an incident, or take it off"), _label)
    labelled.add_argument("ref")
    labelled.add_argument("label", help=_("one word, or a few in quotation marks"))
    labelled.add_argument("--remove", action="store_true", help=_("take it off"))
    dismissed = verb(verbs, "dismiss", _("dismiss incidents, all or none of those named"), _dismiss)
    dismissed.add_argument("refs", nargs="+", metavar="REF")
    dismissed.add_argument("--as", dest="close_reason", choices=CLOSE_REASONS, required=True)
    dismissed.add_argument("--reason", default="", help=_("why, in your own words"))
    again = verb(verbs, "reopen", _("open an incident again that was dismissed, resolved or closed"), _reopen)
    again.add_argument("ref")
    again.add_argument("--reason", required=True)


def _label(args: argparse.Namespace) -> Answer:
    label = clean_label(args.label)
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        changed = bulk.label(store, [incident.id], label, present=not args.remove)
        after = store.incidents.get(incident.id)
    told = _("{ref} has the labels: {labels}.") if after.labels else _("{ref} has no label.")
    value = {"ref": after.ref, "labels": list(after.labels), "changed": bool(changed)}
    return Answer(value, told.format(ref=after.ref, labels=", ".join(after.labels)))


def _dismiss(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        found = {store.incidents.find(ref).id: None for ref in args.refs}
        count = bulk.dismiss(store, list(found), args.close_reason, args.reason)
        refs = [store.incidents.get(ident).ref for ident in found]
    told = ngettext(
        "{count} incident is dismissed as {reason}: {refs}.",
        "{count} incidents are dismissed as {reason}: {refs}.",
        count,
    )
    words = told.format(count=count, reason=close_reason_word(args.close_reason), refs=", ".join(refs))
    return Answer({"refs": refs, "phase": "dismissed", "close_reason": args.close_reason}, words)


def _reopen(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = bulk.reopen(store, store.incidents.find(args.ref).id, args.reason)
    told = _("{ref} is open again: {phase}.").format(ref=after.ref, phase=phase_word(after.phase))
    return Answer({"ref": after.ref, "phase": after.phase.value}, told)
