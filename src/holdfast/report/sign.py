"""Signing a finished report: PAdES baseline B-B, certified so that no change is allowed after it.

The signature is added behind the unsigned bytes, which stay as they were. It attests no time but the
station's own.
"""

# pyright: reportUnknownMemberType=false
# (pyHanko's types name asn1crypto, which has none)

import io
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, load_der_private_key, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from holdfast.domain.seal import Seal
from holdfast.report.signature_field import FIELD

_ROOM: Final = 2 * 1024  # bytes for a signature, beside its certificates


class _LeavesMetadata(IncrementalPdfFileWriter):
    """Writes nothing but what was asked for.

    pyHanko would write the XMP packet anew and break the extension schema that PDF/UA needs inside PDF/A.
    """

    def _update_meta(self) -> None:
        pass


class _Signer(signers.PdfSigner):
    """Signs by the clock that it is given."""

    def __init__(self, about: signers.PdfSignatureMetadata, signer: signers.Signer, at: datetime) -> None:
        super().__init__(about, signer)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


def sign_pdf(pdf: bytes, seal: Seal, at: datetime) -> bytes:
    """The same bytes with a signature behind them, which says that it was made `at`."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    room = _ROOM + len(seal.certificate) + sum(map(len, seal.chain))
    out = io.BytesIO()
    _Signer(about, _signer(seal), at).sign_pdf(
        _LeavesMetadata(io.BytesIO(pdf)), existing_fields_only=True, bytes_reserved=2 * room, output=out
    )
    return out.getvalue()


def _signer(seal: Seal) -> signers.SimpleSigner:
    certificate = x509.load_der_x509_certificate(seal.certificate)
    chain = [x509.load_der_x509_certificate(each) for each in seal.chain]
    key = load_der_private_key(seal.key, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
    held = pkcs12.serialize_key_and_certificates(None, key, certificate, chain, NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(held, [])
