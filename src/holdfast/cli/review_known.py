"""`holdfast review known`: what was known each time that somebody said how bad the incident is."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, reading, verb
from holdfast.domain.timewords import stamp_text
from holdfast.respond.judged import Judged, judged
from holdfast.store.store import Store
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    known = verb(verbs, "known", _("what was known each time that somebody assessed the incident"), _known)
    known.add_argument("ref")


def _known(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        found = judged(store, incident.id)
        said = [_block(store, each) for each in found]
    value = [plain(each) for each in found]
    return Answer(
        {"ref": incident.ref, "assessments": value},
        "\n\n".join(said) or _("Nobody has said yet how bad this incident is."),
    )


def _block(store: Store, each: Judged) -> str:
    count = len(each.rows)
    known = ngettext("{count} entry by then", "{count} entries by then", count).format(count=count)
    return lines(
        f"{stamp_text(each.recorded, store.zone)}  {each.who}: {each.chosen}",
        _("By the matrix: {told}").format(told=each.matrix),
        *([_("Reason: {reason}").format(reason=each.reason)] if each.reason else []),
        *(f"{name}: {text}" for name, text in each.facts),
        known,
        *(f"  {stamp_text(row.occurred, store.zone)}  {row.text}" for row in each.rows),
    )
