"""`holdfast review export`: a review as a file for its readers."""

import argparse
from pathlib import Path
from typing import Any

from holdfast.cli.handed_out import PAPERS, add_language, add_replace, form_of, refuse_there
from holdfast.cli.parts import Answer, plain, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.cli.signing import add_signing, signer_of
from holdfast.desk.export import FORMATS, check_export, hand_out, review_handout
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
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


def _form(target: Path) -> str:
    """The form that the ending of a file says; PDF where it has none. UserError where no form ends so."""
    return form_of(target, FORMATS) if target.suffix else "pdf"


def _export(args: argparse.Namespace) -> Answer:
    form = args.format or _form(Path(args.out))
    refuse_there(Path(args.out), replace=args.replace)
    with writing(args) as store:
        signer = signer_of(args, store.clock())
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
