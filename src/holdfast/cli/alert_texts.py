"""`holdfast alert ladder` and `alert rules`: who is asked when nobody answers, and what is declared then."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from holdfast.cli.adopting import add_reason, faulty
from holdfast.cli.parts import Answer, lines, noun, read_text, reading, verb, writing
from holdfast.detect.ladder import LADDER, ladder_of, reach
from holdfast.detect.own_texts import OwnText, adopt, checks, shipped, text_in_use
from holdfast.detect.rules import RULES, Rule, rules_of
from holdfast.store.store import Store
from holdfast.words import _

_Told = Callable[[Store], tuple[Any, str]]


def add_texts(verbs: Any) -> None:  # noqa: ANN401
    """Add both to the verbs of alerts."""
    _add(verbs, LADDER, _("who is asked in turn about what nobody answers"), _told_ladder)
    _add(verbs, RULES, _("the rules by which incidents are declared when nobody answers"), _told_rules)


def _add(verbs: Any, kind: OwnText, words: str, told: _Told) -> None:  # noqa: ANN401
    under = noun(verbs, kind.name, words)
    verb(under, "show", _("print the text that holds here, and what it comes to"), partial(_show, kind, told))
    taken = verb(
        under, "set", _("let a text hold from now on, on every workstation"), partial(_set, kind, told)
    )
    taken.add_argument("file", metavar="FILE")
    ended = verb(under, "off", _("let none hold any more"), partial(_off, kind, told))
    for each in (taken, ended):
        add_reason(each)


def _show(kind: OwnText, told: _Told, args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        text = text_in_use(store, kind)
        value, words = told(store)
    return Answer(value | {"text": text}, lines(text.rstrip("\n"), "", words))


def _set(kind: OwnText, told: _Told, args: argparse.Namespace) -> Answer:
    text = read_text(args.file)
    found = kind.problems(text)  # before a store is begun for what is no such text
    if not found:
        with writing(args, begins=True) as store:
            found = checks(store, kind)(text)
            if not found:
                return _adopted(store, kind, told, text, args.reason)
    return faulty(_("{file} can't be used; {count} to correct:"), args.file, found)


def _off(kind: OwnText, told: _Told, args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        return _adopted(store, kind, told, shipped(kind.name), args.reason)


def _adopted(store: Store, kind: OwnText, told: _Told, text: str, reason: str) -> Answer:
    adopt(store, kind, text, reason)
    value, words = told(store)
    return Answer(value | {"ok": True}, words)


def _told_ladder(store: Store) -> tuple[Any, str]:
    held, people, now = ladder_of(store), store.directory.people(), store.now()
    skipped = held.skipped()
    steps = [
        {
            "name": each.name,
            "minutes": each.minutes,
            "reach": reach(each, people, now).text(),
            "skipped": each in skipped,
        }
        for each in held.steps
    ]
    words = {True: _("{number}. {who}: skipped"), False: _("{number}. {who}: {minutes} min")}
    told = [
        words[bool(each["skipped"])].format(number=place, who=each["reach"], minutes=each["minutes"])
        for place, each in enumerate(steps, start=1)
    ]
    off = _("No ladder holds: nobody is asked in turn.")
    return {"severity": held.severity, "steps": steps}, lines(*told) if told else off


def _told_rules(store: Store) -> tuple[Any, str]:
    held = rules_of(store)
    values = [
        {
            "name": each.name,
            "matchers": _written(each),
            "severity": each.severity,
            "minutes": int(each.after.total_seconds()) // 60,
        }
        for each in held.rules
    ]
    told = [
        _("{name}: {matchers}, after {minutes} min").format(
            name=value["name"], matchers=" ".join(_written(each)), minutes=value["minutes"]
        )
        for each, value in zip(held.rules, values, strict=True)
    ]
    off = _("No rule holds: no incident is declared by itself.")
    return {"most_in_an_hour": held.most, "rules": values}, lines(*told) if told else off


def _written(rule: Rule) -> list[str]:
    """The matchers of a rule as people write them."""
    return [f"{one.label}{one.sign}{one.value}" for one in rule.matchers]
