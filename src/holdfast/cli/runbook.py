"""`holdfast runbook`: import, list, search, show."""

import argparse
from pathlib import Path
from typing import Any, Final

from holdfast.cli.output import complain
from holdfast.cli.parts import Answer, lines, noun, plain, reading, table, verb, writing
from holdfast.cli.runbook_find import find_runbook
from holdfast.cli.runbook_paper import add_paper
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of
from holdfast.runbook.library import ImportReport, document_of, import_folder, text_of
from holdfast.runbook.render import Renderer
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.words import _

_MOST: Final = 50


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "runbook", _("the library of runbooks"))
    new = verb(verbs, "import", _("import a folder of Markdown, or one file"), _import)
    new.add_argument("path")
    new.add_argument("--source", default="", help=_("the name of the collection; the folder's by default"))
    verb(verbs, "list", _("list the library"), _list)
    found = verb(
        verbs, "search", _("search titles and texts; those with the words in the title first"), _search
    )
    found.add_argument("words", nargs="+")
    found.add_argument(
        "--limit", metavar="N", type=number, default=_MOST, help=_("how many at most; 50, if you say nothing")
    )
    verb(verbs, "show", _("a runbook with its sections and steps"), _show).add_argument("id")
    add_paper(verbs)


def _import(args: argparse.Namespace) -> Answer:
    with writing(args, begins=True) as store:
        report = import_folder(store, Path(args.path), args.source)
    if report.refused and not (report.new or report.changed or report.unchanged or report.gone):
        raise UserError(
            lines(
                _("Nothing was imported: {count} refused.").format(count=len(report.refused)),
                *_refused(report),
            ),
            hint=_("Mend what is named, then import again. The library is as it was."),
        )
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
    return lines(counts, *_refused(report))


def _refused(report: ImportReport) -> list[str]:
    return [f"{left.file}: {left.why}" for left in report.refused]


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows = store.runbooks.page()
    return Answer(
        [plain(row) for row in rows], table([(row.id, row.title, row.source, row.path) for row in rows])
    )


def _search(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        found = _found(store, " ".join(args.words), args.limit + 1)
    if len(found) > args.limit:
        complain(
            _("More were found; these are the first {count}. Add a word, or give a larger --limit.").format(
                count=args.limit
            )
        )
    values = found[: args.limit]
    return Answer(
        values,
        table([(value["id"], value["title"], value["snippet"].replace("\n", " ")) for value in values])
        or _("Nothing found."),
    )


def _found(store: Store, words: str, most: int) -> list[dict[str, str]]:
    """As in the window: first those whose title or path has every word, then those whose text has them."""
    parts = words.casefold().split()
    rows = {row.id: row for row in store.runbooks.page()}
    texts = {
        id_of(hit.subject): _unmarked(hit.snippet)
        for hit in store.search.find(words, ("runbook",), most + len(rows))
    }
    titled = [row.id for row in rows.values() if all(part in _name(row) for part in parts)]
    order = [*titled, *(ident for ident in texts if ident in rows and ident not in set(titled))]
    return [
        {"id": ident, "title": rows[ident].title, "snippet": texts.get(ident, "")} for ident in order[:most]
    ]


def _name(row: RunbookRow) -> str:
    return f"{row.title} {row.path.rpartition('.')[0]}".casefold()


def number(text: str) -> int:
    """A whole number from 1 on; argparse says of anything else that it is not one."""
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def _unmarked(snippet: str) -> str:
    return snippet.replace("\x02", "").replace("\x03", "")


def _show(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        book = find_runbook(store, args.id)
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
