"""An audit pack: the register of a period, and of each of its incidents, or of a sample, everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec

from holdfast import paths
from holdfast.desk.aside import Beside
from holdfast.desk.export import Exported, Handout, Ready, prove_handout, review_handout
from holdfast.desk.pack_words import read_me
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import (
    Asked,
    Progress,
    compare_rows,
    going_on,
    register_rows,
    register_start,
)
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.report.evidence_of import render_json
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.language import spoken
from holdfast.report.pack import HEADERS, READ_ME, VERIFIER, drawn, packed_zip
from holdfast.report.pdf import render_pdf
from holdfast.report.register import MOST_ON_PAGES, Register, RegisterRow, csv_pieces, json_pieces
from holdfast.report.spreadsheet import rows_text
from holdfast.report.write import write_pieces
from holdfast.store.store import Store
from holdfast.words import _

DOCUMENT: Final = "audit-pack"
MOST: Final = 500
"""Incidents of which a pack holds everything."""
_EVIDENCE: Final = ("incident", "name", "sha256", "size", "added", "by", "where", "checked", "withdrawn")


@dataclass(frozen=True, slots=True)
class PackAsked:
    """Which pack: a period, and of `sample` incidents of it, drawn by `seed`, or of all for None."""

    register: Asked
    sample: int | None = None
    seed: str = ""


def make_pack(
    store: Store, asked: PackAsked, target: Path, progress: Progress = going_on
) -> tuple[Ready, Exported]:
    """Write a pack to `target`; `keep_export` is left. UserError where it is stopped, or as `hand_out`.

    Its PDFs are not signed, so that the same record and seed give the same bytes; their heads are.
    """
    with store.database.at_one_moment(), spoken(asked.register.language):
        start = register_start(store, asked.register)
        compare_rows(store, asked.register)
        chosen = _chosen(store, asked)
        ready = prove_handout(store, _handout(store, asked, start), "nobody")
        about = _about(asked, start, chosen)
        sha256 = write_pieces(target, packed_zip(_files(store, asked, start, chosen, progress), about))
    own = next(one for one in start.imprint.heads if one.station == ready.station)
    return ready, Exported(str(target), sha256, own)


def pack_aside(
    asked: PackAsked, place: Beside, target: Path, _form: str, progress: Progress
) -> tuple[Ready, Exported]:
    """`make_pack` over a connection of its own; for any thread."""
    with place.open() as store:
        return make_pack(store, asked, target, progress)


def _handout(store: Store, asked: PackAsked, start: Register) -> Handout:
    sample = {} if asked.sample is None else {"sample": str(asked.sample), "seed": asked.seed}
    period = {"since": asked.register.since.isoformat(), "until": asked.register.until.isoformat()}
    parameters = {"document": DOCUMENT, **period, **sample, "zone": start.imprint.zone}
    return Handout(start, (), subject("store", store.facts.id), (), parameters)


def _chosen(store: Store, asked: PackAsked) -> list[Incident]:
    """The incidents of which everything is in the pack, in the order of the register."""
    if asked.sample is not None and asked.sample < 1:
        raise UserError(_("A sample has at least one incident."), hint=_("Give --sample a number from 1 on."))
    begin, end = asked.register.seconds
    refs = [one.ref for one in store.incidents.declared_between(begin, end) if not one.drill]
    wanted = refs if asked.sample is None else drawn(asked.seed, refs, asked.sample)
    if len(wanted) > MOST:
        raise UserError(
            _("This pack would hold {count} incidents; it can hold {most}.").format(
                count=f"{len(wanted):,}", most=MOST
            ),
            hint=_("Choose a shorter period, or a sample: --sample 25."),
        )
    if not wanted:
        raise UserError(
            _("No incident was declared in this period. Nothing was written."),
            hint=_("Choose another period."),
        )
    kept = set(wanted)
    found = store.incidents.declared_between(begin, end)
    return [one for one in found if one.ref in kept and not one.drill]


def _about(asked: PackAsked, start: Register, chosen: Sequence[Incident]) -> dict[str, Any]:
    return {
        "since": asked.register.since.isoformat(),
        "until": asked.register.until.isoformat(),
        "zone": start.imprint.zone,
        "incidents": start.incidents,
        "drills": start.drills,
        "sample": asked.sample,
        "seed": asked.seed if asked.sample is not None else None,
        "drawn_by": "smallest SHA-256 of 'SEED REF' in UTF-8" if asked.sample is not None else None,
        "chosen": [one.ref for one in chosen],
        "heads": start.imprint.heads,
        "marking": start.imprint.marking,
    }


def _files(
    store: Store, asked: PackAsked, start: Register, chosen: Sequence[Incident], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Every file of the pack, made when it is its turn."""
    yield READ_ME, read_me(start, [one.ref for one in chosen], asked.sample, asked.seed).encode()
    yield from _register(store, asked.register, start)
    evidence: list[tuple[str, ...]] = [_EVIDENCE]
    rests_on: list[str] = []
    for number, value in enumerate(chosen):
        if not progress(number, len(chosen)):
            raise UserError(_("Stopped. No pack was written."))
        handout = record_handout(
            store, value.id, paper=asked.register.paper, language=asked.register.language
        )
        evidence += _evidence(value, handout)
        rests_on += handout.rests_on
        yield from _document(store, f"records/{value.ref}", handout)
        for name, revision in _reviews(store, value):
            review = review_handout(
                store,
                value.review_id,
                revision=revision,
                paper=asked.register.paper,
                language=asked.register.language,
            )
            rests_on += review.rests_on
            yield from _document(store, f"reviews/{name}", review)
    progress(len(chosen), len(chosen))
    yield "evidence.csv", rows_text(evidence).encode("utf-8", "replace")
    yield HEADERS, _headers(store, start, rests_on)
    yield VERIFIER, (paths.resources() / "verify" / VERIFIER).read_bytes()


