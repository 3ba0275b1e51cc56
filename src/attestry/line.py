"""One document, from kept bytes to claims: what a worker does, with nothing written anywhere."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.model.claim import Claim
from attestry.model.errors import Unreadable
from attestry.model.origin import Original, digest_of
from attestry.model.text import Document, Problem

if TYPE_CHECKING:
    from attestry.extracting.by_grammar import Grammar


@dataclass(frozen=True, slots=True)
class Job:
    """One original, what it is to be called, and what was said of it."""

    original: Original              # with its bytes
    name: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a job: a document with its claims, or None and the reason. Problems of the document itself stand in it."""

    document: Document | None
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_and_extract(job: Job) -> Read:
    """The document that *job*'s bytes make, and every claim in it.

    A fault of our own costs the document, not those beside it: it is told as a problem, with the place in our code.
    """
    where = job.original.retrieval.place
    try:
        document = read_alone(job)
        claims, problems = extract_alone(document)
    except Unreadable as unreadable:
        return Read(None, problems=(unread(where, str(unreadable)),))
    except Exception as fault:          # the process boundary: beyond it the place would be lost
        return Read(None, problems=(_our_fault(where, fault),))
    return Read(document, tuple(claims), tuple(problems))


def read_alone(job: Job) -> Document:
    """The document that *job*'s bytes make; Unreadable if they make none."""
    from attestry.reading.read import Given, read

    return read(job.original, name=job.name, given=Given(**job.given), reference=_grammar().reference)


def extract_alone(document: Document) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Every claim in *document*, and what could not be read or grounded."""
    return _grammar().extract(document)


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
