"""A document that was handed out proves itself, and every way of lying with one is told."""

import io
import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from holdfast import paths
from holdfast.desk.export import export_review, prove_handout, review_handout
from holdfast.desk.verify import order_of, verify_file
from holdfast.domain.errors import UserError
from holdfast.report.evidence_of import read_record, render_json
from holdfast.report.pdf import render_pdf
from holdfast.report.sign import sign_pdf
from holdfast.report.verdict import Verdict
from holdfast.report.verify import verify_document
from holdfast.report.verify_signature import signature_of
from holdfast.respond.incident import add_note
from holdfast.store.certificates import certify, seal_from
from holdfast.store.opening import open_store
from tests.store.certificates import NOW, make_pkcs12
from tests.ui.review.story import Story, tell, write_all

FLIPS = 100


@dataclass(frozen=True)
class Made:
    story: Story
    review: str
    folder: Path
    pdf: bytes
    unsigned: bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("made")
    story = tell(folder / "store")
    review = write_all(story)
    export_review(story.store, review.id, folder / "review.pdf")
    data = (folder / "review.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        record = read_record(pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes())
    yield Made(story, review.id, folder, data, render_pdf(record.document, record.proof))
    story.store.close()


def states(verdict: Verdict) -> dict[str, str]:
    return {one.topic: one.state for one in verdict.findings}


def told(data: bytes) -> str:
    verdict = verify_document(data)
    assert not verdict.fits
    return " ".join(one.told for one in verdict.findings if one.state == "wrong")


def test_a_document_proves_itself_and_leaves_open_who_signed(made: Made) -> None:
    verdict = verify_document(made.pdf)
    assert (verdict.fits, verdict.compared, verdict.ok) == (True, False, False)
    assert states(verdict) == {
        "signature": "holds",
        "signer": "open",
        "record": "holds",
        "entries": "holds",
        "heads": "holds",
        "pages": "holds",
    }
    assert "was not compared" in verdict.summary


def test_beside_its_store_it_is_compared(made: Made) -> None:
    verdict = verify_file(made.folder / "review.pdf", made.story.store).verdict
    assert (verdict.ok, verdict.compared) == (True, True)
    assert states(verdict)["store"] == "holds"


def test_in_another_store_it_says_so(made: Made, tmp_path: Path) -> None:
    with open_store(tmp_path / "other", clock=made.story.store.clock) as other:
        verdict = verify_file(made.folder / "review.pdf", other).verdict
    assert (verdict.fits, verdict.ok) == (True, False)
    assert states(verdict) | {"store": "open", "signer": "open"} == states(verdict)


def test_a_fingerprint_is_compared_as_people_write_it(made: Made) -> None:
    own = made.story.store.station.fingerprint
    grouped = ":".join(own[at : at + 2] for at in range(0, 64, 2)).upper()
    assert verify_file(made.folder / "review.pdf", None, grouped).verdict.compared
    other = verify_file(made.folder / "review.pdf", None, "0" * 64).verdict
    assert not other.ok
    assert "somebody else" in " ".join(one.told for one in other.findings)
    with pytest.raises(UserError, match="64 hexadecimal"):
        verify_file(made.folder / "review.pdf", None, "12ab")


def test_every_flipped_byte_and_every_appended_revision_is_told(made: Made) -> None:
    chance = Random(20261128)
    lies = []
    for _number in range(FLIPS):
        place = chance.randrange(len(made.pdf))
        lies.append(flipped(made.pdf, place, 1 << chance.randrange(8)))
    lies += appended(made.pdf)
    missed = [number for number, lie in enumerate(lies) if verify_document(lie).fits or not told(lie)]
    assert (len(lies), missed) == (105, [])


def test_a_name_lost_behind_the_pages_is_told(made: Made) -> None:
    place = made.pdf.rindex(b"/Info ") + 1
    assert "More than a signature was added" in told(flipped(made.pdf, place, 1))


def flipped(pdf: bytes, place: int, bits: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ bits]) + pdf[place + 1 :]


