"""The port of the log: what a store of entries must do, and how an event becomes the bytes of a leaf.

A leaf is the exact bytes of a canonical JSON header; it holds what everyone may see for ever, and salted digests of the rest.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, cast

from attestry.ledger.canonical import NotCanonical, canonical, parsed
from attestry.ledger.disclosure import Salt, digest, disclosed, opened
from attestry.ledger.merkle import Frontier
from attestry.model.entry import EVENT_TYPES, Entry, Event, Json
from attestry.model.errors import LedgerFault, WrongCall
from attestry.model.wire import instant

SCHEMA = 1
"""Of the header. A log with a header of another version is one that this program cannot check."""
_KEYS = {"_sd", "_sd_alg", "actor", "at", "clear", "log", "seq", "subject", "type", "v"}
_TEXTS = ("_sd_alg", "actor", "at", "log", "subject", "type")


class SchemaUnknown(LedgerFault):
    """A header of a version that this program does not know; whether it holds cannot be said."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the bytes of a leaf say."""

    log: str
    seq: int
    type: str
    subject: str
    actor: str
    at: str
    clear: Mapping[str, Json]
    digests: tuple[str, ...]        # of the disclosures, sorted, so that their order tells nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is kept: the bytes of its leaf, the leaf's hash as stored, and the disclosures that are still there."""

    seq: int
    body: bytes
    leaf: bytes
    disclosures: tuple[str, ...]


class Journal(Protocol):
    """A store of entries, appended to and never changed; the projections it feeds are tables that can be made anew.

    `append` gives the places the events took. `subtree` is the root of a complete subtree as stored, level 0 being leaves.
    """

    origin: str

    def writing(self) -> AbstractContextManager[None]:
        """All that is done inside stands together or not at all, and nobody else writes meanwhile.

        May be nested: what is done in the inner one stands with the outer one, or is undone alone if only the inner one fails.
        """
        ...

    def append(self, events: Sequence[Event]) -> range: ...
    def size(self) -> int: ...
    def frontier(self) -> Frontier: ...
    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]: ...
    def subtree(self, level: int, index: int) -> bytes: ...
    def node_count(self) -> int: ...
    def checkpoints(self) -> Iterator[tuple[int, str]]: ...
    def keep_checkpoint(self, size: int, note: str) -> None: ...
    def erase(self, seq: int, digests: Sequence[str]) -> None: ...
    def halt(self, reason: str) -> None: ...
    def halted(self) -> str | None: ...
    def close(self) -> None: ...


def entries(journal: Journal, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
    """The entries [start, stop) of *journal*, in order, each with what of its values has not been erased."""
    for row in journal.rows(start, stop):
        yield entry(row)


def written(event: Event, origin: str, seq: int, salt: Salt = secrets.token_bytes) -> tuple[bytes, tuple[str, ...]]:
    """*event* as entry *seq* of the log *origin*: the bytes of its leaf, and its disclosures in the order of their digests."""
    if event.type not in EVENT_TYPES:
        raise WrongCall(f"event type {event.type!r}: unknown; expected one of {', '.join(EVENT_TYPES)}")
    by_digest = {digest(each): each for each in (disclosed(name, value, salt) for name, value in event.private.items())}
    digests = sorted(by_digest)
    header: dict[str, Json] = {
        "v": SCHEMA, "log": origin, "seq": seq, "type": event.type, "subject": event.subject, "actor": event.actor,
        "at": instant(event.at), "clear": dict(event.clear), "_sd": list(digests), "_sd_alg": "sha-256",
    }
    return canonical(header), tuple(by_digest[each] for each in digests)


def happened(event: Event, seq: int) -> Entry:
    """*event* as the entry that it becomes at *seq*."""
    return Entry(seq, event.type, event.subject, event.actor, instant(event.at), event.clear, event.private)


def header(body: bytes) -> Header:
    """What the bytes of a leaf say; NotCanonical, SchemaUnknown or LedgerFault if they are none."""
    found = parsed(body)
    if not isinstance(found, dict) or "v" not in found:
        raise NotCanonical("event body: no header with a version")
    if found["v"] != SCHEMA:
        raise SchemaUnknown(f"event body: header version {found['v']!r}; this program knows {SCHEMA}; take a newer one")
    if found.keys() != _KEYS or not all(isinstance(found[key], str) for key in _TEXTS) or type(found["seq"]) is not int:
        raise LedgerFault(f"event body: the keys {', '.join(sorted(found))}; "
                          f"expected {', '.join(sorted(_KEYS))}, each of its kind")
    clear, digests = found["clear"], found["_sd"]
    if not isinstance(clear, dict) or not isinstance(digests, list) or found["_sd_alg"] != "sha-256":
        raise LedgerFault("event body: clear is no object, _sd no list, or _sd_alg not sha-256")
    log, kind, subject, actor, at = (cast(str, found[key]) for key in ("log", "type", "subject", "actor", "at"))
    return Header(log, found["seq"], kind, subject, actor, at, clear, tuple(map(str, digests)))


def entry(row: Row) -> Entry:
    """The entry kept as *row*, with what of its values has not been erased."""
    head = header(row.body)
    private = dict(opened(each) for each in row.disclosures)
    return Entry(head.seq, head.type, head.subject, head.actor, head.at, head.clear, private)
