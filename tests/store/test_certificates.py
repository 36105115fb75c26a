"""What documents are signed with: the station's certificate, made once, or an organisation's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from holdfast.domain.errors import UserError
from holdfast.store.certificates import certify, pem_of, seal_from, station_seal
from holdfast.store.store import Store
from holdfast.store.verify import verify
from tests.store.certificates import NOW, make_pkcs12


def test_it_is_made_once_and_recorded(store: Store) -> None:
    assert station_seal(store) is None
    seal = certify(store)
    assert seal is not None
    assert certify(store) == seal == station_seal(store)
    (entry,) = [
        one for one in store.entries("station", store.journal.station) if one.kind == "station.certified"
    ]
    assert entry.header.by is None
    assert entry.body["fingerprint"] == seal.fingerprint == sha256(seal.certificate).hexdigest()
    assert store.station.fingerprint == seal.fingerprint
    assert verify(store.database, store.blobs).ok


def test_it_is_over_the_stations_key_and_may_sign(store: Store) -> None:
    seal = certify(store)
    assert seal is not None
    made = x509.load_pem_x509_certificate(pem_of(seal.certificate).encode())
    key = made.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    made.verify_directly_issued_by(made)
    assert made.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    assert made.not_valid_before_utc < store.clock() < made.not_valid_after_utc - timedelta(days=7000)
    assert repr(seal).count("PRIVATE") == 0
    assert str(seal.key) not in repr(seal)


def test_without_the_key_or_read_only_there_is_none(store: Store, open_here: Callable[..., Store]) -> None:
    assert certify(open_here(read_only=True)) is None
    store.folder.key.write_text("no key")
    assert certify(store) is None
    store.folder.key.unlink()
    assert certify(store) is None


def test_an_organisations_is_read_with_its_chain(tmp_path: Path) -> None:
    seal = seal_from(make_pkcs12(tmp_path / "org.p12", "secret"), "secret", NOW)
    assert len(seal.chain) == 1


@pytest.mark.parametrize(
    ("change", "password", "said"),
    [
        ({}, "wrong", "The password does not open"),
        ({"until": NOW - timedelta(days=1)}, "secret", "expired on 2026-11-22"),
        ({"since": NOW + timedelta(days=1)}, "secret", "valid only from 2026-11-24 on"),
        ({"keyless": True}, "secret", "holds no key"),
        ({"ed25519": True}, "secret", "of a sort that many readers of PDF don't know"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, change: dict[str, object], password: str, said: str) -> None:
    file = make_pkcs12(tmp_path / "org.p12", "secret", **change)
    with pytest.raises(UserError, match=said):
        seal_from(file, password, NOW)


@pytest.mark.parametrize("data", [b"", b"no certificate", b"\x30\x82\x01\x00", b"x" * 2_000_000])
def test_what_is_no_certificate_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "org.p12").write_bytes(data)
    with pytest.raises(UserError, match="is no PKCS #12 file"):
        seal_from(tmp_path / "org.p12", "secret", datetime.now(UTC))


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        seal_from(tmp_path / "nothing.p12", "", NOW)
