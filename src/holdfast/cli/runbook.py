"""`holdfast runbook`: import, list, search, show."""

import argparse
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, lines, noun, plain, reading, table, verb, writing
from holdfast.domain.ids import id_of
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import ImportReport, document_of, import_folder, text_of
from holdfast.runbook.render import Renderer
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "runbook", _("the library of runbooks"))
    new = verb(verbs, "import", _("import a folder of Markdown, or one file"), _import)
    new.add_argument("path")
    new.add_argument("--source", default="", help=_("the name of the collection; the folder's by default"))
    verb(verbs, "list", _("list the library"), _list)
    verb(verbs, "search", _("search titles and texts"), _search).add_argument("words", nargs="+")
    verb(verbs, "show", _("a runbook with its sections and steps"), _show).add_argument("id")


def _import(args: argparse.Namespace) -> Answer:
    with writing(args, begins=True) as store:
        report = import_folder(store, Path(args.path), args.source)
    value = plain(report) | {"refused": [{"file": left.file, "why": left.why} for left in report.refused]}
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
    return lines(counts, *(f"{left.file}: {left.why}" for left in report.refused))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows = store.runbooks.page()
    return Answer(
        [plain(row) for row in rows], table([(row.id, row.title, row.source, row.path) for row in rows])
    )


def _search(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        hits = store.search.find(" ".join(args.words), ("runbook",))
    values = [
        {"id": id_of(hit.subject), "title": hit.title, "snippet": _unmarked(hit.snippet)} for hit in hits
    ]
    return Answer(
        values,
        table([(value["id"], value["title"], value["snippet"].replace("\n", " ")) for value in values])
        or _("Nothing found."),
    )


def _unmarked(snippet: str) -> str:
    return snippet.replace("\x02", "").replace("\x03", "")


def _show(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        book = _find(store, args.id)
        document = document_of(store, book.version, book.title)
        renderer = Renderer()
        try:
            shown = renderer.render(text_of(store, book.version), book.images, book.path)
        finally:
            renderer.close()
        text = text_of(store, book.version)
    value = plain(book) | {
        "sections": plain(document.sections),
        "steps": plain(document.steps),
        "html": shown.html,
        "fallback": shown.fallback,
    }
    return Answer(value, text)


def _find(store: Store, ident: str) -> Runbook:
    """The runbook of an id, or of a path or title that only one has."""
    rows = [row for row in store.runbooks.page() if ident in (row.path, row.title)]
    return store.runbooks.get(rows[0].id if len(rows) == 1 else ident)
