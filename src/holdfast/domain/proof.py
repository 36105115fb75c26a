"""What a document carries to prove itself: its own entries, their places under signed heads.

Values alone; `store.proofs` reads them from the journal, `check_proof` judges them without any store.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Literal

import msgspec

from holdfast.domain.entry import SALT_BYTES, body_digest, canonical, member_digest
from holdfast.domain.ids import kind_of
from holdfast.domain.merkle import includes
from holdfast.words import _

_RESERVED: Final = ("review.interview_",)  # for reviewers alone: every member is withheld
Absence = Literal["withheld", "removed"]


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A station's newest entry and the root over all its entries up to there; everything binary is hex.

    `path` proves that `hash` is the last leaf under `root`. `signer` is the station whose key made
    `signature`: the station itself, or a witness where its key is not here. Both are empty without a key.
    """

    station: str
    code: str
    seq: int
    hash: str
    root: str
    public_key: str
    path: tuple[int, ...] = ()
    signer: str = ""
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What is signed: the RFC 8785 bytes of the head."""
        return canonical({"hash": self.hash, "root": self.root, "seq": self.seq, "station": self.station})


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member of a body: its salt and value, or, where it is absent, why and its digest."""

    salt: str = ""
    value: Any = None
    absent: str = ""
    digest: str = ""


class ProvenEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry with its whole header; `path` is its inclusion proof, as places in the proof's `nodes`."""

    header: Mapping[str, Any]
    members: Mapping[str, Member]
    path: tuple[int, ...]

    def hash(self) -> str:
        """The entry's hash, from its header as it stands here."""
        return sha256(b"\x00" + canonical(dict(self.header))).hexdigest()


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries that a document rests on, under the heads that it was made from.

    `withheld` and `removed` count the entries of which something is. `certificate` is the SHA-256 of the
    certificate that the file is to be signed with; empty where it is not to be signed.
    """

    heads: tuple[SignedHead, ...] = ()
    nodes: tuple[str, ...] = ()
    entries: tuple[ProvenEntry, ...] = ()
    withheld: int = 0
    removed: int = 0
    certificate: str = ""

    def path(self, places: Sequence[int]) -> list[bytes]:
        """The hashes of an inclusion proof. IndexError where a place is none of the nodes."""
        if any(place < 0 for place in places):
            raise IndexError(places)
        return [bytes.fromhex(self.nodes[place]) for place in places]


def belongs(subject: str, about: Collection[str], rests_on: Collection[str]) -> bool:
    """Whether an entry is one of these subjects' own: it names no incident that is none of them."""
    if subject in rests_on:
        return True
    return not any(kind_of(name) == "incident" and name not in rests_on for name in (subject, *about))


def is_reserved(kind: str) -> bool:
    """Whether entries of a kind are for reviewers alone."""
    return kind.startswith(_RESERVED)


def check_proof(proof: Proof) -> list[str]:
    """What does not hold, a sentence each: headers, members, places, and the counts. No signature."""
    heads = {head.station: head for head in proof.heads}
    return [*_wrong_heads(proof), *_wrong_counts(proof), *_wrong_entries(proof, heads)]


def _wrong_heads(proof: Proof) -> Iterator[str]:
    if not proof.heads:
        yield _("The record names no head.")
    for head in proof.heads:
        if not _stands(proof, head, head.hash, head.seq, head.path):
            yield _("The head of station {code} does not lie under its own root.").format(code=head.code)


def _wrong_counts(proof: Proof) -> Iterator[str]:
    counted = (
        ("withheld", proof.withheld, _("The number of withheld entries is not the one that is stated.")),
        ("removed", proof.removed, _("The number of removed entries is not the one that is stated.")),
    )
    yield from (told for why, stated, told in counted if _lacking(proof, why) != stated)


def _lacking(proof: Proof, why: str) -> int:
    return sum(any(member.absent == why for member in entry.members.values()) for entry in proof.entries)


def _wrong_entries(proof: Proof, heads: Mapping[str, SignedHead]) -> Iterator[str]:
    for entry in proof.entries:
        seq, station = entry.header.get("seq"), entry.header.get("station")
        head = heads.get(station) if isinstance(station, str) else None
        if not isinstance(seq, int) or head is None:
            yield _("An entry belongs to none of the heads.")
            continue
        where = {"seq": seq, "code": head.code}
        try:
            if _digest(entry) != entry.header.get("digest"):
                yield _("Entry {seq} of station {code}: its words were changed.").format(**where)
            if not _stands(proof, head, entry.hash(), seq, entry.path):
                yield _("Entry {seq} of station {code} is not in the journal under the head.").format(**where)
        except (ValueError, TypeError, LookupError):
            yield _("Entry {seq} of station {code} can't be read.").format(**where)


def _digest(entry: ProvenEntry) -> str:
    return body_digest({name: _member(member) for name, member in entry.members.items()})


def _member(member: Member) -> str:
    if member.absent:
        return member.digest
    salt = bytes.fromhex(member.salt)
    if len(salt) != SALT_BYTES:
        raise ValueError(member.salt)
    return member_digest(salt, member.value)


def _stands(proof: Proof, head: SignedHead, digest: str, seq: int, path: Sequence[int]) -> bool:
    try:
        leaf, root, nodes = bytes.fromhex(digest), bytes.fromhex(head.root), proof.path(path)
    except (ValueError, IndexError):
        return False
    return includes(root, head.seq, seq - 1, leaf, nodes)
