"""The journal's entry: a hashed header and a body bound to it member by member.

Format version 1. The header's canonical bytes are RFC 8785 JSON; `hash` is the RFC 9162 leaf hash
SHA-256(0x00 || canonical header). `digest` is SHA-256 of the canonical bytes of
`{member: SHA-256(salt || canonical value)}`, so that one member can be withheld or removed while
the others still prove themselves. Test vectors in tests/domain/vectors.json pin all of it.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, Literal, cast

import msgspec
import rfc8785

FORMAT: Final = 1
SALT_BYTES: Final = 16

Sure = Literal["declared", "authenticated"]
Value = Any  # JSON without floats
Body = Mapping[str, Value]

_sorted = msgspec.json.Encoder(order="sorted").encode


def canonical(value: Value) -> bytes:
    """The RFC 8785 bytes of a value.

    Of texts, and of objects and lists of them with ASCII keys, msgspec makes the same bytes forty
    times faster; numbers, other keys and deeper values take the long way.
    """
    return _sorted(value) if _is_text(value) else rfc8785.dumps(value)


def _is_text(value: Value) -> bool:
    parts: list[Value] = [value]
    if isinstance(value, dict):
        members = cast("dict[str, Value]", value)
        if not all(name.isascii() for name in members):
            return False
        parts = list(members.values())
    elif isinstance(value, list):
        parts = cast("list[Value]", value)
    return all(part is None or isinstance(part, str) for part in parts)


class By(msgspec.Struct, frozen=True, gc=False):
    """Who stands behind an entry, and how sure we are of it."""

    operator: str
    sure: Sure = "declared"


class New(msgspec.Struct, frozen=True):
    """Something to be recorded: what it is about and what it says, before the journal seals it."""

    subject: str
    kind: str
    body: Body
    about: tuple[str, ...] = ()


class Header(msgspec.Struct, frozen=True, gc=False):
    """What is hashed and never changes. Hashes and the station's id are lowercase hex text."""

    station: str
    seq: int
    prev: str
    tick: int
    at: str
    command: str
    subject: str
    kind: str
    kv: int
    digest: str
    by: By | None = None  # absent: the station itself recorded it
    about: tuple[str, ...] = ()
    seen: Mapping[str, int] | None = None
    v: int = FORMAT

    def canonical(self) -> bytes:
        """The RFC 8785 bytes; absent optional fields are left out."""
        plain: dict[str, Value] = {
            "at": self.at,
            "command": self.command,
            "digest": self.digest,
            "kind": self.kind,
            "kv": self.kv,
            "prev": self.prev,
            "seq": self.seq,
            "station": self.station,
            "subject": self.subject,
            "tick": self.tick,
            "v": self.v,
        }
        if self.about:
            plain["about"] = list(self.about)
        if self.by is not None:
            plain["by"] = {"operator": self.by.operator, "sure": self.by.sure}
        if self.seen is None:
            return _sorted(plain)  # ASCII keys, texts and small numbers: the same bytes
        return rfc8785.dumps({**plain, "seen": dict(self.seen)})

    def hash(self) -> str:
        """The entry's hash: 64 hex digits."""
        return sha256(b"\x00" + self.canonical()).hexdigest()


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A header with its hash and what is present of its body.

    Nothing in it leads back to it: the collector of cycles need not walk through thousands of them.

    `absent` says of each member that isn't there whether it was "removed" or "withheld".
    """

    header: Header
    hash: str
    body: Body
    absent: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])

    @property
    def kind(self) -> str:
        return self.header.kind

    @property
    def subject(self) -> str:
        return self.header.subject

    @property
    def at(self) -> str:
        return self.header.at

    @property
    def order(self) -> tuple[int, str, int]:
        """The place among all stations' entries, free of any wall clock."""
        return (self.header.tick, self.header.station, self.header.seq)

    def text(self, member: str) -> str:
        """A text member; empty where it is not there."""
        value = self.body.get(member, "")
        return value if isinstance(value, str) else ""

    def new(self, member: str, otherwise: Value = None) -> Value:
        """The `to` of a member `[from, to]`."""
        pair: Value = self.body.get(member)
        return cast("list[Value]", pair)[1] if isinstance(pair, list) else otherwise

    def old(self, member: str) -> Value:
        """The `from` of a member `[from, to]`."""
        pair: Value = self.body.get(member)
        return cast("list[Value]", pair)[0] if isinstance(pair, list) else None


def member_digest(salt: bytes, value: Value) -> str:
    """SHA-256(salt || canonical bytes of the value), in hex."""
    return sha256(salt + canonical(value)).hexdigest()


def body_digest(members: Mapping[str, str]) -> str:
    """The header's `digest` of the members' digests, in hex."""
    return sha256(canonical(dict(members))).hexdigest()


def seal(header_without_digest: Header, body: Body, salts: Mapping[str, bytes]) -> Entry:
    """The entry of a header and a body, each member with its own salt of 16 bytes."""
    digest = body_digest({name: member_digest(salts[name], value) for name, value in body.items()})
    header = msgspec.structs.replace(header_without_digest, digest=digest)
    return Entry(header, header.hash(), body)
