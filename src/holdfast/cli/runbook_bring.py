"""`holdfast runbook import|export|sources`: between the library and folders."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, reading, store_folder, table, verb, writing
from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.runbook.collect import collect
from holdfast.runbook.export import ExportReport, export
from holdfast.runbook.found import Collected, Refused
from holdfast.runbook.library import ImportReport, record_plan
from holdfast.runbook.plan import Plan, PlanRow, diff_of, plan, planned
from holdfast.runbook.source_acts import forget_source, rename_source
from holdfast.runbook.sources import Source, sources
from holdfast.store.folder import Folder
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    new = verb(verbs, "import", _("import a folder or a zip of Markdown, or one file"), _import)
    new.add_argument("path")
    new.add_argument("--source", default="", help=_("the name of the collection; the folder's by default"))
    new.add_argument("--plan", action="store_true", help=_("only say what would come"))
    new.add_argument(
        "--theirs", action="store_true", help=_("take the folder's text where it was changed here as well")
    )
    out = verb(verbs, "export", _("write the library into a folder, each source in its own"), _export)
    out.add_argument("folder", metavar="DIR")
    out.add_argument("--source", help=_("this collection alone; '' is what was written here"))
    known = verb(verbs, "sources", _("list where the runbooks come from"), _sources)
    change = known.add_mutually_exclusive_group()
    change.add_argument(
        "--rename", nargs=2, metavar=("NAME", "NEW"), help=_("give a collection another name")
    )
    change.add_argument(
        "--forget", metavar="NAME", help=_("forget its folder and last import; its runbooks stay")
    )


def _import(args: argparse.Namespace) -> Answer:
    path = Path(args.path)
    found = collect(path)
    if args.plan:
        return _planned(args, path, found)
    with writing(args, begins=True) as store:
        made = plan(store, path, found, args.source)
        theirs = {row.path for row in made.of("both")} if args.theirs else ()
        report = record_plan(store, made, theirs=theirs)
    if report.refused and not (
        report.new or report.changed or report.unchanged or report.gone or report.both
    ):
        raise UserError(
            lines(
                _("Nothing was imported: {count} refused.").format(count=len(report.refused)),
                *_told(report),
            ),
            hint=_("Mend what is named, then import again. The library is as it was."),
        )
    value = plain(report) | {"refused": _files(report.refused), "read_as": _files(report.read_as)}
    return Answer(value, report_text(report))


def report_text(report: ImportReport) -> str:
    """An import's report as people read it."""
    counts = _("{new} new, {changed} changed, {unchanged} unchanged, {gone} gone, {refused} refused.").format(
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        gone=report.gone,
        refused=len(report.refused),
    )
    told = _(
        "{path}: changed here and in the folder; it stays as it is here. Compare them, or take --theirs."
    )
    return lines(counts, *(told.format(path=path) for path in report.both), *_told(report))


def _files(files: tuple[Refused, ...]) -> list[dict[str, str]]:
    return [{"file": each.file, "why": each.why} for each in files]


def _told(report: ImportReport) -> list[str]:
    return [f"{each.file}: {each.why}" for each in (*report.refused, *report.read_as)]


def _planned(args: argparse.Namespace, path: Path, found: Collected) -> Answer:
    if not Folder(store_folder(args)).exists():  # then everything is new
        return _plan_answer(None, planned({}, path, found, args.source or path.stem))
    with reading(args) as store:
        return _plan_answer(store, plan(store, path, found, args.source))


def _plan_answer(store: Store | None, made: Plan) -> Answer:
    rows = [_plan_row(store, row) for row in made.rows]
    shown = [
        (row["kind"], row["path"], row["why"] or row["title"], _lines_changed(row))
        for row in rows
        if row["kind"] != "unchanged"
    ]
    counts = Counter(row["kind"] for row in rows)
    head = _("{source}: nothing recorded. {unchanged} unchanged.").format(
        source=made.source, unchanged=counts["unchanged"]
    )
    return Answer({"source": made.source, "rows": rows}, lines(head, *filter(None, [table(shown)])))


def _plan_row(store: Store | None, row: PlanRow) -> dict[str, Any]:
    differing = Counter(line.kind for line in diff_of(store, row)) if store and row.id else Counter[str]()
    return {
        "kind": row.kind,
        "path": row.path,
        "title": row.title,
        "id": row.id,
        "here": row.here,
        "there": row.there,
        "why": row.why,
        "added": differing["added"],
        "removed": differing["removed"],
    }


def _lines_changed(row: dict[str, Any]) -> str:
    return f"+{row['added']} -{row['removed']}" if row["added"] or row["removed"] else ""


def _export(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        report = export(store, Path(args.folder), args.source)
    return Answer(plain(report), _export_text(report))


def _export_text(report: ExportReport) -> str:
    head = _("{written} written into {folder}, {unchanged} unchanged, {left} left.").format(
        written=len(report.written), folder=report.folder, unchanged=report.unchanged, left=len(report.left)
    )
    return lines(head, *(f"{left.file}: {left.why}" for left in report.left))


def _sources(args: argparse.Namespace) -> Answer:
    changes = args.rename or args.forget is not None
    with writing(args) if changes else reading(args) as store:
        if args.rename:
            rename_source(store, *args.rename)
        elif args.forget is not None:
            forget_source(store, args.forget)
        found = sources(store)
        rows = [_source_row(store, one) for one in found]
    return Answer([_source_value(one) for one in found], table(rows) or _("No runbooks yet."))


def _source_value(one: Source) -> dict[str, Any]:
    last = to_stored(one.imported) if one.imported else None
    return plain(one) | {"imported": last, "counts": dict(one.counts)}


def _source_row(store: Store, one: Source) -> tuple[str, ...]:
    last = one.imported.astimezone(store.zone).strftime("%Y-%m-%d %H:%M") if one.imported else ""
    return (
        one.name or _("(written here)"),
        _("{count} runbooks").format(count=one.runbooks),
        _("{count} gone").format(count=one.gone) if one.gone else "",
        _("{count} edited here").format(count=one.edited) if one.edited else "",
        last,
        one.place if one.there or not one.place else _("{place} (not there now)").format(place=one.place),
    )
