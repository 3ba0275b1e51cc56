"""Whether a case holds what its log says: every check by name, how much it looked at, and the first thing that did not hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from attestry.ledger.anchor import anchored, opened_from_outside
from attestry.ledger.case import Case
from attestry.ledger.checkpoint import Verifier, opened_checkpoint
from attestry.ledger.checks import GRAVEST, Check, Outcome, checked
from attestry.ledger.inspection import Inspection, Tally
from attestry.ledger.journal import header
from attestry.ledger.merkle import Frontier, frontier_at
from attestry.ledger.replay import differences, unsound
from attestry.model.errors import LedgerFault, NotFound
from attestry.model.origin import Digest

Progress = Callable[[int, int], None]
"""Told, now and then, how many of how many entries have been looked at."""
_STEP = 500                         # entries between two words of progress


@dataclass(frozen=True, slots=True)
class Verification:
    """Every check that was asked for, and what the log came to: its size and root, and up to where outsiders vouch for it."""

    checks: tuple[Check, ...]
    origin: str
    size: int
    root: bytes
    anchored: int                   # entries that stand as a checkpoint from outside says

    @property
    def outcome(self) -> Outcome:
        """The gravest of the checks' outcomes."""
        return min((check.outcome for check in self.checks), key=GRAVEST.index)

    def lines(self) -> Iterator[str]:
        """One JSON object a line: each check, and at last the whole."""
        for check in self.checks:
            yield json.dumps({"check": check.name, "outcome": check.outcome.name.lower(), "count": check.count,
                              "failures": check.failures, "says": check.says}, ensure_ascii=False)
        yield json.dumps({"log": self.origin, "size": self.size, "root": self.root.hex(), "anchored": self.anchored,
                          "outcome": self.outcome.name.lower(), "exit": int(self.outcome)}, ensure_ascii=False)


