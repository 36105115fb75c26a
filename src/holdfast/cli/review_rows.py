"""`holdfast review rows` and `group`: the rows of a review's timeline, and their headings."""

import argparse
from datetime import tzinfo
from typing import Any

from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review, Row
from holdfast.domain.review_layout import by_time
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import said_text
from holdfast.respond.naming import the_one
from holdfast.review.writing import group_rows
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add both verbs."""
    listed = verb(verbs, "rows", _("list the rows of a review's timeline, with their numbers"), _rows)
    listed.add_argument("ref")
    put = verb(verbs, "group", _("put rows of a review's timeline under a heading"), _group)
    put.add_argument("ref")
    put.add_argument(
        "rows", metavar="ROW", nargs="+", help=_("its number as rows lists it, or the beginning of its id")
    )
    put.add_argument(
        "--heading", metavar="TEXT", required=True, help=_('the heading; "" takes the rows out of theirs')
    )


def _rows(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows, zone = by_time(review_of(store, args.ref).rows), store.zone
    told = table([_shown(number, row, zone) for number, row in enumerate(rows, 1)])
    return Answer([_value(number, row) for number, row in enumerate(rows, 1)], told or _("No rows."))


def _group(args: argparse.Namespace) -> Answer:
    with writing(args) as store, store.command():
        review = review_of(store, args.ref)
        chosen = list(dict.fromkeys(_chosen(review, which) for which in args.rows))
        after = group_rows(store, review.id, chosen, args.heading)
    rows = [(number, row) for number, row in enumerate(by_time(after.rows), 1) if row.id in chosen]
    return Answer([_value(*each) for each in rows], _said(len(rows), rows[0][1].group))


def _chosen(review: Review, which: str) -> str:
    row = the_one(by_time(review.rows), which)
    if row is None:
        raise UserError(
            _("There is no row {which} in this review's timeline. Nothing was recorded.").format(
                which=which.strip()[:40]
            ),
            hint=_("See what there is: holdfast review rows REF."),
        )
    return row.id


def _said(count: int, group: str) -> str:
    if not group:
        told = ngettext("{count} row stands under no heading.", "{count} rows stand under no heading.", count)
    else:
        told = ngettext("{count} row stands under {group}.", "{count} rows stand under {group}.", count)
    return told.format(count=count, group=group)


def _shown(number: int, row: Row, zone: tzinfo) -> tuple[str, ...]:
    text = " ".join(said_text(row.text).split())
    return str(number), stamp_text(row.occurred, zone), said_text(row.group), text


def _value(number: int, row: Row) -> dict[str, Any]:
    names = ("id", "source", "occurred", "type", "who", "text", "edited", "group")
    return {"number": number, **{name: plain(getattr(row, name)) for name in names}}
