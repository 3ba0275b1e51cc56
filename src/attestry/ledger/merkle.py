"""The Merkle tree of RFC 6962 (RFC 9162 §2.1): hashes, proofs, and their checks.

What makes a proof and what checks it share nothing but the two hashes, so that a slip in one is caught by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from attestry.model.errors import LedgerFault, WrongCall

EMPTY = sha256(b"").digest()
HASH_SIZE = 32                      # bytes
LARGEST_SIZE = 1 << 63              # sizes are read as signed 64-bit integers elsewhere

Subtree = Callable[[int, int], bytes]
"""Root of the complete subtree (level, index): leaves [index << level, (index + 1) << level)."""


class ProofRefused(LedgerFault):
    """A proof that does not lead to the root it was given for."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: of a zero byte and *data*."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: of a one byte and the hashes of its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """What is needed of a tree to append to it: the roots of its largest complete subtrees, left to right."""

    __slots__ = ("roots", "size")

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(roots) or any(len(each) != HASH_SIZE for each in roots):
            raise LedgerFault(f"frontier of {size} leaves: found {len(roots)} subtree roots; "
                              f"expected {size.bit_count()} of {HASH_SIZE} bytes")
        self.size, self.roots = size, list(roots)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add the hash of one more leaf; gives the subtrees that it completes, as (level, index, hash), smallest first."""
        completed = []
        height, level, index = leaf, 0, self.size
        while index & 1:
            height = node_hash(self.roots.pop(), height)
            level, index = level + 1, index >> 1
            completed.append((level, index, height))
        self.roots.append(height)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the whole tree; that of no leaves at all is the hash of nothing."""
        if not self.roots:
            return EMPTY
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node_hash(left, root)
        return root


def frontier_at(subtree: Subtree, size: int) -> Frontier:
    """The frontier that the tree had at *size* leaves, from the subtrees kept."""
    roots, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            roots.append(subtree(level, start >> level))
            start += 1 << level
    return Frontier(size, roots)


# ---- making proofs

def root_between(subtree: Subtree, first: int, last: int) -> bytes:
    """The root over the leaves [first, last); *first* must be where a subtree of that width may start."""
    width = last - first
    if width == 0:
        return EMPTY
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return subtree(level, first >> level)
    middle = first + _split(width)
    return node_hash(root_between(subtree, first, middle), root_between(subtree, middle, last))


def inclusion_proof(subtree: Subtree, index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf *index* to the root of *size* leaves, from the leaf up (RFC 9162 §2.1.3.1)."""
    if not 0 <= index < size:
        raise WrongCall(f"inclusion proof: leaf {index} of {size}; expected one from 0 to {size - 1}")
    first, last, path = 0, size, []
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(root_between(subtree, middle, last))
            last = middle
        else:
            path.append(root_between(subtree, first, middle))
            first = middle
    return path[::-1]


def consistency_proof(subtree: Subtree, old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of *old* leaves to be the beginning of the tree of *new* (RFC 9162 §2.1.4.1)."""
    if not 0 < old <= new:
        raise WrongCall(f"consistency proof: from {old} to {new} leaves; expected 0 < old <= new")
    first, last, path, whole = 0, new, [], True
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(root_between(subtree, middle, last))
            last = middle
        else:
            path.append(root_between(subtree, first, middle))
            first, whole = middle, False
    if not whole:
        path.append(root_between(subtree, first, last))
    return path[::-1]


def _split(width: int) -> int:
    """The largest power of two smaller than *width*."""
    return 1 << ((width - 1).bit_length() - 1)


# ---- checking proofs

def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """ProofRefused unless *proof* leads from the hash of *leaf*, at *index* of *size*, to *root* (RFC 9162 §2.1.3.2)."""
    _check_hashes([leaf, root, *proof])
    if not 0 <= index < size < LARGEST_SIZE:
        raise ProofRefused(f"inclusion proof: leaf {index} of {size}; expected one inside the tree")
    here, end, reached = index, size - 1, leaf
    for step in proof:
        if end == 0:
            raise ProofRefused(f"inclusion proof of leaf {index} of {size}: {len(proof)} hashes are too many")
        if here & 1 or here == end:
            reached = node_hash(step, reached)
            while not here & 1 and here:
                here, end = here >> 1, end >> 1
        else:
            reached = node_hash(reached, step)
        here, end = here >> 1, end >> 1
    if end:
        raise ProofRefused(f"inclusion proof of leaf {index} of {size}: {len(proof)} hashes are too few")
    if reached != root:
        raise ProofRefused(f"inclusion proof of leaf {index} of {size}: it leads to another root than the one signed")


def check_consistency(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> None:
    """ProofRefused unless *proof* shows the tree *old* to be the beginning of *new*, each as (size, root) (RFC 9162 §2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    _check_hashes([old_root, new_root, *proof])
    where = f"consistency proof from {old_size} to {new_size} leaves"
    if not 0 < old_size <= new_size < LARGEST_SIZE:
        raise ProofRefused(f"{where}: expected 0 < old <= new")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise ProofRefused(f"{where}: equal sizes with a proof, or with two roots")
        return
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not proof:
        raise ProofRefused(f"{where}: no hashes")
    here, end = old_size - 1, new_size - 1
    while here & 1:
        here, end = here >> 1, end >> 1
    old_reached = new_reached = path[0]
    for step in path[1:]:
        if end == 0:
            raise ProofRefused(f"{where}: {len(proof)} hashes are too many")
        if here & 1 or here == end:
            old_reached, new_reached = node_hash(step, old_reached), node_hash(step, new_reached)
            while not here & 1 and here:
                here, end = here >> 1, end >> 1
        else:
            new_reached = node_hash(new_reached, step)
        here, end = here >> 1, end >> 1
    if end:
        raise ProofRefused(f"{where}: {len(proof)} hashes are too few")
    if old_reached != old_root:
        raise ProofRefused(f"{where}: it does not begin with the old tree")
    if new_reached != new_root:
        raise ProofRefused(f"{where}: it does not lead to the new root")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    for each in hashes:
        if len(each) != HASH_SIZE:
            raise ProofRefused(f"proof: a hash of {len(each)} bytes; expected {HASH_SIZE}")
