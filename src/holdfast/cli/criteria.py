"""`incident criterion` and `incident clock`: what has to be so, and whom to tell by when."""

import argparse
from datetime import datetime
from functools import partial
from typing import Any

from holdfast.cli.of_incident import noun_of
from holdfast.cli.parts import Answer, moment, plain, reading, table, verb, writing
from holdfast.domain.coordination import ReportClock
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import due_text, stamp_text, within_text
from holdfast.domain.told import counts_told
from holdfast.domain.value import title_text
from holdfast.respond.criteria import State, add_criterion, find_criterion, move_criterion, state_name
from holdfast.store.store import Store
from holdfast.triage.clocks import Stopped, clock_state_name, offered, start_clock, stop_clock
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add both nouns to the verbs of an incident."""
    criteria = noun_of(verbs, "criterion", _("what has to be so before the incident may end"))
    new = verb(criteria, "add", _("add an exit criterion"), _add)
    new.add_argument("text")
    moves: tuple[tuple[str, State, str], ...] = (
        ("met", "met", _("say that it is met")),
        ("drop", "dropped", _("say that it no longer counts, and why")),
        ("reopen", "open", _("open it again")),
    )
    for name, state, words in moves:
        moved = verb(criteria, name, words, partial(_move, state))
        moved.add_argument("criterion", help=_("its number in the list, or its id"))
        moved.add_argument("--reason", default="", required=state == "dropped", help=_("why"))
    verb(criteria, "list", _("list the exit criteria"), _list)
    clocks = noun_of(verbs, "clock", _("reporting clocks: whom to tell outside, and by when"))
    verb(clocks, "start", _("start a clock that the scheme offers"), _start).add_argument("clock")
    stops: tuple[tuple[str, Stopped, str], ...] = (
        ("met", "met", _("say that the report was made, or correct when that was")),
        ("not-needed", "not_needed", _("say that no report is needed, and why")),
    )
    for name, state, words in stops:
        stopped = verb(clocks, name, words, partial(_stop, state))
        stopped.add_argument("clock", help=_("its key in the list"))
        stopped.add_argument("--reason", default="", required=state == "not_needed", help=_("why"))
        stopped.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))
    verb(clocks, "list", _("list the clocks that run, and those that are offered"), _clocks)


# --- criteria -------------------------------------------------------------------------------------


def _add(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = add_criterion(store, store.incidents.find(args.ref).id, args.text)
    value = _criteria(incident)[-1]
    told = _("Exit criterion {number} of {ref}: {text}")
    return Answer(value | {"ref": incident.ref}, told.format(ref=incident.ref, **_shown(value)))


def _move(state: State, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        held = find_criterion(incident, args.criterion)
        incident = move_criterion(store, incident.id, held.id, state, args.reason)
    value = next(each for each in _criteria(incident) if each["id"] == held.id)
    told = _("Exit criterion {number} of {ref} is {state}: {text}")
    words = _shown(value) | {"state": state_name(state)}
    return Answer(value | {"ref": incident.ref}, told.format(ref=incident.ref, **words))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        values = _criteria(store.incidents.find(args.ref))
    rows = [(str(each["number"]), state_name(each["state"]), title_text(each["text"])) for each in values]
    return Answer(values, table(rows) or _("No exit criteria."))


def _criteria(incident: Incident) -> list[dict[str, Any]]:
    return [plain(each) | {"number": place} for place, each in enumerate(incident.criteria, start=1)]


def _shown(value: dict[str, Any]) -> dict[str, Any]:
    return value | {"text": title_text(value["text"])}


# --- clocks ---------------------------------------------------------------------------------------


def _start(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = start_clock(store, store.incidents.find(args.ref).id, args.clock)
        return _answer(store, incident, args.clock)


def _stop(state: Stopped, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        ident, at = store.incidents.find(args.ref).id, moment(store, args.occurred)
        incident = stop_clock(store, ident, args.clock, state, args.reason, at)
        return _answer(store, incident, args.clock)


def _answer(store: Store, incident: Incident, key: str) -> Answer:
    clock = next(each for each in incident.clocks if each.key == key)
    told = _("{title} ({ref}): {state}")
    if clock.due is not None:
        told = _("{title} ({ref}): {state}, due {time}")
    elif clock.state == "waiting":
        told = _("{title} ({ref}): {state}, {counts}")
    text = told.format(
        title=title_text(clock.title),
        ref=incident.ref,
        state=clock_state_name(clock.state),
        time=stamp_text(clock.due, store.zone) if clock.due else "",
        counts=counts_told(title_text(clock.after)),
    )
    return Answer(_running(clock) | {"ref": incident.ref}, text)


def _clocks(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        left, now = offered(store, incident), store.now()
        values = [_running(clock) for clock in incident.clocks]
        values += [
            {"key": each.key, "title": each.label, "state": "offered", "within": each.within_s}
            | {"months": each.months, "from": each.begins, "when": each.when}
            for each in left
        ]
        rows = [
            (
                clock.key,
                clock_state_name(clock.state),
                _left(clock, now),
                title_text(clock.title),
            )
            for clock in incident.clocks
        ]
        rows += [
            (
                each.key,
                clock_state_name("offered"),
                _("within {span}").format(span=within_text(each.within_s, each.months)),
                _(each.label),
            )
            for each in left
        ]
    return Answer(values, table(rows) or _("The scheme has no reporting clocks."))


def _left(clock: ReportClock, now: datetime) -> str:
    if clock.state == "waiting":
        return counts_told(title_text(clock.after))
    if clock.state != "running" or clock.due is None:
        return ""
    return due_text(round((clock.due - now).total_seconds()))


def _running(clock: ReportClock) -> dict[str, Any]:
    return plain(clock) | {"due": plain(clock.due)}
