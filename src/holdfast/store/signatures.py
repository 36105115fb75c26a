"""Signatures of heads: one for each head and signer, made once and kept beside the journal."""

from collections.abc import Iterable

import msgspec

from holdfast.domain.clock import to_stored
from holdfast.domain.proof import SignedHead
from holdfast.domain.station import station_id
from holdfast.store.keys import StationKey, load_key
from holdfast.store.store import Store

_KEPT = (
    "SELECT signature FROM head_signature "
    "WHERE station = ? AND seq = ? AND signer = ? AND hash = ? AND root = ?"
)


def station_key(store: Store) -> StationKey | None:
    """The key of the station that writes here; None where it is not here."""
    if not store.folder.key.is_file():
        return None
    key = load_key(store.folder.key)
    return key if key is not None and station_id(key.public) == store.journal.station else None


def sign_heads(store: Store, heads: Iterable[SignedHead]) -> tuple[SignedHead, ...]:
    """The heads with this station's signature: the kept one, or a new one where the key is here.

    A new one is the same each time it is made of a head; `keep_signatures` keeps it.
    """
    key, signer = station_key(store), store.journal.station
    return tuple(_signed(store, head, key, signer) for head in heads)


def _signed(store: Store, head: SignedHead, key: StationKey | None, signer: str) -> SignedHead:
    kept = store.database.one(
        _KEPT, (head.station, head.seq, signer, bytes.fromhex(head.hash), bytes.fromhex(head.root))
    )
    made = kept or (key.sign(head.signed_bytes()) if key else b"")
    return msgspec.structs.replace(head, signer=signer, signature=made.hex()) if made else head


def keep_signatures(store: Store, heads: Iterable[SignedHead]) -> None:
    """Keep what was signed, for whoever is given the same head again. Records nothing in the journal."""
    with store.command():
        at = to_stored(store.clock())
        for head in heads:
            if head.signature:
                values = (head.station, head.seq, bytes.fromhex(head.hash), bytes.fromhex(head.root))
                store.database.run(
                    "INSERT OR IGNORE INTO head_signature VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*values, head.signer, bytes.fromhex(head.signature), at),
                )
