"""JSON for the words of the model, both ways, derived from the dataclasses.

Spans are [start, end]; tuples are lists; enums their values; dates ISO 8601; decimals and floats are strings, so that no
number changes on its way. A word that may be one of several kinds says which under "is". Bytes never travel in JSON.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attestry.model.claim import Claim, Counted, Dated, Filler
from attestry.model.entry import Json
from attestry.model.errors import HouseFault, WrongCall
from attestry.model.text import Document, Span

VERSION = 1
"""Of the JSON below. A field may be added with a default; anything else is a new version."""

_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
_SHOWN = 80                         # characters of what was found, in a message

Turned = Callable[[Any], Any]
Word = TypeVar("Word")


class Unfit(WrongCall):
    """JSON that is not the word it was said to be."""

    def __init__(self, found: object, expected: str, path: str = "") -> None:
        self.found, self.expected, self.path = found, expected, path
        shown = repr(found)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        super().__init__(f"{path.lstrip('.') or 'value'}: found {shown}; expected {expected}")

    def under(self, step: str) -> Unfit:
        """The same, one step further out: "roles" before "[0]"."""
        return Unfit(self.found, self.expected, step + self.path)


def to_json(value: object) -> Json:
    """*value*, a word of the model, as JSON; every field is written, also where it has its default."""
    return cast(Json, _writer(type(value))(value))


def from_json(kind: type[Word], found: Json) -> Word:
    """The *kind* that `to_json` wrote as *found*.

    A key that the word does not have, a missing one without a default, and a value of another kind are refused: Unfit, with
    its path.
    """
    try:
        return cast(Word, _reader(kind)(found))
    except Unfit as unfit:
        raise unfit.under(kind.__name__) from None


def instant(at: datetime) -> str:
    """*at* in UTC, ISO 8601, whole seconds: "2026-11-23T12:00:00Z". WrongCall for a time without a zone."""
    if at.tzinfo is None:
        raise WrongCall(f"time {at.isoformat()}: no time zone; expected UTC; give it as datetime(..., tzinfo=UTC)")
    return at.astimezone(UTC).strftime(_INSTANT)


# ---- writing

def _same(value: Any) -> Any:
    return value


def _made_writer(hint: Any) -> Turned:  # noqa: PLR0911 - one return per kind of word
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in (str, int, bool, type(None), object):
        return _same
    if hint in (float, Decimal):
        return lambda value: repr(float(value)) if isinstance(value, (float, int)) else str(value)
    if hint is datetime:
        return instant
    if hint is date:
        return date.isoformat
    if hint is Span:
        return lambda span: [span.start, span.end]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    if is_dataclass(hint):
        return _writer_of_fields(cast(type, hint))
    if origin is tuple:
        return _writer_of_tuple(arguments)
    if origin in (Union, types.UnionType):
        return _writer_of_union(arguments)
    if origin is not None and issubclass(origin, Mapping):
        inner = _writer(arguments[1]) if is_dataclass(arguments[1]) else _same
        return lambda mapping: {key: inner(value) for key, value in mapping.items()}
    raise HouseFault(f"wire: no JSON for {hint!r}")


_writer: Callable[[Any], Turned] = cache(_made_writer)


def _writer_of_fields(kind: type) -> Turned:
    writers = [(name, _writer(hint)) for name, hint in _hints(kind).items()]
    return lambda value: {name: writer(getattr(value, name)) for name, writer in writers}


def _writer_of_tuple(arguments: tuple[Any, ...]) -> Turned:
    if arguments[-1] is Ellipsis:
        inner = _writer(arguments[0])
        return lambda values: [inner(value) for value in values]
    writers = [_writer(argument) for argument in arguments]
    return lambda values: [writer(value) for writer, value in zip(writers, values, strict=True)]


def _writer_of_union(arguments: tuple[Any, ...]) -> Turned:
    kinds = [argument for argument in arguments if argument is not type(None)]
    if len(kinds) == 1:
        inner = _writer(kinds[0])
        return lambda value: None if value is None else inner(value)
    if not all(is_dataclass(kind) for kind in kinds):
        raise HouseFault(f"wire: no JSON for a choice of {kinds!r}")
    return lambda value: None if value is None else {"is": type(value).__name__, **_writer(type(value))(value)}


# ---- reading

def _made_reader(hint: Any) -> Turned:  # noqa: PLR0911 - one return per kind of word
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in (str, int, bool, type(None)):
        return _reader_of_plain(hint)
    if hint in (float, Decimal):
        return _reader_of_number(hint)
    if hint is datetime:
        return _reader_of_text(lambda text: datetime.strptime(text, _INSTANT).replace(tzinfo=UTC), "a time, YYYY-MM-DDTHH:MM:SSZ")
    if hint is date:
        return _reader_of_text(date.fromisoformat, "a date, YYYY-MM-DD")
    if hint is Span:
        return _span_of
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _reader_of_choice(hint)
    if is_dataclass(hint):
        return _reader_of_fields(cast(type, hint))
    if origin is tuple:
        return _reader_of_tuple(arguments)
    if origin in (Union, types.UnionType):
        return _reader_of_union(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _reader_of_mapping(arguments[1])
    raise HouseFault(f"wire: no word for {hint!r}")


_reader: Callable[[Any], Turned] = cache(_made_reader)


def _reader_of_plain(kind: type) -> Turned:
    expected = {str: "a string", int: "a whole number", bool: "true or false", type(None): "null"}[kind]

    def read(found: Any) -> Any:
        if type(found) is not kind:         # True is an int to Python, and not to us
            raise Unfit(found, expected)
        return found

    return read


def _reader_of_number(kind: type) -> Turned:
    def read(found: Any) -> Any:
        if type(found) is not str:
            raise Unfit(found, "a number written as a string")
        try:
            return kind(found)
        except (ValueError, InvalidOperation):
            raise Unfit(found, "a number written as a string") from None

    return read


def _reader_of_text(parse: Turned, expected: str) -> Turned:
    def read(found: Any) -> Any:
        if type(found) is not str:
            raise Unfit(found, expected)
        try:
            return parse(found)
        except ValueError:
            raise Unfit(found, expected) from None

    return read


def _span_of(found: Any) -> Span:
    if type(found) is not list or len(found) != 2 or type(found[0]) is not int or type(found[1]) is not int:
        raise Unfit(found, "a span, [start, end]")
    return Span(found[0], found[1])


def _reader_of_choice(kind: type[Enum]) -> Turned:
    members = {member.value: member for member in kind}

    def read(found: Any) -> Any:
        member = members.get(found) if type(found) is str else None
        if member is None:
            raise Unfit(found, f"one of {', '.join(members)}")
        return member

    return read


def _reader_of_fields(kind: type) -> Turned:
    readers = {name: _reader(hint) for name, hint in _hints(kind).items()}
    needed = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}

    rows = tuple(readers.items())
    if list(readers) != [each.name for each in fields(kind)][:len(rows)]:
        raise HouseFault(f"wire: {kind.__name__} has bytes before what travels; expected them last")

    def read(found: Any) -> Any:
        if type(found) is dict and len(found) == len(rows):
            try:
                return kind(*[reader(found[name]) for name, reader in rows])
            except (KeyError, Unfit):
                pass                        # what it is that does not fit, the slow way tells
        return slowly(found)

    def slowly(found: Any) -> Any:
        if type(found) is not dict:
            raise Unfit(found, f"an object with {', '.join(readers)}")
        if not found.keys() <= readers.keys():
            raise Unfit(sorted(found.keys() - readers.keys())[0], f"a key out of {', '.join(readers)}")
        if not needed <= found.keys():
            raise Unfit(sorted(found), f"the key {sorted(needed - found.keys())[0]} too")
        values = {}
        for name, value in found.items():
            try:
                values[name] = readers[name](value)
            except Unfit as unfit:
                raise unfit.under(f".{name}") from None
        return kind(**values)

    return read


def _reader_of_tuple(arguments: tuple[Any, ...]) -> Turned:
    many = arguments[-1] is Ellipsis
    readers = [_reader(argument) for argument in arguments if argument is not Ellipsis]

    def read(found: Any) -> Any:
        if type(found) is not list or not (many or len(found) == len(readers)):
            raise Unfit(found, "a list" if many else f"a list of {len(readers)}")
        values = []
        for number, value in enumerate(found):
            try:
                values.append(readers[0 if many else number](value))
            except Unfit as unfit:
                raise unfit.under(f"[{number}]") from None
        return tuple(values)

    return read


def _reader_of_union(arguments: tuple[Any, ...]) -> Turned:
    kinds = [argument for argument in arguments if argument is not type(None)]
    if len(kinds) == 1:
        inner = _reader(kinds[0])
        return lambda found: None if found is None else inner(found)
    by_name = {kind.__name__: kind for kind in kinds}

    def read(found: Any) -> Any:
        if found is None and len(kinds) < len(arguments):
            return None
        if type(found) is not dict or found.get("is") not in by_name:
            raise Unfit(found, f"an object whose \"is\" is one of {', '.join(by_name)}")
        return _reader(by_name[found["is"]])({key: value for key, value in found.items() if key != "is"})

    return read


def _reader_of_mapping(inner: Any) -> Turned:
    reader = _reader(inner) if is_dataclass(inner) else _same

    def read(found: Any) -> Any:
        if type(found) is not dict:
            raise Unfit(found, "an object")
        return {key: reader(value) for key, value in found.items()}

    return read


def _hints(kind: type) -> dict[str, Any]:
    """The fields of *kind* that travel, with their types."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind) if hints[each.name] is not bytes}


