"""Bytes as they were received, and how they came here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

Digest = str
"""A SHA-256 in 64 lower-case hexadecimal digits."""


def digest_of(data: bytes) -> Digest:
    """The SHA-256 of *data*, in lower-case hexadecimal."""
    return sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Retrieval:
    """From where the bytes came, when, and by whom; each coming of the same bytes is one more link of custody."""

    place: str                      # path, URL or "standard input", as given
    at: datetime                    # UTC, given by the caller
    by: str                         # opaque id of the person or process


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes as received. Never altered; kept under their own digest."""

    digest: Digest
    media_type: str                 # as sniffed from the bytes, not from the name
    size: int                       # bytes
    name: str                       # file name as it came, for people
    retrieval: Retrieval
    data: bytes = field(repr=False, compare=False, default=b"")
