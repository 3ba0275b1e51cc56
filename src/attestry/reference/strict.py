"""TOML read into dataclasses, strictly: what a pack does not say right is refused by file, entry and key, never guessed.

A file or table is written down as a dataclass; its fields are the keys it may have, those without default the keys it must have.
A field whose key is a word of Python ends in an underscore (`from_` reads `from`).
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from attestry.model.errors import PackFault

T = TypeVar("T")
Reader = Callable[[Any, "Where"], Any]

_NAMING = ("id", "name", "frame", "layer", "list", "symbol", "title", "word", "text")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a pack: the file, the entry in it, and the key."""

    file: str                       # "packs/world/states.toml"
    entry: str = ""                 # "actor 'RUS'", "rule 'at least n'", "provision 3"
    key: str = ""

    def at(self, key: str) -> Where:
        """The same entry, one key further in."""
        return Where(self.file, self.entry, f"{self.key}.{key}" if self.key else key)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.key) if part)


def fault(where: Where, found: str, mend: str = "") -> PackFault:
    """The refusal of what stands at *where*, ready to be raised; *found* says what it is and what was expected."""
    return PackFault(f"{where}: {found}" + (f"; {mend}" if mend else ""))


def nearest(name: str, among: Iterable[str]) -> str:
    """The mend for a name nobody knows: "nearest: 'ammunition'", or "" if nothing comes near."""
    close = difflib.get_close_matches(name, [str(known) for known in among], n=1, cutoff=0.5)
    return f"nearest: {close[0]!r}" if close else ""


def known(name: str, among: Iterable[str], where: Where, what: str) -> str:
    """*name*, if it is *among* the names there are; PackFault if it dangles. *what* is what it should be: "a thing"."""
    names = among if isinstance(among, Mapping | set | frozenset) else set(among)
    if name not in names:
        raise fault(where, f"{name!r} is not {what} that the packs know", nearest(name, names))
    return name


def unique(entries: Iterable[T], name_of: Callable[[T], str], where: Where) -> dict[str, T]:
    """*entries* by name; PackFault if two bear the same."""
    found: dict[str, T] = {}
    for entry in entries:
        name = name_of(entry)
        if name in found:
            raise fault(where, f"{name!r} stands twice", "rename one or join them")
        found[name] = entry
    return found


def shown(path: Path) -> str:
    """*path* as faults print it: from the folder `packs` on, where there is one."""
    parts = path.parts
    return "/".join(parts[parts.index("packs"):]) if "packs" in parts else str(path)


def parse(data: bytes, file: str) -> dict[str, Any]:
    """The table that TOML *data* spells; PackFault naming *file* and the line where it does not."""
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as fault_:
        raise fault(Where(file), f"byte {fault_.start} is not UTF-8", "save the file as UTF-8") from fault_
    except tomllib.TOMLDecodeError as fault_:
        raise fault(Where(file), f"not TOML: {fault_}") from fault_


def read(kind: type[T], path: Path) -> T:
    """The file at *path* as a *kind*; PackFault if it is not there or not of that shape."""
    try:
        data = path.read_bytes()
    except OSError as fault_:
        raise fault(Where(shown(path)), f"cannot be opened ({fault_.strerror})", "check that the pack is whole") from fault_
    return shaped(kind, parse(data, shown(path)), Where(shown(path)))


def shaped(kind: type[T], table: object, where: Where) -> T:
    """*table* as a *kind*, a dataclass; PackFault on an unknown key, a missing key or a value of another type."""
    return typing.cast(T, _reader(typing.cast(Any, kind))(table, where))


