"""JSON in one spelling only (RFC 8785), restricted to what every language reads alike, and the strict way back.

No floats (decimals are strings), whole numbers within ±(2^53 - 1), ASCII keys, no key twice.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import rfc8785

from attestry.model.entry import Json
from attestry.model.errors import LedgerFault, WrongCall

LARGEST = 2**53 - 1                 # beyond it, readers that hold numbers as doubles lose the last digit
_LONGEST_NUMBER = 17                # characters of -9007199254740991
_LONG_NUMBER = re.compile(r"\d{16}")  # beyond 2^53, unless it stands in a text


class NotCanonical(LedgerFault):
    """Bytes that are not the one spelling of their value."""


def canonical(value: Json) -> bytes:
    """*value* as JSON in one spelling only (RFC 8785), so that its digest is its identity.

    The standard library's writer gives the same bytes under our restrictions, ten times faster; where keys might sort otherwise
    (text outside ASCII), the RFC's own writer decides. WrongCall for what is outside the restriction.
    """
    check(value, "value")
    quick = _PLAIN.encode(value)
    return quick.encode() if quick.isascii() else rfc8785.dumps(value)


def parsed(data: bytes) -> Json:
    """The value whose canonical spelling is *data*; NotCanonical for any other spelling.

    A repeated key does not survive the way back.
    """
    try:
        value: Json = _NUMBERS_CHECKED.decode(data.decode("utf-8"))
        again = _PLAIN.encode(value).encode() if data.isascii() else canonical(value)
    except (ValueError, WrongCall) as fault:
        raise NotCanonical(f"event body: {fault}; expected canonical JSON") from None
    if again != data:
        raise NotCanonical("event body: not the canonical spelling of its value")
    return value


def spelled(value: Json) -> bytes | None:
    """*value* as JSON, in whatever spelling; None where a part of it may be outside the restriction. Keys may be any text."""
    try:
        text = _PLAIN.encode(value)
        _FLOATS_REFUSED.decode(text)
        return None if _LONG_NUMBER.search(text) else text.encode("utf-8")
    except (ValueError, TypeError):
        return None


def read(text: str) -> Json:
    """The value of JSON *text* that `spelled` wrote; LedgerFault for floats or no JSON at all."""
    try:
        value: Json = _FLOATS_REFUSED.decode(text)
    except ValueError as fault:
        raise LedgerFault(f"JSON: {fault}") from None
    return value


def read_strictly(text: str) -> Json:
    """As `read`, refusing also what two readers might read differently: a key that stands twice, numbers beyond ±(2^53 - 1)."""
    try:
        value: Json = _STRICT.decode(text)
    except ValueError as fault:
        raise LedgerFault(f"JSON: {fault}") from None
    return value


def check(value: Json, where: str) -> None:
    """WrongCall, naming *where*, unless every part of *value* is within the restriction."""
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise WrongCall(f"{where}: the key {key!r}; expected ASCII text")
            check(each, f"{where}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            check(each, f"{where}[{number}]")
    elif value is not None and type(value) is not bool and (type(value) is not int or not -LARGEST <= value <= LARGEST):
        raise WrongCall(f"{where}: {value!r}; expected text, true, false, null or a whole number within ±(2^53 - 1); "
                        "write decimals as text")


def _check_text(text: str, where: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise WrongCall(f"{where}: half a surrogate pair at character {fault.start}; expected whole characters; "
                        "read it again") from None


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"the number {text}; expected whole numbers, decimals as text")


def _integer(text: str) -> int:
    value = int(text) if len(text) <= _LONGEST_NUMBER else LARGEST + 1
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"the number {text[:40]}; expected one within ±(2^53 - 1)")
    return value


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


_PLAIN = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
_FLOATS_REFUSED = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
_NUMBERS_CHECKED = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float, parse_int=_integer)
_STRICT = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float, parse_int=_integer, object_pairs_hook=_no_key_twice)
