"""A document from the record to a file, and the file into the record.

The steps stand alone, so that a window can do the slow ones aside (see `aside`): `check_export` on the thread
that owns the store, a function that gives a `Handout`, `prove_handout` and `make_file` anywhere,
`keep_export` on the store's thread again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from holdfast.desk.steps_left import steps_left
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.proof import Proof
from holdfast.domain.review import Review
from holdfast.domain.seal import Seal
from holdfast.report.content import RENDERER, Head, Paper
from holdfast.report.documents import Document, nature
from holdfast.report.evidence_of import render_json
from holdfast.report.gather import gather_review, shown_then
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_markdown
from holdfast.report.write import write_file
from holdfast.review.interviews import may_read, printed_members
from holdfast.store.store import OperatorNeeded, Store
from holdfast.store.verify import prove
from holdfast.words import _

FORMATS: Final = ("pdf", "markdown", "json")
Signer = Literal["station", "nobody"] | Seal
"""Whose signature a PDF gets: the station's where its key is here, nobody's, or an organisation's."""
TABLES: Final = (*FORMATS, "csv")
"""The forms of a document whose rows can stand for it."""
ENDINGS: Final[Mapping[str, str]] = {"pdf": ".pdf", "markdown": ".md", "json": ".json", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Handout:
    """A document that is ready to be handed out: what it shows, what proves it, where that is recorded.

    `rests_on` are the subjects whose entries it shows. Its making is recorded on `subject` and is about
    `about`, with these `parameters` beside those that every document has. `shown` are the members that it
    prints of entries which no other document shows.
    """

    document: Document
    rests_on: tuple[str, ...]
    subject: str
    about: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    shown: Mapping[str, Collection[str]] = field(default_factory=dict[str, Collection[str]])


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file: its path, the SHA-256 of its bytes in hex, and the store's own head behind it."""

    file: str
    sha256: str
    head: Head


@dataclass(frozen=True, slots=True)
class Ready:
    """A handout that proved itself: what its file is made from. `at` is when it is signed, `seal` by what."""

    handout: Handout
    proof: Proof
    station: str
    at: datetime
    seal: Seal | None = None


def build_pdf(document: Document) -> bytes:
    """The PDF of a document as a preview shows it; a pure function of values, for any thread."""
    return render_pdf(document)


def _build_pdf(ready: Ready) -> bytes:
    return render_pdf(ready.handout.document, ready.proof)


def _build_markdown(ready: Ready) -> bytes:
    return render_markdown(ready.handout.document).encode()


def _build_json(ready: Ready) -> bytes:
    return render_json(ready.handout.document, ready.proof)


def _build_csv(ready: Ready) -> bytes:
    document = ready.handout.document
    table = nature(document).table
    if table is None:
        raise UserError(
            _("This document is no table and cannot be written as CSV. Nothing was written."),
            hint=_("Choose one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    return table(document).encode("utf-8", "replace")


_BUILD: Final[Mapping[str, Callable[[Ready], bytes]]] = {
    "pdf": _build_pdf,
    "markdown": _build_markdown,
    "json": _build_json,
    "csv": _build_csv,
}


def export_review(  # noqa: PLR0913  (what a person may choose, each with its usual answer)
    store: Store,
    review: str,
    target: Path,
    format: str = "pdf",  # noqa: A002  (the word of the command line)
    *,
    paper: Paper = "A4",
    language: str = "en",
    signer: Signer = "station",
) -> Exported:
    """Write a review to `target` and record that it was made; in a read-only store it is only written.

    UserError where the file can't be written, the format isn't known or nobody is at the keyboard, and
    NotProven where an entry behind the review was altered; an earlier file of that name is then unchanged.
    """
    check_export(store, format, signer)
    handout = review_handout(store, review, paper=paper, language=language)
    return hand_out(store, handout, target, format, signer)


def review_handout(
    store: Store,
    review: str,
    *,
    revision: int | None = None,
    notes: bool = False,
    paper: Paper = "A4",
    language: str = "en",
) -> Handout:
    """A review as it is recorded now, or as a revision of it was released.

    `notes` prints the interview notes, for those who may read them; a UserError for others.
    """
    value = store.reviews.get(review)
    if notes:
        _check_reader(store, value)
    incident = subject("incident", value.incident)
    actions = (subject("action", one.id) for one in store.reviews.actions(review))
    runs = (subject("run", one.id) for one in store.runbooks.runs_of(value.incident))
    report = gather_review(
        store, review, revision=revision, notes=notes, paper=paper, language=language, left=steps_left
    )
    on = subject("review", review)
    said = {} if revision is None else {"revision": str(revision)}
    if notes:
        said["interview_notes"] = "printed"
    shown = printed_members(shown_then(store, review, revision).review) if notes else {}
    return Handout(report, (incident, on, *actions, *runs), on, (incident,), said, shown)


def _check_reader(store: Store, value: Review) -> None:
    why = may_read(value, store.by)
    if why:
        raise UserError(
            _("{why} Nothing was written.").format(why=why), hint=_("Export it without the notes.")
        )


def hand_out(store: Store, handout: Handout, target: Path, form: str, signer: Signer = "station") -> Exported:
    """Prove a document, write it to `target` and record that it was made; the errors of `export_review`."""
    check_export(store, form, signer)
    ready = prove_handout(store, handout, signer)
    made = make_file(ready, target, form)
    keep_export(store, ready, made, form)
    return made


def check_export(store: Store, form: str, signer: Signer = "station") -> None:
    """Refuse before anything is written: an unknown format, or nobody to record the export for.

    A station that is to sign for the first time is given its certificate here, so that a document gathered
    after this has it in its journal.
    """
    if form not in _BUILD:
        raise UserError(
            _("{format} is no format of a report.").format(format=form),
            hint=_("Choose one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    if store.by is None and not store.read_only:
        raise OperatorNeeded
    if form == "pdf" and signer == "station":
        from holdfast.store.certificates import certify  # noqa: PLC0415  (start-up: cryptography is large)

        certify(store)


def prove_handout(store: Store, handout: Handout, signer: Signer = "station") -> Ready:
    """Refuse to hand out what does not prove itself: an altered entry behind it, or a row unlike it.

    NotProven names the first such entry. Of the entries only those that the document shows are read, of the
    rest their hashes.
    """
    compare(store, handout.rests_on)
    from holdfast.store.proofs import prove_entries  # noqa: PLC0415  (start-up: cryptography is large)

    seal = _seal(store, signer)
    heads = [(head.station, head.seq) for head in handout.document.imprint.heads]
    # a card goes to outsiders, and a checklist rests on runs of any incident: no entry leaves with them
    inside = () if nature(handout.document).working else handout.rests_on
    certificate = "" if seal is None else seal.fingerprint
    proof = prove_entries(store, inside, heads, certificate, handout.shown)
    return Ready(handout, proof, store.journal.station, store.clock(), seal)


def _seal(store: Store, signer: Signer) -> Seal | None:
    if signer == "station":
        from holdfast.store.certificates import station_seal  # noqa: PLC0415  (start-up: cryptography is large)

        return station_seal(store)
    return None if signer == "nobody" else signer


def compare(store: Store, subjects: Collection[str]) -> None:
    """Refuse what is shown of these subjects where an entry was altered, or a row is unlike the journal."""
    prove(store.database, [*subjects, subject("store", store.facts.id)])
    if _differs(store, subjects):
        raise UserError(
            _("What is shown here is not what the journal says. Nothing was written."),
            hint=_("The journal is whole here. Run holdfast store rebuild, then export again."),
        )


def _differs(store: Store, subjects: Iterable[str]) -> bool:
    return any(store.rows.differs(name, store.journal.of(name)) for name in subjects)


def make_file(ready: Ready, target: Path, form: str) -> Exported:
    """Build a document, sign it and put it at `target`, whole or not at all; touches no store, for any
    thread.
    """
    data = _BUILD[form](ready)
    if form == "pdf" and ready.seal is not None:
        # pyHanko takes half a second to load: at start nobody needs it.
        from holdfast.report.sign import sign_pdf  # noqa: PLC0415

        data = sign_pdf(data, ready.seal, ready.at)
    write_file(target, data)
    heads = ready.handout.document.imprint.heads
    head = next((one for one in heads if one.station == ready.station), heads[0])
    return Exported(str(target), sha256(data).hexdigest(), head)


def keep_export(store: Store, ready: Ready, made: Exported, form: str) -> bool:
    """Record that a file was made from these heads, and keep their signatures; False in a store that can only
    be read.
    """
    if store.read_only:
        return False
    handout = ready.handout
    imprint = handout.document.imprint
    common = {"language": imprint.language, "paper": imprint.paper, "renderer": str(RENDERER)}
    if form == "pdf" and ready.seal is not None:
        common["signed_with"] = ready.seal.fingerprint
    body = {
        "format": form,
        "sha256": made.sha256,
        "heads": [{"station": one.station, "seq": one.seq, "hash": one.hash} for one in imprint.heads],
        "file": Path(made.file).name,
        "parameters": {**common, **handout.parameters},
    }
    from holdfast.store.signatures import keep_signatures  # noqa: PLC0415  (start-up: cryptography is large)

    with store.command():
        store.record(New(handout.subject, "report.made", body, handout.about))
        if form != "markdown":
            keep_signatures(store, ready.proof.heads)
    return True
