"""The Merkle tree of a station, read from the hashes of its entries alone."""

from holdfast.domain.merkle import Tree
from holdfast.store.database import Database

_LEAVES = "SELECT hash FROM entry WHERE station = ? AND seq <= ? ORDER BY seq"


def tree_of(database: Database, station: str, seq: int) -> Tree:
    """The tree over a station's first `seq` entries; shorter where the journal has fewer."""
    return Tree(row[0] for row in database.stream(_LEAVES, (station, seq)))