def _reviews(store: Store, value: Incident) -> Iterator[tuple[str, int | None]]:
    """What stands of its review, by name: what was last released, and what is written since."""
    if not value.review_id:
        return
    review = store.reviews.get(value.review_id)
    released = review.flow.releases[-1].revision if review.flow.releases else None
    yield f"{value.ref}-review", released
    if released is not None and review.state != "released":
        yield f"{value.ref}-review-revision-{review.revision}-draft", None


def _register(store: Store, asked: Asked, start: Register) -> Iterator[tuple[str, bytes]]:
    """All incidents of the period, so that what was drawn can be held against them."""

    def rows() -> Iterator[RegisterRow]:
        return register_rows(store, asked, start, going_on)

    ready = prove_handout(store, Handout(start, (), subject("store", store.facts.id)), "nobody")
    yield "register.csv", "".join(csv_pieces(rows())).encode("utf-8", "replace")
    whole = json_pieces(render_json(start, ready.proof).decode(), rows())
    yield "register.json", "".join(whole).encode("utf-8", "replace")
    if start.incidents <= MOST_ON_PAGES:
        yield "register.pdf", render_pdf(replace(start, rows=tuple(rows())), ready.proof)


def _document(store: Store, name: str, handout: Handout) -> Iterator[tuple[str, bytes]]:
    ready = prove_handout(store, handout, "nobody")
    yield f"{name}.pdf", render_pdf(handout.document, ready.proof)
    yield f"{name}.json", render_json(handout.document, ready.proof)


def _evidence(value: Incident, handout: Handout) -> Iterator[tuple[str, ...]]:
    record = handout.document
    assert isinstance(record, IncidentRecord)
    for one in record.evidence:
        size = str(one.size)
        yield value.ref, one.name, one.sha256, size, one.at, one.who, one.where, one.found, one.withdrawn


def _headers(store: Store, start: Register, rests_on: Sequence[str]) -> bytes:
    """The headers of all entries behind the records, each with its inclusion proof; no words of any."""
    from holdfast.store.proofs import prove_entries  # noqa: PLC0415  (start-up: cryptography is large)

    heads = [(head.station, head.seq) for head in start.imprint.heads]
    proof = prove_entries(store, frozenset(rests_on), heads)
    entries = [{"header": one.header, "hash": one.hash(), "path": one.path} for one in proof.entries]
    value = {"format": "holdfast.journal-headers", "heads": proof.heads, "nodes": proof.nodes}
    return msgspec.json.Encoder(order="sorted").encode({**value, "entries": entries})
