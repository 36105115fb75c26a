"""Ids that sort by time: UUID version 7 (RFC 9562 §5.7), which Python 3.11 doesn't make itself."""

import uuid

_RANDOM_BYTES = 10


def uuid7(milliseconds: int, random: bytes) -> str:
    """The UUIDv7 of a Unix time in milliseconds and ten random bytes, as lowercase text."""
    if len(random) != _RANDOM_BYTES:
        raise ValueError("a UUIDv7 takes ten random bytes")
    raw = bytearray(milliseconds.to_bytes(6, "big") + random)
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(raw)))


def subject(kind: str, ident: str) -> str:
    """The name of a subject: `incident/<id>`."""
    return f"{kind}/{ident}"


def id_of(subject_name: str) -> str:
    """The id in a subject's name."""
    return subject_name.partition("/")[2]


def kind_of(subject_name: str) -> str:
    """The kind of subject in a subject's name."""
    return subject_name.partition("/")[0]
