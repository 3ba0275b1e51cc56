"""One document, from kept bytes to claims: what a worker does, with nothing written anywhere."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.model.errors import Unreadable
from attestry.model.lead import Extraction
from attestry.model.origin import Original, digest_of
from attestry.model.text import Document, Problem

if TYPE_CHECKING:
    from attestry.extracting.by_grammar import Grammar


NOTHING = Extraction()


@dataclass(frozen=True, slots=True)
class Job:
    """One original, what it is to be called, and what was said of it."""

    original: Original              # with its bytes
    name: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a job: a document and what was read in it, or None and the reason. Problems of the document stand in it."""

    document: Document | None
    found: Extraction = NOTHING


def read_and_extract(job: Job) -> Read:
    """The document that *job*'s bytes make, and every claim in it.

    A fault of our own costs the document, not those beside it: it is told as a problem, with the place in our code.
    """
    where = job.original.retrieval.place
    try:
        document = read_alone(job)
        return Read(document, extract_alone(document))
    except Unreadable as unreadable:
        return not_read(unread(where, str(unreadable)))
    except Exception as fault:          # the process boundary: beyond it the place would be lost
        return not_read(_our_fault(where, fault))


def not_read(problem: Problem) -> Read:
    """What comes of a job that made no document."""
    return Read(None, Extraction(problems=(problem,)))


def read_alone(job: Job) -> Document:
    """The document that *job*'s bytes make; Unreadable if they make none."""
    from attestry.reading.read import Given, read

    return read(job.original, name=job.name, given=Given(**job.given), reference=_grammar().reference)


def extract_alone(document: Document) -> Extraction:
    """Every claim and lead in *document*, and what could not be read or grounded."""
    return _grammar().read(document)


@cache
def _grammar() -> Grammar:
    """The grammar over the packs that come with attestry; made once a process, for it takes a quarter of a second."""
    from attestry.extracting.by_grammar import Grammar
    from attestry.reference import pack

    return Grammar(pack.load())


def unread(where: str, message: str) -> Problem:
    """The problem that a reader's *message* tells of: its place, what was found, and after the last semicolon the mend."""
    says = message.removeprefix(f"{where}: ").removeprefix(f"{Path(where).name}: ")
    says, _, mend = says.rpartition("; ")
    return Problem("unreadable", where, says or mend, mend if says else "")


def _our_fault(where: str, fault: Exception) -> Problem:
    at = traceback.extract_tb(fault.__traceback__)[-1]
    says = f"attestry itself stumbled: {type(fault).__name__}: {fault} ({Path(at.filename).name}:{at.lineno})"
    return Problem("our-fault", where, says, "the document is kept; please report this line")


def extractor(given: Mapping[str, str]) -> str:
    """Who reads: the grammar, and a digest of the packs and of what was given, which both decide what is read."""
    from attestry.reference import pack

    basis = "\n".join([pack.load().digest, *(f"{key}={given[key]}" for key in sorted(given))])
    return f"grammar/1 {digest_of(basis.encode())[:16]}"
