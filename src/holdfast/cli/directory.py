"""`holdfast directory`: who can be called and what can be asked for; brought in and written as a table."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, noun, plain, reading, table, verb, writing
from holdfast.domain.directory import Contact, Resource
from holdfast.domain.table import Fault
from holdfast.domain.weeks import weeks_text
from holdfast.report.write import write_file
from holdfast.respond.timeline_csv_import import read_file
from holdfast.triage.directory import on_call
from holdfast.triage.directory_csv import Preview, directory_csv, import_directory, kind_word
from holdfast.words import _

_SHOWN = 50


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "directory", _("people with their roles and weeks on call, spares and rooms"))
    read = verb(verbs, "import", _("bring a CSV file into the directory, all rows or none"), _import)
    read.add_argument("file")
    read.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    listed = verb(verbs, "list", _("list people and resources, who is on call now first"), _list)
    listed.add_argument("--on-call", action="store_true", help=_("only people who are on call now"))
    written = verb(verbs, "export", _("write the directory as CSV"), _export)
    written.add_argument("--out", metavar="FILE", required=True)


def _import(args: argparse.Namespace) -> Answer:
    text = read_file(Path(args.file))
    with reading(args) if args.dry_run else writing(args, begins=True) as store:
        made = import_directory(store, text, dry_run=args.dry_run)
    counts = {what: made.count(what) for what in ("new", "changed", "unchanged")}
    value = {
        "ok": not made.faults,
        "dry_run": args.dry_run,
        **(dict.fromkeys(counts, 0) if made.faults else counts),
        "rows": [asdict(row) for row in made.rows],
        "problems": [asdict(fault) for fault in made.faults],
        "warnings": [asdict(fault) for fault in made.warnings],
    }
    if made.faults:
        told = lines(_faulty(args.file, made.faults), *_warned(made.warnings))
        return Answer(value, told, Exit.NOTHING_DONE)
    return Answer(value, _done(made, counts, dry_run=args.dry_run))


def _done(made: Preview, counts: dict[str, int], *, dry_run: bool) -> str:
    told = _("{new} new, {changed} changed, {unchanged} unchanged.").format(**counts)
    if not dry_run:
        return lines(*_warned(made.warnings), told)
    differing = [row for row in made.rows if row.what != "unchanged"]
    return lines(
        *(_planned(row.kind, row.name, row.what, row.changed) for row in differing[:_SHOWN]),
        *_more(len(differing)),
        *_warned(made.warnings),
        _("It would be: {told}").format(told=told),
    )


def _planned(kind: str, name: str, what: str, changed: tuple[str, ...]) -> str:
    if what == "new":
        return _("new {kind}: {name}").format(kind=kind_word(kind), name=name)
    return _("changed: {name} ({columns})").format(name=name, columns=", ".join(changed))


def _faulty(file: str, faults: tuple[Fault, ...]) -> str:
    head = _("{file}: {count} to correct; nothing was recorded.").format(file=file, count=len(faults))
    return lines(head, *map(_told, faults[:_SHOWN]), *_more(len(faults)))


def _warned(warnings: tuple[Fault, ...]) -> list[str]:
    said = [_("worth a look, {fault}").format(fault=_told(each)) for each in warnings[:_SHOWN]]
    return [*said, *_more(len(warnings))]


def _more(count: int) -> list[str]:
    """What is said where not all of so many are shown."""
    more = count - _SHOWN
    return [_("… and {more} more; --json names all.").format(more=more)] if more > 0 else []


def _told(fault: Fault) -> str:
    if fault.column:
        return _("line {line}, {column}: {what} {hint}").format(**asdict(fault))
    return _("line {line}: {what} {hint}").format(**asdict(fault))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        people, things = store.directory.people(), store.directory.resources()
        first = on_call(people, store.now())
    now = {person.id for person in first}
    shown = [*first, *(() if args.on_call else (one for one in people if one.id not in now))]
    others = [] if args.on_call else things
    value = [
        *(_value("person", person) | {"on_call": person.id in now} for person in shown),
        *(_value("resource", each) for each in others),
    ]
    rows = [*(_person(person, on=person.id in now) for person in shown), *map(_resource, others)]
    empty = _("Nobody is on call now.") if args.on_call else _("The directory is empty.")
    return Answer(value, table(rows) or empty)


def _value(kind: str, each: Contact | Resource) -> dict[str, Any]:
    told = {
        name: value for name, value in plain(each).items() if name not in {"wrote", "conflicts", "dropped"}
    }
    return {"kind": kind, **told}


def _person(person: Contact, *, on: bool) -> tuple[str, ...]:
    return (
        person.name,
        _("on call") if on else "",
        ", ".join(person.roles),
        "; ".join(person.lines),
        weeks_text(person.weeks),
    )


def _resource(each: Resource) -> tuple[str, ...]:
    return (each.name, each.sort, each.identifier, each.place, each.contact)


def _export(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        text = directory_csv(store)
        people, things = len(store.directory.people()), len(store.directory.resources())
    write_file(Path(args.out), text.encode())
    told = _("{file}: {people} people, {things} resources.").format(
        file=args.out, people=people, things=things
    )
    return Answer({"file": args.out, "people": people, "resources": things}, told)