@cache
def _reader(kind: Any) -> Reader:  # noqa: PLR0911  one line per shape of type reads better than a nest of branches
    """What turns a TOML value into a *kind*; made once per type, so that a thousand entries read fast."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any or kind is object:
        return lambda value, where: value
    if dataclasses.is_dataclass(kind):
        return _table(typing.cast(type[Any], kind))
    if origin in (typing.Union, types.UnionType):
        return _either(tuple(part for part in arguments if part is not type(None)))
    if origin is typing.Literal:
        return _choice(arguments, str)
    if origin is tuple and arguments[-1] is ...:
        return _sequence(_reader(arguments[0]), tuple)
    if origin is tuple:
        return _fixed(tuple(_reader(part) for part in arguments))
    if origin in (frozenset, list):
        return _sequence(_reader(arguments[0]), origin)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_reader(arguments[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(tuple(member.value for member in kind), kind)
    return _plain(kind)


def _table(kind: type[Any]) -> Reader:
    hints = typing.get_type_hints(kind)
    fields = {field.name.removesuffix("_"): field for field in dataclasses.fields(kind) if field.init}
    # Readers are found when first needed, so that a dataclass may hold itself.
    needed = [key for key, field in fields.items()
              if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING]
    readers: dict[str, Reader] = {}

    def make(value: object, where: Where) -> Any:
        if not isinstance(value, dict):
            raise fault(where, f"{_told(value)} was found, a table is expected")
        for key in value:
            if key not in fields:
                raise fault(where, f"unknown key {key!r}", nearest(key, fields) or f"known: {', '.join(fields)}")
        for key in needed:
            if key not in value:
                raise fault(where, f"key {key!r} is missing")
        if not readers:
            readers.update({key: _reader(hints[field.name]) for key, field in fields.items()})
        return kind(**{fields[key].name: readers[key](part, where.at(key)) for key, part in value.items()})

    return make


def _sequence(read_one: Reader, collect: Callable[[list[Any]], Any]) -> Reader:
    def make(value: object, where: Where) -> Any:
        if not isinstance(value, list):
            raise fault(where, f"{_told(value)} was found, a list is expected")
        return collect([read_one(part, _entry(part, number, where)) if isinstance(part, dict) else read_one(part, where)
                        for number, part in enumerate(value, start=1)])
    return make


def _entry(table: dict[str, Any], number: int, where: Where) -> Where:
    """The place of one table of a list: by what it calls itself, else by number."""
    called = next((f"{where.key} {table[key]!r}" for key in _NAMING if isinstance(table.get(key), str)), f"{where.key} {number}")
    return Where(where.file, f"{where.entry}, {called}" if where.entry else called)


def _fixed(readers: tuple[Reader, ...]) -> Reader:
    def make(value: object, where: Where) -> Any:
        if not isinstance(value, list) or len(value) != len(readers):
            raise fault(where, f"{_told(value)} was found, a list of {len(readers)} is expected")
        return tuple(read_one(part, where) for read_one, part in zip(readers, value, strict=True))
    return make


def _mapping(read_one: Reader) -> Reader:
    def make(value: object, where: Where) -> Any:
        if not isinstance(value, dict):
            raise fault(where, f"{_told(value)} was found, a table is expected")
        return {key: read_one(part, where.at(key)) for key, part in value.items()}
    return make


def _choice(values: tuple[Any, ...], make_one: Callable[[Any], Any]) -> Reader:
    def make(value: object, where: Where) -> Any:
        if value not in values:
            raise fault(where, f"{value!r} is none of {', '.join(map(str, values))}", nearest(str(value), map(str, values)))
        return make_one(value)
    return make


def _either(kinds: tuple[Any, ...]) -> Reader:
    readers = [_reader(kind) for kind in kinds]

    def make(value: object, where: Where) -> Any:
        refusal: PackFault | None = None
        for read_one in readers:
            try:
                return read_one(value, where)
            except PackFault as one:
                refusal = refusal or one
        raise refusal or fault(where, f"{_told(value)} was found")
    return make


def _plain(kind: Any) -> Reader:
    def make(value: object, where: Where) -> Any:
        if kind is Decimal and isinstance(value, int | float | str) and not isinstance(value, bool):
            try:
                return Decimal(str(value))
            except InvalidOperation:
                raise fault(where, f"{value!r} was found, a number is expected") from None
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        wrong = (isinstance(value, bool) and kind is not bool) or (isinstance(value, datetime) and kind is date)
        if wrong or not isinstance(value, kind):
            raise fault(where, f"{_told(value)} was found, {_TOLD.get(kind, kind.__name__)} is expected")
        return value
    return make


_TOLD: dict[type, str] = {str: "a text", int: "a whole number", float: "a number", Decimal: "a number", bool: "true or false",
                          date: "a date", list: "a list", dict: "a table", datetime: "a time"}


def _told(value: object) -> str:
    """What a reader of the fault is told was found."""
    kind = _TOLD.get(type(value), type(value).__name__)
    return kind if isinstance(value, list | dict) else f"{kind} ({value!r})"
