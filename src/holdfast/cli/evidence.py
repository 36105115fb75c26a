"""`holdfast incident evidence`: add, list, check and save what an incident's evidence is."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, moment, plain, reading, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import stamp_text
from holdfast.report.write import write_file
from holdfast.respond import evidence
from holdfast.respond.evidence_files import Content, media_of, of_bytes, read
from holdfast.store.blobs import LARGEST
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `evidence` and what can be done with it to the verbs of an incident."""
    words = _("files that prove what happened, by their SHA-256")
    parser = verbs.add_parser("evidence", help=words, description=words)
    parser.add_argument("ref")
    calls = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    added = verb(calls, "add", _("put a file on the timeline; larger than 64 MiB only by its hash"), _add)
    added.add_argument("file", help=_("a file, or - for what comes in at standard input"))
    added.add_argument("--name", default="", help=_("what it is called; needed with -"))
    added.add_argument("--remark", default="", help=_("what it shows"))
    added.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))
    verb(calls, "list", _("list the evidence"), _list)
    checked = verb(calls, "check", _("look whether it is still what was added"), _check)
    checked.add_argument("entry", nargs="?", default="", help=_("one piece only"))
    saved = verb(calls, "save", _("write a piece of evidence to a file"), _save)
    saved.add_argument("entry")
    saved.add_argument("--out", metavar="FILE", required=True)


def found_words(found: str) -> str:
    """What a check found, in the reader's language."""
    return {
        "same": _("unaltered"),
        "altered": _("ALTERED"),
        "missing": _("missing"),
        evidence.UNREAD: _("CAN'T BE READ"),
    }.get(found, _("not checked"))


def _add(args: argparse.Namespace) -> Answer:
    content = _content(args)
    with writing(args) as store:
        ident = store.incidents.find(args.ref).id
        row = evidence.add(store, ident, content, args.remark, moment(store, args.occurred))
        told = _("Added: {text}").format(text=row.text)
        if content.data is None:
            told = lines(told, _("It is larger than 64 MiB and stays where it is; keep it there."))
    value = plain(row) | {"id": row.entry, "sha256": content.sha256, "size": content.size}
    return Answer(value | {"kept": content.data is not None}, told)


def _content(args: argparse.Namespace) -> Content:
    """A file, perhaps under another name, or what comes in, byte for byte."""
    if args.file != "-":
        content = read(Path(os.fsdecode(args.file)))
        return replace(content, name=args.name or content.name)
    if not args.name:
        raise UserError(
            _("What comes in at standard input has no name yet. Nothing was recorded."),
            hint=_("Give it one, such as --name df.txt."),
        )
    return of_bytes(args.name, sys.stdin.buffer.read(LARGEST + 1), media_of(args.name))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        pieces = evidence.evidence_of(store, store.incidents.find(args.ref).id)
        rows = [
            (
                piece.entry[:12],
                stamp_text(piece.at, store.zone),
                piece.name,
                str(piece.size),
                piece.sha256[:16],
                found_words(piece.found),
                _("withdrawn") if piece.withdrawn else piece.place,
            )
            for piece in pieces
        ]
    return Answer([plain(piece) for piece in pieces], table(rows) or _("No evidence."))


def _check(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        ident = store.incidents.find(args.ref).id
        if args.entry:
            found = evidence.check(store, ident, args.entry)
            pieces = {piece.entry: piece for piece in evidence.evidence_of(store, ident)}
            looked = [(pieces[evidence.kept(store, ident, args.entry).entry], found)]
        else:
            looked = list(evidence.check_all(store, ident))
    value = [{"id": piece.entry, "name": piece.name, "found": found} for piece, found in looked]
    rows = [(piece.entry[:12], found_words(found), piece.name) for piece, found in looked]
    bad = any(found != "same" for _piece, found in looked)
    return Answer(value, table(rows) or _("No evidence to check."), Exit.NOT_VERIFIED if bad else Exit.DONE)


def _save(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        ident = store.incidents.find(args.ref).id
        data = evidence.content(store, ident, args.entry)
    write_file(Path(args.out), data)
    told = _("{file}, {size} bytes.").format(file=args.out, size=len(data))
    return Answer({"file": args.out, "size": len(data)}, told)