def appended(pdf: bytes) -> list[bytes]:
    """Five revisions behind the signature: a comment, an object, a catalogue, a page, another signature."""
    last = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    start = len(pdf)
    body = b"1 0 obj\n<</Type/Catalog/Pages 8 0 R>>\nendobj\n"
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Size 999/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    catalogue = body + table % (start, last, start + len(body))
    other = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages.append(document.pages[0])
        document.save(other)
    return [
        pdf + b"% nothing\n%%EOF\n",
        pdf + b"900 0 obj\n<<>>\nendobj\n%%EOF\n",
        pdf + catalogue,
        pdf + other.getvalue(),
        pdf + pdf[pdf.rindex(b"/ByteRange") - 20 :],
    ]


def test_every_byte_of_the_signature_counts(made: Made) -> None:
    (found,) = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) ", made.pdf)
    before, after = int(found[1]), int(found[2])
    head, held, tail = made.pdf[: before + 1], made.pdf[before + 1 : after - 1], made.pdf[after - 1 :]
    der = bytes.fromhex(held.decode())
    for place in range(0, len(der), 5):
        signed = signature_of(head + flipped(der, place, 1).hex().upper().encode() + tail)
        assert signed is not None
        assert signed.finding.state == "wrong", place
    assert "does not cover" in told(head + held.lower() + tail)


def encrypted(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def foreign(_pdf: bytes) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "An invoice")
    canvas.save()
    return out.getvalue()


