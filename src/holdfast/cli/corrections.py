"""`holdfast incident correct`, `withdraw`, `pin`, `time` and `source`: what later entries say anew."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, moment, plain, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.incident import ORDER
from holdfast.domain.phase import phase_word
from holdfast.domain.timeline import NOTE_TYPES, TimelineRow
from holdfast.domain.timewords import stamp_text
from holdfast.domain.told import source_told
from holdfast.respond.corrections import correct, pin, restore, withdraw
from holdfast.respond.source_clock import earlier, off, set_and_correct
from holdfast.respond.times import correct_time, read_offset, set_source_offset
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs to those of an incident."""
    corrected = _of_entry(verbs, "correct", _("correct a note; what it said first stays readable"), _correct)
    corrected.add_argument("--text", help=_("what it should say"))
    corrected.add_argument("--kind", choices=NOTE_TYPES)
    corrected.add_argument("--occurred", metavar="TIME", help=_("when it happened"))
    withdrawn = _of_entry(verbs, "withdraw", _("withdraw a note or a piece of evidence"), _withdraw)
    way = withdrawn.add_mutually_exclusive_group(required=True)
    way.add_argument("--reason", help=_("why; the row stays readable"))
    way.add_argument("--back", action="store_true", help=_("take the withdrawal back"))
    pinned = _of_entry(verbs, "pin", _("pin a row of the timeline"), _pin)
    pinned.add_argument("--remove", action="store_true", help=_("take the pin out"))
    timed = verb(verbs, "time", _("correct the time of a phase"), _time)
    timed.add_argument("ref")
    timed.add_argument("name", choices=ORDER)
    timed.add_argument("time", metavar="TIME", help=_("when it happened: 14:03, -10m, 2026-11-23 14:03"))
    timed.add_argument("--reason", required=True)
    source = verb(verbs, "source", _("note how far the clock of a source is ahead"), _source)
    source.add_argument("ref")
    source.add_argument("origin", help=_("a host, a log, a camera: as in note --source"))
    source.add_argument("offset", help=_("3m20s ahead of ours, -90s behind it, or none to forget it"))
    source.add_argument("--correct", action="store_true", help=_("correct what this source told before, too"))


def _of_entry(verbs: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    parser = verb(verbs, name, words, run)
    parser.add_argument("ref")
    parser.add_argument("entry", help=_("its id, or the first digits of it, as show --json tells"))
    return parser


def _correct(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        ident = store.incidents.find(args.ref).id
        at = moment(store, args.occurred)
        row = correct(store, ident, args.entry, text=args.text, kind=args.kind, occurred=at)
        told = _("It says now, {time}: {text}")
        return _answer(row, told.format(time=stamp_text(row.occurred, store.zone), text=row.text))


def _withdraw(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        ident = store.incidents.find(args.ref).id
        if args.back:
            row = restore(store, ident, args.entry)
            return _answer(row, _("It stands again: {text}").format(text=row.text))
        row = withdraw(store, ident, args.entry, args.reason)
        told = _("Withdrawn: {text} ({reason})")
        return _answer(row, told.format(text=row.text, reason=row.withdrawn))


def _pin(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        row = pin(store, store.incidents.find(args.ref).id, args.entry, pinned=not args.remove)
    told = _("Pinned: {text}") if row.pinned else _("Not pinned: {text}")
    return _answer(row, told.format(text=row.text))


def _answer(row: TimelineRow, text: str) -> Answer:
    return Answer(plain(row) | {"id": row.entry}, text)


def _time(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        at = moment(store, args.time)
        assert at is not None
        after = correct_time(store, store.incidents.find(args.ref).id, args.name, at, args.reason)
        told = _("{ref}: {name} at {time}.").format(
            ref=after.ref, name=phase_word(args.name), time=stamp_text(after.moments[args.name], store.zone)
        )
    return Answer({"ref": after.ref, "times": plain(after.moments)}, told)


def _source(args: argparse.Namespace) -> Answer:
    seconds = None if args.offset.strip() == "none" else read_offset(args.offset)
    if seconds is None and args.correct:
        raise UserError(
            _("Without an offset there is nothing to correct by."), _("Give one, or leave --correct out.")
        )
    corrected = 0
    with writing(args) as store:
        ident = store.incidents.find(args.ref).id
        if args.correct and seconds is not None:
            after, corrected = set_and_correct(store, ident, args.origin, seconds)
        else:
            after = set_source_offset(store, ident, args.origin, seconds)
        open_ones = 0 if seconds is None else len(off(earlier(store, ident, args.origin), seconds))
    told = _("{told}.").format(told=source_told(args.origin.strip(), seconds))
    value = {"ref": after.ref, "ahead": dict(after.ahead), "corrected": corrected, "earlier": open_ones}
    return Answer(value, lines(told, *_earlier_told(corrected, open_ones)))


def _earlier_told(corrected: int, open_ones: int) -> list[str]:
    said = ngettext("{count} earlier entry", "{count} earlier entries", corrected or open_ones)
    earlier_ones = said.format(count=corrected or open_ones)
    if corrected:
        return [_("Corrected by it: {entries}.").format(entries=earlier_ones)]
    return (
        [_("Not corrected by it: {entries}; --correct does that.").format(entries=earlier_ones)]
        if open_ones
        else []
    )
