"""`holdfast incident resource`: what was asked for on an incident, and whether it came."""

import argparse
from functools import partial
from typing import Any

from holdfast.cli.of_incident import noun_of
from holdfast.cli.parts import Answer, moment, plain, reading, table, verb, writing
from holdfast.domain.supplies import Supply
from holdfast.domain.timewords import stamp_text
from holdfast.respond.resources import ask, expected_at, move_supply, supplies_of, supply_state
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `resource` and what it can do to the verbs of an incident."""
    resources = noun_of(verbs, "resource", _("what was asked for, and whether it came"))
    asked = verb(resources, "ask", _("record that a resource was asked for"), _ask)
    asked.add_argument("name")
    asked.add_argument("--identifier", default="", help=_("its number or place"))
    asked.add_argument("--expected", metavar="TIME", help=_("when it should come: 2h, or a day and a time"))
    asked.add_argument("--remark", default="")
    moves = {
        "arrived": _("say that it is here"),
        "released": _("say that it is given back, or no longer needed"),
    }
    for state, words in moves.items():
        moved = verb(resources, state, words, partial(_move, state))
        moved.add_argument("resource", help=_("its number in the list, or its id"))
        moved.add_argument("--at", metavar="TIME", help=_("when it happened, if not now"))
        moved.add_argument("--remark", default="")
    verb(resources, "list", _("list the resources of the incident"), _list)


def _ask(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        expected = None if args.expected is None else expected_at(store, args.expected)
        supply = ask(store, incident.id, args.name, args.identifier, expected, args.remark)
    told = _("{ref}: {name} asked for.").format(ref=incident.ref, name=supply.name)
    return Answer(plain(supply), told)


def _move(state: str, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        at = moment(store, args.at)
        supply = move_supply(store, incident.id, args.resource, state, at, args.remark)
    told = _("{ref}: {name} is {state}.") if state == "released" else _("{ref}: {name} {state}.")
    words = {"ref": incident.ref, "name": supply.name, "state": supply_state(supply.state)}
    return Answer(plain(supply), told.format(**words))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        there = supplies_of(store, incident.id)
        rows = [(str(number), *_row(store, each)) for number, each in enumerate(there, start=1)]
    values = [{"number": number} | plain(each) for number, each in enumerate(there, start=1)]
    return Answer(values, table(rows) or _("No resources."))


def _row(store: Store, supply: Supply) -> tuple[str, ...]:
    expected = ""
    if supply.state == "asked" and supply.expected is not None:
        expected = _("expected {time}").format(time=stamp_text(supply.expected, store.zone))
    return supply_state(supply.state), expected, supply.name, supply.identifier, supply.remark
