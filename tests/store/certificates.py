"""Certificates of an organisation, as its own authority would hand them out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def make_pkcs12(
    path: Path,
    password: str,
    *,
    since: datetime = NOW - timedelta(days=30),
    until: datetime = NOW + timedelta(days=3000),
    keyless: bool = False,
    ed25519: bool = False,
    rsa_key: bool = False,
) -> Path:
    """A file with a key, its certificate and the authority's."""
    above = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Example authority", above, "Example authority", above, (since, until))
    key = _other_key() if ed25519 else ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(65537, 2048) if rsa_key else key
    own = _certificate("Example operations", key, "Example authority", above, (since, until))
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"sign",
            None if keyless else key,
            None if keyless else own,
            [authority],
            BestAvailableEncryption(password.encode()),
        )
    )
    return path


def _other_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def _certificate(
    name: str, key: object, issuer: str, by: ec.EllipticCurvePrivateKey, valid: tuple[datetime, datetime]
) -> x509.Certificate:
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )
