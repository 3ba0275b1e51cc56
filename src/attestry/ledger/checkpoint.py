"""Tree heads as signed notes, and proofs of entries, in the text formats of C2SP.

Signed notes: c2sp.org/signed-note; checkpoints: c2sp.org/tlog-checkpoint; proofs: c2sp.org/tlog-proof@v1. Ed25519 only.
Each reader here is stricter than its format asks: one spelling of base64, no extension lines, no control characters.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from attestry.ledger.merkle import HASH_SIZE, check_inclusion, leaf_hash
from attestry.model.errors import LedgerFault, WrongCall

PROOF_FORMAT = "c2sp.org/tlog-proof@v1"
_ED25519 = b"\x01"                  # signature type of c2sp.org/signed-note
_KEY_ID_SIZE = 4                    # bytes
_LARGEST_NOTE = 1 << 20             # characters: a checkpoint has some 200, each cosignature adds 150
_NUMBER = "0|[1-9][0-9]{0,18}"


class NoteRefused(LedgerFault):
    """A note, checkpoint or proof that is not well formed, or whose signature does not hold."""


class KeyUnknown(NoteRefused):
    """A note that none of the keys given has signed; whether it holds cannot be said."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a tree head says: the log's origin, how many entries it held, and their root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


class Verifier:
    """One public key, as written in a vkey line: name, key id and key, joined by "+"."""

    def __init__(self, vkey: str) -> None:
        match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", vkey.strip())
        if match is None:
            raise WrongCall(f"vkey {vkey.strip()[:60]!r}: expected name+id+key, as `init` prints it")
        self.name, raw = match[1], _unbase64(match[3])
        if raw[:1] != _ED25519 or len(raw) != 1 + HASH_SIZE:
            raise WrongCall(f"vkey of {self.name}: a key of another kind; expected Ed25519")
        self.id = _key_id(self.name, raw)
        if self.id.hex() != match[2]:
            raise WrongCall(f"vkey of {self.name}: its id says {match[2]}, its key {self.id.hex()}; copy it again")
        self.vkey = vkey.strip()
        self._key = Ed25519PublicKey.from_public_bytes(raw[1:])

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether *signature* is this key's, over *text*."""
        try:
            self._key.verify(signature, text.encode("utf-8"))
        except InvalidSignature:
            return False
        return True


class Signer:
    """The private key of a log, under the log's origin."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        if not re.fullmatch(r"[^\s+]+", name):
            raise WrongCall(f"key name {name!r}: expected no white space and no plus sign")
        raw = _ED25519 + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name, self.id, self._key = name, _key_id(name, raw), key
        self.vkey = f"{name}+{self.id.hex()}+{_base64(raw)}"

    def sign(self, text: str) -> str:
        """The note *text* (lines that each end in a line feed) with our signature under it."""
        return f"{text}\n\u2014 {self.name} {_base64(self.id + self._key.sign(text.encode('utf-8')))}\n"


def new_key() -> bytes:
    """A fresh Ed25519 private key, PEM, unencrypted."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signer(name: str, pem: bytes) -> Signer:
    """The signer with the private key in *pem*; LedgerFault if there is none of our kind."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as fault:
        raise LedgerFault(f"log key of {name}: {fault}; expected an unencrypted Ed25519 key in PEM") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerFault(f"log key of {name}: a key of another kind; expected Ed25519")
    return Signer(name, key)


def opened_note(note: str, trusted: Sequence[Verifier]) -> str:
    """The text of *note*, once at least one of the *trusted* has signed it.

    NoteRefused if it is malformed or a trusted key's signature does not hold; KeyUnknown if no trusted key signed at all.
    """
    if len(note) > _LARGEST_NOTE or any(character < " " and character != "\n" for character in note):
        raise NoteRefused("note: larger than a megabyte, or with control characters")
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"):
        raise NoteRefused("note: no blank line between text and signatures, or no line feed at its end")
    text, held = note[:cut + 1], set()
    for line in note[cut + 2:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)", line)
        if match is None:
            raise NoteRefused(f"note: the signature line {line[:60]!r}; expected a dash, a name and base64")
        blob = _unbase64(match[2])
        for verifier in trusted:
            if verifier.name == match[1] and verifier.id == blob[:_KEY_ID_SIZE]:
                if verifier.vkey in held:
                    raise NoteRefused(f"note: signed twice by {verifier.name}")
                if not verifier.holds(text, blob[_KEY_ID_SIZE:]):
                    raise NoteRefused(f"note: the signature of {verifier.name} does not hold")
                held.add(verifier.vkey)
    if not held:
        raise KeyUnknown("note: signed by none of the keys given")
    return text


def opened_checkpoint(note: str, origin: str, trusted: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint in *note*, once a trusted key has signed it and it speaks of the log *origin*; raises as `opened_note`."""
    lines = opened_note(note, trusted).split("\n")
    if len(lines) != 4 or lines[3]:
        raise NoteRefused(f"checkpoint: {len(lines) - 1} lines; expected origin, size and root")
    if lines[0] != origin:
        raise NoteRefused(f"checkpoint: of the log {lines[0]!r}; expected {origin!r}")
    if not re.fullmatch(_NUMBER, lines[1]):
        raise NoteRefused(f"checkpoint: the size {lines[1]!r}; expected a whole number")
    root = _unbase64(lines[2])
    if len(root) != HASH_SIZE:
        raise NoteRefused(f"checkpoint: a root of {len(root)} bytes; expected {HASH_SIZE}")
    return Checkpoint(origin, int(lines[1]), root)


def written_proof(index: int, hashes: Sequence[bytes], note: str) -> str:
    """The proof that entry *index* is in the log, in the text of a .tlog-proof file."""
    return "\n".join([PROOF_FORMAT, f"index {index}", *map(_base64, hashes), "", note])


def check_proof(proof: str, leaf: bytes, origin: str, trusted: Sequence[Verifier]) -> tuple[int, Checkpoint]:
    """The index of the entry whose bytes are *leaf*, and the checkpoint that *proof* leads to.

    NoteRefused or ProofRefused unless every step holds.
    """
    head, _, note = proof.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != PROOF_FORMAT:
        raise NoteRefused(f"proof: the format {lines[0][:60]!r}; expected {PROOF_FORMAT!r}")
    lines = lines[2:] if lines[1:2] and lines[1].startswith("extra ") else lines[1:]
    match = re.fullmatch(f"index ({_NUMBER})", lines[0]) if lines else None
    if match is None:
        raise NoteRefused("proof: no index line")
    hashes = [_unbase64(line) for line in lines[1:]]
    checkpoint = opened_checkpoint(note, origin, trusted)
    check_inclusion(leaf_hash(leaf), int(match[1]), checkpoint.size, hashes, checkpoint.root)
    return int(match[1]), checkpoint


def _key_id(name: str, raw: bytes) -> bytes:
    return sha256(name.encode("utf-8") + b"\n" + raw).digest()[:_KEY_ID_SIZE]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unbase64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRefused(f"base64: {text[:60]!r} is none") from None
    if _base64(raw) != text:            # a second spelling of the same bytes would be a second note
        raise NoteRefused(f"base64: {text[:60]!r} is not the one spelling of its bytes")
    return raw
