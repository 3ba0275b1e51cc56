"""Why a claim was read: what was read, in whose words, and the rules and marks it rests on, as plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from attestry.model.claim import Claim, Filler
from attestry.model.text import Document, Span
from attestry.reporting.citations import rendering_note, value
from attestry.reporting.intervals import interval_words
from attestry.reporting.telling import long_date
from attestry.reporting.wording import wording

CONTEXT = 160  # code points either side of a quotation: the sentence around it, not the page


@dataclass(frozen=True, slots=True)
class Line:
    """One line for a person: a label, what it says, and the document's own words for it ("" where there are none)."""

    label: str
    says: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class InContext:
    """A claim's words where they stand. `before` and `after` are the document's, cut at spaces."""

    before: str
    quote: str
    after: str
    place: str  # "doc-1, ¶ 4, p. 2, code points 120–188"


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim laid open: its words in context, what was read, and why."""

    claim: str
    context: InContext
    read: tuple[Line, ...]
    why: tuple[Line, ...]

    def __str__(self) -> str:
        def shown(lines: Iterable[Line]) -> Iterator[str]:
            return (f"  {line.label:<12} {line.says}" + (f"  ← “{line.words}”" if line.words else "") for line in lines)

        context = " ".join(f"{self.context.before}⟦{self.context.quote}⟧{self.context.after}".split())
        return "\n".join(
            [f"claim {self.claim}", f"  {self.context.place}", f"  {context}", "read", *shown(self.read), "why", *shown(self.why)]
        )


def in_context(claim: Claim, document: Document) -> InContext:
    """The words of *claim* with up to CONTEXT code points of *document* on either side."""
    start, end = max(0, claim.span.start - CONTEXT), min(len(document.text), claim.span.end + CONTEXT)
    before, after = document.text[start : claim.span.start], document.text[claim.span.end : end]
    if start:
        before = "…" + before.partition(" ")[2]
    if end < len(document.text):
        after = after.rpartition(" ")[0] + "…"
    passage = document.passage_at(claim.span.start)
    place = ", ".join(
        filter(
            None,
            (
                document.name,
                f"¶ {passage.number}" if passage else "",
                f"p. {passage.page}" if passage and passage.page else "",
                f"code points {claim.span.start}–{claim.span.end}",
            ),
        )
    )
    return InContext(before, claim.quote, after, place)


def explain(claim: Claim, document: Document) -> Explained:
    """*claim*, read in *document*, with every reason its derivation holds."""
    return Explained(claim.id, in_context(claim, document), tuple(_read(claim, document)), tuple(_why(claim, document)))


def _read(claim: Claim, document: Document) -> Iterator[Line]:
    yield Line("kind", f"{claim.kind.value}: {claim.frame.replace('_', ' ')}")
    for depth, holder in enumerate(claim.chain):
        label = "holder" if depth == len(claim.chain) - 1 else "relayed by"
        yield Line(label, wording().holder(holder.name), document.words(holder.words) if holder.words else "")
    yield Line("strength", f"{claim.basis.value}, {claim.certainty.value}, {claim.polarity.value}, {claim.mode.value}")
    for role, filler in claim.roles:
        yield Line(role, _filled(filler), document.words(filler.span))
    for counted in claim.quantities:
        part = " (part of a whole told beside it)" if counted.part_of else ""
        yield Line(
            "how many",
            f"{interval_words(counted.quantity)} {counted.quantity.unit}, of {counted.of}{part}",
            document.words(counted.span),
        )
    if claim.when:
        yield Line("when", str(claim.when.period), document.words(claim.when.span))
    said_on = value(document.about.date)
    yield Line(
        "said on",
        f"{long_date(said_on)} ({document.about.date.how.value})"
        if said_on and document.about.date
        else "the document's date is not known",
    )
    note = rendering_note(document)
    if note:
        yield Line("note", note)


def _filled(filler: Filler) -> str:
    known = filler.ids or ("",) * len(filler.values)
    return "; ".join(f"{each} [{known_as}]" if known_as else each for each, known_as in zip(filler.values, known, strict=False))


def _why(claim: Claim, document: Document) -> Iterator[Line]:
    derivation = claim.derivation
    if derivation is None:
        yield Line("reader", "no derivation was kept with this claim")
        return
    yield Line("reader", derivation.reader)
    yield Line("sentence", _flat(document, derivation.sentence))
    for step in derivation.steps:
        yield Line(step.rule, step.says, _flat(document, step.span))


def _flat(document: Document, span: Span) -> str:
    return " ".join(document.words(span).split())
