#!/usr/bin/env python3
"""Check one footnote of a report, offline: Python's standard library and the openssl command, nothing of attestry.

    python verify_footnote.py DIR VKEY

DIR holds event.json, disclosures.txt, footnote.tlog-proof and perhaps original/<sha256>. VKEY is the log's public key line;
take it from a channel that you trust, not from DIR. Exit status: 0 every step held, 1 one did not, 2 it could not be tried.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FORMAT = "c2sp.org/tlog-proof@v1"
NUMBER = r"(0|[1-9][0-9]{0,18})"
ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")   # RFC 8410: what stands before the 32 bytes of a public key


class Refused(Exception):
    """A step that does not hold."""


def need(holds: bool, says: str) -> None:
    if not holds:
        raise Refused(says)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    """The bytes that *text* spells, in the one spelling that base64 should have."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(f"{text[:40]!r} is no base64") from None
    need(base64.b64encode(raw).decode() == text, f"{text[:40]!r} is a second spelling of its bytes")
    return raw


def no_number(text: str) -> None:
    raise Refused(f"the number {text} is none that the log writes")


def no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    need(len(dict(pairs)) == len(pairs), "a key stands twice in one object")
    return dict(pairs)


def parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=no_key_twice, parse_float=no_number, parse_constant=no_number)
    except ValueError as fault:
        raise Refused(f"no JSON: {fault}") from None


class Key:
    """A vkey line: name, id and Ed25519 key."""

    def __init__(self, line: str) -> None:
        match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", line.strip())
        need(match is not None, "the key is no vkey line: name+id+key")
        assert match
        self.name, raw = match[1], unbase64(match[3])
        need(len(raw) == 33 and raw[0] == 1, "the key is not of the kind Ed25519")
        self.id, self.raw = sha256(self.name.encode(), b"\n", raw)[:4], raw[1:]
        need(self.id.hex() == match[2], "the key's id is not that of the key")

    def signed(self, text: bytes, signature: bytes) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            key, message, sign = (Path(folder) / name for name in ("key", "message", "signature"))
            key.write_bytes(ED25519_SPKI + self.raw)
            message.write_bytes(text)
            sign.write_bytes(signature)
            done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", str(key), "-rawin",
                                   "-in", str(message), "-sigfile", str(sign)], capture_output=True, check=False)
        return done.returncode == 0


def checkpoint(note: str, key: Key) -> tuple[str, int, bytes]:
    """Origin, size and root of the checkpoint in *note*, signed by *key*."""
    cut = note.rfind("\n\n")
    need(cut > 0 and note.endswith("\n"), "the checkpoint has no signature")
    text, held = note[:cut + 1], 0
    for line in note[cut + 2:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line)
        need(match is not None, "a signature line is malformed")
        assert match
        blob = unbase64(match[2])
        if match[1] == key.name and blob[:4] == key.id:
            need(key.signed(text.encode(), blob[4:]), "the signature under the checkpoint does not hold")
            held += 1
    need(held == 1, "the checkpoint is not signed by this key")
    lines = text.split("\n")
    need(len(lines) == 4 and re.fullmatch(NUMBER, lines[1]) is not None, "the checkpoint has other lines than origin, size, root")
    root = unbase64(lines[2])
    need(len(root) == 32, "the root has not 32 bytes")
    return lines[0], int(lines[1]), root


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that *path* leads to: the definition of RFC 6962 §2.1.1 read backwards, not the usual loop over bits."""
    if size == 1:
        need(not path, "the proof has hashes too many")
        return leaf
    need(bool(path), "the proof has hashes too few")
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        return sha256(b"\1", root_of(leaf, index, left, path[:-1]), path[-1])
    return sha256(b"\1", path[-1], root_of(leaf, index - left, size - left, path[:-1]))


def verify(folder: Path, vkey: str) -> str:
    """What was found, once every step held."""
    key = Key(vkey)
    body = (folder / "event.json").read_bytes()
    event = parsed(body.decode("utf-8"))
    need(isinstance(event, dict), "the event is no object")
    assert isinstance(event, dict)
    again = json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    need(again == body, "the event is not in its canonical spelling (RFC 8785)")

    head, _, note = (folder / "footnote.tlog-proof").read_bytes().decode("utf-8").partition("\n\n")
    lines = [line for number, line in enumerate(head.split("\n")) if not (number == 1 and line.startswith("extra "))]
    need(lines[0] == FORMAT, f"the proof is not of the format {FORMAT}")
    match = re.fullmatch("index " + NUMBER, lines[1]) if len(lines) > 1 else None
    need(match is not None, "the proof has no index")
    assert match
    index, path = int(match[1]), [unbase64(line) for line in lines[2:]]
    need(all(len(each) == 32 for each in path), "a hash of the proof has not 32 bytes")
    origin, size, root = checkpoint(note, key)
    need(origin == key.name, "the checkpoint is of another log than the key")
    need(0 <= index < size, "the index lies beyond the checkpoint")
    need(root_of(sha256(b"\0", body), index, size, path) == root, "the proof does not lead to the checkpoint's root")
    need(event.get("log") == origin and event.get("seq") == index, "the event says that it is another entry")

    says: list[tuple[str, str]] = []
    digests = event.get("_sd")
    need(isinstance(digests, list) and event.get("_sd_alg") == "sha-256", "the event holds no digests")
    assert isinstance(digests, list)
    shown = (folder / "disclosures.txt").read_text("ascii").split("\n")
    need(shown[-1] == "", "disclosures.txt does not end in a line feed")
    for line in shown[:-1]:
        digest = base64.urlsafe_b64encode(sha256(line.encode())).rstrip(b"=").decode()
        need(digest in digests, "a value is shown that the event does not hold the digest of")
        parts = parsed(base64.urlsafe_b64decode(line + "=" * (-len(line) % 4)).decode("utf-8"))
        need(isinstance(parts, list) and len(parts) == 3, "a disclosure is not [salt, name, value]")
        assert isinstance(parts, list)
        need(parts[1] not in [name for name, _ in says], f"the value {parts[1]!r} is shown twice")
        says.append((str(parts[1]), json.dumps(parts[2], ensure_ascii=False)))
    for original in sorted((folder / "original").glob("*")):
        found = hashlib.sha256(original.read_bytes()).hexdigest()
        need(found == original.name, f"the original {original.name} is not what its name says")
        says.append(("original", original.name))
    return "\n".join([f"entry {index} of {origin}, in a tree of {size}",
                      f"{event['type']} by {event['actor']}, said to be at {event['at']}",
                      *(f"  {name} = {value[:200]}" for name, value in says), "every step held"])


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(verify(Path(arguments[0]), arguments[1]))
    except Refused as refused:
        print(f"{arguments[0]}: {refused}", file=sys.stderr)
        return 1
    except (OSError, ValueError, KeyError) as fault:
        print(f"{arguments[0]}: could not be read: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
