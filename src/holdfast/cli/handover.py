"""`holdfast incident handover`: the sheet, offering it, answering the offer."""

import argparse
from functools import partial
from typing import Any

from holdfast.cli.handover_file import add_sheet
from holdfast.cli.of_incident import noun_of
from holdfast.cli.parts import Answer, plain, read_text, reading, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS, Handover
from holdfast.domain.timewords import stamp_text
from holdfast.domain.told import state_word
from holdfast.respond.handover import answer, command_reasons, offer, waiting
from holdfast.respond.handover_sheet import compose, sheet_markdown, sheet_of
from holdfast.respond.people import person_named
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `handover` and what it can do to the verbs of an incident."""
    handovers = noun_of(verbs, "handover", _("hand an incident over to somebody else"))
    shown = verb(handovers, "show", _("the handover sheet, composed from the record"), _show)
    shown.add_argument("--offered", action="store_true", help=_("the newest that was offered"))
    offered = verb(handovers, "offer", _("offer the sheet to one person"), _offer)
    offered.add_argument("--to", metavar="NAME", required=True, help=_("who goes on with it"))
    offered.add_argument("--command", action="store_true", help=_("command goes with it"))
    offered.add_argument(
        "--reason",
        default="",
        help=_("why: {keys}, or other words").format(keys=", ".join(command_reasons())),
    )
    offered.add_argument(
        "--text-file",
        metavar="SECTION=FILE",
        action="append",
        default=[],
        help=_("a section's own text, instead of what the record gives: {sections}").format(
            sections=", ".join(SECTIONS)
        ),
    )
    answers = {
        "accept": ("accepted", _("countersign the offer that waits; command passes on with it")),
        "decline": ("declined", _("decline the offer that waits, with a reason")),
        "withdraw": ("withdrawn", _("take your own offer back")),
    }
    for name, (state, words) in answers.items():
        answered = verb(handovers, name, words, partial(_answer, state))
        answered.add_argument("--reason", default="", required=state == "declined", help=_("why"))
    verb(handovers, "list", _("list what was offered, and the answers"), _list)
    add_sheet(handovers)


def _show(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        given = store.handovers.of_incident(incident.id) if args.offered else []
        if args.offered and not given:
            raise UserError(
                _("No handover of {ref} was offered.").format(ref=incident.ref),
                hint=_("Leave --offered out to see the sheet as the record gives it."),
            )
        sheet = sheet_of(store, given[-1]) if given else compose(store, incident.id)
        text = sheet_markdown(store, sheet)
    return Answer(plain(sheet), text.removesuffix("\n"))


def _offer(args: argparse.Namespace) -> Answer:
    own = dict(map(_section_file, args.text_file))
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        composed = compose(store, incident.id).texts
        handover = offer(
            store,
            incident.id,
            person_named(store, args.to),
            {**composed, **own},
            command=args.command,
            reason=args.reason,
        )
        value = _value(store, handover)
    told = _("Handover of {ref} offered to {to}.")
    if handover.command:
        told = _("Command of {ref} offered to {to}.")
    return Answer(value, told.format(ref=incident.ref, to=handover.to))


def _section_file(text: str) -> tuple[str, str]:
    section, is_there, file = text.partition("=")
    if not is_there:
        raise UserError(
            _("{text} names no section and file.").format(text=text),
            hint=_("Write it as situation=FILE. Nothing was recorded."),
        )
    return section, read_text(file)


def _answer(state: str, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        handover = answer(store, waiting(store, incident).id, state, args.reason)
        value = _value(store, handover)
    told = _("Handover of {ref} to {to}: {state}.")
    if handover.command:
        told = _("Command of {ref} to {to}: {state}.")
    return Answer(value, told.format(ref=incident.ref, to=handover.to, state=state_word(state)))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        values = [_value(store, each) for each in store.handovers.of_incident(incident.id)]
        rows = [
            (
                stamp_text(each.given, store.zone) if each.given else "",
                state_word(each.state),
                _("with command") if each.command else _("without command"),
                each.to,
                each.reason,
            )
            for each in store.handovers.of_incident(incident.id)
        ]
    return Answer(values, table(rows) or _("No handovers."))


def _value(store: Store, handover: Handover) -> dict[str, Any]:
    """The handover, with names beside the ids of who gave and signed it."""
    names = store.operators.names()
    beside = {"giver_name": names.get(handover.giver, ""), "signer_name": names.get(handover.signer, "")}
    return plain(handover) | beside
