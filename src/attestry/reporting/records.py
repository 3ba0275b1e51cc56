"""What a report tells of the case itself: what was not read, how the report was made, where everything comes from."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from attestry.model.entry import Standing
from attestry.model.text import Document, Problem, Stated
from attestry.reporting.report import Ground, Ours, Paragraph, Row, Section, Sentence, Source, Table
from attestry.reporting.telling import Numbering, counted
from attestry.reporting.voice import named, plainly


def unread(standing: Standing, numbering: Numbering) -> Section:
    """What was not read, where, and what would mend it; and how much was seen and placed in no claim."""
    problems = problems_of(standing)
    if not problems:
        none = "Nothing that came to the case was left unread, as far as its readers could tell: no problem is on record."
        return Section("unread", "What was not read", (_counts(numbering, none, *_leads(standing)),))
    many = (
        f"{counted(len(problems), 'problem').capitalize()} on record. "
        "What could not be read is not counted for or against anybody."
    )
    rows = tuple(
        Row(
            (
                (named(problem.where),),
                (plainly(problem.kind.replace("-", " ")),),
                (plainly(problem.says),),
                (plainly(problem.mend),),
            ),
            Ground.RECORD,
        )
        for problem in problems
    )
    table = Table("Material not read, or read in part", ("where", "kind", "found", "what would mend it"), rows, kind="unread")
    return Section("unread", "What was not read", (_counts(numbering, many, *_leads(standing)), table))


def _leads(standing: Standing) -> tuple[str, ...]:
    """How many leads the texts hold, and what they are not."""
    if not standing.leads:
        return ()
    return (
        f"In the texts that were read, {counted(standing.leads, 'stretch', 'stretches')} of words could have told of something "
        "and were placed in no claim; each is a lead, a place for a person to look, and nothing in this report rests on any.",
    )


def _counts(numbering: Numbering, *texts: str) -> Paragraph:
    spaced = [*(f"{text} " for text in texts[:-1]), texts[-1]]
    return numbering.paragraph(*(Sentence((Ours(text),), Ground.COUNT) for text in spaced))


def problems_of(standing: Standing) -> list[Problem]:
    """Every problem on record, of the case and of its documents, each once."""
    return list(
        dict.fromkeys([*standing.problems, *(problem for document in standing.documents for problem in document.problems)])
    )


def method(standing: Standing, numbering: Numbering, *, at: datetime) -> Section:
    """How this report was made and how to check it."""
    readers = (
        ", ".join(sorted({claim.derivation.reader for claim in standing.claims if claim.derivation is not None}))
        or "the case's reader"
    )
    texts = (
        f"This report was built on {at:%Y-%m-%d at %H:%M} UTC, by the clock of the machine that built it. ",
        "Every sentence names who says so and cites the exact words, or is a count of what the case holds. ",
        "Words in quotation marks stand at the cited place, code point for code point; "
        "line breaks inside them are printed as spaces. ",
        "Each footnote names the passage and the SHA-256 of the bytes it was read from; whoever holds those bytes can check it. ",
    )
    more = (
        "Numbers are intervals as their speakers bounded them: they are not averaged, "
        "parts are not added to their whole, and a number that is repeated is not a second number. ",
        "Provisions are told in a digest; an act is held against their elements one by one, "
        "and “met” means that somebody states it, not that it is so. ",
        "A denial, a refusal to confirm and silence are three things and are kept apart. ",
        f"Claims were read by {readers}; what it could not read is listed above.",
    )
    return Section(
        "method",
        "How this report was made",
        tuple(numbering.paragraph(*(Sentence((Ours(text),), Ground.METHOD) for text in each)) for each in (texts, more)),
    )


def sources(standing: Standing) -> tuple[Source, ...]:
    """Every document of the case, by date and name, with what is known of it and how."""
    counts = Counter(claim.document for claim in standing.claims)
    ordered = sorted(
        standing.documents, key=lambda document: (document.about.date.value if document.about.date else "9999", document.name)
    )
    return tuple(
        Source(
            number=number,
            document=document.name,
            facts=_facts(document),
            digest=document.original,
            original=standing.originals[document.original].name if document.original in standing.originals else "",
            reader=document.reader,
            claim_count=counts[document.id],
            problem_count=len(document.problems),
        )
        for number, document in enumerate(ordered, 1)
    )


def _facts(document: Document) -> tuple[tuple[str, str, str], ...]:
    about = document.about
    every: tuple[tuple[str, Stated | None], ...] = (
        ("title", about.title),
        ("date", about.date),
        ("publisher", about.publisher),
        ("speaker", about.speaker),
        ("occasion", about.occasion),
        ("symbol", about.symbol),
        ("language", about.language),
        ("rendering", about.rendering),
        ("URL", about.url),
    )
    return tuple((label, stated.value, _how(document, stated)) for label, stated in every if stated is not None)


def _how(document: Document, stated: Stated) -> str:
    if stated.span is None:
        return stated.how.value
    words = " ".join(document.words(stated.span).split())
    shown = words if len(words) <= 80 else words[:79].rstrip() + "…"  # 80 code points: a date line or a speaker line, not a page
    return f"{stated.how.value} from “{shown}”"
