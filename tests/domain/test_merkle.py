"""The Merkle tree against RFC 9162 as it is written, and the vectors that its implementations share."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.merkle import Tree, extends, includes, node_hash

# The data of the reference vectors that Certificate Transparency's implementations share.
DATA = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
]
LEAVES = [sha256(b"\x00" + each).digest() for each in DATA]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 9162, 2.1.1 writes it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = largest_power_below(len(leaves))
    return node_hash(naive_root(leaves[:half]), naive_root(leaves[half:]))


def largest_power_below(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH as RFC 9162, 2.1.3.1 writes it."""
    if len(leaves) == 1:
        return []
    half = largest_power_below(len(leaves))
    if index < half:
        return [*naive_path(index, leaves[:half]), naive_root(leaves[half:])]
    return [*naive_path(index - half, leaves[half:]), naive_root(leaves[:half])]


def naive_proof(earlier: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF as RFC 9162, 2.1.4.1 writes it."""
    if earlier == len(leaves):
        return [] if whole else [naive_root(leaves)]
    half = largest_power_below(len(leaves))
    if earlier <= half:
        return [*naive_proof(earlier, leaves[:half], whole), naive_root(leaves[half:])]
    return [*naive_proof(earlier - half, leaves[half:], False), naive_root(leaves[:half])]


def numbered(size: int) -> list[bytes]:
    return [sha256(b"\x00%d" % number).digest() for number in range(size)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference(size: int) -> None:
    assert Tree(LEAVES[:size]).root.hex() == ROOTS[size - 1]


def test_the_proofs_are_those_of_the_reference() -> None:
    for (index, size), proof in INCLUSION.items():
        assert [each.hex() for each in Tree(LEAVES[:size]).inclusion(index)] == proof
    for (earlier, later), proof in CONSISTENCY.items():
        assert [each.hex() for each in Tree(LEAVES[:later]).consistency(earlier)] == proof


def test_a_tree_without_leaves_has_the_root_of_nothing() -> None:
    assert Tree([]).root == sha256(b"").digest()


@given(size=st.integers(1, 300), data=st.data())
def test_every_proof_is_the_one_of_the_standard_and_proves_itself(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    tree = Tree(leaves)
    assert tree.root == naive_root(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index)
    assert path == naive_path(index, leaves)
    assert includes(tree.root, size, index, leaves[index], path)
    earlier = index + 1
    proof = tree.consistency(earlier)
    assert proof == naive_proof(earlier, leaves)
    assert extends(earlier, naive_root(leaves[:earlier]), size, tree.root, proof)


@given(size=st.integers(2, 80), data=st.data())
def test_nothing_else_is_proved(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    tree = Tree(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index)
    other = (index + 1) % size
    assert not includes(tree.root, size, index, leaves[other], path)
    assert not includes(tree.root, size, other, leaves[index], path)
    assert not includes(tree.root, size, index, leaves[index], [*path, path[-1]])
    assert not includes(tree.root, size, index, leaves[index], path[:-1])
    assert not includes(tree.root, size, -1, leaves[index], path)
    earlier = data.draw(st.integers(1, size - 1))
    proof = tree.consistency(earlier)
    was = naive_root(leaves[:earlier])
    rewritten = Tree([sha256(b"other").digest(), *leaves[1:]])
    assert not extends(earlier, was, size, rewritten.root, rewritten.consistency(earlier))
    assert not extends(earlier, was, size, tree.root, proof[:-1])
    assert not extends(earlier, was, size, tree.root, [*proof, was])
    assert not extends(size, tree.root, earlier, was, proof)


def test_a_place_outside_has_no_proof() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            Tree(numbered(3)).inclusion(index)
    for earlier in (0, 4):
        with pytest.raises(IndexError):
            Tree(numbered(3)).consistency(earlier)
    assert Tree(numbered(3)).consistency(3) == []
    assert extends(3, Tree(numbered(3)).root, 3, Tree(numbered(3)).root, [])
