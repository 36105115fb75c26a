"""A review from the record to a file, and the file into the record.

The steps stand alone, so that a window can do the slow one aside: `check_export` and `gather_review` on the
thread that owns the store, `make_file` anywhere, `keep_export` on the store's thread again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.report.content import RENDERER, Head, Paper, ReviewReport
from holdfast.report.gather import gather_review
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_json, render_markdown
from holdfast.report.write import write_file
from holdfast.store.store import OperatorNeeded, Store
from holdfast.store.verify import prove
from holdfast.words import _

FORMATS: Final = ("pdf", "markdown", "json")
ENDINGS: Final[Mapping[str, str]] = {"pdf": ".pdf", "markdown": ".md", "json": ".json"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file: its path, the SHA-256 of its bytes in hex, and the store's own head behind it."""

    file: str
    sha256: str
    head: Head


def build_pdf(report: ReviewReport) -> bytes:
    """The PDF of a report; a pure function of values, for any thread."""
    return render_pdf(report)


def _build_markdown(report: ReviewReport) -> bytes:
    return render_markdown(report).encode()


def _build_json(report: ReviewReport) -> bytes:
    return render_json(report).encode()


_BUILD: Final[Mapping[str, Callable[[ReviewReport], bytes]]] = {
    "pdf": build_pdf,
    "markdown": _build_markdown,
    "json": _build_json,
}


def export_review(
    store: Store,
    review: str,
    target: Path,
    format: str = "pdf",  # noqa: A002  (the word of the command line)
    *,
    paper: Paper = "A4",
    language: str = "en",
) -> Exported:
    """Write a review to `target` and record that it was made; in a read-only store it is only written.

    UserError where the file can't be written, the format isn't known or nobody is at the keyboard, and
    NotProven where an entry behind the review was altered; an earlier file of that name is then unchanged.
    """
    check_export(store, format)
    prove_export(store, review)
    report = gather_review(store, review, paper=paper, language=language)
    made = make_file(report, target, format, store.journal.station)
    keep_export(store, review, report, made, format)
    return made


def check_export(store: Store, form: str) -> None:
    """Refuse before anything is written: an unknown format, or nobody to record the export for."""
    if form not in _BUILD:
        raise UserError(
            _("{format} is no format of a report.").format(format=form),
            hint=_("Choose one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    if store.by is None and not store.read_only:
        raise OperatorNeeded


def prove_export(store: Store, review: str) -> None:
    """Refuse to hand out what does not prove itself: an altered entry behind the review, or a row unlike it.

    NotProven names the first such entry. Only what the incident and its review fold is read.
    """
    incident = store.reviews.get(review).incident
    actions = [subject("action", one.id) for one in store.reviews.actions(review)]
    subjects = [subject("incident", incident), subject("review", review), *actions]
    facts = subject("store", store.facts.id)
    prove(store.database, [*subjects, facts])
    if any(store.rows.differs(name, store.journal.of(name)) for name in subjects):
        raise UserError(
            _("What is shown of this review is not what the journal says. Nothing was written."),
            hint=_("The journal is whole here. Run holdfast store rebuild, then export again."),
        )


def make_file(report: ReviewReport, target: Path, form: str, station: str) -> Exported:
    """Build a report and put it at `target`, whole or not at all; touches no store, for any thread.

    `station` is the id of the store's own station, whose head is named.
    """
    data = _BUILD[form](report)
    write_file(target, data)
    head = next((one for one in report.heads if one.station == station), report.heads[0])
    return Exported(str(target), sha256(data).hexdigest(), head)


def keep_export(store: Store, review: str, report: ReviewReport, made: Exported, form: str) -> bool:
    """Record that a file was made from these heads; False in a store that can only be read."""
    if store.read_only:
        return False
    incident = store.reviews.get(review).incident
    body = {
        "format": form,
        "sha256": made.sha256,
        "heads": [{"station": one.station, "seq": one.seq, "hash": one.hash} for one in report.heads],
        "file": Path(made.file).name,
        "parameters": {"language": report.language, "paper": report.paper, "renderer": str(RENDERER)},
    }
    store.record(New(subject("review", review), "report.made", body, (subject("incident", incident),)))
    return True
