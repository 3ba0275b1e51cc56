"""Bytes to a document: one row for each format, and the same law for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from attestry.model.actor import Actor
from attestry.model.errors import Unreadable
from attestry.model.origin import Original
from attestry.model.text import Document, DocumentId, Problem
from attestry.reading import plain, sniff
from attestry.reading.about import Given, about, conflicting_dates, provisional
from attestry.reading.builder import Reading
from attestry.reading.turns import floors
from attestry.reading.words import Resolve, words

if TYPE_CHECKING:
    from attestry.reference.pack import Reference

__all__ = ["FORMATS", "Given", "read"]

Read = Callable[[bytes, str], Reading]
"""A reader: the bytes, and what to call their file in problems. Unreadable where it can make nothing of them."""

def _html(data: bytes, where: str) -> Reading:
    from attestry.reading import html  # lxml is slow to import, and many cases hold no page

    return html.read(data, where)


def _pdf(data: bytes, where: str) -> Reading:
    from attestry.reading import pdf

    return pdf.read(data, where)


def _docx(data: bytes, where: str) -> Reading:
    from attestry.reading import docx

    return docx.read(data, where)


ENDINGS = {".docx": sniff.DOCX, ".htm": sniff.HTML, ".html": sniff.HTML, ".pdf": sniff.PDF}
"""Endings of names that promise a format; others promise nothing."""

FORMATS: tuple[tuple[str, str, Read], ...] = (
    (sniff.TEXT, plain.READER, plain.read),
    (sniff.HTML, "html/1", _html),
    (sniff.PDF, "pdf/1", _pdf),
    (sniff.DOCX, "docx/1", _docx),
)
"""Media type, name and version of the reader, the reader."""


def read(original: Original, *, name: str, given: Given | None = None, reference: Reference | None = None) -> Document:
    """*original* as a document called *name*; Unreadable, in one line, where nothing can be made of it.

    What was given of it wins over what it says. Parts that could not be read are its problems.
    """
    if reference is None:
        from attestry.reference.pack import load

        reference = load()
    reader, reading = _reading(original.data, original.name or name)
    return _document(original.digest, name, reader, reading, given=given or Given(), reference=reference)


def _document(original: str, name: str, reader: str, reading: Reading, *, given: Given, reference: Reference) -> Document:
    """The document that *reading* gives, with what it says of itself."""
    spoken, resolve = words(reference), resolver(reference)
    found = floors(reading.text, reading.passages, spoken, resolve)
    known = about(reading, found, given, words=spoken, resolve=resolve)
    problems = [*reading.problems, *provisional(reading, name, spoken)]
    if not given.date:
        problems += conflicting_dates(reading, name, spoken)
    return Document(document_id(original, reader, reading.text), name, original, reader, reading.text, reading.places,
                    reading.passages, known, tuple(floor.turn for floor in found), tuple(problems))


def document_id(original: str, reader: str, text: str) -> DocumentId:
    """Digest of the original's digest, the reader's name and version, and the text, each on its line."""
    return sha256(f"{original}\n{reader}\n{text}".encode("utf-8", errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=8)
def resolver(reference: Reference) -> Resolve:
    """How names are looked up: the one actor that *reference* knows by these words or this id, surnames included."""
    known = reference.gazetteer
    bearers: dict[str, set[str]] = {}
    for form in known.forms:
        if known.actors[form.actor].kind == "person":
            bearers.setdefault(form.words.split()[-1].casefold(), set()).add(form.actor)

    def resolve(name: str) -> Actor | None:
        name = name.replace("’", "'")
        found = known.named(name) or known.actors.get(name)
        if found is None and len(bearers.get(name.casefold(), ())) == 1:
            found = known.actors[next(iter(bearers[name.casefold()]))]
        return found

    return resolve


def _named_otherwise(where: str, media_type: str) -> tuple[Problem, ...]:
    """A Problem if the file's name says another format than its bytes."""
    ending = next((ending for ending in ENDINGS if where.lower().endswith(ending)), "")
    if not ending or ENDINGS[ending] == media_type:
        return ()
    says = f"the name ends in {ending}, the bytes are {sniff.CALLED[media_type]} and were read as that"
    return (Problem("type-conflict", where, says, "check where the file came from"),)


def _reading(data: bytes, where: str) -> tuple[str, Reading]:
    """The reader that fits the bytes, and what it makes of them."""
    kinds = sniff.kinds(data)
    called = [sniff.CALLED.get(kind, kind) for kind in kinds]
    if len(kinds) > 1:
        raise Unreadable(f"{where}: reads as {' and as '.join(called)} at once, one format is expected; ask for a clean copy")
    for media_type, reader, read_it in FORMATS:
        if kinds[0] == media_type:
            reading = read_it(data, where)
            conflict = _named_otherwise(where, media_type)
            return reader, replace(reading, problems=(*conflict, *reading.problems))
    expected = ", ".join(sniff.CALLED[media_type] for media_type, _, _ in FORMATS)
    if kinds[0] == sniff.EMPTY:
        raise Unreadable(f"{where}: the file is empty, {expected} is expected; fetch it again")
    if kinds[0] == sniff.UNKNOWN:
        raise Unreadable(f"{where}: the bytes are no text and no format known here, {expected} is expected; convert it")
    mend = "run OCR and add the text" if kinds[0].startswith("image/") else "convert it"
    raise Unreadable(f"{where}: {called[0]} was found, {expected} is expected; {mend}")
