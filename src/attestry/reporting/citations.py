"""Footnotes: each claim pinned to exact words at an exact place in hashed bytes.

A claim cited twice keeps one number; the mark is repeated, the note is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from attestry.model.claim import Claim, ClaimId
from attestry.model.entry import Standing
from attestry.model.origin import Digest, Original, digest_of
from attestry.model.text import Document, DocumentId, Stated
from attestry.reporting.report import Footnote, Sentence

BACK_TRANSLATED = "back-translated, not verbatim"


@dataclass(frozen=True, slots=True)
class Standings:
    """What stands, by id, and which claims have been verified so far."""

    claims: Mapping[ClaimId, Claim]
    documents: Mapping[DocumentId, Document]
    originals: Mapping[Digest, Original]
    seen: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # claim or digest -> its fault, "" if none

    @classmethod
    def of(cls, standing: Standing) -> Standings:
        """*standing*, indexed."""
        return cls(
            {claim.id: claim for claim in standing.claims},
            {document.id: document for document in standing.documents},
            standing.originals,
        )

    def stands(self, claim: ClaimId) -> bool:
        """Whether *claim* and the document it was read in stand; its words may yet not verify."""
        return claim in self.claims and self.claims[claim].document in self.documents

    def document_of(self, claim: ClaimId) -> Document:
        """The document that *claim* was read in."""
        return self.documents[self.claims[claim].document]

    def fault(self, claim: ClaimId) -> str:
        """Why *claim* does not verify, in one clause, or "" if it does.

        A claim verifies if it stands, its words stand at its span in a standing document, and the original that document
        was read from is kept and, where its bytes are at hand, has the digest it is kept under.
        """
        if claim not in self.seen:
            self.seen[claim] = self._fault(claim)
        return self.seen[claim]

    def _fault(self, claim_id: ClaimId) -> str:
        claim = self.claims.get(claim_id)
        if claim is None:
            return f"claim {claim_id[:12]} does not stand in the case"
        document = self.documents.get(claim.document)
        if document is None:
            return f"claim {claim_id[:12]} was read in document {claim.document[:12]}, which does not stand in the case"
        if not claim.quote.strip() or document.words(claim.span) != claim.quote:
            return (
                f"claim {claim_id[:12]}: {document.name} has {document.words(claim.span)[:40]!r} at "
                f"{claim.span.start}–{claim.span.end}, where the claim quotes {claim.quote[:40]!r}"
            )
        return self._fault_of_original(document)

    def _fault_of_original(self, document: Document) -> str:
        original = self.originals.get(document.original)
        if original is None:
            return f"{document.name}: its original {document.original[:12]} is not kept in the case"
        if original.data and original.digest not in self.seen:
            self.seen[original.digest] = (
                ""
                if digest_of(original.data) == original.digest == document.original
                else (f"{document.name}: its original's bytes do not have the digest {original.digest[:12]}")
            )
        return self.seen.get(original.digest, "")


def rendering_note(document: Document) -> str:
    """What a reader must know of words quoted from *document*: "" unless they are a machine's translation."""
    rendering = document.about.rendering
    return BACK_TRANSLATED if rendering is not None and rendering.value == "machine-translation" else ""


def footnotes(sentences: Iterable[Sentence], standings: Standings) -> tuple[Footnote, ...]:
    """One footnote for each claim that *sentences* cite, numbered from 1 in the order of first citation."""
    cited = dict.fromkeys(claim for sentence in sentences for claim in sentence.claims)
    return tuple(
        _footnote(number, standings.claims[claim], standings.document_of(claim)) for number, claim in enumerate(cited, 1)
    )


def _footnote(number: int, claim: Claim, document: Document) -> Footnote:
    about = document.about
    passage = document.passage_at(claim.span.start)
    return Footnote(
        number=number,
        claim=claim.id,
        quote=claim.quote,
        document=document.name,
        title=value(about.title),
        publisher=value(about.publisher),
        symbol=value(about.symbol),
        said_on=value(about.date),
        passage=passage.number if passage else None,
        page=passage.page if passage else None,
        digest=document.original,
        note=rendering_note(document),
    )


def value(stated: Stated | None) -> str:
    """What is known, or "" where nothing is."""
    return stated.value if stated is not None else ""
