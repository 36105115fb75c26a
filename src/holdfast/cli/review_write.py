"""`holdfast review list` and `review write`."""

import argparse
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from holdfast.cli.parts import Answer, plain, read_text, reading, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.text import clean_line
from holdfast.domain.value import title_text
from holdfast.review.actions import add_action
from holdfast.review.writing import begin, import_rows, offered_rows, write
from holdfast.store.reviews import ReviewRow
from holdfast.store.store import Store
from holdfast.words import _

_BULLET: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s+|$)(?:\[[ xX]\](?:\s+|$))?")


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    verb(verbs, "list", _("list reviews, drafts first"), _list)
    written = verb(verbs, "write", _("write a section; begins the review where there is none"), _write)
    written.add_argument("ref")
    written.add_argument("section", metavar="SECTION", help=_("the key of a section of its template"))
    written.add_argument(
        "--text-file",
        metavar="F",
        help=_(
            "the section's Markdown; for actions a line each: title | owner | due | how we will know;"
            " the timeline takes none"
        ),
    )


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows, names = store.reviews.page(), store.operators.names()
    value = [plain(row) | {"changed": datetime.fromtimestamp(row.changed, UTC).isoformat()} for row in rows]
    return Answer(value, table([_row(row, names) for row in rows]))


def _row(row: ReviewRow, names: Mapping[str, str]) -> tuple[str, ...]:
    reviewers = ", ".join(names.get(each, each[:8]) for each in row.reviewers)
    return row.ref, row.state, str(row.revision), reviewers, title_text(row.title)


def _write(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        text = _text(args)
        with store.command():
            review = begin(store, incident.id)
            after = _WRITERS.get(args.section, _write_text)(store, review, args.section, text)
    value = {
        "ref": incident.ref,
        "review": after.id,
        "section": args.section,
        "text": after.texts.get(args.section, ""),
    }
    return Answer(
        value, _("Recorded {section} of the review of {ref}.").format(section=args.section, ref=incident.ref)
    )


def _text(args: argparse.Namespace) -> str:
    if args.section == "timeline":
        if args.text_file:
            raise UserError(
                _("The timeline of a review takes no text. Nothing was recorded."),
                hint=_("Call again without --text-file: the incident's timeline is taken into the review."),
            )
        return ""
    if not args.text_file:
        raise UserError(
            _("No text was given. Nothing was recorded."), hint=_("Name a file with --text-file.")
        )
    return read_text(args.text_file)


def _write_text(store: Store, review: Review, section: str, text: str) -> Review:
    return write(store, review.id, section, text)


def _write_timeline(store: Store, review: Review, _section: str, _text: str) -> Review:
    return import_rows(store, review.id, [row for row, there in offered_rows(store, review.id) if not there])


def _write_actions(store: Store, review: Review, _section: str, text: str) -> Review:
    """Add the actions, a line each; one that is there already just so is not added again."""
    there = {(one.title, one.owner, one.due, one.verify) for one in store.reviews.actions(review.id)}
    for line in filter(None, map(_without_bullet, text.splitlines())):
        title, owner, due, verify, *_more = (*(_cell(cell) for cell in line.split("|")), "", "", "")
        if (title, owner, due, verify) not in there:
            added = add_action(store, review.id, title, owner, due, verify)
            there.add((added.title, added.owner, added.due, added.verify))
    return store.reviews.get(review.id)


def _without_bullet(line: str) -> str:
    """A line of a Markdown list without what makes it one: `- [ ] Watch the disks` is `Watch the disks`."""
    return _BULLET.sub("", line.strip(), count=1)


def _cell(text: str) -> str:
    """As it is recorded, so that it can be found again."""
    return clean_line(text, _("The action"))


_WRITERS = {"timeline": _write_timeline, "actions": _write_actions}
