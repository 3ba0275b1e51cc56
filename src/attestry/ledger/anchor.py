"""Checkpoints that were kept elsewhere, held against the log: all that can tell a log rewritten with its own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from attestry.ledger.checkpoint import KeyUnknown, Verifier, opened_checkpoint
from attestry.ledger.checks import Check, Outcome, checked
from attestry.ledger.inspection import Inspection, Tally
from attestry.ledger.journal import Journal
from attestry.ledger.merkle import check_consistency, consistency_proof
from attestry.model.errors import LedgerFault


@dataclass(slots=True)
class Outside:
    """Checkpoints that came from elsewhere: those that can be read, by size, and why the others cannot."""

    given: int = 0
    sizes: dict[int, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def opened_from_outside(notes: Sequence[str], origin: str, trusted: Sequence[Verifier]) -> Outside:
    """The checkpoints in *notes*, as far as a trusted key has signed them and they speak of the log *origin*."""
    found = Outside(len(notes))
    for note in notes:
        try:
            checkpoint = opened_checkpoint(note, origin, trusted)
        except KeyUnknown as fault:
            found.unread.append(f"a checkpoint given from outside: {fault}; give the key that signed it too")
        except LedgerFault as fault:
            found.refused.append(f"a checkpoint given from outside: {fault}")
        else:
            if found.sizes.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
                found.refused.append(f"two roots were signed for {checkpoint.size} entries: the log was forked")
    return found


def anchored(journal: Journal, outside: Outside, inspection: Inspection) -> tuple[Check, int]:
    """What the checkpoints from outside come to, held against the log, and the largest size that they vouch for."""
    tally, size_held = Tally(outside.given), 0
    for problem in outside.refused:
        tally.fail(problem)
    for size, root in sorted(outside.sizes.items()):
        problem = _disagreement(journal, inspection, size, root)
        if problem:
            tally.fail(problem)
        else:
            size_held = max(size_held, size)
    if tally.failures:
        return checked("anchor", tally, Outcome.TAMPERED, ""), size_held
    if outside.unread:
        return Check("anchor", outside.given, len(outside.unread), Outcome.NOT_RUN, outside.unread[0]), size_held
    if not size_held:
        says = ("no checkpoint from outside was given: whoever has the log's key could have rewritten it all; "
                "keep a checkpoint elsewhere and give it with --against")
        return Check("anchor", outside.given, 0, Outcome.UNANCHORED, says), 0
    says = (f"the first {size_held} entries stand as a checkpoint from outside says; "
            f"{inspection.size - size_held} newer ones rest on this case's key alone")
    return Check("anchor", outside.given, 0, Outcome.HELD, says), size_held


def _disagreement(journal: Journal, inspection: Inspection, size: int, root: bytes) -> str:
    """Why the log is not a continuation of the checkpoint (*size*, *root*), "" if it is."""
    if size > inspection.size:
        return f"a checkpoint from outside has {size} entries, the log {inspection.size}: the newest are gone"
    if size == 0:
        return ""
    if size > inspection.first:
        return "" if inspection.roots.get(size) == root else \
            f"a checkpoint from outside has another root for {size} entries: history was rewritten"
    try:
        proof = consistency_proof(journal.subtree, size, inspection.size)
        check_consistency((size, root), (inspection.size, inspection.root), proof)
    except LedgerFault as fault:
        return f"a checkpoint from outside, of {size} entries, is not the beginning of this log: {fault}"
    return ""
