"""The station's key: P-256, made at first start, in a file beside the store that no backup holds."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from holdfast.domain.errors import UserError
from holdfast.store.folder import write_for_owner
from holdfast.words import _


def make_key(path: Path) -> bytes:
    """Write a new private key (PKCS #8 PEM, mode 0600, synced); give its public key, DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_for_owner(path, pem)
    return _public(key)


@dataclass(frozen=True, slots=True)
class StationKey:
    """A private key that can sign; `public` is its public key, DER."""

    private: ec.EllipticCurvePrivateKey
    public: bytes

    def sign(self, data: bytes) -> bytes:
        """The ECDSA signature over SHA-256, DER; the same data gives the same one (RFC 6979)."""
        return self.private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def is_signed(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether a P-256 key, DER, made this signature over the data."""
    try:
        key = serialization.load_der_public_key(public)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return False
    return True


def load_key(path: Path) -> StationKey | None:
    """The key in a file; None where there is none or it can't be read as one."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return None
    except OSError as error:
        raise UserError(
            _("The station's key {file} can't be read: {why}.").format(file=path, why=error.strerror),
            hint=_("Check its permissions; it belongs to the user who runs Holdfast."),
        ) from error
    return StationKey(key, _public(key)) if isinstance(key, ec.EllipticCurvePrivateKey) else None


def public_key(path: Path) -> bytes | None:
    """The public key, DER, of the key in a file; None where there is none or it can't be read as one."""
    key = load_key(path)
    return None if key is None else key.public


def _public(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
