"""What a report is made of, before anybody decides how it looks.

Every stretch of text is one of four voices (`Ours`, `Named`, `Theirs`, `Digest`), and every sentence says what it rests on,
so that a renderer cannot mix up who is speaking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from attestry.model.claim import ClaimId
from attestry.model.entry import Standing
from attestry.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Ours:
    """Words of the report itself, about the record only."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a holder, a thing, a unit or a document: taken from the record, printed without quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """Exact words of a document, always printed in quotation marks; `note` says what a reader must know of them."""

    text: str
    note: str = ""  # "back-translated, not verbatim"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a paragraph of an instrument asks, in the words of the law pack; labelled as a digest wherever it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A footnote mark for each of these claims."""

    claims: tuple[ClaimId, ...]


Part = Ours | Named | Theirs | Digest | Cite


class Ground(StrEnum):
    """What entitles a sentence to stand in a report."""

    SAID = "said"  # somebody says so: names them and cites at least one claim
    COUNT = "count"  # a number of things in the case, nought included
    RECORD = "record"  # what is kept: documents, originals, material that was not read
    LAW = "law"  # what a provision asks, from the law pack
    METHOD = "method"  # how this report was made


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and what they rest on; `about` holds document or provision ids for RECORD and LAW."""

    parts: tuple[Part, ...]
    ground: Ground = Ground.SAID
    about: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """The claims it cites, in order, each once."""
        return tuple(dict.fromkeys(claim for part in self.parts if isinstance(part, Cite) for claim in part.claims))

    def __str__(self) -> str:
        return "".join(spoken(part) for part in self.parts)


def spoken(part: Part) -> str:
    """*part* as plain text, other people's words in quotation marks, footnote marks left out."""
    match part:
        case Cite():
            return ""
        case Theirs(text, note):
            return f"“{text}”" + (f" ({note})" if note else "")
        case _:
            return part.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences under one number, counted through the whole report from 1."""

    number: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one statement, cut into cells. `quantity` and `denied` are drawn where a cell is left for them."""

    cells: tuple[tuple[Part, ...], ...]
    ground: Ground = Ground.SAID
    about: tuple[str, ...] = ()
    quantity: Quantity | None = None
    denied: bool = False

    @property
    def sentence(self) -> Sentence:
        """The row read aloud, for the voice and the proof."""
        spaced = tuple(part for cell in self.cells for part in (*cell, Ours(" ")))
        return Sentence(spaced, self.ground, self.about)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `drawn` is the index of the column that also shows the row's interval, or None."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: int | None = None
    kind: str = ""  # a name for the stylesheet: "estimates", "elements", "positions", "overview"


@dataclass(frozen=True, slots=True)
class Bar:
    """One stated quantity, or one denial or open answer, on a chart's axis."""

    holder: str
    said_on: str  # ISO date, "" where unknown
    words: str  # the words that state the number, or the verb of the lane
    claim: ClaimId
    quantity: Quantity | None = None
    lane: str = "stated"  # stated, denied, left open
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Who says how many, drawn; never a mean, a total or a band of consensus."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; level 2 stands under the title, level 3 under a level 2."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Footnote:
    """One claim, pinned: exact words, where they stand, and the digest of the bytes they were read from."""

    number: int
    claim: ClaimId
    quote: str
    document: str  # Document.name
    title: str  # what the document calls itself, "" where unknown
    publisher: str
    symbol: str
    said_on: str  # ISO date, "" where unknown
    passage: int | None
    page: int | None
    digest: str  # SHA-256 of the original
    note: str = ""  # "back-translated, not verbatim"


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the case as the sources list prints it; each fact with how it is known and from which words."""

    number: int
    document: str
    facts: tuple[tuple[str, str, str], ...]  # label, value, "given" | "read: words" | "inferred from: words"
    digest: str
    original: str  # file name as it came
    reader: str
    claim_count: int
    problem_count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, checked: nothing in it outruns its claims."""

    title: str
    at: datetime
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[Source, ...]
    log: tuple[str, ...]  # lines that name the log's checkpoint and key, as given
    standing: Standing = field(repr=False)

    @property
    def numbers(self) -> Mapping[ClaimId, int]:
        """The footnote number of every cited claim."""
        return {footnote.claim: footnote.number for footnote in self.footnotes}


def sentences(sections: tuple[Section, ...]) -> Iterator[Sentence]:
    """Every sentence of *sections* in reading order, table rows read as sentences, bars of charts left out."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.sentences
            elif isinstance(block, Table):
                yield from (row.sentence for row in block.rows)
