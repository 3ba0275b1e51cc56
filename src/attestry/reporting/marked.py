"""A document's text with its claims marked in place; the text itself stays code point for code point.

Under the words: affirmed. Over them: denied. The form of the line is the kind, its weight the certainty. Marks are nested
elements and empty anchors: the text content of a passage equals the stored text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from attestry.model.claim import Certainty, Claim, Kind, Polarity
from attestry.model.text import Document, Passage, Span
from attestry.reporting.intervals import interval_words
from attestry.reporting.telling import holder_path

LANES = 3  # a fourth level draws nothing more; its note says that it stands here
WEIGHT = {Certainty.CERTAIN: 3, Certainty.PROBABLE: 2, Certainty.POSSIBLE: 1, Certainty.UNCOMMITTED: 0}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a passage for one claim that begins in it."""

    claim: Claim
    anchor: str
    number: int  # of the claim in this document, in reading order from 1
    holder: str
    gist: str  # "transfer, denied, planned"
    intervals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One passage, or text between passages, ready to print."""

    passage: Passage | None
    body: Markup
    notes: tuple[Note, ...]


def anchor_of(claim_id: str) -> str:
    """The name of the place where a claim stands on its document's page."""
    return "c-" + "".join(letter for letter in claim_id if letter.isascii() and (letter.isalnum() or letter in "-_."))


def marked(document: Document, claims: Iterable[Claim]) -> tuple[Marked, ...]:
    """*document* in reading order, each passage with the marks and notes of the claims that stand in it."""
    ordered = sorted(claims, key=lambda claim: (claim.span.start, -claim.span.end, claim.id))
    numbers = {claim.id: number for number, claim in enumerate(ordered, 1)}
    lanes = _lanes(ordered)
    pieces: list[Marked] = []
    for passage, span in _stretches(document):
        here = [claim for claim in ordered if claim.span.meets(span)]
        body = _body(document, span, here, numbers=numbers, lanes=lanes)
        notes = tuple(_note(claim, numbers[claim.id]) for claim in here if span.start <= claim.span.start)
        if passage is not None or document.words(span).strip():
            pieces.append(Marked(passage, body, notes))
    return tuple(pieces)


def _stretches(document: Document) -> Iterable[tuple[Passage | None, Span]]:
    """The passages of *document* and what lies between them, together the whole text."""
    reached = 0
    for passage in document.passages:
        start = max(passage.span.start, reached)
        if start > reached:
            yield None, Span(reached, start)
        if passage.span.end > start:
            yield passage, Span(start, passage.span.end)
            reached = passage.span.end
    if reached < len(document.text):
        yield None, Span(reached, len(document.text))


def _body(document: Document, span: Span, claims: Sequence[Claim], *, numbers: dict[str, int], lanes: dict[str, int]) -> Markup:
    """The words of *span*, cut at every end of a claim; each piece lies inside one element for each claim over it."""
    cuts = sorted(
        {
            span.start,
            span.end,
            *(min(max(edge, span.start), span.end) for claim in claims for edge in (claim.span.start, claim.span.end)),
        }
    )
    drawn: list[Markup] = []
    for start, end in pairwise(cuts):
        # A page's parser turns a bare carriage return into a line feed; a reference keeps it as it is.
        piece = Markup(str(escape(document.text[start:end])).replace("\r", "&#13;"))
        over = sorted(
            (claim for claim in claims if claim.span.start <= start and end <= claim.span.end),
            key=lambda claim: (len(claim.span), claim.id),
        )
        for claim in over:
            piece = Markup('<span class="{}">{}</span>').format(_classes(claim, lanes[claim.id]), piece)
        opened = [
            Markup('<a class="at" id="{}"></a>').format(anchor_of(claim.id)) for claim in claims if claim.span.start == start
        ]
        closed = [_siglum(claim, numbers[claim.id]) for claim in reversed(claims) if claim.span.end == end]
        drawn += [*opened, piece, *closed]
    return Markup("").join(drawn)


def _lanes(claims: Sequence[Claim]) -> dict[str, int]:
    """The lane of each claim, from 1 next to the words: the shortest that meet lie nearest."""
    lanes: dict[str, int] = {}
    placed: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (len(claim.span), claim.span.start, claim.id)):
        taken = {lanes[other.id] for other in placed if other.span.meets(claim.span)}
        lanes[claim.id] = next(lane for lane in range(1, len(claims) + 1) if lane not in taken)
        placed.append(claim)
    return lanes


def _classes(claim: Claim, lane: int) -> str:
    drawn = f"l{lane} w{WEIGHT[claim.certainty] if claim.kind is not Kind.VERIFICATION else 2}" if lane <= LANES else "l0"
    polarity = (
        {Polarity.DENIES: " deny", Polarity.NEITHER: " open"}.get(claim.polarity, "")
        if claim.kind is not Kind.VERIFICATION
        else ""
    )
    return f"m {claim.kind.value} {drawn}{polarity} k-{anchor_of(claim.id)}"


def _siglum(claim: Claim, number: int) -> Markup:
    """The claim's number after its last word: drawn by the stylesheet, out of the text and out of copying."""
    denied = claim.polarity is Polarity.DENIES
    return Markup('<a class="sig {}{}" href="#n-{}" data-n="{}" aria-label="claim {}{}"></a>').format(
        claim.kind.value, " deny" if denied else "", anchor_of(claim.id), number, number, ", denied" if denied else ""
    )


def _note(claim: Claim, number: int) -> Note:
    words = [claim.frame.replace("_", " ")]
    words += [claim.certainty.value] if claim.certainty is not Certainty.CERTAIN else []
    words += {Polarity.DENIES: ["denied"], Polarity.NEITHER: ["left open"]}.get(claim.polarity, [])
    words += [claim.mode.value] if claim.mode.value not in ("actual", "ongoing") else []
    intervals = tuple(f"{interval_words(each.quantity)} {each.quantity.unit}".strip() for each in claim.quantities)
    return Note(claim, anchor_of(claim.id), number, holder_path(claim), ", ".join(words), intervals)
