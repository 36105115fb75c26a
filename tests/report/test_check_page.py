"""The page *How to check this document* says what is inside and what it can't say of itself."""

from collections.abc import Callable

import msgspec

from holdfast.domain.proof import Proof
from holdfast.report.content import ReviewReport
from holdfast.report.pdf import render_pdf
from tests.report.conftest import HASH, make_card, make_checklist, make_sheet
from tests.report.test_sign import PROOF

Texts = Callable[[bytes], list[str]]


def last(texts: Texts, proof: Proof, report: ReviewReport) -> str:
    return " ".join(texts(render_pdf(report, proof))[-1].split())


def test_it_is_the_last_page(review: Callable[..., ReviewReport], texts: Texts) -> None:
    said = last(texts, PROOF, review())
    assert "How to check this document" in said
    assert "2 entries are withheld" in said
    assert "From 1 entry words were removed" in said
    assert "not compared" in said
    assert "9c41 e2aa" in said
    for words in ("holdfast verify FILE.pdf", "holdfast-verify FILE.pdf", "pdfsig FILE.pdf"):
        assert words in said


def test_an_unsigned_copy_says_so(review: Callable[..., ReviewReport], texts: Texts) -> None:
    bare = msgspec.structs.replace(PROOF, certificate="", withheld=0, removed=0)
    said = last(texts, bare, review())
    assert "this copy is not signed" in said
    assert "No entry is withheld. No words were removed from any." in said
    assert HASH[:4] not in said.split("Page")[0]


def test_a_document_without_entries_says_so(review: Callable[..., ReviewReport], texts: Texts) -> None:
    assert "No entries of the journal are inside" in last(texts, PROOF, review())


def test_a_preview_and_working_papers_have_none(texts: Texts, review: Callable[..., ReviewReport]) -> None:
    for pdf in (render_pdf(review()), render_pdf(make_card(), PROOF), render_pdf(make_checklist(), PROOF)):
        assert "How to check" not in " ".join(texts(pdf))


def test_it_takes_one_page_more_and_no_other_size(texts: Texts) -> None:
    sheet = make_sheet(sections=make_sheet().sections[:3])
    plain, proven = texts(render_pdf(sheet)), texts(render_pdf(sheet, PROOF))
    assert len(proven) == len(plain) + 1
