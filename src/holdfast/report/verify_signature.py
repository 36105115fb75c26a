"""The signature of a PDF: whether it covers every byte, belongs to its certificate, and says nothing else.

Stricter than readers of PDF: one signature, made last, in the very form that Holdfast writes it, so that no
byte of the file can be another one unnoticed.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# (pyHanko's types name asn1crypto, which has none)

import io
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from holdfast.report.verdict import Finding, holds, wrong
from holdfast.words import _

_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12})\]")
_HEX: Final = re.compile(rb"<([0-9A-F]*)>")
_SHA256: Final = bytes.fromhex("300d06096086480165030402010500")
_SIGNS: Final = frozenset(  # ECDSA with SHA-256; RSA, in the two ways that it is named
    bytes.fromhex(each)
    for each in (
        "300a06082a8648ce3d040302",
        "300d06092a864886f70d01010b0500",
        "300d06092a864886f70d0101010500",
    )
)
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702a082")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature says: the finding, and its certificate (empty where none could be read)."""

    finding: Finding
    certificate: bytes = b""
    name: str = ""
    at: str = ""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, in hex."""
        return sha256(self.certificate).hexdigest() if self.certificate else ""

    def is_over(self, public_key: str) -> bool:
        """Whether the certificate is over this key (DER in hex)."""
        if not self.certificate:
            return False
        key = x509.load_der_x509_certificate(self.certificate).public_key()
        return (
            public_key
            == key.public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            ).hex()
        )


def signature_of(pdf: bytes) -> Signed | None:
    """The signature of a PDF; None where it has none."""
    if b"/ByteRange" not in pdf:
        return None
    try:
        _covered(pdf)
        return _read(pdf)
    except _Wrong as told:
        return Signed(wrong("signature", str(told)))
    except Exception:  # noqa: BLE001  (whatever a damaged file makes a parser of strangers do)
        return Signed(wrong("signature", _("The signature can't be read: it was changed or cut.")))


class _Wrong(Exception):
    pass


def _covered(pdf: bytes) -> None:
    """Refuse a signature that does not cover everything but itself."""
    found = [_RANGE.match(pdf, place.start()) for place in re.finditer(rb"/ByteRange", pdf)]
    if len(found) != 1:
        raise _Wrong(_("There is more than one signature; the file was changed after the first."))
    if found[0] is None:
        raise _Wrong(_("The signature can't be read: it was changed or cut."))
    before, after, length = map(int, found[0].groups())
    if after + length < len(pdf):
        raise _Wrong(_("Something was appended to the file after it was signed."))
    gap = _HEX.fullmatch(pdf[before:after])
    if after + length != len(pdf) or gap is None or len(gap[1]) % 2:
        raise _Wrong(_("The signature does not cover the whole file: it was changed or cut."))
    held = bytes.fromhex(gap[1].decode())
    if any(held[_length(held) :]):
        raise _Wrong(_("Something else hides behind the signature."))


def _length(held: bytes) -> int:
    """How long the outermost DER value is."""
    length, inside = int.from_bytes(held[2:4], "big"), int.from_bytes(held[17:19], "big")
    if held[:2] != b"\x30\x82" or held[4:17] != _SIGNED_DATA or length != inside + len(_SIGNED_DATA) + 2:
        raise _Wrong(_("The signature can't be read: it was changed or cut."))
    return 4 + length


def _read(pdf: bytes) -> Signed:
    (one,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    signed, info, certificate = one.signed_data, one.signer_info, one.signer_cert.dump()
    if not _is_plain(signed, info, certificate):
        raise _Wrong(_("The signature is not in the form that Holdfast writes: it was changed."))
    digest: bytes = one.compute_digest()
    intact, valid = validate_sig_integrity(info, one.signer_cert, "data", digest)
    name = _named(one.signer_cert.subject.native)
    if not intact:
        raise _Wrong(_("The file was changed after it was signed."))
    if not valid:
        raise _Wrong(_("The signature does not belong to its certificate."))
    at = one.self_reported_timestamp
    told = f"{at:%Y-%m-%d %H:%M UTC}" if at else _("an unknown time")
    said = _("Unchanged since it was signed, by its own word at {time}.").format(time=told)
    return Signed(holds("signature", said), certificate, name, told)


def _named(subject: dict[str, Any]) -> str:
    """Who a certificate is for, as people say it: the name, then the organisation."""
    parts = (subject.get(part) for part in ("common_name", "organization_name"))
    return ", ".join(str(part) for part in parts if part) or _("somebody without a name")


def _is_plain(signed: Any, info: Any, certificate: bytes) -> bool:  # noqa: ANN401  (asn1crypto has no types)
    """Whether nothing stands in the signature that it does not itself cover."""
    attributes = {attribute["type"].native: attribute["values"] for attribute in info["signed_attrs"]}
    named = attributes["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native
    return (
        signed["version"].native == "v1"
        and [each.dump() for each in signed["digest_algorithms"]] == [_SHA256]
        and signed["encap_content_info"]["content_type"].native == "data"
        and signed["encap_content_info"]["content"].native is None
        and signed["crls"].native is None
        and len(signed["signer_infos"]) == 1
        and info["version"].native == "v1"
        and info["digest_algorithm"].dump() == _SHA256
        and info["signature_algorithm"].dump() in _SIGNS
        and info["unsigned_attrs"].native is None
        and named == sha256(certificate).digest()
        and _is_chain([each.chosen.dump() for each in signed["certificates"]], certificate)
    )


def _is_chain(held: list[bytes], own: bytes) -> bool:
    """Whether each certificate but the signer's issued another one of them, or itself."""
    all_of = {each: x509.load_der_x509_certificate(each) for each in held}
    others = [each for each in held if each != own]
    return len(all_of) == len(held) and all(
        any(_issued(all_of[above], one) for one in all_of.values()) for above in others
    )


def _issued(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
