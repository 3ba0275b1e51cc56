"""What a stranger needs to check one footnote without us: the entry, the values shown, the proof, and how to go about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from attestry.ledger.canonical import read_strictly
from attestry.ledger.case import Case
from attestry.ledger.checkpoint import Verifier, check_proof, opened_checkpoint, written_proof
from attestry.ledger.disclosure import digest, opened
from attestry.ledger.journal import Header, header
from attestry.ledger.merkle import inclusion_proof
from attestry.ledger.signing import newest_checkpoint
from attestry.model.entry import Json
from attestry.model.errors import LedgerFault, WrongCall
from attestry.model.origin import Digest

EVENT, DISCLOSURES, PROOF, ORIGINAL, README = "event.json", "disclosures.txt", "footnote.tlog-proof", "original", "README.txt"

Reveal = Callable[[str], bool]
"""Whether the value of this name is shown."""

_README = """\
One entry of the evidence log
    {origin}
with the values that a footnote rests on, and the proof that it stands in the log. Nothing here needs the program that made it.

1. Take the log's public key from a channel that you trust: a page of the organisation, a letter. Do not take it from here:
       {vkey}     <- do not trust this copy
2. Check with that key the signature under the checkpoint, the last lines of {proof} (C2SP signed note, Ed25519).
3. Hash {event} as a leaf (SHA-256 of a zero byte and its bytes) and walk the hashes of {proof} up to the checkpoint's root
   (RFC 6962).
4. See that "log" and "seq" in {event} are the checkpoint's origin and the proof's index.
5. For each line of {disclosures}: its SHA-256, in base64url, is one of "_sd" in {event}. The line itself is base64url of
   [salt, name, value].
6. Hash the original; its SHA-256 stands in the entry that "document" leads to. Read it at the place that the footnote gives.
`verify_footnote.py`, in the tools of attestry's source, does 2 to 5 with Python's standard library and openssl.

It proves that this record, with these fields, was in the log under this key when the checkpoint was signed, and has not
changed since. It does not prove that the source told the truth, that the capture was complete, who sat at the keyboard, or
that nothing else was logged.
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One entry, ready to leave the house: the bytes of its leaf, the disclosures shown, the text of its proof, the log's key."""

    event: bytes
    disclosures: tuple[str, ...]
    proof: str
    origin: str
    vkey: str


def bundle(case: Case, seq: int, reveal: Reveal = lambda name: True) -> Bundle:
    """The bundle of entry *seq*, with the values that *reveal* lets out. WrongCall unless a checkpoint covers the entry."""
    newest = newest_checkpoint(case.journal)
    if newest is None or not 0 <= seq < newest[0]:
        raise WrongCall(f"entry {seq}: no checkpoint covers it; expected one of the {newest[0] if newest else 0} that are signed")
    size, note = newest
    opened_checkpoint(note, case.journal.origin, [Verifier(case.settings.vkey)])
    row = next(case.journal.rows(seq, seq + 1))
    proof = written_proof(seq, inclusion_proof(case.journal.subtree, seq, size), note)
    shown = tuple(each for each in row.disclosures if reveal(opened(each)[0]))
    made = Bundle(row.body, shown, proof, case.journal.origin, case.settings.vkey)
    check_bundle(made, [case.settings.vkey])
    return made


def check_bundle(found: Bundle, vkeys: list[str]) -> tuple[Header, Mapping[str, Json]]:
    """What the entry in *found* says, and the values shown with it, once every step holds under one of *vkeys*.

    LedgerFault where one does not.
    """
    index, checkpoint = check_proof(found.proof, found.event, found.origin, [Verifier(each) for each in vkeys])
    head = header(found.event)
    if (head.log, head.seq) != (checkpoint.origin, index):
        raise LedgerFault(f"footnote: the entry says it is {head.seq} of {head.log}, the proof {index} of {checkpoint.origin}")
    values: dict[str, Json] = {}
    for each in found.disclosures:
        name, value = opened(each, read_strictly)
        if digest(each) not in head.digests or name in values:
            raise LedgerFault(f"footnote: the entry {index} does not hold the digest of the value {name!r}, or it is shown twice")
        values[name] = value
    return head, values


def write_bundle(found: Bundle, folder: Path, originals: Mapping[Digest, bytes] | None = None) -> tuple[Path, ...]:
    """Put *found* into *folder*, which must not hold another, with *originals* under their digests; the paths written."""
    files = {
        EVENT: found.event,
        DISCLOSURES: "".join(f"{each}\n" for each in found.disclosures).encode("ascii"),
        PROOF: found.proof.encode("utf-8"),
        README: _README.format(origin=found.origin, vkey=found.vkey, proof=PROOF, event=EVENT, disclosures=DISCLOSURES).encode(),
        **{f"{ORIGINAL}/{name}": data for name, data in (originals or {}).items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            raise WrongCall(f"{path}: is there already; expected a folder without a bundle; take another") from None
    return tuple(folder / name for name in files)


def read_bundle(folder: Path, origin: str, vkey: str = "") -> Bundle:
    """The bundle in *folder*, not yet checked; WrongCall where a part of it is missing."""
    try:
        event, shown = (folder / EVENT).read_bytes(), (folder / DISCLOSURES).read_bytes().decode("ascii")
        proof = (folder / PROOF).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongCall(f"{folder}: {fault}; expected {EVENT}, {DISCLOSURES} and {PROOF}") from None
    lines = shown.split("\n")
    if lines.pop():
        raise WrongCall(f"{folder / DISCLOSURES}: the last line does not end; expected a line feed after each; copy it again")
    return Bundle(event, tuple(lines), proof, origin, vkey)
