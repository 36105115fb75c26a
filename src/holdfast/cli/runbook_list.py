"""`holdfast runbook list|search|show`: what the library has."""

import argparse
from datetime import datetime
from typing import Any, Final

from holdfast.cli.output import complain
from holdfast.cli.parts import Answer, plain, reading, table, verb
from holdfast.cli.runbook_find import find_runbook
from holdfast.runbook.library import document_of, text_of
from holdfast.runbook.render import Renderer
from holdfast.runbook.search import Hit, find, rows_of
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.words import _, ngettext

_MOST: Final = 50


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    listed = verb(verbs, "list", _("list the library, or what a query asks for"), _list)
    listed.add_argument("query", nargs="*", help=_("such as: etcd tag:storage approved:no overdue"))
    found = verb(
        verbs, "search", _("search titles and texts; those with the words in the title first"), _search
    )
    found.add_argument("words", nargs="+")
    found.add_argument(
        "--limit", metavar="N", type=number, default=_MOST, help=_("how many at most; 50, if you say nothing")
    )
    verb(verbs, "show", _("a runbook with its sections and steps"), _show).add_argument("id")


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows = rows_of(store, " ".join(args.query))
        today = store.now().date().isoformat()
        shown = [_row(store, row, today) for row in rows]
    values = [plain(row) | {"overdue": row.is_overdue(today)} for row in rows]
    return Answer(values, table(shown) or (_("Nothing found.") if args.query else ""))


def _row(store: Store, row: RunbookRow, today: str) -> tuple[str, ...]:
    used = ""
    if row.last_used is not None:
        day = datetime.fromtimestamp(row.last_used, store.zone).date().isoformat()
        told = ngettext(
            "used in {count} incident, last on {day}",
            "used in {count} incidents, last on {day}",
            row.incidents,
        )
        used = told.format(count=row.incidents, day=day)
    said = (
        _("gone") if row.gone else "",
        _("approved") if row.approved else "",
        _("edited here") if row.edited else "",
        _("overdue for review") if row.is_overdue(today) else "",
        used,
    )
    about = (", ".join(row.tags), row.owner, "; ".join(filter(None, said)))
    return (row.id, row.title, row.source or _("(written here)"), row.path, *about)


def _search(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        found = find(store, " ".join(args.words), args.limit + 1)
    if len(found) > args.limit:
        complain(
            _("More were found; these are the first {count}. Add a word, or give a larger --limit.").format(
                count=args.limit
            )
        )
    hits = found[: args.limit]
    values = [plain(hit) | {"snippet": _unmarked(hit.snippet)} for hit in hits]
    return Answer(values, table([_hit(hit) for hit in hits]) or _("Nothing found."))


def _hit(hit: Hit) -> tuple[str, ...]:
    return hit.id, hit.title, hit.section, " ".join(_unmarked(hit.snippet).split())


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
        text = text_of(store, book.version)
        renderer = Renderer()
        try:
            shown = renderer.render(text, book.images, book.path)
        finally:
            renderer.close()
    value = plain(book) | {
        "sections": plain(document.sections),
        "steps": plain(document.steps),
        "html": shown.html,
        "fallback": shown.fallback,
    }
    return Answer(value, text)
