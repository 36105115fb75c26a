"""`holdfast report`: what auditors take: the record of an incident, a register, a pack."""

import argparse
from typing import Any

from holdfast.cli.handed_out import add_format, add_language, add_out, handed_out
from holdfast.cli.parts import Answer, noun, verb
from holdfast.desk.export import TABLES, Handout
from holdfast.desk.record_export import record_handout
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "report", _("make the documents that auditors take"))
    record = verb(verbs, "record", _("the whole record of an incident"), _record)
    record.add_argument("ref")
    add_out(record, forms=TABLES)
    add_format(record, TABLES)
    add_language(record)


def _record(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        incident = store.incidents.find(args.ref).id
        return record_handout(store, incident, paper=args.paper, language=args.language)

    return handed_out(args, ready)
