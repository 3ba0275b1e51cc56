"""Values that may have to be erased: the log holds a salted digest of each, the value itself lies beside it (RFC 9901 §4.2).

The digest covers the encoded text of the disclosure itself, so that checking it asks for no canonical form.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable
from hashlib import sha256

from attestry.ledger.canonical import canonical, check, read, spelled
from attestry.model.entry import Json
from attestry.model.errors import LedgerFault

SALT_SIZE = 16                      # bytes: with 128 bits nothing is left to guess from, once the disclosure is gone

Salt = Callable[[int], bytes]


def disclosed(name: str, value: Json, salt: Salt = secrets.token_bytes) -> str:
    """The disclosure of *value* under *name*: base64url of the JSON [salt, name, value]."""
    parts: list[Json] = [_encoded(salt(SALT_SIZE)), name, value]
    data = spelled(parts)
    if data is None:
        check(value, name)
        data = canonical(parts)
    return _encoded(data)


def digest(disclosure: str) -> str:
    """The digest by which the log knows *disclosure*: base64url of the SHA-256 of its text."""
    return _encoded(sha256(disclosure.encode("ascii")).digest())


def opened(disclosure: str, reading: Callable[[str], Json] = read) -> tuple[str, Json]:
    """The name and the value in *disclosure*; LedgerFault if it is none, or what *reading* refuses."""
    try:
        raw = base64.b64decode(disclosure + "=" * (-len(disclosure) % 4), altchars=b"-_", validate=True).decode("utf-8")
        parts = reading(raw)
    except (binascii.Error, ValueError, LedgerFault) as fault:
        raise LedgerFault(f"disclosure {disclosure[:20]}…: {fault}; expected base64url of [salt, name, value]") from None
    if not isinstance(parts, list) or len(parts) != 3 or not isinstance(parts[0], str) or not isinstance(parts[1], str):
        raise LedgerFault(f"disclosure {disclosure[:20]}…: expected [salt, name, value], the first two of them texts")
    return parts[1], parts[2]


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
