"""Checking a document by itself, without any store: a PDF, or the record alone as JSON."""

import re
from collections.abc import Iterator

from holdfast.domain.errors import UserError
from holdfast.domain.proof import Proof, SignedHead, check_proof
from holdfast.domain.station import station_id
from holdfast.report.documents import nature
from holdfast.report.evidence_of import Record, read_record
from holdfast.report.verdict import Finding, Verdict, holds, unknown, wrong
from holdfast.report.verify_pages import check_pages, opened, record_in
from holdfast.report.verify_signature import Signed, signature_of
from holdfast.store.keys import is_signed
from holdfast.words import _, ngettext

_MOST = 5  # sentences of the same sort
_ENCODED = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff|[{\[]\x00|\x00+[{\[]")


def verify_document(data: bytes) -> Verdict:
    """What a file proves by itself. Bad input is a finding, never a failure."""
    if _ENCODED.match(data):
        told = _("Its encoding was changed: Holdfast writes UTF-8 without a byte order mark.")
        return Verdict((wrong("file", f"{told} {_('Ask for a fresh copy of the document.')}"),))
    if _is_json(data):
        return _of_record(data, None, b"")
    try:
        with opened(data) as document:
            signed = signature_of(data)
            record = record_in(document)
    except UserError as error:
        return Verdict((wrong("file", f"{error.what} {error.hint}".strip()),))
    return _of_record(record, signed, data)


def _is_json(data: bytes) -> bool:
    return data.lstrip(b" \t\r\n")[:1] in (b"{", b"[")


def _of_record(data: bytes, signed: Signed | None, pdf: bytes) -> Verdict:
    first = _vouched(signed, is_pdf=bool(pdf))
    try:
        record = read_record(data)
    except UserError as error:
        return Verdict((*(first if pdf else ()), wrong("record", f"{error.what} {error.hint}".strip())))
    if record.proof is None:
        none = _("The record holds no proof: it is older, or it was taken out.")
        return Verdict((*first, wrong("record", none)))
    bare = record.document is not None and nature(record.document).bare
    pages = [check_pages(pdf, record, signed=signed is not None)] if pdf else []
    return Verdict(
        findings=(
            *first,
            *_signer(signed, record.proof),
            holds("record", _("The record inside is whole: {format}.").format(format=record.format)),
            *_entries(record.proof, bare=bare),
            *_heads(record.proof),
            *pages,
        ),
        title=_title(record),
        heads=record.proof.heads,
        signer=signed.fingerprint if signed else "",
        bare=bare and not record.proof.entries,
    )


def _vouched(signed: Signed | None, *, is_pdf: bool) -> tuple[Finding, ...]:
    if signed:
        return (signed.finding,)
    if is_pdf:
        told = _("It is not signed: anybody could have changed it and its record together.")
    else:
        told = _("A record alone has no signature: entries prove themselves, the report's words do not.")
    return (unknown("signature", told),)


def _title(record: Record) -> str:
    title: object = getattr(record.document, "title", "")
    return title if isinstance(title, str) else ""


def _by_station(signed: Signed, proof: Proof) -> bool:
    return any(signed.is_over(head.public_key) for head in proof.heads)


def _signer(signed: Signed | None, proof: Proof) -> Iterator[Finding]:
    if signed is None or not signed.certificate:
        return
    if signed.fingerprint != proof.certificate:
        yield wrong(
            "signer",
            _("It was signed by somebody else, {name}: the record names another certificate.").format(
                name=signed.name
            ),
        )
    elif _by_station(signed, proof):
        yield unknown("signer", _("Signed with the station's own key; the certificate was not compared."))
    else:
        yield unknown(
            "signer",
            _("Signed by {name}, not with the station's key; the certificate was not compared.").format(
                name=signed.name
            ),
        )


def _entries(proof: Proof, *, bare: bool) -> Iterator[Finding]:
    problems = check_proof(proof)
    yield from (wrong("entries", told) for told in problems[:_MOST])
    if len(problems) > _MOST:
        more = len(problems) - _MOST
        yield wrong("entries", ngettext("{count} more.", "{count} more.", more).format(count=more))
    if problems:
        return
    if not proof.entries and bare:
        told = _(
            "A document of this kind carries no entries: its words rest on the signature."
            " The records of the incidents prove more."
        )
        yield unknown("entries", told)
        return
    if not proof.entries:
        yield unknown("entries", _("No entries are inside: what it says rests on the signature alone."))
        return
    count = len(proof.entries)
    told = ngettext(
        "{count} entry of the journal proves itself under the head.",
        "{count} entries of the journal prove themselves under the head.",
        count,
    ).format(count=count)
    hidden = _("Withheld: {withheld}, removed: {removed}.").format(
        withheld=proof.withheld, removed=proof.removed
    )
    yield holds("entries", f"{told} {hidden}")


def _heads(proof: Proof) -> Iterator[Finding]:
    keys = {head.station: head.public_key for head in proof.heads}
    for head in proof.heads:
        where = {"code": head.code or head.station[:8], "seq": head.seq}
        if not _owns(head.station, head.public_key):
            yield wrong("heads", _("The key of station {code} is not its own.").format(**where))
        elif not head.signature:
            told = _("Head {seq} of station {code} is not signed: its key was not there.")
            yield unknown("heads", told.format(**where))
        elif not _is_signed(head, keys.get(head.signer, "")):
            yield wrong("heads", _("The signature of head {seq} of station {code} is wrong.").format(**where))
        else:
            yield holds("heads", _("Head {seq} of station {code} is signed.").format(**where))


def _owns(station: str, public_key: str) -> bool:
    try:
        return station_id(bytes.fromhex(public_key)) == station
    except ValueError:
        return False


def _is_signed(head: SignedHead, public_key: str) -> bool:
    try:
        return is_signed(bytes.fromhex(public_key), bytes.fromhex(head.signature), head.signed_bytes())
    except ValueError:
        return False