# ---- the interchange record

Field = None | bool | int | float | str | list["Field"] | dict[str, "Field"]


def record(claim: Claim, document: Document) -> dict[str, Field]:
    """*claim* as others exchange it, one JSON object in the words of the annotation guideline.

    Offsets are half-open, in code points; numbers are JSON numbers; null is what nobody states. After the guideline's fields
    come ours: the document's id and title, its original's SHA-256, passage and page.
    """
    if claim.document != document.id:
        raise HouseFault(f"claim {claim.id[:12]} was read in document {claim.document[:12]}, not in {document.id[:12]}")
    passage = document.passage_at(claim.span.start)
    return {
        "id": claim.id,
        "doc": document.name,
        "quote": claim.quote,
        "span": _span(claim.span),
        "kind": claim.kind.value,
        "frame": claim.frame,
        "chain": [holder.name for holder in claim.chain],
        "basis": claim.basis.value,
        "certainty": claim.certainty.value,
        "polarity": claim.polarity.value,
        "mode": claim.mode.value,
        "roles": _roles(claim),
        "quantity": [_counted(counted) for counted in claim.quantities] or None,
        "when": None if claim.when is None else _dated(claim.when),
        "document": document.id,
        "title": None if document.about.title is None else document.about.title.value,
        "original": document.original,
        "passage": None if passage is None else passage.number,
        "page": None if passage is None else passage.page,
    }


def _roles(claim: Claim) -> dict[str, Field]:
    roles: dict[str, Field] = {}
    for name, filler in claim.roles:
        if name in roles:
            raise HouseFault(f"claim {claim.id[:12]}: the role {name} is filled twice; expected one filler with several values")
        roles[name] = _filler(filler)
    return roles


def _filler(filler: Filler) -> Field:
    values: list[Field] = list(filler.values)
    return {"value": values[0] if len(values) == 1 else values, "span": _span(filler.span)}


def _counted(counted: Counted) -> Field:
    quantity = counted.quantity
    return {"of": counted.of, "low": number(quantity.low), "high": number(quantity.high), "low_open": quantity.low_open,
            "high_open": quantity.high_open, "hedge": quantity.hedge.value, "unit": quantity.unit, "span": _span(counted.span)}


def number(value: Decimal | None) -> int | float | None:
    """*value* as a JSON number: a whole one without a point, None where nothing bounds it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _dated(dated: Dated) -> Field:
    first, last = dated.period.first, dated.period.last
    return {"from": None if first is None else first.isoformat(), "to": None if last is None else last.isoformat(),
            "span": _span(dated.span)}


def _span(span: Span) -> Field:
    return [span.start, span.end]
