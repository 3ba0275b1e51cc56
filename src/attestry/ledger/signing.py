"""Signing tree heads: only what is committed, read again and computed anew, and only if it comes to what was kept.

A log that has once signed a wrong root cannot be mended (Certificate Transparency's Yeti 2022 died of one flipped bit), so the
root to be signed is never taken from the store's own reckoning.
"""

from __future__ import annotations

from collections.abc import Sequence

from attestry.ledger.checkpoint import Checkpoint, Signer, Verifier, opened_checkpoint
from attestry.ledger.journal import Journal, header
from attestry.ledger.merkle import Frontier, frontier_at, leaf_hash
from attestry.model.errors import LedgerFault


class IntegrityLost(LedgerFault):
    """The log does not come to the root that was kept for it; it must not be signed."""


def newest_checkpoint(journal: Journal) -> tuple[int, str] | None:
    """The newest checkpoint kept, as (size, note), or None before the first."""
    return max(journal.checkpoints(), default=None)


def sign(journal: Journal, signer: Signer) -> str:
    """The signed checkpoint over every entry committed; kept before it is given out, and made only once for a size.

    IntegrityLost, and nothing signed, if the entries since the last checkpoint do not lead from it to the frontier as kept.
    """
    with journal.writing():
        newest = newest_checkpoint(journal)
        frontier = recomputed(journal, newest, [Verifier(signer.vkey)])
        if newest is not None and frontier.size == newest[0]:
            return newest[1]
        note = signer.sign(str(Checkpoint(journal.origin, frontier.size, frontier.root())))
        journal.keep_checkpoint(frontier.size, note)
        return note


def recomputed(journal: Journal, newest: tuple[int, str] | None, trusted: Sequence[Verifier]) -> Frontier:
    """The frontier of *journal*, from the newest checkpoint on, computed from the bytes of the entries alone.

    IntegrityLost if the tree kept does not come to the checkpoint's root, an entry is not in its place, its hash or a tree
    node is not what the bytes say, or the frontier kept is another.
    """
    try:
        frontier = _start(journal, newest, trusted)
        for row in journal.rows(frontier.size):
            head = header(row.body)
            if (head.seq, head.log, row.seq) != (frontier.size, journal.origin, frontier.size):
                raise IntegrityLost(f"entry {row.seq}: says it is entry {head.seq} of {head.log}; "
                                    f"expected {frontier.size} of {journal.origin}")
            leaf = leaf_hash(row.body)
            if leaf != row.leaf:
                raise IntegrityLost(f"entry {row.seq}: its bytes do not have the hash that was kept")
            for level, index, height in frontier.append(leaf):
                if journal.subtree(level, index) != height:
                    raise IntegrityLost(f"tree node {index} on level {level}: not the hash of what lies below it")
        kept = journal.frontier()
    except IntegrityLost:
        raise
    except LedgerFault as fault:
        raise IntegrityLost(str(fault)) from fault
    if (kept.size, kept.roots) != (frontier.size, frontier.roots):
        raise IntegrityLost(f"log of {frontier.size} entries: the frontier kept, for {kept.size}, is not what their bytes give")
    return frontier


def _start(journal: Journal, newest: tuple[int, str] | None, trusted: Sequence[Verifier]) -> Frontier:
    if newest is None:
        return Frontier()
    size, note = newest
    checkpoint = opened_checkpoint(note, journal.origin, trusted)
    frontier = frontier_at(journal.subtree, size)
    if checkpoint.size != size or frontier.root() != checkpoint.root:
        raise IntegrityLost(f"checkpoint of size {size}: the tree kept does not come to its root")
    return frontier
