"""`holdfast incident`: declare, assess, list, show, note, move; its timeline is in `timeline`."""

import argparse
from datetime import UTC, datetime
from typing import Any

from holdfast.cli import (
    assess,
    assign,
    at,
    bulk,
    call,
    change,
    corrections,
    criteria,
    evidence,
    handover,
    handover_file,
    link,
    resource,
    shown,
    task,
    timeline,
    undo,
    update,
)
from holdfast.cli.drill_which import going_on
from holdfast.cli.parts import Answer, lines, moment, noun, plain, reading, table, verb, writing
from holdfast.desk.phases import move
from holdfast.domain.classification import severity_text
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.text import clean_line
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import title_text
from holdfast.respond.incident import add_note, timeline_of
from holdfast.respond.rows_text import rows_csv
from holdfast.store.list_walks import ORDERS
from holdfast.triage.declare import Declaration, declare
from holdfast.words import _

_PARTS = (
    timeline,
    at,
    bulk,
    corrections,
    evidence,
    assign,
    task,
    handover,
    resource,
    update,
    call,
    link,
    undo,
)


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "incident", _("declare incidents and keep their record"))
    new = verb(
        verbs, "declare", _("declare an incident; with impact and urgency it is assessed at once"), _declare
    )
    new.add_argument("--title", required=True, help=_("what is happening, in a few words"))
    new.add_argument("--service", default="", help=_("the service that is hit"))
    new.add_argument("--noticed", default="", metavar="HOW", help=_("how it was noticed, such as alert"))
    assess.add_answers(new)
    new.add_argument(
        "--occurred", metavar="TIME", help=_("when it was noticed: 14:03, -10m, 2026-11-23 14:03")
    )
    new.add_argument("--drill", action="store_true", help=_("it is practised in the drill that goes on"))
    change.add(verbs)
    assess.add(verbs)
    criteria.add(verbs)
    listed = verb(verbs, "list", _("list incidents, what is due first"), _list)
    listed.add_argument("query", nargs="*", help="sev:1..2 phase:open -service:db since:7d …")
    listed.add_argument("--order", choices=ORDERS, default="due", help=_("what comes first"))
    listed.add_argument("--csv", action="store_true", help=_("print comma-separated values"))
    verb(verbs, "show", _("everything known of an incident"), shown.show).add_argument("ref")
    note = verb(verbs, "note", _("put a note on the timeline"), _note)
    note.add_argument("ref")
    note.add_argument("text")
    note.add_argument("--kind", choices=NOTE_TYPES, default="note")
    note.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))
    note.add_argument("--source", default="", help=_("what told of it: a host, a log"))
    moved = verb(verbs, "move", _("move an incident to a phase"), _move)
    moved.add_argument("ref")
    moved.add_argument("phase", choices=[phase.value for phase in Phase])
    moved.add_argument("--at", metavar="TIME", help=_("when it happened, if not now"))
    moved.add_argument(
        "--reason",
        default="",
        help=_("why; for resolved: what resolved it; for closed: why no review is needed"),
    )
    moved.add_argument(
        "--resolution", default="", metavar="TEXT", help=_("what resolved it, for resolved and closed")
    )
    for part in _PARTS:
        part.add(verbs)
    handover_file.add_card(verbs)


def _declare(args: argparse.Namespace) -> Answer:
    with writing(args, begins=True) as store:
        occurred = moment(store, args.occurred)
        incident = declare(
            store,
            Declaration(args.title, args.service, args.noticed, occurred=occurred),
            assess.answers_of(args),
            drill=going_on(store, None).id if args.drill else "",
        )
        declared = incident.times["declared"]
        text = lines(
            _("{ref} declared: {title}").format(ref=incident.ref, title=incident.title),
            *([_("Noticed {time}.").format(time=stamp_text(declared, store.zone))] if occurred else []),
            *assess.not_assessed(store, args, incident),
        )
        value = assess.short(incident) | {
            "occurred": declared.astimezone(store.zone).isoformat(),
            "missing": assess.missing(store, args, incident),
        }
    return Answer(value, text)


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows = store.incidents.page(store.query(" ".join(args.query)), args.order, 0, -1)
    values = [
        plain(row) | {name: _iso(getattr(row, name)) for name in ("declared", "ended", "due_at")}
        for row in rows
    ]
    if args.csv:  # the end of the last line is printed
        return Answer(values, rows_csv(rows).removesuffix("\n"))
    text = table(
        [
            (
                row.ref,
                severity_text(row.severity) if row.severity else _("Not assessed"),
                phase_word(row.phase),
                title_text(row.title),
            )
            for row in rows
        ]
    )
    return Answer(values, text or _("No incidents."))


def _iso(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def _note(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        ahead = incident.ahead.get(clean_line(args.source, _("The source")), 0)
        at = moment(store, args.occurred, ahead)
        row = add_note(store, incident.id, args.text, args.kind, at, args.source)
        text = _("Noted on {ref}: {time}.").format(
            ref=incident.ref, time=stamp_text(row.occurred, store.zone)
        )
    return Answer(shown.row_value(row), text)


def _move(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        at = moment(store, args.at)
        after = move(store, incident.id, Phase(args.phase), at, args.reason, args.resolution)
        rows = [row for row in timeline_of(store, incident.id) if row.kind == "phase"]
        newest = max(rows, key=lambda row: (row.station, row.seq))
        text = _("{ref} is now {phase}: {time}.").format(
            ref=after.ref, phase=phase_word(after.phase), time=stamp_text(newest.occurred, store.zone)
        )
    return Answer(shown.row_value(newest) | {"ref": after.ref, "phase": after.phase.value}, text)
