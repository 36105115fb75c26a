"""Proofs read from the journal: the entries behind a document, and their places under the heads."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from holdfast.domain.entry import SALT_BYTES, Header, member_digest
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.merkle import Tree
from holdfast.domain.proof import Member, Proof, ProvenEntry, SignedHead, belongs, is_reserved
from holdfast.store.database import Database, Row
from holdfast.store.journal import OF_SUBJECT, header_of
from holdfast.store.signatures import sign_heads
from holdfast.store.store import Store
from holdfast.store.trees import tree_of
from holdfast.words import _

_NEVER = frozenset({"operator.secured"})  # no document says anything of a passphrase
Place = tuple[str, int]
"""A station and how far its chain is meant to go."""
Shown = Mapping[str, Collection[str]]
"""Names of members by the hash of their entry."""


def prove_entries(
    store: Store,
    rests_on: Collection[str],
    heads: Sequence[Place],
    certificate: str = "",
    shown: Shown = MappingProxyType({}),
) -> Proof:
    """The own entries of these subjects under these heads, signed where the station's key is here.

    `shown` are the members that the document prints of entries which are else for reviewers alone.
    UserError where the journal does not reach a head. One pass over the hashes of each station.
    """
    rows = sorted(_own_rows(store.database, rests_on, dict(heads)), key=lambda row: (row[4], row[1], row[2]))
    nodes = _Nodes()
    trees = {station: _grown(store.database, station, seq) for station, seq in heads}
    entries = tuple(_entry(row, nodes.of(trees[row[1]], row[2]), shown) for row in rows)
    bare = tuple(_head(store, station, trees[station], nodes) for station, _seq in heads)
    return Proof(
        heads=sign_heads(store, bare),
        nodes=tuple(nodes.found),
        entries=entries,
        withheld=_lacking(entries, "withheld"),
        removed=_lacking(entries, "removed"),
        certificate=certificate,
    )


@dataclass(slots=True)
class _Nodes:
    """Every hash that some proof needs, once."""

    found: dict[str, int] = field(default_factory=dict[str, int])

    def of(self, tree: Tree, seq: int) -> tuple[int, ...]:
        path = (node.hex() for node in tree.inclusion(seq - 1))
        return tuple(self.found.setdefault(node, len(self.found)) for node in path)


def _grown(database: Database, station: str, seq: int) -> Tree:
    tree = tree_of(database, station, seq)
    if tree.size != seq or not seq:
        raise UserError(
            _("The journal does not reach the entry that this was made from. Nothing was written."),
            hint=_("See what is wrong with: holdfast journal verify."),
        )
    return tree


def _own_rows(database: Database, rests_on: Collection[str], ends: Mapping[str, int]) -> Iterable[Row]:
    found = {row[14]: row for name in rests_on for row in database.rows(OF_SUBJECT, (name,))}
    return (row for row in found.values() if row[2] <= ends.get(row[1], 0) and _is_own(row, rests_on))


def _is_own(row: Row, rests_on: Collection[str]) -> bool:
    return row[11] not in _NEVER and belongs(row[9], msgspec.json.decode(row[10] or "[]"), rests_on)


def _entry(row: Row, path: tuple[int, ...], shown: Shown) -> ProvenEntry:
    header = header_of(row)
    hidden = is_reserved(header.kind)
    members = dict(_members(row, shown.get(row[14].hex(), ()) if hidden else None))
    return ProvenEntry(header=_plain(header), members=members, path=path)


def _plain(header: Header) -> dict[str, object]:
    """The header as it is hashed: absent optional fields are left out."""
    return msgspec.json.decode(header.canonical())


def _members(row: Row, shown: Collection[str] | None) -> Iterator[tuple[str, Member]]:
    """The members of an entry; withheld are those that are not `shown`, none of them for None."""
    body: dict[str, object] = msgspec.json.decode(row[15])
    absent: dict[str, list[str]] = {} if row[17] is None else msgspec.json.decode(row[17])
    for place, name in enumerate(sorted(body)):
        salt = row[16][place * SALT_BYTES : (place + 1) * SALT_BYTES]
        if shown is not None and name not in shown:
            yield name, Member(absent="withheld", digest=member_digest(salt, body[name]))
        else:
            yield name, Member(salt=salt.hex(), value=body[name])
    for name, (why, digest) in absent.items():
        yield name, Member(absent=why, digest=digest)


def _head(store: Store, station: str, tree: Tree, nodes: _Nodes) -> SignedHead:
    last = store.database.one("SELECT hash FROM entry WHERE station = ? AND seq = ?", (station, tree.size))
    value = store.rows.load(subject("station", station))
    return SignedHead(
        station=station,
        code=value.code if value else "",
        seq=tree.size,
        hash=last.hex(),
        root=tree.root.hex(),
        public_key=value.public_key if value else "",
        path=nodes.of(tree, tree.size),
    )


def _lacking(entries: Iterable[ProvenEntry], why: str) -> int:
    return sum(any(member.absent == why for member in entry.members.values()) for entry in entries)
