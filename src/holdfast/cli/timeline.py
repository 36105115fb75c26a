"""`holdfast incident timeline`: import and export as a table."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from holdfast.cli.handed_out import add_replace, refuse_there
from holdfast.cli.parts import Answer, Exit, lines, noun, reading, verb, writing
from holdfast.domain.table import Fault
from holdfast.report.write import write_file
from holdfast.respond.incident import timeline_of
from holdfast.respond.timeline_csv import timeline_csv
from holdfast.respond.timeline_csv_import import Imported, import_timeline, read_file
from holdfast.words import _

_SHOWN = 50


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `timeline` and what it can do to the verbs of an incident."""
    tables = noun(verbs, "timeline", _("the timeline as a table"))
    written = verb(tables, "export", _("write the timeline as CSV"), _export)
    written.add_argument("ref")
    written.add_argument("--out", metavar="FILE", required=True)
    add_replace(written)
    read = verb(tables, "import", _("put the rows of a CSV file on the timeline, all or none"), _import)
    read.add_argument("ref")
    read.add_argument("file")
    read.add_argument("--dry-run", action="store_true", help=_("only say what would be recorded"))


def _export(args: argparse.Namespace) -> Answer:
    refuse_there(Path(args.out), replace=args.replace)
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        rows = len(timeline_of(store, incident.id))
        text = timeline_csv(store, incident.id)
    write_file(Path(args.out), text.encode())
    told = _("{file}, {rows} rows of {ref}.").format(file=args.out, rows=rows, ref=incident.ref)
    return Answer({"ref": incident.ref, "file": args.out, "rows": rows}, told)


def _import(args: argparse.Namespace) -> Answer:
    text = read_file(Path(args.file))
    with reading(args) if args.dry_run else writing(args) as store:
        incident = store.incidents.find(args.ref)
        made = import_timeline(store, incident.id, text, dry_run=args.dry_run)
    value = {
        "ok": not made.faults,
        "ref": incident.ref,
        "dry_run": args.dry_run,
        "recorded": made.recorded,
        "skipped": made.skipped,
        "problems": [asdict(fault) for fault in made.faults],
    }
    if made.faults:
        return Answer(value, _faulty(args.file, made.faults), Exit.NOTHING_DONE)
    return Answer(value, _done(made, incident.ref, dry_run=args.dry_run))


def _done(made: Imported, ref: str, *, dry_run: bool) -> str:
    told = _("{recorded} rows recorded on {ref}; {skipped} were there already.")
    if dry_run:
        told = _("{recorded} rows would be recorded on {ref}; {skipped} are there already.")
    return told.format(recorded=made.recorded, skipped=made.skipped, ref=ref)


def _faulty(file: str, faults: tuple[Fault, ...]) -> str:
    head = _("{file}: {count} to correct; nothing was recorded.").format(file=file, count=len(faults))
    more = len(faults) - _SHOWN
    rest = [_("… and {more} more; --json names all.").format(more=more)] if more > 0 else []
    return lines(head, *map(_told, faults[:_SHOWN]), *rest)


def _told(fault: Fault) -> str:
    if fault.column:
        return _("line {line}, {column}: {what} {hint}").format(**asdict(fault))
    return _("line {line}: {what} {hint}").format(**asdict(fault))