def verify(case: Case, *, blobs: bool = False, replay: bool = False, tail: bool = False, against: Sequence[str] = (),
           progress: Progress | None = None) -> Verification:
    """Hold *case* against its log, as it stands when the call begins.

    *blobs*: every original is hashed anew, not only looked for. *replay*: the tables of what stands are made anew and compared.
    *tail*: only what came since the last verification that held. *against*: what was kept elsewhere, checkpoints (whole notes)
    and public keys (vkey lines); only they can tell a log rewritten with its own key.
    """
    checks: list[Check] = []
    try:
        with case.journal.snapshot():
            found = _verified(case, _Asked(blobs, replay, tail, tuple(against)), checks, progress)
    except LedgerFault as fault:            # a database too damaged for any one check to say so
        broken = Check("log", 0, 1, Outcome.TAMPERED, f"it cannot be read: {fault}")
        return Verification((*checks, broken), case.journal.origin, 0, Frontier().root(), 0)
    if found.outcome in (Outcome.HELD, Outcome.UNANCHORED) and not case.readonly:
        case.journal.keep_seen(found.size)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `verify` was asked for."""

    blobs: bool
    replay: bool
    tail: bool
    against: tuple[str, ...]


def _verified(case: Case, asked: _Asked, checks: list[Check], progress: Progress | None) -> Verification:
    trusted = _keys(case, asked.against, checks)
    kept = _kept_checkpoints(case, trusted, checks)
    outside = opened_from_outside([note for note in asked.against if _is_note(note)], case.journal.origin, trusted)
    start = _start(case, kept) if asked.tail else Frontier()
    inspection = Inspection(case.journal, kept.keys() | outside.sizes.keys(), start=start)
    total = case.journal.size()
    for number, _ in enumerate(inspection.run(), inspection.first + 1):
        if progress is not None and (number % _STEP == 0 or number == total):
            progress(number, total)
    checks += _of_inspection(inspection)
    checks.append(_roots(case, kept, inspection))
    checks.append(_originals(case, inspection, asked.blobs))
    if asked.replay:
        checks.append(checked("file", unsound(case.journal), Outcome.TAMPERED,
                             "tables and triggers are ours, and SQLite finds pages and indexes sound"))
        checks.append(checked("tables", differences(case.journal), Outcome.TAMPERED, "made anew from the log, they are the same"))
    checks.append(_signed(kept, inspection.size))
    anchor, size_held = anchored(case.journal, outside, inspection)
    return Verification((*checks, anchor), case.journal.origin, inspection.size, inspection.root, size_held)


def _keys(case: Case, against: Sequence[str], checks: list[Check]) -> list[Verifier]:
    """The keys to trust: those given from outside, else the one the case names; and whether settings, log and outside agree."""
    named = case.settings.vkey
    pinned = [Verifier(each) for each in against if not _is_note(each)]
    tally = Tally(1 + len(pinned))
    for row in case.journal.rows(0, 1):
        try:
            first = header(row.body)
        except LedgerFault:
            continue                    # the entries' own check tells of it
        if first.type != "case.opened" or first.clear.get("vkey") != named:
            tally.fail(f"settings.toml names the key {named[-12:]}, the log's first entry another")
    if pinned and named not in [each.vkey for each in pinned]:
        tally.fail(f"the case is signed with the key …{named[-12:]}; given from outside was …{pinned[0].vkey[-12:]}")
    checks.append(checked("key", tally, Outcome.TAMPERED, "settings, log and what was given agree"))
    return pinned or [Verifier(named)]


def _is_note(text: str) -> bool:
    """Whether *text* is a whole note; a vkey is one line."""
    return "\n" in text.strip()


def _kept_checkpoints(case: Case, trusted: Sequence[Verifier], checks: list[Check]) -> dict[int, bytes]:
    """The root of every checkpoint in the case, by size, where its signature holds."""
    tally, roots = Tally(), {}
    for size, note in case.journal.checkpoints():
        tally.count += 1
        try:
            checkpoint = opened_checkpoint(note, case.journal.origin, trusted)
        except LedgerFault as fault:
            tally.fail(f"checkpoint of size {size}: {fault}")
            continue
        if checkpoint.size != size:
            tally.fail(f"checkpoint kept under size {size}: it says {checkpoint.size}")
        roots[checkpoint.size] = checkpoint.root
    if not tally.count:
        tally.fail("no checkpoint at all; a case is signed from its first entry on")
    checks.append(checked("signatures", tally, Outcome.TAMPERED, "every checkpoint is signed by the log's key"))
    return roots


def _start(case: Case, kept: dict[int, bytes]) -> Frontier:
    """Where to go on from: the frontier at the last verification, if a checkpoint of that size vouches for it."""
    size = case.journal.seen()
    if size not in kept:
        return Frontier()
    frontier = frontier_at(case.journal.subtree, size)
    return frontier if frontier.root() == kept[size] else Frontier()


def _of_inspection(inspection: Inspection) -> list[Check]:
    return [
        checked("entries", inspection.entries, Outcome.TAMPERED, "each is canonical, in its place, and has the hash kept for it"),
        checked("versions", inspection.unknown, Outcome.NOT_RUN, "each is of a version known here"),
        checked("tree", inspection.tree, Outcome.TAMPERED, "every node is the hash of what lies below it"),
        checked("values", inspection.values, Outcome.TAMPERED,
               f"each has the digest that its entry holds; {inspection.erased} erased by redaction"),
        checked("gaps", inspection.gaps(), Outcome.MISSING, "no value is missing without a redaction"),
        checked("quotes", inspection.quotes, Outcome.TAMPERED, "each text has its digest, each claim's words stand at its span"),
    ]


def _roots(case: Case, kept: dict[int, bytes], inspection: Inspection) -> Check:
    tally = Tally(len(kept))
    for problem in inspection.root_problems(kept):
        tally.fail(problem)
    reason = case.journal.halted()
    if reason is not None:
        tally.fail(f"the log was closed to writing: {reason}")
    return checked("roots", tally, Outcome.TAMPERED, "the log comes to the root of every checkpoint")


def _originals(case: Case, inspection: Inspection, blobs: bool) -> Check:
    tally, gone = Tally(), Tally()
    for digest, size in inspection.originals.items():
        tally.count += 1
        if digest in inspection.erased_originals:
            if case.vault.has(digest):
                tally.fail(f"original {digest[:12]}: a redaction erased it, and it is there")
            continue
        try:
            if case.vault.size(digest) != size:
                tally.fail(f"original {digest[:12]}: {case.vault.size(digest)} bytes; the log says {size}")
            elif blobs:
                case.vault.check(digest)
        except NotFound:
            gone.fail(f"original {digest[:12]}: not in {case.vault.folder.name}/, and no redaction tells of it")
        except LedgerFault as fault:
            tally.fail(str(fault))
    if gone.failures and not tally.failures:
        return checked("originals", Tally(tally.count, gone.failures, gone.first), Outcome.MISSING, "")
    how = "hashed anew" if blobs else "there and as long as they were; not hashed"
    says = f"all {how}; {_strays(case, inspection.originals)} besides, not on the log"
    return checked("originals", tally, Outcome.TAMPERED, says)


def _strays(case: Case, known: dict[Digest, int]) -> int:
    """Originals that nothing on the log speaks of: kept by a session that ended before it could say so. They do no harm."""
    return sum(1 for each in case.vault.digests() if each not in known and not case.has_original(each))


def _signed(kept: dict[int, bytes], size: int) -> Check:
    newest = max((each for each in kept if each <= size), default=0)
    tally = Tally(size)
    if size > newest:
        tally.fail(f"entries {newest} to {size - 1} are under no checkpoint; a session ended early, or somebody added them")
    return checked("signed", tally, Outcome.UNSIGNED, "every entry is under a checkpoint")
