"""The one gate between reading and record: exact words at an exact span of the document, or no claim."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from attestry.model.claim import Claim
from attestry.model.text import Document, Problem, Span


def ground(document: Document, claim: Claim) -> Claim | Problem:
    """*claim* with its id, if each word it rests on stands in *document* at its span; else the Problem to be kept.

    There is no near match: a span outside the text, an empty one or other words than the quote are refused.
    """
    spans = [
        claim.span,
        *(filler.span for _, filler in claim.roles),
        *(one.span for one in claim.quantities),
        *(link.words for link in claim.chain if link.words is not None),
        *([claim.when.span] if claim.when else []),
    ]
    for span in spans:
        if not 0 <= span.start < span.end <= len(document.text):
            return _ungrounded(
                document,
                claim.span,
                f"words at [{span.start}, {span.end}) are outside the text of {len(document.text)} code points",
            )
    if document.words(claim.span) != claim.quote:
        return _ungrounded(
            document, claim.span, f"the quote {claim.quote[:60]!r} is not what stands at [{claim.span.start}, {claim.span.end})"
        )
    if not claim.chain:
        return _ungrounded(document, claim.span, "nobody holds it; one holder at least is expected")
    return replace(claim, id=claim_id(claim))


def claim_id(claim: Claim) -> str:
    """The digest of the document's id and all that the claim says: the first 16 of 64 hexadecimal digits."""
    said = [
        claim.document,
        claim.span.start,
        claim.span.end,
        claim.kind,
        claim.frame,
        [link.name for link in claim.chain],
        claim.basis,
        claim.certainty,
        claim.polarity,
        claim.mode,
        [[role, list(filler.values), filler.span.start, filler.span.end] for role, filler in claim.roles],
        [[one.of, str(one.quantity), one.quantity.unit, one.span.start] for one in claim.quantities],
        str(claim.when.period) if claim.when else None,
    ]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:16]


def _ungrounded(document: Document, span: Span, says: str) -> Problem:
    return Problem(
        "ungrounded",
        f"{document.name} [{span.start}, {span.end})",
        says,
        "report it: the reader must not claim what it cannot show",
    )
