"""`holdfast review import`: reviews that other teams wrote in Markdown."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, lines, reading, store_folder, verb, writing
from holdfast.desk.opening import machine_zone
from holdfast.desk.review_import import BroughtFile, BroughtReport, bring, collected, planned
from holdfast.domain.errors import UserError
from holdfast.domain.review import section_title
from holdfast.review.foreign_times import zone_of
from holdfast.store.folder import Folder
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    new = verb(verbs, "import", _("import reviews in Markdown: a folder, a zip, or one file"), _import)
    new.add_argument("path")
    new.add_argument(
        "--zone",
        metavar="ZONE",
        help=_("the zone of times that say none: Europe/Berlin, CET, +01:00; the store's by default"),
    )
    new.add_argument("--plan", action="store_true", help=_("only say what would come"))


def _import(args: argparse.Namespace) -> Answer:
    if args.plan and not Folder(store_folder(args)).exists():
        return _plan_answer(planned(None, *collected(Path(args.path), _zone(args, machine_zone()))))
    with reading(args) if args.plan else writing(args, begins=True) as store:
        rows = planned(store, *collected(Path(args.path), _zone(args, store.zone)))
        if args.plan:
            return _plan_answer(rows)
        report = bring(store, rows)
    said = [*_told(rows, report), *(f"{left.file}: {left.why}" for left in report.refused)]
    if report.refused and not (report.incidents or report.unchanged):
        raise UserError(
            lines(_("Nothing was imported: {count} refused.").format(count=len(report.refused)), *said),
            hint=_("Mend what is named, then import again."),
        )
    value = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": [{"file": left.file, "why": left.why} for left in report.refused],
        "incidents": list(report.incidents),
        "rows": report.rows,
        "unread": report.unread,
    }
    return Answer(value, lines(_counts(report), *said))


def _zone(args: argparse.Namespace, own: tzinfo) -> tzinfo:
    if not args.zone:
        return own
    zone = zone_of(args.zone, own)
    if zone is None:
        raise UserError(
            _("{zone} is no time zone, or could be several. Nothing was recorded.").format(zone=args.zone),
            hint=_("Give it as Europe/Berlin or +01:00."),
        )
    return zone


def _counts(report: BroughtReport) -> str:
    counts = _("{new} new, {changed} changed, {unchanged} unchanged, {refused} refused;").format(
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=len(report.refused),
    )
    return f"{counts} {_rows(report.rows, report.unread)}"


def _rows(timed: int, unread: int) -> str:
    return _("{timed} rows with a time, {unread} without.").format(timed=timed, unread=unread)


def _told(rows: Sequence[BroughtFile], report: BroughtReport) -> Iterator[str]:
    """What became of each file that came."""
    refs = dict(zip(report.paths, report.incidents, strict=True))
    for row in rows:
        if row.path in refs:
            yield f"{row.path}: {refs[row.path]}"
            yield from _read(row)


def _read(row: BroughtFile) -> Iterator[str]:
    """What was read of a file, indented."""
    found = row.foreign
    if found is None:
        return
    yield "  " + _("{title}, {day}").format(title=found.title, day=found.day or _("no day is said"))
    sections = [
        *found.texts,
        *(["timeline"] if found.rows else []),
        *(["actions"] if found.actions else []),
    ]
    titles = "; ".join(section_title(section) for section in sections)
    yield "  " + _("Sections: {sections}").format(sections=titles or _("none"))
    left = "; ".join(one.heading for one in found.headings[1:] if not one.section)
    if left:
        yield "  " + _("In the appendix alone: {headings}").format(headings=left)
    yield "  " + _rows(len(row.timed), len(row.unread))
    early = sum(one.early for one in row.timed)
    if early:
        yield "  " + _("Before the row above them: {count}").format(count=early)
    if row.remark:
        yield f"  {row.remark}"
    for unread in row.unread:
        yield "  " + _("Without a time: {text} ({why})").format(
            text=" ".join(unread.text.split())[:80], why=unread.why
        )
    yield "  " + _("Actions: {count}").format(count=len(found.actions))


def _plan_answer(rows: Sequence[BroughtFile]) -> Answer:
    said = [_("Nothing recorded.")]
    for row in rows:
        said.append(f"{row.kind}  {row.path}{f': {row.why}' if row.why else ''}")
        said += _read(row) if row.kind in {"new", "changed"} else ()
    return Answer({"files": [_plan_row(row) for row in rows]}, lines(*said))


def _plan_row(row: BroughtFile) -> dict[str, Any]:
    found = row.foreign
    return {
        "kind": row.kind,
        "path": row.path,
        "why": row.why,
        "incident": row.incident,
        "title": found.title if found else "",
        "day": str(found.day or "") if found else "",
        "headings": [
            {"line": one.line + 1, "heading": one.heading, "section": one.section} for one in found.headings
        ]
        if found
        else [],
        "rows": len(row.timed),
        "unread": [{"text": one.text, "why": one.why} for one in row.unread],
        "actions": len(found.actions) if found else 0,
    }
