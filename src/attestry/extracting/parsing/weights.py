"""The weights file: one tagger and one parser. The pure-Python twin uses it as it lies, the compiled part unpacks it.

All numbers are little-endian. Layout:

    8 bytes   magic, b"ATTESTRY"
    u32       version of this layout
    u32       CRC-32 of all that follows
    u32       length of the table of contents
    JSON      the table of contents (UTF-8), then the sections it names, each at an offset from the start of the file

A section of a linear model has an index of 2**bits + 1 numbers (u32) and rows. The upper *bits* bits of a feature's hash
say in which bucket its row lies; bucket b is rows[index[b]:index[b + 1]]. A row is the lower 16 bits of the hash (u16),
the number of its cells (u8), their classes (u8 each) and their weights (i8 each).
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attestry.model.errors import WrongCall

MAGIC = b"ATTESTRY"
VERSION = 1
_HEADER = struct.Struct("<8sIII")

Rows = Mapping[int, Sequence[tuple[int, int]]]
"""Feature hash (32 bits) to its cells: class, weight from -127 to 127."""


@dataclass(frozen=True, slots=True)
class Section:
    """Where one linear model lies in the file. *templates* is as `atoms.encoded` made it; offsets and lengths in bytes."""

    templates: bytes
    classes: int
    bits: int
    index: int
    rows: int
    length: int


@dataclass(frozen=True, slots=True)
class Weights:
    """A weights file, opened. *labels* has the root's label last; *marks* tells the parser what each tag is, see `atoms`."""

    file: bytes
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    marks: bytes
    tagger: Section
    parser: Section | None


def opened(file: bytes) -> Weights:
    """The weights in *file*; WrongCall where it is not a whole weights file of this version."""
    if len(file) < _HEADER.size or not file.startswith(MAGIC):
        raise WrongCall("weights: no weights file of attestry; train one with python -m attestry.training")
    _, version, crc, length = _HEADER.unpack_from(file)
    if version != VERSION:
        raise WrongCall(f"weights: version {version} was found, {VERSION} is read here; train anew or take the matching release")
    if zlib.crc32(memoryview(file)[16:]) != crc:
        raise WrongCall("weights: the file is not what was written (its CRC-32 differs); install it again")
    contents = json.loads(file[_HEADER.size:_HEADER.size + length])

    def section(name: str) -> Section:
        told = contents[name]
        return Section(**told | {"templates": bytes.fromhex(told["templates"])})

    def names(key: str) -> tuple[str, ...]:
        return tuple(map(sys.intern, contents[key]))    # they are compared with names in the code, for every word

    return Weights(file, names("tags"), names("labels"), bytes(contents["marks"]), section("tagger"),
                   section("parser") if "parser" in contents else None)


@dataclass(frozen=True, slots=True)
class Part:
    """One linear model before it is written."""

    templates: bytes
    classes: int
    rows: Rows


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a weights file; the fields are as in `Weights`."""

    tags: Sequence[str]
    labels: Sequence[str]
    marks: bytes
    tagger: Part
    parser: Part | None


def written(contents: Contents) -> bytes:
    """The bytes of a weights file; the same contents give the same bytes."""
    sections: list[bytes] = []
    table: dict[str, object] = {"tags": list(contents.tags), "labels": list(contents.labels), "marks": list(contents.marks)}
    parts = [("tagger", contents.tagger), ("parser", contents.parser)]
    packed = [(name, part, *_packed(part.rows)) for name, part in parts if part is not None]
    # The table's own length moves the sections behind it, so it is padded to a length settled beforehand.
    room = 2_000 + len(json.dumps(table)) + sum(2 * len(part.templates) for _, part, *_ in packed)
    room += -room % 4
    offset = _HEADER.size + room

    def put(section: bytes) -> int:
        nonlocal offset
        start = offset
        section += b"\0" * (-len(section) % 4)
        sections.append(section)
        offset += len(section)
        return start

    for name, part, bits, index, rows in packed:
        table[name] = {"templates": part.templates.hex(), "classes": part.classes, "bits": bits, "index": put(index),
                       "rows": put(rows), "length": len(rows)}
    body = json.dumps(table, separators=(",", ":"), sort_keys=True).encode().ljust(room) + b"".join(sections)
    length = struct.pack("<I", room)
    return _HEADER.pack(MAGIC, VERSION, zlib.crc32(length + body), room) + body


def _packed(rows: Rows) -> tuple[int, bytes, bytes]:
    """Bits, index and rows of one section. Of two features alike in bucket and lower bits, the heavier row is kept."""
    bits = max(8, min(20, (max(1, len(rows)) // 2).bit_length()))
    buckets: dict[int, dict[int, Sequence[tuple[int, int]]]] = {}
    for feature, cells in rows.items():
        bucket = buckets.setdefault(feature >> (32 - bits), {})
        rival = bucket.get(feature & 0xFFFF)
        if rival is None or _weight(cells) > _weight(rival):
            bucket[feature & 0xFFFF] = cells
    index = [0]
    body = bytearray()
    for number in range(1 << bits):
        for low, cells in sorted(buckets.get(number, {}).items()):
            body += struct.pack("<HB", low, len(cells))
            body += bytes(cell[0] for cell in cells)
            body += struct.pack(f"{len(cells)}b", *(cell[1] for cell in cells))
        index.append(len(body))
    return bits, struct.pack(f"<{len(index)}I", *index), bytes(body)


def _weight(cells: Sequence[tuple[int, int]]) -> tuple[int, Sequence[tuple[int, int]]]:
    return sum(abs(weight) for _, weight in cells), cells