def with_another_file(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments["other.json"] = pikepdf.AttachedFileSpec(document, b"{}")
        document.save(out)
    return out.getvalue()


def without_its_record(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.Names.EmbeddedFiles
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        (lambda _pdf: b"Dear auditor,", "This is not a PDF."),
        (lambda _pdf: b"", "The file is empty."),
        (lambda _pdf: b"[1, 2]", "not in the form that Holdfast writes"),
        (lambda _pdf: b'\xef\xbb\xbf{"a":1}', "Its encoding was changed"),
        (lambda pdf: pdf[: len(pdf) // 2], "The file is cut short"),
        (encrypted, "The file is encrypted"),
        (foreign, "There is no record inside"),
        (without_its_record, "There is no record inside"),
        (with_another_file, "More than one file is inside; Holdfast puts in the record alone."),
        (lambda pdf: pdf + b"% more\n%%EOF\n", "Something was appended to the file after it was signed."),
        (lambda _pdf: b'{"format": 1', "This is no JSON that can be read"),
        (lambda _pdf: b'{"format":"x"}tail', "Something stands behind the end of the JSON"),
        (lambda _pdf: b'{"format":"x"}{"format":"x"}', "Something stands behind the end of the JSON"),
        (lambda _pdf: b'{"format":"x"}\0', "Something stands behind the end of the JSON"),
        (lambda _pdf: b'{"format":"x","renderer":1,"report":{}}', "The record holds no proof"),
        (lambda _pdf: b'{"a":' * 100_000, "This is no JSON that can be read"),
        (lambda _pdf: b'{"a":1}', "none of Holdfast's"),
        (lambda _pdf: b'{"format":"x","format":"y","renderer":1}', "not in the form that Holdfast writes"),
    ],
)
def test_bad_input_has_its_own_sentence(made: Made, lie: Callable[[bytes], bytes], said: str) -> None:
    assert said in told(lie(made.pdf))


def test_signed_by_somebody_else(made: Made, tmp_path: Path) -> None:
    other = seal_from(make_pkcs12(tmp_path / "org.p12", "x"), "x", NOW)
    assert "signed by somebody else, Example operations" in told(sign_pdf(made.unsigned, other, NOW))


def test_an_organisations_signature_needs_somebody_who_compares_it(made: Made, tmp_path: Path) -> None:
    other = seal_from(make_pkcs12(tmp_path / "org.p12", "x"), "x", NOW)
    export_review(made.story.store, made.review, tmp_path / "org.pdf", signer=other)
    verdict = verify_file(tmp_path / "org.pdf", made.story.store).verdict
    assert (verdict.ok, verdict.fits) == (False, True)
    assert "not compared" in verdict.summary
    assert "not with the station's key" in " ".join(one.told for one in verdict.findings)
    assert verify_file(tmp_path / "org.pdf", None, other.fingerprint).verdict.ok


def test_an_rsa_signature_is_judged_alike(made: Made, tmp_path: Path) -> None:
    seal = seal_from(make_pkcs12(tmp_path / "org.p12", "x", rsa_key=True), "x", NOW)
    export_review(made.story.store, made.review, tmp_path / "rsa.pdf", signer=seal)
    assert verify_file(tmp_path / "rsa.pdf", None, seal.fingerprint).verdict.ok
    program = str(paths.resources() / "verify" / "holdfast-verify")
    words = [sys.executable, program, str(tmp_path / "rsa.pdf"), "--fingerprint", seal.fingerprint]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def swapped(pdf: bytes, record: bytes) -> bytes:
    """The same pages with another record inside."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        stream = document.Root.Names.EmbeddedFiles.Names[1].EF.F
        stream.write(zlib.compress(record), filter=pikepdf.Name.FlateDecode)
        document.save(out, compress_streams=False, deterministic_id=True)
    return out.getvalue()


def test_a_swapped_record_does_not_give_these_pages_whoever_signs(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        record = read_record(pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes())
    assert record.document is not None
    other = render_json(replace(record.document, title="Nothing happened"), record.proof)
    seal = certify(made.story.store)
    assert seal is not None
    lie = sign_pdf(swapped(made.unsigned, other), seal, NOW)
    verdict = verify_document(lie)
    assert states(verdict)["signature"] == "holds"
    assert "Page 1 is not the one that the record gives." in told(lie)


def test_whoever_signs_can_not_lay_other_pages_over_those_of_the_record(made: Made) -> None:
    seal = certify(made.story.store)
    assert seal is not None
    with pikepdf.open(io.BytesIO(made.unsigned)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
    start, last = len(made.unsigned), int(re.findall(rb"startxref\s+(\d+)", made.unsigned)[-1])
    body = b"%d 0 obj\n<</Length 1>>\nstream\n \nendstream\nendobj\n" % number
    root = re.findall(rb"/Root (\d+) 0 R /Size (\d+)", made.unsigned)[-1]
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Root %s 0 R/Info 2 0 R/Size %s/Prev %d>>\n"
    table += b"startxref\n%d\n%%%%EOF\n"
    laid = made.unsigned + body + table % (number, start, *root, last, start + len(body))
    lie = sign_pdf(laid, seal, NOW)
    assert states(verify_document(lie))["signature"] == "holds"
    assert "More than a signature was added" in told(lie)


def test_an_unsigned_one_is_never_taken_for_proven(made: Made) -> None:
    verdict = verify_document(made.unsigned)
    assert (verdict.ok, verdict.wrong) == (False, False)
    assert states(verdict)["pages"] == "holds"
    assert "not signed" in verdict.findings[0].told


def test_a_record_alone_proves_its_entries(made: Made, tmp_path: Path) -> None:
    export_review(made.story.store, made.review, tmp_path / "review.json", "json")
    verdict = verify_file(tmp_path / "review.json", made.story.store).verdict
    assert (verdict.ok, verdict.wrong) == (False, False)
    assert states(verdict) == {
        "signature": "open", "record": "holds", "entries": "holds", "heads": "holds", "store": "holds",
    }  # fmt: skip
    text = json.loads((tmp_path / "review.json").read_text())
    text["proof"]["heads"][0]["signature"] = "3006020101020101"
    assert "signature of head" in told(canonical(text))
    text["proof"]["heads"][0]["public_key"] = "00"
    assert "is not its own" in told(canonical(text))


def test_of_two_documents_the_later_extends_the_earlier(made: Made, tmp_path: Path) -> None:
    store = made.story.store
    first = verify_file(made.folder / "review.pdf", store).verdict
    add_note(store, made.story.incident.id, "One more", "note")
    export_review(store, made.review, tmp_path / "later.pdf")
    second = verify_file(tmp_path / "later.pdf", store).verdict
    for pair in ((first, second), (second, first)):
        ((found),) = order_of(*pair, store)
        assert (found.state, "extends" in found.told) == ("holds", True)
    assert [one.state for one in order_of(first, second, None)] == ["open"]
    assert [one.state for one in order_of(first, first, None)] == ["holds"]
    other = replace(first, heads=tuple(replace_root(head) for head in first.heads))
    assert [one.state for one in order_of(other, second, store)] == ["wrong"]
    assert [one.state for one in order_of(other, first, store)] == ["wrong"]
    assert [one.state for one in order_of(first, Verdict(()), store)] == ["open"]


def replace_root(head: object) -> object:
    import msgspec

    return msgspec.structs.replace(head, root="0" * 64)


def test_a_rewritten_journal_is_told_beside_the_store(made: Made) -> None:
    store = made.story.store
    head = verify_document(made.pdf).heads[0]
    with store.database.writing(), store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        where = (head.station, 3)
        kept = store.database.one("SELECT hash FROM entry WHERE station = ? AND seq = ?", where)
        store.database.run("UPDATE entry SET hash = zeroblob(32) WHERE station = ? AND seq = ?", where)
    try:
        verdict = verify_file(made.folder / "review.pdf", store).verdict
        assert states(verdict)["store"] == "wrong"
    finally:
        with store.database.writing(), store.database.opened_up("migration"):
            store.database.run("UPDATE entry SET hash = ? WHERE station = ? AND seq = ?", (kept, *where))


def test_a_store_that_is_behind_says_how_far_it_knows(made: Made) -> None:
    store = made.story.store
    head = verify_document(made.pdf).heads[0]
    with store.database.writing():
        store.database.run("UPDATE head SET seq = 5")
    verdict = verify_file(made.folder / "review.pdf", store).verdict
    assert states(verdict)["store"] == "open"
    assert f"only up to entry 5; the document is of {head.seq}" in verdict.findings[-1].told
    with store.database.writing():
        store.database.run("UPDATE head SET seq = (SELECT max(seq) FROM entry)")


def test_the_same_record_and_head_give_the_same_bytes_before_signing(made: Made) -> None:
    ready = prove_handout(made.story.store, review_handout(made.story.store, made.review))
    again = prove_handout(made.story.store, review_handout(made.story.store, made.review))
    assert render_pdf(ready.handout.document, ready.proof) == render_pdf(again.handout.document, again.proof)


def test_a_document_without_entries_leaves_them_open(made: Made) -> None:
    handout = replace(review_handout(made.story.store, made.review), rests_on=())
    ready = prove_handout(made.story.store, handout)
    verdict = verify_document(render_pdf(ready.handout.document, ready.proof))
    assert (states(verdict)["entries"], states(verdict)["heads"]) == ("open", "holds")


_AGAIN = """
import sys
from hashlib import sha256
from pathlib import Path
from holdfast.report.evidence_of import read_record
from holdfast.report.pdf import render_pdf
record = read_record(Path(sys.argv[1]).read_bytes())
print(sha256(render_pdf(record.document, record.proof)).hexdigest())
"""


def test_the_pages_are_the_same_bytes_in_any_zone_and_with_any_hash_seed(made: Made, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (tmp_path / "record").write_bytes(pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes())
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "4242")):
        around = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        words = [sys.executable, "-c", _AGAIN, str(tmp_path / "record")]
        done = subprocess.run(words, env=around, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == sha256(made.unsigned).hexdigest()


def test_a_file_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        verify_file(tmp_path / "nothing.pdf")
