"""Certificates that documents are signed with: the station's own, made on first use, or an organisation's.

The station's certificate signs itself: it says no more than the key does, but readers of PDF ask for one.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.seal import Seal
from holdfast.store.keys import StationKey
from holdfast.store.signatures import station_key
from holdfast.store.store import Store
from holdfast.words import _

_YEARS: Final = 20
_LARGEST: Final = 1024 * 1024
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_DER: Final = serialization.Encoding.DER


def station_seal(store: Store) -> Seal | None:
    """The station's own seal; None where its key is not here or it was never certified."""
    key = station_key(store)
    made = store.blobs.get(store.station.certificate)
    return Seal(_bytes(key.private), made) if key is not None and made is not None else None


def certify(store: Store) -> Seal | None:
    """The station's own seal, made and recorded where there is none yet; None without a key or read-only."""
    store.take_up()
    seal = station_seal(store)
    if seal is not None or store.read_only:
        return seal
    key = station_key(store)
    if key is None:
        return None
    made = _certificate(store, key)
    with store.command():
        if store.station.certificate:  # another process was first
            return station_seal(store)
        seal = Seal(_bytes(key.private), made)
        body = {"certificate": store.blobs.put(made), "fingerprint": seal.fingerprint}
        store.record(
            New(subject("station", store.journal.station), "station.certified", body), by_station=True
        )
    return seal


def pem_of(certificate: bytes) -> str:
    """A certificate as text, as other programs take it."""
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM).decode()


def _bytes(key: PrivateKey) -> bytes:
    return key.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _certificate(store: Store, key: StationKey) -> bytes:
    """A certificate over the station's key that it signs itself (RFC 5280), valid for twenty years."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Holdfast station {store.station.code}")])
    since = store.clock().replace(microsecond=0) - timedelta(days=1)  # another machine's clock may be behind
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # once called nonRepudiation
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.private.public_key())
        .serial_number(int(store.journal.station, 16) >> 1 or 1)
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.private.public_key()), critical=False)
    )
    return builder.sign(key.private, hashes.SHA256()).public_bytes(_DER)


def seal_from(path: Path, password: str, now: datetime) -> Seal:
    """The seal in an organisation's PKCS #12 file. UserError says what is wrong with it."""
    key, certificate, more = _opened(path, password)
    if key is None or certificate is None:
        raise UserError(
            _("{file} holds no key with its certificate. Nothing was signed.").format(file=path),
            hint=_("Export both together, as PKCS #12 (.p12 or .pfx)."),
        )
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise UserError(
            _("The key in {file} is of a sort that many readers of PDF don't know.").format(file=path),
            hint=_("Use a certificate over a P-256 or an RSA key."),
        )
    _refuse_out_of_time(path, certificate, now)
    chain = tuple(one.public_bytes(_DER) for one in more)
    return Seal(_bytes(key), certificate.public_bytes(_DER), chain)


def _opened(path: Path, password: str) -> tuple[object, x509.Certificate | None, list[x509.Certificate]]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)  # a larger one is none
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}.").format(file=path, why=error.strerror),
            hint=_("Check the name of the certificate's file. Nothing was signed."),
        ) from error
    try:
        return pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as error:
        if "password" in str(error).lower() and data[:1] == b"\x30":
            raise UserError(
                _("The password does not open {file}. Nothing was signed.").format(file=path),
                hint=_("Type it again; capitals count."),
            ) from error
        raise _no_pkcs12(path) from error


def _no_pkcs12(path: Path) -> UserError:
    return UserError(
        _("{file} is no PKCS #12 file. Nothing was signed.").format(file=path),
        hint=_("Give the .p12 or .pfx file that holds the certificate and its key."),
    )


def _refuse_out_of_time(path: Path, certificate: x509.Certificate, now: datetime) -> None:
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > until:
        told = _("The certificate in {file} expired on {day}. Nothing was signed.")
        raise UserError(told.format(file=path, day=f"{until:%Y-%m-%d}"), hint=_("Use its successor."))
    if now < since:
        told = _("The certificate in {file} is valid only from {day} on. Nothing was signed.")
        raise UserError(
            told.format(file=path, day=f"{since:%Y-%m-%d}"), hint=_("Check this machine's clock, or wait.")
        )
