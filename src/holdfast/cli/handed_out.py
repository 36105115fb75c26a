"""What verbs that hand out a document share: where it goes, in which form, and what is said of it."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, plain, writing
from holdfast.cli.signing import add_signing, signer_of
from holdfast.desk.export import ENDINGS, FORMATS, Handout, check_export, hand_out
from holdfast.domain.errors import UserError
from holdfast.report.language import LANGUAGES
from holdfast.store.store import Store
from holdfast.words import _

PAPERS = ("A4", "Letter")


def add_out(
    parser: argparse.ArgumentParser, *, required: bool = True, forms: Sequence[str] = FORMATS
) -> None:
    """Add the options that say where the document goes and on which paper."""
    words = _("the file; its ending says the form: {endings}").format(endings=_endings(forms))
    parser.set_defaults(forms=forms)
    parser.add_argument("--out", metavar="FILE", required=required, help=words)
    add_replace(parser)
    add_signing(parser)
    parser.add_argument("--paper", choices=PAPERS, default="A4", help=_("A4 by default"))


def add_replace(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets the document take the place of a file."""
    parser.add_argument("--replace", action="store_true", help=_("replace a file that is there already"))


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which language the fixed words of the document speak."""
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help=_("the language of its fixed words")
    )


def add_format(parser: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    """Add the option that says the form where the ending of the file does not."""
    parser.add_argument("--format", choices=forms, help=_("the form, where the ending does not say it"))


def handed_out(args: argparse.Namespace, ready: Callable[[Store], Handout]) -> Answer:
    """Write the document that `ready` gives to --out, and record that it was made."""
    target = Path(args.out)
    form = getattr(args, "format", None) or form_of(target, args.forms)
    refuse_there(target, replace=args.replace)
    with writing(args) as store:
        signer = signer_of(args, store.clock())
        check_export(store, form, signer)
        made = hand_out(store, ready(store), target, form, signer)
        recorded = not store.read_only
    return told_of({**plain(made), "recorded": recorded}, made.file, recorded=recorded)


def told_of(value: Any, file: str, *, recorded: bool) -> Answer:  # noqa: ANN401  (any JSON)
    """The answer of a verb that wrote a file."""
    said = _("Read-only: this export is written, but not recorded in the journal.")
    return Answer(value, file if recorded else f"{file}\n{said}")


def refuse_there(target: Path, *, replace: bool) -> None:
    """Leave a file alone that is there already, unless it is to be replaced."""
    if target.is_file() and not replace:
        raise UserError(
            _("{file} is there already. It was left alone.").format(file=target),
            hint=_("Choose another name, or add --replace."),
        )


def form_of(target: Path, forms: Sequence[str]) -> str:
    """The form that the ending of a file says."""
    for form in forms:
        if target.suffix.lower() == ENDINGS[form]:
            return form
    raise UserError(
        _("{file} does not say what to write.").format(file=target),
        hint=_("Let it end in one of: {endings}.").format(endings=_endings(forms)),
    )


def _endings(forms: Sequence[str]) -> str:
    return ", ".join(ENDINGS[form] for form in forms)
