"""What signs a document: a private key and its certificate."""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Seal:
    """`key` is PKCS #8, `certificate` and those above it X.509; all DER. No text ever shows the key."""

    key: bytes = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, in hex."""
        return sha256(self.certificate).hexdigest()
