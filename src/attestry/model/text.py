"""A reading of an original: its text, where each stretch of it lies in the bytes, and what the text says of itself.

All spans are half-open, in Unicode code points of one document's text. The text is never cleaned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attestry.model.origin import Digest

DocumentId = str
"""Digest of the original, the reader's name and version, and the text: the same bytes read the same way give the same id."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open [start, end), in Unicode code points of one document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def joined(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes [start, end) of the original, decoded as *encoding*."""

    start: int
    end: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Page:
    """A box on a page: number counted from 1, coordinates in points from the lower left corner; None for the whole page."""

    number: int
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a marked-up original: its path from the root (XPath for HTML, part and paragraph for DOCX)."""

    path: str


Locus = Bytes | Page | Node


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of text and where it lies in the original."""

    span: Span
    locus: Locus


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch of a document, numbered from 1 in reading order."""

    number: int
    span: Span
    page: int | None = None         # where the original has pages, counted from 1
    heading: bool = False


class How(StrEnum):
    """How we came to know something about a document."""

    GIVEN = "given"                 # the user said so; it wins
    READ = "read"                   # the text says so, at the span
    INFERRED = "inferred"           # concluded from the words at the span


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact about a document, and how it is known. Dates are ISO 8601 (YYYY-MM-DD)."""

    value: str
    how: How
    span: Span | None = None        # None when given, or when a markup states it outside the text


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document as a whole."""

    title: Stated | None = None
    date: Stated | None = None
    publisher: Stated | None = None
    speaker: Stated | None = None
    occasion: Stated | None = None
    symbol: Stated | None = None
    url: Stated | None = None
    language: Stated | None = None
    rendering: Stated | None = None  # original, official-translation, machine-translation


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a record in which one speaker has the floor; `line` is the speaker line that opens it."""

    span: Span
    speaker: str                    # "Vasily Nebenzia (Russia)" or "Russia", as a holder is written
    line: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Material that could not be read: what kind, where, what was found, and what would mend it."""

    kind: str                       # "unreadable-page", "unknown-format", "ungrounded"
    where: str                      # path, and page or passage where known
    says: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.says}" + (f"; {self.mend}" if self.mend else "")


@dataclass(frozen=True, slots=True)
class Document:
    """One reading of one original."""

    id: DocumentId
    name: str                       # short name for people and for the interchange record; unique in a case
    original: Digest
    reader: str                     # name and version, "plain/1"
    text: str
    places: tuple[Placed, ...]      # sorted, touching, covering the text without gaps
    passages: tuple[Passage, ...]
    about: About = About()
    turns: tuple[Turn, ...] = ()
    problems: tuple[Problem, ...] = ()

    def words(self, span: Span) -> str:
        """The exact words at *span*."""
        return self.text[span.start:span.end]

    def passage_at(self, position: int) -> Passage | None:
        """The passage that holds code point *position*, or the last one before it; None before the first."""
        found = None
        for passage in self.passages:
            if passage.span.start > position:
                break
            found = passage
        return found
