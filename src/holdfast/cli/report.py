"""`holdfast report`: what auditors take: the record of an incident, a register, a pack."""

import argparse
import sys
from pathlib import Path
from typing import Any

from holdfast.cli.handed_out import (
    PAPERS,
    add_format,
    add_language,
    add_out,
    form_of,
    handed_out,
    refuse_there,
    told_of,
)
from holdfast.cli.parts import Answer, moment, noun, plain, verb, writing
from holdfast.cli.signing import signer_of
from holdfast.desk import metrics_read
from holdfast.desk.export import TABLES, Handout, check_export, keep_export
from holdfast.desk.metrics_export import metrics_handout
from holdfast.desk.pack_export import PackAsked, make_pack
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import Asked, Progress, day_begun, going_on, make_register
from holdfast.domain.text import clean_line
from holdfast.report.register import Register
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "report", _("make the documents that auditors take"))
    record = verb(verbs, "record", _("the whole record of an incident"), _record)
    record.add_argument("ref")
    add_out(record, forms=TABLES)
    add_format(record, TABLES)
    add_language(record)
    listed = verb(verbs, "register", _("all incidents that were declared in a period"), _register)
    add_period(listed)
    add_out(listed, forms=TABLES)
    add_format(listed, TABLES)
    add_language(listed)
    pack = verb(verbs, "pack", _("register, records, reviews and proofs of a period in one zip"), _pack)
    add_period(pack)
    pack.add_argument(
        "--sample", type=int, metavar="N", help=_("of so many incidents, drawn at random; of all by default")
    )
    pack.add_argument(
        "--seed", metavar="TEXT", default="", help=_("what draws them; chosen and said by default")
    )
    pack.add_argument("--out", metavar="FILE", required=True, help=_("the zip"))
    pack.add_argument("--replace", action="store_true", help=_("replace a file that is there already"))
    pack.add_argument("--paper", choices=PAPERS, default="A4", help=_("A4 by default"))
    add_language(pack)
    measured = verb(verbs, "metrics", _("how long the incidents of a period took"), _metrics)
    add_period(measured)
    measured.add_argument("--query", default="", help=_("only those that it asks for, as in the list"))
    measured.add_argument("--imported", action="store_true", help=_("count those that came with a review"))
    add_out(measured, forms=TABLES)
    add_format(measured, TABLES)
    add_language(measured)


def add_period(parser: argparse.ArgumentParser) -> None:
    """Add the options that say from when until when."""
    parser.add_argument(
        "--from", dest="since", metavar="TIME", required=True, help=_("declared from then on: 2026-01-01")
    )
    parser.add_argument("--to", dest="until", metavar="TIME", help=_("declared before then; now by default"))


def _record(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        incident = store.incidents.find(args.ref).id
        return record_handout(store, incident, paper=args.paper, language=args.language)

    return handed_out(args, ready)


def _register(args: argparse.Namespace) -> Answer:
    target = Path(args.out)
    form = args.format or form_of(target, args.forms)
    refuse_there(target, replace=args.replace)
    with writing(args) as store:
        signer = signer_of(args, store.clock())
        check_export(store, form, signer)
        ready, made = make_register(store, asked(args, store), target, form, told_on_terminal(args), signer)
        recorded = keep_export(store, ready, made, form)
        register = ready.handout.document
        assert isinstance(register, Register)
        counts = {"incidents": register.incidents, "drills": register.drills}
    return told_of({**plain(made), **counts, "recorded": recorded}, made.file, recorded=recorded)


def _metrics(args: argparse.Namespace) -> Answer:
    def ready(store: Store) -> Handout:
        period = asked(args, store)
        wanted = metrics_read.Asked(period.since, period.until, store.now(), args.query, args.imported)
        told = told_on_terminal(args)
        return metrics_handout(store, wanted, told, paper=args.paper, language=args.language)

    return handed_out(args, ready)


def asked(args: argparse.Namespace, store: Store) -> Asked:
    """The period that was named."""
    since = moment(store, day_begun(args.since))
    until = moment(store, day_begun(args.until)) if args.until else store.now()
    assert since is not None  # both were typed
    assert until is not None
    return Asked(since, until, args.paper, args.language)


def told_on_terminal(args: argparse.Namespace) -> Progress:
    """Says how far it is, where somebody looks on; Ctrl+C stops."""
    if args.json or not sys.stderr.isatty():
        return going_on

    def tell(done: int, of: int) -> bool:
        told = _("{done} of {all}").format(done=f"{done:,}", all=f"{of:,}")
        sys.stderr.write(f"\r{told}" + ("\n" if done == of else ""))
        return True

    return tell


def _pack(args: argparse.Namespace) -> Answer:
    target = Path(args.out)
    refuse_there(target, replace=args.replace)
    with writing(args) as store:
        check_export(store, "json")
        seed = clean_line(args.seed, _("The seed")) or store.new_id()[-12:]
        wanted = PackAsked(asked(args, store), args.sample, seed if args.sample is not None else "")
        ready, made = make_pack(store, wanted, target, told_on_terminal(args))
        recorded = keep_export(store, ready, made, "zip")
    drawn = {"sample": args.sample, "seed": wanted.seed} if args.sample is not None else {}
    told = _("{file}\nSeed: {seed}").format(file=made.file, seed=seed) if drawn else made.file
    return told_of({**plain(made), **drawn, "recorded": recorded}, told, recorded=recorded)
