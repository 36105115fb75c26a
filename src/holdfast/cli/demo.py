"""`holdfast demo`: the whole main job without a screen, on a fresh practice store."""

import argparse
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfast.cli.output import NotPrinted, put
from holdfast.cli.parts import Answer, Exit, verb
from holdfast.desk import sample
from holdfast.desk.export import export_review
from holdfast.desk.operators import sign_in
from holdfast.desk.practice import begin_practice
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    demo = verb(
        nouns, "demo", _("take one incident from declared to a PDF review, on a fresh practice store"), _run
    )
    demo.add_argument("--out", metavar="DIR", required=True, help=_("the folder for the store and the PDF"))


def _run(args: argparse.Namespace) -> Answer:
    told: list[str] = []
    tell = told.append if args.json else _say
    if not args.out.strip():
        raise UserError(
            _("No folder was named for the demo. Nothing was made."), hint=_("Name one with --out DIR.")
        )
    with begin_practice(_fresh(Path(args.out))) as store:
        incident = store.incidents.get(sample.play(store, sample.FINISHED, store.clock(), tell))
        sign_in(store, args.operator or _("Demo"))
        review = store.reviews.get(incident.review_id)
        target = Path(args.out) / f"{incident.ref}-review.pdf"
        made = export_review(store, review.id, target, "pdf")
        return _closing(store, target.absolute(), made.sha256, told, tell)


def _closing(store: Store, file: Path, sha256: str, told: list[str], tell: Callable[[str], None]) -> Answer:
    verdict = verify(store.database, store.blobs)
    tell(_("Journal: {count} entries verified").format(count=verdict.entries))
    value = {"pdf": str(file), "sha256": sha256, "store": str(store.path), "steps": told, "ok": verdict.ok}
    return Answer(value, str(file), Exit.DONE if verdict.ok else Exit.NOT_VERIFIED)


def _say(line: str) -> None:
    with contextlib.suppress(
        NotPrinted, BrokenPipeError
    ):  # the last line says so; the job is done all the same
        put(line)


def _fresh(out: Path) -> Path:
    """A folder below `out` that holds no store yet: a demo never touches what is there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {folder} can't be made: {why}.").format(folder=out, why=error.strerror),
            hint=_("Choose another folder with --out."),
        ) from error
    number = 1
    while (folder := out / f"store-{number}").exists():
        number += 1
    return folder
