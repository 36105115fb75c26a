"""What verbs that hand out a document share: where it goes, in which form, and what is said of it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from holdfast.cli.parts import Answer, plain, writing
from holdfast.desk.export import ENDINGS, Handout, check_export, hand_out
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.words import _

PAPERS = ("A4", "Letter")


def add_out(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the options that say where the document goes and on which paper."""
    words = _("the file; its ending says the form: .pdf, .md or .json")
    parser.add_argument("--out", metavar="FILE", required=required, help=words)
    parser.add_argument("--replace", action="store_true", help=_("replace a file that is there already"))
    parser.add_argument("--paper", choices=PAPERS, default="A4", help=_("A4 by default"))


def handed_out(args: argparse.Namespace, ready: Callable[[Store], Handout]) -> Answer:
    """Write the document that `ready` gives to --out, and record that it was made."""
    target = Path(args.out)
    form = _form(target)
    if target.is_file() and not args.replace:
        raise UserError(
            _("{file} is there already. It was left alone.").format(file=target),
            hint=_("Choose another name, or add --replace."),
        )
    with writing(args) as store:
        check_export(store, form)
        made = hand_out(store, ready(store), target, form)
        recorded = not store.read_only
    said = _("Read-only: this export is written, but not recorded in the journal.")
    return Answer({**plain(made), "recorded": recorded}, made.file if recorded else f"{made.file}\n{said}")


def _form(target: Path) -> str:
    for form, ending in ENDINGS.items():
        if target.suffix.lower() == ending:
            return form
    raise UserError(
        _("{file} does not say what to write.").format(file=target),
        hint=_("Let it end in one of: {endings}.").format(endings=", ".join(ENDINGS.values())),
    )
