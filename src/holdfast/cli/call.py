"""`holdfast incident call`: a call that was made, and whether anybody answered."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, moment, plain, verb, writing
from holdfast.domain.timewords import stamp_text
from holdfast.respond.calls import RESULTS, Call, record_call
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `call` to the verbs of an incident."""
    made = verb(verbs, "call", _("record a call, and whether anybody answered"), _call)
    made.add_argument("ref")
    made.add_argument("number", help=_("the telephone number or line"))
    made.add_argument("--who", metavar="NAME", default="", help=_("who was called"))
    made.add_argument("--result", choices=RESULTS, required=True)
    made.add_argument("--note", metavar="TEXT", default="", help=_("what was said"))
    made.add_argument("--occurred", metavar="TIME", help=_("when, if not now"))


def _call(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        call = Call(args.number, args.result, args.who, args.note, moment(store, args.occurred))
        row = record_call(store, incident.id, call)
        stamp = stamp_text(row.occurred, store.zone)
    told = _("{ref}, {time}: {text}").format(text=row.text, ref=incident.ref, time=stamp)
    return Answer(plain(row) | {"id": row.entry, "ref": incident.ref}, told)
