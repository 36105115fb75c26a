"""A signed report is still PDF/A-3a and PDF/UA-1, and other programs accept its signature."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import page
import pikepdf
import pytest

from holdfast.domain.proof import Proof, SignedHead
from holdfast.domain.seal import Seal
from holdfast.report.pdf import render_pdf
from holdfast.report.sign import sign_pdf
from holdfast.store.certificates import seal_from
from tests.report.conftest import HASH, make_card, make_review, make_sheet
from tests.store.certificates import NOW, make_pkcs12

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
AT = datetime(2026, 11, 23, 13, 5, 7, tzinfo=UTC)
HEAD = SignedHead("7f3a9c", "K7", 1284, HASH, HASH, "3059", (), "7f3a9c", "3045")
PROOF = Proof(heads=(HEAD,), withheld=2, removed=1, certificate=HASH)
KINDS = {
    "review": make_review(),
    "letter": make_review(paper="Letter", language="de"),
    "sheet": make_sheet(),
    "card": make_card(),
}


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    return seal_from(make_pkcs12(tmp_path_factory.mktemp("seal") / "org.p12", "x"), "x", NOW)


@pytest.fixture(scope="module", params=KINDS)
def unsigned(request: pytest.FixtureRequest) -> bytes:
    return render_pdf(KINDS[request.param], PROOF)


def test_the_unsigned_bytes_stay_and_the_standards_hold(unsigned: bytes, seal: Seal) -> None:
    signed = sign_pdf(unsigned, seal, AT)
    assert signed.startswith(unsigned)
    for profile in PROFILES:
        report = page.validate_pdf_bytes(signed, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_no_change_is_allowed_after_it(seal: Seal) -> None:
    with pikepdf.open(io.BytesIO(sign_pdf(render_pdf(make_review(), PROOF), seal, AT))) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.Reference[0].TransformParams.P == 1
        assert str(signature.M) == "D:20261123130507Z"
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.TU) == "Signature of this document"
        assert field.V.objgen == signature.objgen


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is missing")
def test_pdfsig_accepts_it(unsigned: bytes, seal: Seal, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(sign_pdf(unsigned, seal, AT))
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "Example operations" in told


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing(unsigned: bytes, seal: Seal, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(sign_pdf(unsigned, seal, AT))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
