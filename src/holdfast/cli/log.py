"""`holdfast log`: what a period brought, over all incidents or for one person."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

from holdfast.cli.handed_out import add_out, handed_out
from holdfast.cli.parts import Answer, moment, noun, plain, reading, verb
from holdfast.desk.export import Handout
from holdfast.desk.log_export import find_person, personal_handout, shift_handout
from holdfast.report.text import render_markdown
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "log", _("log what a shift or a person did"))
    shift = verb(verbs, "shift", _("everything recorded in a period, over all incidents"), _shift)
    person = verb(verbs, "person", _("what one person did in a period (ICS 214)"), _person)
    person.add_argument("name", help=_("the operator's name"))
    for each in (shift, person):
        each.add_argument("--since", metavar="TIME", required=True, help=_("from when: -8h, 06:00"))
        each.add_argument("--until", metavar="TIME", help=_("until when; now by default"))
        add_out(each, required=False)


def _shift(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        since, until = _period(args, store)
        return shift_handout(store, since, until, paper=args.paper)

    return _answered(args, ready)


def _person(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        since, until = _period(args, store)
        return personal_handout(store, find_person(store, args.name).id, since, until, paper=args.paper)

    return _answered(args, ready)


def _answered(args: argparse.Namespace, ready: Callable[[Store], Handout]) -> Answer:
    """Without --out the log is printed as Markdown, and nothing is recorded."""
    if args.out:
        return handed_out(args, ready)
    with reading(args) as store:
        document = ready(store).document
    return Answer(plain(document), render_markdown(document).removesuffix("\n"))


def _period(args: argparse.Namespace, store: Store) -> tuple[datetime, datetime | None]:
    since = moment(store, args.since)
    assert since is not None  # --since is required
    return since, moment(store, args.until)
