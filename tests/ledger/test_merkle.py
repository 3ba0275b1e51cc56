"""The tree against published roots, against its own definition, and against every small proof there is."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.ledger.merkle import (
    EMPTY,
    Frontier,
    ProofRefused,
    check_consistency,
    check_inclusion,
    consistency_proof,
    frontier_at,
    inclusion_proof,
    leaf_hash,
)
from attestry.model.errors import LedgerFault, WrongCall

# The eight leaves and the roots that Certificate Transparency's implementations are tested with (RFC 6962 §2.1 defines them).
LEAVES = [bytes.fromhex(each) for each in
          ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"]
SMALL = 20                          # leaves: every shape of tree up to this size


class Tree:
    """A frontier and the subtrees it completed."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.frontier, self.nodes, self.roots = Frontier(), {}, [EMPTY]
        for index, leaf in enumerate(leaves):
            self.nodes[0, index] = leaf_hash(leaf)
            self.nodes.update({(level, place): height for level, place, height in self.frontier.append(leaf_hash(leaf))})
            self.roots.append(self.frontier.root())

    def subtree(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\1" + by_definition(leaves[:middle]) + by_definition(leaves[middle:])).digest()


@pytest.fixture(scope="module")
def small() -> Tree:
    return Tree([bytes([number]) * number for number in range(SMALL)])


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_that_others_publish(size):
    assert ROOTS[size] == Tree(LEAVES[:size]).frontier.root().hex()


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_the_one_that_the_definition_gives(leaves):
    assert by_definition(leaves) == Tree(leaves).frontier.root()


def test_a_leaf_is_never_mistaken_for_a_node():
    two = Tree([b"one", b"two"])

    forged = Tree([two.nodes[0, 0] + two.nodes[0, 1]])

    assert two.frontier.root() != forged.frontier.root()


def test_every_inclusion_proof_of_every_small_tree_is_accepted(small):
    for size in range(1, SMALL + 1):
        for index in range(size):
            check_inclusion(small.nodes[0, index], index, size, inclusion_proof(small.subtree, index, size), small.roots[size])


def test_no_inclusion_proof_holds_for_another_place_size_leaf_or_hash(small):
    refused = 0
    for size in range(1, SMALL + 1):
        for index in range(size):
            leaf, proof, root = small.nodes[0, index], inclusion_proof(small.subtree, index, size), small.roots[size]
            others = [(leaf, (index + 1) % (size + 1), size, proof, root), (leaf, index, size, [*proof, leaf], root),
                      (leaf_hash(b"else"), index, size, proof, root), (leaf, index, size, proof, leaf_hash(b"else")),
                      (leaf, -1, size, proof, root), (leaf, size, size, proof, root)]
            others += [(leaf, index, size, proof[:at] + proof[at + 1:], root) for at in range(len(proof))]
            others += [(leaf, index, size, [*proof[:at], flipped(proof[at]), *proof[at + 1:]], root) for at in range(len(proof))]
            for each in others:
                with pytest.raises(ProofRefused):
                    check_inclusion(*each)
                refused += 1
    assert refused > 2_000


def test_every_consistency_proof_of_every_small_tree_is_accepted(small):
    for new in range(1, SMALL + 1):
        for old in range(1, new + 1):
            proof = consistency_proof(small.subtree, old, new)
            check_consistency((old, small.roots[old]), (new, small.roots[new]), proof)


def test_no_consistency_proof_holds_for_another_root_size_or_hash(small):
    for new in range(2, SMALL + 1):
        for old in range(1, new):
            proof, first, last = consistency_proof(small.subtree, old, new), (old, small.roots[old]), (new, small.roots[new])
            others = [((old, flipped(first[1])), last, proof), (first, (new, flipped(last[1])), proof),
                      (first, last, [*proof, last[1]]), (first, last, []), (first, first, proof),
                      (last, first, proof), ((0, EMPTY), last, proof)]
            others += [(first, last, [*proof[:at], flipped(proof[at]), *proof[at + 1:]]) for at in range(len(proof))]
            others += [(first, last, proof[:at] + proof[at + 1:]) for at in range(len(proof))]
            for each in others:
                with pytest.raises(ProofRefused):
                    check_consistency(*each)


@given(st.integers(1, 400), st.data())
def test_proofs_lead_to_the_root_in_trees_of_any_size(size, data):
    tree = Tree([number.to_bytes(2, "big") for number in range(size)])
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))

    check_inclusion(tree.nodes[0, index], index, size, inclusion_proof(tree.subtree, index, size), tree.roots[size])
    check_consistency((old, tree.roots[old]), (size, tree.roots[size]), consistency_proof(tree.subtree, old, size))


def test_the_frontier_at_any_size_comes_from_the_subtrees_kept(small):
    for size in range(SMALL + 1):
        assert small.roots[size] == frontier_at(small.subtree, size).root()


def test_a_hash_of_another_length_is_no_hash(small):
    with pytest.raises(ProofRefused, match="12 bytes"):
        check_inclusion(small.nodes[0, 0], 0, 1, [], b"x" * 12)


def test_a_frontier_that_does_not_fit_its_size_is_refused():
    with pytest.raises(LedgerFault, match="expected 2"):
        Frontier(3, [EMPTY])


def test_a_proof_beyond_the_tree_cannot_be_asked_for(small):
    with pytest.raises(WrongCall, match="leaf 7 of 7"):
        inclusion_proof(small.subtree, 7, 7)
    with pytest.raises(WrongCall, match="from 0 to 7"):
        consistency_proof(small.subtree, 0, 7)


def flipped(hash_: bytes) -> bytes:
    return bytes([hash_[0] ^ 1]) + hash_[1:]
