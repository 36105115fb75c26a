"""A document from the record to a file, and the file into the record.

The steps stand alone, so that a window can do the slow ones aside (see `aside`): `check_export` on the thread
that owns the store, a function that gives a `Handout`, `prove_handout` and `make_file` anywhere,
`keep_export` on the store's thread again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.report.content import RENDERER, Head, Paper
from holdfast.report.documents import Document, nature
from holdfast.report.gather import gather_review
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_json, render_markdown
from holdfast.report.write import write_file
from holdfast.store.store import OperatorNeeded, Store
from holdfast.store.verify import prove
from holdfast.words import _

FORMATS: Final = ("pdf", "markdown", "json")
TABLES: Final = (*FORMATS, "csv")
"""The forms of a document whose rows can stand for it."""
ENDINGS: Final[Mapping[str, str]] = {"pdf": ".pdf", "markdown": ".md", "json": ".json", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Handout:
    """A document that is ready to be handed out: what it shows, what proves it, where that is recorded.

    `rests_on` are the subjects whose entries it shows. Its making is recorded on `subject` and is about
    `about`, with these `parameters` beside those that every document has.
    """

    document: Document
    rests_on: tuple[str, ...]
    subject: str
    about: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file: its path, the SHA-256 of its bytes in hex, and the store's own head behind it."""

    file: str
    sha256: str
    head: Head


def build_pdf(document: Document) -> bytes:
    """The PDF of a document; a pure function of values, for any thread."""
    return render_pdf(document)


def _build_markdown(document: Document) -> bytes:
    return render_markdown(document).encode()


def _build_json(document: Document) -> bytes:
    return render_json(document).encode()


def _build_csv(document: Document) -> bytes:
    table = nature(document).table
    if table is None:
        raise UserError(
            _("This document is no table and cannot be written as CSV. Nothing was written."),
            hint=_("Choose one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    return table(document).encode("utf-8", "replace")


_BUILD: Final[Mapping[str, Callable[[Document], bytes]]] = {
    "pdf": build_pdf,
    "markdown": _build_markdown,
    "json": _build_json,
    "csv": _build_csv,
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
    return hand_out(store, review_handout(store, review, paper=paper, language=language), target, format)


def review_handout(store: Store, review: str, *, paper: Paper = "A4", language: str = "en") -> Handout:
    """A review as it is recorded now."""
    value = store.reviews.get(review)
    incident = subject("incident", value.incident)
    actions = (subject("action", one.id) for one in store.reviews.actions(review))
    runs = (subject("run", one.id) for one in store.runbooks.runs_of(value.incident))
    report = gather_review(store, review, paper=paper, language=language)
    on = subject("review", review)
    return Handout(report, (incident, on, *actions, *runs), on, (incident,))


def hand_out(store: Store, handout: Handout, target: Path, form: str) -> Exported:
    """Prove a document, write it to `target` and record that it was made; the errors of `export_review`."""
    check_export(store, form)
    prove_handout(store, handout)
    made = make_file(handout.document, target, form, store.journal.station)
    keep_export(store, handout, made, form)
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


def prove_handout(store: Store, handout: Handout) -> None:
    """Refuse to hand out what does not prove itself: an altered entry behind it, or a row unlike it.

    NotProven names the first such entry. Only what the document shows is read.
    """
    prove(store.database, [*handout.rests_on, subject("store", store.facts.id)])
    if _differs(store, handout.rests_on):
        raise UserError(
            _("What is shown here is not what the journal says. Nothing was written."),
            hint=_("The journal is whole here. Run holdfast store rebuild, then export again."),
        )


def _differs(store: Store, subjects: Iterable[str]) -> bool:
    return any(store.rows.differs(name, store.journal.of(name)) for name in subjects)


def make_file(document: Document, target: Path, form: str, station: str) -> Exported:
    """Build a document and put it at `target`, whole or not at all; touches no store, for any thread.

    `station` is the id of the store's own station, whose head is named.
    """
    data = _BUILD[form](document)
    write_file(target, data)
    heads = document.imprint.heads
    head = next((one for one in heads if one.station == station), heads[0])
    return Exported(str(target), sha256(data).hexdigest(), head)


def keep_export(store: Store, handout: Handout, made: Exported, form: str) -> bool:
    """Record that a file was made from these heads; False in a store that can only be read."""
    if store.read_only:
        return False
    imprint = handout.document.imprint
    common = {"language": imprint.language, "paper": imprint.paper, "renderer": str(RENDERER)}
    body = {
        "format": form,
        "sha256": made.sha256,
        "heads": [{"station": one.station, "seq": one.seq, "hash": one.hash} for one in imprint.heads],
        "file": Path(made.file).name,
        "parameters": {**common, **handout.parameters},
    }
    store.record(New(handout.subject, "report.made", body, handout.about))
    return True
