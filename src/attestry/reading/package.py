"""The ZIP that a Word file is, opened only after its directory has been looked over: no bombs, no doubles, no ways out.

Nothing is ever written to disk, and no part is parsed that declares a document type (ECMA-376 Part 2, §6.2.5 forbids it).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from attestry.model.errors import Unreadable

TOTAL = 200 << 20                   # bytes of all parts together, inflated
RATIO = 100                         # inflated to packed; prose reaches 10, pictures 1
SLACK = 1 << 20                     # bytes a part may inflate to without its ratio being looked at
MEMBERS = 4000
_UNSAFE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\0")


class Package:
    """The parts of one Word file."""

    def __init__(self, data: bytes, where: str) -> None:
        """Look the directory over; Unreadable where it is broken, inflates too far or can be read in two ways."""
        self.where = where
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
            raise Unreadable(f"{where}: a damaged or cut Word file was found, a whole one is expected; fetch it again") from fault
        members = self._archive.infolist()
        refusal = next(refusals(members, data), None)
        if refusal is not None:
            raise Unreadable(f"{where}: {refusal}; ask for a clean copy")
        self.names = tuple(member.filename for member in members)

    def part(self, name: str) -> etree._ElementTree | None:
        """The part called *name*, parsed; None if there is none. Unreadable where it is damaged or declares a document type."""
        if name not in self.names:
            return None
        try:
            content = self._archive.read(name)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
            tree = etree.parse(io.BytesIO(content), parser)
        except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, ValueError, NotImplementedError) as fault:
            says = (str(fault) or type(fault).__name__).splitlines()[0]
            raise Unreadable(f"{self.where}: part {name} is damaged ({says}), XML is expected; save the file again") from fault
        if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
            raise Unreadable(f"{self.where}: part {name} declares a document type, which no Word file may; ask for a clean copy")
        return tree


def refusals(members: list[zipfile.ZipInfo], data: bytes) -> Iterator[str]:
    """Why a ZIP directory is not trusted: what was found and expected, reason by reason."""
    names = [member.filename for member in members]
    if len(members) > MEMBERS:
        yield f"a ZIP of {len(members)} members was found, at most {MEMBERS} are expected"
    for doubled in (name for name, count in Counter(names).items() if count > 1):
        yield f"two parts are called {doubled!r}, one is expected"
    for unsafe in filter(_UNSAFE.search, names):
        yield f"a member called {unsafe!r} was found, names inside the file are expected"
    if any(member.flag_bits & 1 for member in members):
        yield "encrypted parts were found, a file without a password is expected"
    if sum(member.file_size for member in members) > TOTAL:
        yield f"the parts inflate to more than {TOTAL >> 20} MB, a document for people is expected"
    if any(member.file_size > SLACK + RATIO * max(member.compress_size, 1) for member in members):
        yield f"a part inflates more than {RATIO} times, a document for people is expected"
    places = sorted((member.header_offset, member.compress_size) for member in members)
    overlap = any(start + size > after for (start, size), (after, _) in pairwise(places))
    if overlap or any(start > len(data) for start, _ in places):
        yield "members that overlap were found, one after the other is expected"
