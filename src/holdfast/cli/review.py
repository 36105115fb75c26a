"""`holdfast review`: list, write, export; the way to the readers is in `review_flow`."""

import argparse
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from holdfast.cli import (
    drift,
    review_board,
    review_bring,
    review_check,
    review_content,
    review_flow,
    review_known,
    review_notes,
)
from holdfast.cli.handed_out import PAPERS, add_language, add_replace, refuse_there
from holdfast.cli.parts import Answer, noun, plain, read_text, reading, table, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.cli.signing import add_signing, signer_of
from holdfast.desk.export import ENDINGS, FORMATS, check_export, hand_out, review_handout
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


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "review", _("write reviews and export them"))
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
    review_flow.add(verbs)
    review_bring.add(verbs)
    drift.add_offers(verbs)
    review_check.add(verbs)
    review_content.add(verbs)
    review_notes.add(verbs)
    review_board.add(verbs)
    review_known.add(verbs)
    out = verb(verbs, "export", _("export a review"), _export)
    out.add_argument("ref")
    out.add_argument("--format", choices=FORMATS, help=_("as the file ends, by default; else PDF"))
    out.add_argument("--out", metavar="FILE", required=True)
    add_replace(out)
    add_signing(out)
    out.add_argument("--paper", choices=PAPERS, default="A4", help=_("A4 by default"))
    add_language(out)
    words = _("print the interview notes too, for those who may read them; else they are withheld")
    out.add_argument("--with-notes", action="store_true", help=words)
    out.add_argument(
        "--revision", type=int, metavar="N", help=_("a released revision as it was; else the review as it is")
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


def _form(target: Path) -> str:
    """The form that the ending of a file says; PDF where it says none."""
    return next((form for form in FORMATS if ENDINGS[form] == target.suffix.lower()), "pdf")


def _export(args: argparse.Namespace) -> Answer:
    refuse_there(Path(args.out), replace=args.replace)
    with writing(args) as store:
        signer = signer_of(args, store.clock())
        form = args.format or _form(Path(args.out))
        check_export(store, form, signer)
        handout = review_handout(
            store,
            review_of(store, args.ref).id,
            revision=args.revision,
            notes=args.with_notes,
            paper=args.paper,
            language=args.language,
        )
        made = hand_out(store, handout, Path(args.out), form, signer)
        recorded = not store.read_only
    said = _("Read-only: this export is written, but not recorded in the journal.")
    return Answer({**plain(made), "recorded": recorded}, made.file if recorded else f"{made.file}\n{said}")
