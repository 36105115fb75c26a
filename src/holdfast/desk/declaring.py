"""Declaring with all that is said on the way: roles given, runbooks started, calls recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.desk.from_alert import declare_from
from holdfast.respond.calls import Call, record_call
from holdfast.respond.incident import assign
from holdfast.runbook import run
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration, declare

LEAD = "commander"


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known when an incident begins.

    `roles` are names and ids of operators ("" for others) by role; with `leads` who declares it leads it.
    `alerts` are the ids of those that it is declared from: they say of which drill it is. Without any,
    `drill` does.
    """

    said: Declaration
    answers: Answers
    roles: Mapping[str, tuple[str, str]]
    leads: bool = False
    runbooks: Sequence[str] = ()
    calls: Sequence[Call] = ()
    alerts: Sequence[str] = ()
    drill: str = ""


def declare_begun(store: Store, begun: Begun, ident: str) -> str:
    """Record all of it or nothing; gives the incident's id. `ident` as for `declare`."""
    with store.command():
        if begun.alerts:
            declare_from(store, begun.alerts, begun.said, begun.answers, ident)
        else:
            declare(store, begun.said, begun.answers, ident, drill=begun.drill)
        for role, (name, operator) in {**begun.roles, **_leader(store, begun)}.items():
            assign(store, ident, role, name, operator)
        for runbook in begun.runbooks:
            run.start(store, ident, runbook)
        for call in begun.calls:
            record_call(store, ident, call)
    return ident


def _leader(store: Store, begun: Begun) -> dict[str, tuple[str, str]]:
    me = store.operators.get(store.by.operator) if store.by and begun.leads else None
    return {LEAD: (me.name, me.id)} if me is not None else {}
