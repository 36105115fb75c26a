"""`holdfast review note` and `notes`: what people told, for those who write and review."""

import argparse
from datetime import tzinfo
from typing import Any

from holdfast.cli.parts import Answer, lines, moment, read_text, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.domain.errors import UserError
from holdfast.domain.review_interviews import Interview
from holdfast.domain.timewords import stamp_text
from holdfast.review.interviews import Notes, add_note, change_note, drop_note, notes_of
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    words = _("keep what somebody told in an interview; no report holds it")
    written = verb(verbs, "note", words, _note)
    written.add_argument("ref")
    which = written.add_mutually_exclusive_group(required=True)
    which.add_argument("--person", metavar="NAME", help=_("who told it: a new note"))
    which.add_argument("--change", metavar="ID", help=_("write this note anew"))
    which.add_argument("--drop", metavar="ID", help=_("take this note away"))
    written.add_argument("--text-file", metavar="F", help=_("what was told"))
    written.add_argument(
        "--occurred", metavar="TIME", help=_("when they talked: 14:10, -2h, 2026-11-23 14:10; of a new note")
    )
    read = verb(verbs, "notes", _("show the interview notes, to the author, writers and reviewers"), _notes)
    read.add_argument("ref")


def _note(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        ident, ref = review_of(store, args.ref).id, store.incidents.find(args.ref).ref
        _check_occurred(args)
        if args.drop is not None:
            drop_note(store, ident, args.drop)
        elif args.change is not None:
            change_note(store, ident, args.change, _text(args))
        else:
            add_note(store, ident, args.person, _text(args), moment(store, args.occurred))
        notes = notes_of(store, ident)
    return Answer(_value(ref, notes), _told(notes))


def _check_occurred(args: argparse.Namespace) -> None:
    if args.occurred is not None and args.person is None:
        raise UserError(
            _("When they talked is said with a new note. Nothing was recorded."),
            hint=_("Drop the note and keep it anew: --person NAME --occurred TIME --text-file F."),
        )


def _text(args: argparse.Namespace) -> str:
    if args.text_file is None:
        raise UserError(
            _("A note needs its text. Nothing was recorded."), hint=_("Name a file: --text-file F.")
        )
    return read_text(args.text_file)


def _notes(args: argparse.Namespace) -> Answer:
    # Signed in, since who asks decides; a store that is only read has nobody, and says how many there are.
    with writing(args) as store:
        ref, notes = store.incidents.find(args.ref).ref, notes_of(store, review_of(store, args.ref).id)
        zone = store.zone
    said = lines(*(f"{each.id[:8]}  {_when(each, zone)}{each.person}: {each.text}" for each in notes.shown))
    return Answer(_value(ref, notes), lines(_told(notes), *([said] if said else []), *_why(notes)))


def _when(note: Interview, zone: tzinfo) -> str:
    return f"{stamp_text(note.occurred, zone)}  " if note.occurred else ""


def _told(notes: Notes) -> str:
    words = ngettext("{count} interview note.", "{count} interview notes.", notes.count)
    return words.format(count=notes.count)


def _why(notes: Notes) -> list[str]:
    return [notes.why] if notes.why else []


def _value(ref: str, notes: Notes) -> dict[str, Any]:
    return {"ref": ref, "count": notes.count, "why": notes.why, "notes": [_row(each) for each in notes.shown]}


def _row(note: Interview) -> dict[str, Any]:
    return {
        "id": note.id,
        "person": note.person,
        "text": note.text,
        "occurred": note.occurred.isoformat() if note.occurred else "",
        "recorded": note.recorded.isoformat(),
        "by": note.by,
    }
