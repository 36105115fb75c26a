"""The Merkle tree of RFC 9162, section 2.1, over the hashes of a station's entries.

The leaves are entry hashes as they stand: an entry's hash is already SHA-256(0x00 || header), which is the
RFC's leaf hash. A node is SHA-256(0x01 || left || right). Proofs are lists of hashes, lowest first.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

_WIDE: Final = 32
_PAIR: Final = 2 * _WIDE
_EMPTY: Final = sha256(b"").digest()
_NODE: Final = b"\x01"


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return sha256(_NODE + left + right).digest()


class Tree:
    """All nodes of one tree, level by level, so that many proofs cost one pass over the leaves.

    Node `n` of level `k` stands over the leaves from n * 2**k on, as far as there are any: the last node of
    a level that has no neighbour is carried up as it is.
    """

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = b"".join(leaves)
        self.size = len(level) // _WIDE
        self._levels = [level]
        while len(level) > _WIDE:
            level = _above(level)
            self._levels.append(level)

    @property
    def root(self) -> bytes:
        """The hash over all leaves."""
        return self._levels[-1] or _EMPTY

    def inclusion(self, index: int) -> list[bytes]:
        """What proves that a leaf, counted from 0, stands at its place under the root."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        return [self._node(level, place) for level, place in self._path(index)]

    def _path(self, index: int) -> Iterator[tuple[int, int]]:
        for level in range(len(self._levels) - 1):
            beside = (index >> level) ^ 1
            if beside * _WIDE < len(self._levels[level]):
                yield level, beside

    def consistency(self, earlier: int) -> list[bytes]:
        """What proves that the tree of the first `earlier` leaves is the beginning of this one."""
        if not 0 < earlier <= self.size:
            raise IndexError(earlier)
        proof: list[bytes] = []
        start, end, whole = 0, self.size, True
        while earlier != end:
            half = start + (1 << (end - start - 1).bit_length() - 1)
            if earlier <= half:
                proof.append(self._over(half, end))
                end = half
            else:
                proof.append(self._over(start, half))
                start, whole = half, False
        if not whole:
            proof.append(self._over(start, end))
        return proof[::-1]

    def _over(self, start: int, end: int) -> bytes:
        """The hash over a stretch of leaves that is a node of this tree."""
        level = (end - start - 1).bit_length()
        return self._node(level, start >> level)

    def _node(self, level: int, place: int) -> bytes:
        return self._levels[level][place * _WIDE : (place + 1) * _WIDE]


def _above(level: bytes) -> bytes:
    pairs = len(level) // _PAIR * _PAIR
    made = [sha256(_NODE + level[at : at + _PAIR]).digest() for at in range(0, pairs, _PAIR)]
    return b"".join((*made, level[pairs:]))


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that `leaf` stands at `index` of `size` under `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, made = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            made = node_hash(each, made)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            made = node_hash(made, each)
        here, last = here >> 1, last >> 1
    return last == 0 and made == root


def extends(earlier: int, earlier_root: bytes, later: int, later_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the later tree begins with the earlier one (RFC 9162, 2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not proof and earlier_root == later_root
    steps = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not steps:
        return False
    here, last = earlier - 1, later - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for each in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, each)
        here, last = here >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root
